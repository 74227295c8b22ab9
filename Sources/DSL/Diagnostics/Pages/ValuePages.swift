extension TopicPage {
  /// What is wrong with values while a program runs.
  static let valuePages: [TopicPage] = [
    TopicPage(
      .operandKinds, "values that do not go together",
      cause: """
        Numbers are added to numbers, texts to texts, times to times; a number has no order beside a text, and ten trials are not ten
        seconds. Nothing is converted by itself, since that hides mistakes.
        """,
      cure: "Convert one of the two: `number(text)`, `\"{x}\"`, `x * 1s`.",
      [
        .program(wrong: "print(3 + \"4\")", right: "print(3 + number(\"4\"))"),
        .program(wrong: "print(10min + 5)", right: "print(10min + 5s)"),
      ]),
    TopicPage(
      .conditionKind, "a condition that is neither true nor false",
      cause: """
        `if`, `while`, `and`, `not` and their like want `true` or `false`. A number, a list or `none` counts as neither, even where
        other languages take it for one.
        """,
      cure: "Write the comparison that is meant: `n > 0`, `length(xs) > 0`, `x != none`.",
      [.program(wrong: "let n = 3\nif n { print(\"some\") }", right: "let n = 3\nif n > 0 { print(\"some\") }")]),
    TopicPage(
      .notWalked, "something without items that is gone through",
      cause: """
        A loop visits the items of a list, the characters of a string, the fields of a record or the numbers of a range, and `...`
        spreads a list or a record. Other values have no items; between two real numbers there is no next one.
        """,
      cure: "Give a step, as in `0.0..1.0 by 0.1`, or take the list out of the value, such as `study.trials`.",
      [.program(wrong: "for x in 0.0..1.0 { print(x) }", right: "for x in 0.0..1.0 by 0.5 { print(x) }")]),
    TopicPage(
      .indexOutside, "an index outside of a list",
      cause: """
        Elements count from 0: a list of three has the elements 0, 1 and 2, and from its end -1, -2 and -3. An empty list has none.
        """,
      cure: "Use `length(xs) - 1` or `-1` for the last one, and `take` and `drop` for parts, which allow for fewer.",
      [.program(wrong: "let xs = [1, 2, 3]\nprint(xs[3])", right: "let xs = [1, 2, 3]\nprint(xs[2])")]),
    TopicPage(
      .indexKind, "an index of the wrong kind",
      cause: """
        Lists and strings are indexed by one integer, records by a string, and other values not at all. A range, a condition or two
        numbers with a comma are no index.
        """,
      cure:
        "Write `xs[0]`, `config[\"lr\"]`, `rows[0][\"x\"]`; a part of a list is `xs |> drop(1) |> take(2)`, rows are chosen by `filter`.",
      [.program(wrong: "let xs = [1, 2, 3]\nprint(xs[\"first\"])", right: "let xs = [1, 2, 3]\nprint(xs[0])")]),
    TopicPage(
      .division, "a division by zero",
      cause: "What stands behind `/` or `mod`, or below a negative power, is 0, and the result would be no number.",
      cure: "Find out why it is 0, and ask before dividing: `if n > 0 { total / n } else { 0 }`.",
      [.program(wrong: "let n = 0\nprint(10 / n)", right: "let n = 5\nprint(10 / n)")]),
    TopicPage(
      .noValue, "a function without a value there",
      cause: """
        The logarithm of a number that is not positive, the root of a negative one and their like do not exist among the real
        numbers.
        """,
      cure:
        "Look where the number comes from; keep it in the range that the function is defined on, as by `max(x, 1e-12)`.",
      [.program(wrong: "print(sqrt(-1))", right: "print(sqrt(1))")]),
    TopicPage(
      .tooLarge, "a result that is too large for an integer",
      cause: """
        Integers have 64 bits, up to 9223372036854775807. A result beyond is an error and not another number, as it is in languages
        whose integers wrap around.
        """,
      cure: "Compute with real numbers, by giving one of them a point: `2.0^100`.",
      [.program(wrong: "print(2^64)", right: "print(2.0^64)")]),
    TopicPage(
      .emptyList, "something that needs an item, of an empty list",
      cause: "A mean, a maximum or a first item is only there if the list has an item, and it has none.",
      cure:
        "Find out why the list is empty (a filter that nothing passes?), or ask first: `if length(xs) > 0 { ... }`.",
      [.program(wrong: "print(mean([]))", right: "print(mean([1, 2]))")]),
    TopicPage(
      .callsTooDeep, "calls that are nested too deeply",
      cause: """
        A function calls itself, or functions call each other, without coming to an end, or for more rounds than there is room for.
        """,
      cure:
        "Give it a case that does not call again, and make sure that every call comes nearer to it; or write a loop.",
      [
        .program(
          wrong: "fn f(n) = n * f(n - 1)\nprint(f(5))",
          right: "fn f(n) = if n == 0 { 1 } else { n * f(n - 1) }\nprint(f(5))")
      ]),
    TopicPage(
      .capacity, "more than there is room for",
      cause: """
        A list, a string, an expression or a model would become larger than hpo or the memory of the machine allows. Often a number is
        wrong by some zeros.
        """,
      cure:
        "Check the sizes; take parts of the data, smaller batches or fewer units, or bind parts of an expression by `let`.",
      [
        .program(
          wrong: "print(length(repeat(\"-\", 1_000_000_000)))",
          right: "print(length(repeat(\"-\", 1_000)))")
      ]),
    TopicPage(
      .expectation, "an expectation that does not hold",
      cause: """
        `expect` says what must be true, in a program or in a `test` block, and it was false; or an example of a document gives
        something else than what stands below it. Both sides are shown.
        """,
      cure: "Correct whichever is wrong: what is computed, or what is expected.",
      [.program(wrong: "expect 1 + 1 == 3", right: "expect 1 + 1 == 2")]),
    TopicPage(
      .failCalled, "the program has ended itself",
      cause: """
        The program has called `fail` with this message: whoever wrote it did not want to go on here. In an objective, only the trial
        ends.
        """,
      cure: "Read the message, and look at the lines before the call for what it depends on.",
      [
        .program(
          wrong: "let n = 5\nif n < 10 { fail(\"too few rows\") }",
          right: "let n = 50\nif n < 10 { fail(\"too few rows\") }")
      ]),
    TopicPage(
      .numberInText, "a text that cannot be read",
      cause: """
        A number, or JSON, was to be read out of a text, and there is none in it, or it is damaged at the place that the message
        names.
        """,
      cure: "Print the text to see what it is; `number_after(text, marker)` finds a number behind a word.",
      [.program(wrong: "print(number(\"about ten\"))", right: "print(number(\"10\"))")]),
  ]
}

extension TopicPage {
  /// What is wrong with the form of statements and expressions.
  static let statementPages: [TopicPage] = [
    TopicPage(
      .lineForm, "a line or a block that ends where it should not",
      cause: """
        A statement ends with its line, as soon as it is complete; it goes on where the line ends in an operator, in a comma or
        within brackets. Blocks are written in braces, and their `{` stands on the line that they belong to, as `else` stands on
        the line of the `}` before it.
        """,
      cure: "Move the word or brace to the end of the line above, or put braces around the block.",
      [
        .program(wrong: "fn twice(x)\n{\n  2 * x\n}", right: "fn twice(x) {\n  2 * x\n}"),
        .program(wrong: "if 1 < 2: print(\"yes\")", right: "if 1 < 2 { print(\"yes\") }"),
      ]),
    TopicPage(
      .bindingForm, "a name that is bound in another way",
      cause: """
        `let name = value` gives one name to one value, and `var name = value` one that may change. A name without a value, several
        names at once and a list of names have no meaning.
        """,
      cure: "Write one statement for each name. Several values are a list or a record, whose parts are taken from it.",
      [.program(wrong: "let rate 0.1", right: "let rate = 0.1")]),
    TopicPage(
      .nameForm, "something that cannot be a name",
      cause: """
        A name begins with a letter or `_` and goes on with letters, digits and `_`; words of the language such as `in` and `for`
        are no names. A hyphen subtracts, and a space ends a name.
        """,
      cure: "Join its parts by `_`, or put `_` behind a word that is reserved.",
      [.program(wrong: "let learning-rate = 0.1", right: "let learning_rate = 0.1")]),
    TopicPage(
      .typeWritten, "a type is written, and there are none",
      cause: """
        Values have kinds, such as numbers, strings and lists, but names have none: what a name or a parameter is to hold is never
        written. A colon stands behind labels and the names of fields only.
        """,
      cure: "Leave the type and its colon out.",
      [.program(wrong: "fn twice(x: int) = 2 * x", right: "fn twice(x) = 2 * x")]),
    TopicPage(
      .functionForm, "a function that is written in another way",
      cause: """
        A function is written `fn f(x) = expression`, or `fn f(x) { ... }` with several statements, the last of which is its value.
        Without a name, `fn(x) = expression` is a function as a value. It gives one value.
        """,
      cure: "Write it in one of these two forms.",
      [.program(wrong: "let twice(x) = 2 * x", right: "fn twice(x) = 2 * x")]),
    TopicPage(
      .comparisonForm, "a comparison that is written in another way",
      cause: """
        `==` compares, and `=` binds a name. A comparison has two sides: `0 < x < 1` would compare a truth with a number, and
        `x > 0 and < 1` leaves a side out.
        """,
      cure: "Write `==`, and join two comparisons by `and`.",
      [
        .program(wrong: "let x = 3\nif x = 3 { print(\"three\") }", right: "let x = 3\nif x == 3 { print(\"three\") }"),
        .program(wrong: "let x = 3\nprint(0 < x < 5)", right: "let x = 3\nprint(0 < x and x < 5)"),
      ]),
    TopicPage(
      .missingOperator, "an operator is missing, or has a side without a value",
      cause: """
        Two values beside each other mean nothing: a product has its `*`, texts are joined by `+`, items stand between commas. An
        operator likewise needs a value on both of its sides.
        """,
      cure: "Write the operator, or the value that it lacks.",
      [
        .program(wrong: "let x = 3\nprint(2 x)", right: "let x = 3\nprint(2 * x)"),
        .program(wrong: "print(\"a\" . \"b\")", right: "print(\"a\" + \"b\")"),
      ]),
    TopicPage(
      .listForm, "a list or a record that is written in another way",
      cause: """
        A list stands in square brackets, `[1, 2, 3]`, and what a loop collects as well, `[x^2 for x in xs]`. A record stands in
        braces and has a name and a colon before each value, `{lr: 0.1, width: 64}`. Items stand between commas.
        """,
      cure: "Use the brackets of what is meant, commas between the items, and a name before each value of a record.",
      [
        .program(wrong: "let xs = {1, 2, 3}", right: "let xs = [1, 2, 3]"),
        .program(wrong: "let config = {lr = 0.1}", right: "let config = {lr: 0.1}"),
      ]),
    TopicPage(
      .labelForm, "an argument that is written in another way",
      cause: """
        Arguments stand in parentheses behind the name of a function: first those without a label, in their order, then those with
        one, as in `round(x, digits: 2)`. A label has a colon, and no quotes and no `=`.
        """,
      cure: "Write the label with a colon, and put it behind the arguments that have none.",
      [.program(wrong: "print(round(3.14159, digits = 2))", right: "print(round(3.14159, digits: 2))")]),
    TopicPage(
      .controlForm, "a loop or a choice that is written in another way",
      cause: """
        A choice begins with its condition: `if x > 1 { a } else { b }`, which is a value as well. A loop is `for x in xs { ... }` or
        `while x > 1 { ... }`. Neither has parentheses around its head, and there is no counting with three parts.
        """,
      cure: "Put the condition first and the braces around what depends on it; count by `for i in 0..9 { ... }`.",
      [.program(wrong: "let x = 3\nlet y = 1 if x > 2 else 0", right: "let x = 3\nlet y = if x > 2 { 1 } else { 0 }")]),
    TopicPage(
      .importForm, "an import of something that is not a file of hpo",
      cause: """
        `import "file.hpo"` runs another program first and makes its names known. All functions of hpo are there without it: there
        are no modules. A file cannot import itself, not even by way of others.
        """,
      cure:
        "Leave the line out, or name a program in quotes; with a circle of imports, move what both need into a third file.",
      [.program(wrong: "import math\nprint(sqrt(2))", right: "print(sqrt(2))")]),
    TopicPage(
      .misplaced, "a statement or a command that has no place here",
      cause: """
        `break` and `continue` belong in a loop, `return` in a function, `import` and `test` at the top level of a file. Commands
        such as `:help` and `?log` are for the prompt and no part of a program.
        """,
      cure: "Move it to where it belongs, or leave it out.",
      [.program(wrong: "if 1 < 2 { break }", right: "for x in 1..9 {\n  if x > 2 { break }\n}")]),
  ]
}

extension TopicPage {
  /// What is wrong with names.
  static let namePages: [TopicPage] = [
    TopicPage(
      .unknownName, "a name that is not known",
      cause: """
        Nothing has this name here: it is misspelt, was bound in a block that has ended, comes from another language, or is a text
        that lacks its quotes.
        """,
      cure: """
        Correct the spelling, or bind the name first by `let`, `fn` or `import`. `?functions` lists the functions, `:vars` what was
        bound at the prompt.
        """,
      [
        .program(wrong: "let rate = 0.1\nprint(rats)", right: "let rate = 0.1\nprint(rate)"),
        .program(wrong: "print(squareroot(2))", right: "print(sqrt(2))"),
      ]),
    TopicPage(
      .usedTooEarly, "a name that is used before it has a value",
      cause: """
        Statements run from top to bottom, and a name has a value from the statement that binds it on. Functions may be called above
        their declaration, but not before the names that they use have values.
        """,
      cure: "Move the binding above the first use.",
      [.program(wrong: "print(rate)\nlet rate = 0.1", right: "let rate = 0.1\nprint(rate)")]),
    TopicPage(
      .boundTwice, "a name that is there twice",
      cause: """
        Within a block a name is bound once; the parameters of a function or of a search, the fields of a record and the arguments
        of a call have different names. Otherwise it would not be clear which one is meant.
        """,
      cure: "Rename one of the two. To change a value, bind it with `var` and assign it, without `let`.",
      [
        .program(wrong: "let x = 1\nlet x = 2", right: "var x = 1\nx = 2"),
        .program(wrong: "let config = {lr: 0.1, lr: 0.2}", right: "let config = {lr: 0.1, width: 64}"),
      ]),
    TopicPage(
      .changingVariable, "a function that uses a variable from outside",
      cause: """
        A function, an objective and the parts of a search see what `let` binds around them, and never a `var`: that might have
        changed between two calls, and trials run beside each other.
        """,
      cure: "Pass the value as an argument, or bind what it is now with `let` first.",
      [
        .program(
          wrong: "var total = 1\nfn add(x) = total + x\nprint(add(2))",
          right: "var total = 1\nfn add(total, x) = total + x\nprint(add(total, 2))")
      ]),
    TopicPage(
      .unusedName, "a name that is never used",
      cause: """
        A value was given a name in a block, and nothing reads it before the block ends. It is no error, but often the sign of one:
        another name was meant, or a statement is missing.
        """,
      cure: "Use it, remove it, or begin its name with `_` to say that it is meant.",
      [.program(wrong: "fn f(x) {\n  let y = 2 * x\n  x\n}", right: "fn f(x) {\n  let y = 2 * x\n  y\n}")]),
    TopicPage(
      .assignment, "something that cannot be assigned",
      cause: """
        `x = 2` changes what `var x` has bound before, in the same function, or a part of it, as in `xs[0] = 2`. What `let` binds
        stays as it is; a call, a number or a name that nothing has bound is no place for a value.
        """,
      cure: "Write `let` in front where the name is new, or `var` instead of `let` where it was bound.",
      [.program(wrong: "let x = 1\nx = 2", right: "var x = 1\nx = 2")]),
    TopicPage(
      .unknownField, "a field that is not there",
      cause: """
        Behind a point stands the name of a field of a record, a study, a trial or another value that has some, or of a name of a file
        that was imported. This value has no such field.
        """,
      cure: """
        Correct the spelling: the message lists what there is, and `?name` explains the fields of a value. Functions take a value in
        parentheses, `length(xs)`, or behind `|>`.
        """,
      [.program(wrong: "let config = {lr: 0.1}\nprint(config.rate)", right: "let config = {lr: 0.1}\nprint(config.lr)")]
    ),
  ]
}

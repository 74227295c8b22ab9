extension TopicPage {
  /// What is wrong with the domains of a search.
  static let domainPages: [TopicPage] = [
    TopicPage(
      .rangeForm, "a range that is written in another way",
      cause: """
        A range is its two ends with two dots between them, `0.0..1.0`, and both belong to it; `by` gives it a step. On a logarithmic
        scale it is `log(1e-4, 1)`, near a mean it is `normal(0, 1)`. The ends are numbers.
        """,
      cure:
        "Write it in one of these forms. With a point, `0.0..1.0`, it is of real numbers; without, `1..8`, of integers.",
      [
        .program(wrong: "for i in 0...3 { print(i) }", right: "for i in 0..3 { print(i) }"),
        .program(
          wrong: "search x in 0.0 to 1.0 for 3 trials minimize x",
          right: "search x in 0.0..1.0 for 3 trials minimize x"),
      ]),
    TopicPage(
      .choiceForm, "a choice that is written in another way",
      cause: """
        A parameter that is one of a few values has a list as its domain, `["adam", "sgd"]`. With `ordered(16, 32, 64)` their order
        means something, and `each(domain, 3)` is a list of three members.
        """,
      cure: "Write the choices in square brackets, with commas between them.",
      [
        .program(
          wrong: "search opt in (\"adam\", \"sgd\") for 2 trials minimize 1",
          right: "search opt in [\"adam\", \"sgd\"] for 2 trials minimize 1")
      ]),
    TopicPage(
      .notADomain, "something that is not a domain",
      cause: """
        Behind `in`, a search needs a set that its parameter is taken from: a range, a list of choices, `log(...)`, `normal(...)`,
        `ordered(...)` or `each(...)`. A single value, a record or a function leaves nothing to choose. A domain that depends on
        other parameters may change its ends, but not its kind.
        """,
      cure: "Write a range or a list of choices. A value that is not sought is bound by `let`.",
      [
        .program(
          wrong: "search x in 5 for 2 trials minimize x",
          right: "search x in 0..5 for 2 trials minimize x")
      ]),
    TopicPage(
      .emptyRange, "a range that is empty",
      cause:
        "A range goes from its lower end to its upper one, and here the first number is above the second: it holds nothing.",
      cure: "Exchange the two ends. A loop goes backwards over `reverse(1..9)`.",
      [
        .program(
          wrong: "search x in 5..1 for 2 trials minimize x",
          right: "search x in 1..5 for 2 trials minimize x")
      ]),
    TopicPage(
      .logarithmEnds, "a logarithmic range that reaches zero",
      cause: """
        On a logarithmic scale equal steps are equal factors: from 1 to 0.1 is as far as from 0.1 to 0.01, and zero is infinitely far
        away. So both ends are above 0.
        """,
      cure: "Begin at the smallest number that makes sense, such as `log(1e-6, 1)`, or take a plain range.",
      [
        .program(
          wrong: "search lr in log(0, 1) for 2 trials minimize lr",
          right: "search lr in log(1e-6, 1) for 2 trials minimize lr")
      ]),
    TopicPage(
      .stepSize, "a step that leads nowhere",
      cause: """
        A step is added to get from one value of a range to the next, so it is above 0; on a logarithmic scale it multiplies, so it is
        above 1. One that is far too small for its range leaves values that cannot be told apart.
        """,
      cure: "Give a larger step, or none.",
      [
        .program(
          wrong: "search x in 0.0..1.0 by 0 for 2 trials minimize x",
          right: "search x in 0.0..1.0 by 0.1 for 2 trials minimize x")
      ]),
    TopicPage(
      .choices, "a list of choices that leaves nothing to choose, or one thing twice",
      cause: """
        Each choice stands once in the list: one that is there twice would be tried twice as often. An empty list leaves nothing, and a
        range in a list is one value, out of which nothing is chosen.
        """,
      cure: "List each choice once; write a range without brackets.",
      [
        .program(
          wrong: "search opt in [\"adam\", \"sgd\", \"adam\"] for 2 trials minimize 1",
          right: "search opt in [\"adam\", \"sgd\"] for 2 trials minimize 1")
      ]),
    TopicPage(
      .doubtfulRange, "a range that may mean something else",
      cause: """
        The domain is allowed, and is often not what was meant: `0..1` holds two integers, `[0.0, 1.0]` two numbers, and a linear
        range over several powers of ten hardly ever tries its small values.
        """,
      cure:
        "Write `0.0..1.0` for the numbers between, `log(0.0001, 1)` where factors matter, and `[0, 1]` where two values are meant.",
      [
        .program(
          wrong: "search lr in 0.0001..1.0 for 2 trials minimize lr",
          right: "search lr in log(0.0001, 1) for 2 trials minimize lr"),
        .program(
          wrong: "search x in 0..1 for 2 trials minimize x",
          right: "search x in 0.0..1.0 for 2 trials minimize x"),
      ]),
    TopicPage(
      .outsideDomain, "a value outside of the domain",
      cause: """
        `near` names a value that is believed to be good, and `from` points to begin with. Both lie in the domains of the search;
        this one does not, so that no trial could have it.
        """,
      cure: "Widen the domain, or name a value inside it.",
      [
        .program(
          wrong: "search x in 0.0..1.0 near 3 for 2 trials minimize x",
          right: "search x in 0.0..1.0 near 0.3 for 2 trials minimize x")
      ]),
    TopicPage(
      .neverEqual, "a comparison that never holds",
      cause: """
        A parameter is compared with a value that its domain does not have, so that the comparison is false in every trial. Mostly
        the value is misspelt.
        """,
      cure: "Compare with one of the choices, or add the value to them.",
      [
        .program(
          wrong: "search opt in [\"adam\", \"sgd\"] for 2 trials minimize if opt == \"adamw\" { 1 } else { 2 }",
          right: "search opt in [\"adam\", \"sgd\"] for 2 trials minimize if opt == \"adam\" { 1 } else { 2 }")
      ]),
    TopicPage(
      .inactiveParameter, "a parameter that has no value in some trials",
      cause: """
        A parameter with `if` has a value only where its condition holds, and is `none` in other trials. It cannot be computed with
        there, its condition cannot ask for itself, and a condition that is always false makes it useless.
        """,
      cure:
        "Give it a substitute, as in `(momentum or 0)`, or ask first. What must hold of a value itself is said by `where`.",
      [
        .program(
          wrong:
            "search opt in [\"adam\", \"sgd\"], momentum in 0.0..0.9 if opt == \"sgd\" for 3 trials minimize momentum * 2",
          right:
            "search opt in [\"adam\", \"sgd\"], momentum in 0.0..0.9 if opt == \"sgd\" for 3 trials minimize (momentum or 0) * 2"
        )
      ]),
  ]
}

extension TopicPage {
  /// What is wrong with calls of functions.
  static let callPages: [TopicPage] = [
    TopicPage(
      .notCallable, "something that is called and is no function",
      cause: """
        Parentheses directly behind a value call it, and only functions can be called. A number before parentheses is no product,
        and a value such as a strategy without options or an activation stands by its name alone.
        """,
      cure: "Write `*` for a product, or leave the parentheses out.",
      [.program(wrong: "let rate = 0.1\nprint(rate(2))", right: "let rate = 0.1\nprint(rate * 2)")]),
    TopicPage(
      .unknownLabel, "an argument that the function does not take",
      cause: """
        A label names a parameter of the function that is called, and this function has none of that name, or none that means
        something together with the other arguments.
        """,
      cure: "Correct the label: the message names the nearest one, and `?name` shows the parameters of a function.",
      [.program(wrong: "print(round(3.14159, places: 2))", right: "print(round(3.14159, digits: 2))")]),
    TopicPage(
      .argumentCount, "too many or too few arguments",
      cause: """
        A function takes a certain number of values: those without a default must be given, and no more than there are parameters.
        """,
      cure: """
        Compare the call with `?name`. A list is passed as several arguments by `...xs`, and several values as one by `[a, b]`.
        """,
      [.program(wrong: "print(sqrt(4, 2))", right: "print(sqrt(4))")]),
    TopicPage(
      .argumentKind, "an argument of the wrong kind",
      cause: """
        The function needs another kind of value here: a number and not a string, a list and not a number, a model and not its
        name.
        """,
      cure: "Look at what the message says it must be; `number(text)` reads a number, `[x]` makes a list of a value.",
      [.program(wrong: "print(sqrt(\"4\"))", right: "print(sqrt(4))")]),
    TopicPage(
      .argumentRange, "an argument that is out of range",
      cause: """
        The kind of the value is right, and the value itself makes no sense: a share above 1, a negative count, an empty name.
        """,
      cure: "Choose a value in the range that the message names. A share is written `0.2` or `20%`.",
      [.program(wrong: "print(quantile([1, 2, 3], 50))", right: "print(quantile([1, 2, 3], 50%))")]),
    TopicPage(
      .unknownWord, "an option with a word that it does not know",
      cause:
        "Some options are one of a few words, such as the kind of a figure or the name of a metric. This is none of them.",
      cure: "Use one of the words that the message lists; `?name` explains them.",
      [
        .program(
          wrong: "train(model(dense(2)), moons(), loss: \"hinge\")",
          right: "train(model(dense(2)), moons(), loss: \"cross_entropy\")")
      ]),
  ]
}

import Basics

/// How a name is used, for the words about one that is not bound.
enum NameUse {
  case value
  /// With the texts of the arguments.
  case call([String])
  case strategy
  case assignment
  /// A search without `minimize` and `maximize`.
  case defaultObjective
}

/// Names that nothing is bound to.
extension Checker {
  mutating func reportUnbound(_ name: Name, use: NameUse) {
    guard !hasUnknownImport else { return }
    if case .defaultObjective = use {
      return report(
        "this search has no objective", at: name.span, "nothing to minimize or to maximize",
        hint: "write `minimize` or `maximize` and an expression, or declare `fn objective(...)`.")
    }
    if let place = scopes.lazy.reversed().compactMap({ $0.pending[name.text] }).first {
      return reportTooEarly(name, place, use)
    }
    if let place = parametersOutside[name.text] {
      return report(
        "`\(name.text)` is not known here", at: name.span, "this clause is evaluated once, before the first trial",
        secondary: [Diagnostic.Label(place, "a parameter of the search")],
        hint: "domains, conditions, `where` and the objective see the parameters.")
    }
    if case .strategy = use { return reportStrategy(name.text, at: name.span) }
    let title = title(name, use)
    if let meant = habit(name.text, use) { return report(title, at: name.span, meant) }
    if let near = Suggestion.nearest(to: name.text, among: visibleNames) {
      return report(title, at: name.span, "did you mean `\(near)`?")
    }
    if case .assignment = use {
      return report(
        title, at: name.span, "not bound",
        hint: "the first time, write `let \(name.text) = ...`, or `var` to assign it later.")
    }
    if let place = ended[name.text] {
      return report(
        title, at: name.span, "not bound here", secondary: [Diagnostic.Label(place, "this one ended with its block")])
    }
    report(title, at: name.span, "not bound")
  }

  private func title(_ name: Name, _ use: NameUse) -> String {
    if case .call = use { return "unknown function `\(name.text)`" }
    return "unknown name `\(name.text)`"
  }

  private mutating func reportTooEarly(_ name: Name, _ place: Span, _ use: NameUse) {
    let isOwn = place.start <= name.span.start
    let isCall = if case .call = use { true } else { false }
    report(
      isOwn ? "`\(name.text)` is used in its own value" : "`\(name.text)` is used before it is bound",
      at: name.span, "not bound yet",
      secondary: [Diagnostic.Label(place, isOwn ? "bound when the value is there" : "bound here")],
      hint: isOwn && isCall ? "a function that calls itself is declared with `fn \(name.text)(...)`." : nil)
  }

  /// What a name of another language or library is called here.
  private func habit(_ name: String, _ use: NameUse) -> String? {
    if case .call(let arguments) = use, !arguments.isEmpty, let meant = NameHabits.call(name, arguments) {
      return meant
    }
    return NameHabits.words[name]
  }
}

/// Names of other languages and libraries.
enum NameHabits {
  static let words: [String: String] = [
    "None": "it is written `none`", "null": "it is written `none`", "nil": "it is written `none`",
    "NULL": "it is written `none`", "undefined": "it is written `none`", "nothing": "it is written `none`",
    "True": "it is written `true`", "TRUE": "it is written `true`", "False": "it is written `false`",
    "FALSE": "it is written `false`",
    "loguniform": "this domain is written `log(low, high)`", "log_uniform": "this domain is written `log(low, high)`",
    "uniform": "this domain is written `0.0..1.0`", "quniform": "this domain is written `0.0..1.0 by 0.1`",
    "randint": "this domain is written `1..10`", "choice": "this domain is a list: `[16, 32]`",
    "categorical": "this domain is a list: `[16, 32]`", "range": "it is written `0..4`, both ends included",
    "len": "it is called `length`", "size": "it is called `length`", "str": "a string is made by `\"{x}\"`",
    "float": "it is called `number`", "int": "it is called `number`", "lambda": "a function is written `fn(x) = x + 1`",
    "elif": "write `else if`", "self": "there are no objects; pass the value",
    "this": "there are no objects; pass the value",
    "np": "functions stand by their names, as in `sqrt(x)`", "math": "functions stand by their names, as in `sqrt(x)`",
    "append": "a list is extended by `[...xs, x]`", "println": "it is called `print`", "echo": "it is called `print`",
    "printf": "it is called `print`", "exit": "an error ends a program: `fail(\"why\")`",
    "raise": "an error ends a program: `fail(\"why\")`",
  ]

  /// For a call, what is meant with these very arguments.
  static func call(_ name: String, _ arguments: [String]) -> String? {
    switch (name, arguments.count) {
    case ("loguniform", 2), ("log_uniform", 2): "write `log(\(arguments[0]), \(arguments[1]))`"
    case ("uniform", 2): "write `\(real(arguments[0]))..\(real(arguments[1]))`"
    case ("quniform", 3): "write `\(real(arguments[0]))..\(real(arguments[1])) by \(arguments[2])`"
    case ("randint", 2): "write `\(arguments[0])..\(arguments[1])`"
    case ("choice", 1), ("categorical", 1): "write `\(arguments[0])`"
    case ("choice", 2...), ("categorical", 2...): "write `[\(arguments.joined(separator: ", "))]`"
    case ("range", 1): "write `0..\(before(arguments[0]))`"
    case ("range", 2): "write `\(arguments[0])..\(before(arguments[1]))`"
    default: nil
    }
  }

  /// An integer as a real, so that a range of it is one of reals.
  private static func real(_ text: String) -> String { Int(text) == nil ? text : "\(text).0" }

  /// The last number of a range whose end does not belong to it.
  private static func before(_ text: String) -> String {
    guard let end = Int(text), end > Int.min else { return "\(text) - 1" }
    return "\(end - 1)"
  }
}

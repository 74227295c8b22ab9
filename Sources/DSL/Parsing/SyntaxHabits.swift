/// Words and forms that mean something in other languages.
extension Parser {
  /// What is said about the current token, or the name before it, if it is such a habit.
  func habit() -> Diagnostic? {
    switch current.kind {
    case .symbol(.spread): return threeDots()
    case .symbol(.assign): return labelWithEquals()
    case .symbol(.colon): return promptCommand()
    case .name(let word):
      if let meant = Parser.wordsInside[word] {
        return Diagnostic("`\(word)` is not a word of hpo", at: current.span, meant)
      }
      if let unit = Lexer.foreignTimeUnits[word] ?? TimeUnit(rawValue: word)?.rawValue,
        let number = previousNumber
      {
        return Diagnostic(
          "a time unit directly follows its number", at: current.span, "write `\(number)\(unit)`")
      }
    default: break
    }
    return remainder() ?? wordBefore()
  }

  /// The text of the token before, if it is a plain number.
  private var previousNumber: String? {
    switch previous?.kind {
    case .integer, .real: previous.map { source.text(under: $0.span) }
    default: nil
    }
  }

  /// `:studies` on a line of its own.
  private func promptCommand() -> Diagnostic? {
    guard previous == nil || previous?.kind == .newline, case .name(let word) = kind(1),
      tokens[index + 1].span.start == current.span.end
    else { return nil }
    return Diagnostic(
      "`:\(word)` is for the prompt", at: current.span.joined(to: tokens[index + 1].span),
      "start `hpo` without a file, and type it there")
  }

  private func threeDots() -> Diagnostic? {
    guard let previous, kind(1).startsExpression else { return nil }
    let low = source.text(under: previous.span)
    let high = source.text(under: tokens[index + 1].span)
    return Diagnostic(
      "a range is written with two dots: `\(low)..\(high)`", at: current.span, "one too many",
      hint: "both ends of a range belong to it.")
  }

  /// `f(x = 1)`.
  private func labelWithEquals() -> Diagnostic? {
    guard case .name(let label)? = previous?.kind, current.level > 0 else { return nil }
    return Diagnostic("an argument is labelled with a colon", at: current.span, "write `\(label): `")
  }

  /// `7%3`, and `7% x`.
  private func remainder() -> Diagnostic? {
    guard let number = previousNumber, number.hasSuffix("%"), current.kind.startsExpression else { return nil }
    let right = source.text(under: current.span)
    return Diagnostic(
      "`%` belongs to the number before it: \(number) is a part of a hundred", at: current.span,
      "expected an operator before this", hint: "the remainder is written `\(number.dropLast()) mod \(right)`.")
  }

  /// `def f`, `lambda x`, `print x`: a name, and something behind it that cannot follow one.
  private func wordBefore() -> Diagnostic? {
    guard let previous, case .name(let word) = previous.kind else { return nil }
    if let meant = Parser.wordsBefore[word] {
      return Diagnostic("`\(word)` is not a word of hpo", at: previous.span, meant)
    }
    if word == "print", current.kind.startsExpression {
      return Diagnostic(
        "arguments stand in parentheses", at: current.span, "write `print(\(source.text(under: current.span)))`")
    }
    return nil
  }

  /// Words that stand before a name or an expression elsewhere.
  private static let wordsBefore: [String: String] = [
    "def": "a function is written `fn name(x) { ... }`", "function": "a function is written `fn name(x) { ... }`",
    "func": "a function is written `fn name(x) { ... }`", "lambda": "a function is written `fn(x) = x + 1`",
    "elif": "write `else if`", "elsif": "write `else if`", "elseif": "write `else if`",
    "const": "write `let`", "val": "write `let`", "auto": "write `let`", "local": "write `let`", "mut": "write `var`",
    "raise": "an error is raised with `fail(\"why\")`", "throw": "an error is raised with `fail(\"why\")`",
    "assert": "write `expect`", "foreach": "write `for x in xs { ... }`", "until": "write `while not ...`",
    "unless": "write `if not ...`", "switch": "write `if ... { ... } else if ... { ... }`",
    "match": "write `if ... { ... } else if ... { ... }`", "class": "there are no classes; a record holds fields",
    "struct": "there are no types to declare; a record holds fields", "use": "write `import \"file.hpo\"`",
    "include": "write `import \"file.hpo\"`", "require": "write `import \"file.hpo\"`",
  ]

  /// Words that stand behind a complete expression elsewhere.
  private static let wordsInside: [String: String] = [
    "elif": "write `else if`", "elsif": "write `else if`", "elseif": "write `else if`",
    "then": "a block is written in braces: `{ ... }`", "do": "a block is written in braces: `{ ... }`",
    "is": "write `==`", "xor": "write `!=`", "to": "a range is written `1..5`", "step": "a step is written `by`",
    "div": "a whole quotient is `floor(a / b)`", "rem": "the remainder is written `mod`",
    "downto": "a range is written `1..5`", "unless": "write `if not ...`",
  ]
}

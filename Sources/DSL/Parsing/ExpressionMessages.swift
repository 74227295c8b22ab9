import Basics

/// What is said when something else stands where an expression, or a part of one, should.
extension Parser {
  func expectedExpression() -> Diagnostic {
    if let format = formatMethod() { return format }
    switch current.kind {
    case .keyword where neverClosedBeforeStatement() != nil:
      return neverClosedBeforeStatement() ?? unexpected("an expression")
    case .keyword(.return) where previous?.kind == .symbol(.assign):
      return Diagnostic(
        .misplaced, "what stands behind `=` is the value itself", at: current.span, "leave `return` out")
    case .symbol(let symbol) where Parser.comparators[symbol] != nil:
      if let half = halfComparison(symbol) { return half }
    case .keyword(.for)
    where previous?.kind == .symbol(.comma) && isBudget(1) && openingBracket != nil && clauseLevel != nil:
      return neverClosed(tokens[openingBracket ?? index])
    case .keyword(.for) where previous?.kind == .keyword(.and) || previous?.kind == .keyword(.or):
      let word = source.text(under: previous?.span ?? current.span)
      return Diagnostic(
        .missingOperator, "`\(word)` is followed by nothing", at: previous?.span ?? current.span, "leave it out")
    case .keyword(.search):
      return Diagnostic(.searchForm, "a search needs parentheses here", at: current.span, "write `(search ...)`")
    case .keyword(.else): return misplacedStart() ?? unexpected("an expression")
    case .keyword(.return) where previous.map { isObjective($0) } ?? false:
      return Diagnostic(
        .objectiveForm, "an objective is an expression of the parameters", at: current.span, "leave `return` out")
    case .keyword(let word) where word.role == .infix:
      return unexpected("an expression", "`\(word.rawValue)` goes between two of them")
    case .keyword(let word):
      return unexpected(
        "an expression",
        word.startsStatement
          ? "`\(word.rawValue)` starts a statement, which has no value" : "a reserved word",
        hint: word == .for && current.level > 0 ? "what is collected stands first: `[x^2 for x in xs]`." : nil)
    case .symbol(.dot):
      guard case .integer = kind(1) else { break }
      let digits = source.text(under: tokens[index + 1].span)
      return Diagnostic(
        .numberForm,
        "a number starts with a digit", at: current.span.joined(to: tokens[index + 1].span), "write `0.\(digits)`")
    case .symbol(.times) where previous?.kind == .name(DomainWord.by.rawValue):
      return Diagnostic(
        .rangeForm,
        "a step is written as a number", at: current.span, "leave `*` out",
        hint: "on a logarithmic scale a step multiplies: `log(1, 8) by 2` is 1, 2, 4, 8.")
    case .newline where previous.map { isObjective($0) } ?? false:
      return Diagnostic(
        .objectiveForm,
        "what is sought stands on the line of its clause", at: placeOfCurrent, "move the next line here",
        hint: "an objective of several lines stands in braces: `minimize { ... }`.")
    case .newline, .symbol(.rightBrace), .end:
      if let countdown = decrement() { return countdown }
    case .symbol(.plus):
      return Diagnostic(.missingOperator, "`+` goes between two values", at: current.span, "leave it out")
    case .symbol(.assign) where isAtStartOfStatement:
      return Diagnostic(
        .bindingForm,
        "nothing stands before `=`", at: current.span, "a name is bound on one line",
        hint: "it is written `let x = \(operand(at: index + 1) ?? "1")`.")
    case .stringMiddle, .stringTail:
      return Diagnostic(
        .valueInString,
        "there is no expression between `{` and `}`", at: current.span, "expected one before this",
        hint: "a string shows the value that stands there, as in `\"{x}\"`; the brace itself is written `\\{`.")
    default: break
    }
    guard let previous, previous.kind.continuesLine else { return unexpected("an expression") }
    return unexpected("an expression after \(described(previous))")
  }

  /// `x > 3 and < 6`, and `filter(xs, > 1)`; the current token is the comparator `symbol`.
  private func halfComparison(_ symbol: Symbol) -> Diagnostic? {
    guard let previous, kind(1).startsExpression else { return nil }
    if previous.kind == .keyword(.in), symbol == .less, kind(2) == .symbol(.comma), kind(4) == .symbol(.greater),
      let low = number(at: index + 1), let high = number(at: index + 3)
    {
      return Diagnostic(
        .rangeForm,
        "a range is written with two dots", at: current.span.joined(to: tokens[index + 4].span),
        "write `\(low)..\(high)`")
    }
    let right = source.text(under: tokens[index + 1].span)
    switch previous.kind {
    case .keyword(.and), .keyword(.or):
      guard index > 3, case .symbol(let first) = tokens[index - 3].kind, Parser.comparators[first] != nil else {
        return nil
      }
      let left = source.text(under: tokens[index - 4].span)
      return Diagnostic(
        .comparisonForm,
        "a comparison has two sides", at: current.span.joined(to: tokens[index + 1].span),
        "write `\(left) \(symbol.rawValue) \(right)`")
    case .symbol(.comma), .symbol(.leftParenthesis):
      guard isInCall else { return nil }
      return Diagnostic(
        .comparisonForm,
        "a comparison has two sides", at: current.span.joined(to: tokens[index + 1].span),
        "a function is written `fn(x) = x \(symbol.rawValue) \(right)`")
    default: return nil
    }
  }

  /// Whether the word of an objective's clause.
  func isObjective(_ token: Token) -> Bool {
    token.kind == .name(ClauseWord.minimize.rawValue) || token.kind == .name(ClauseWord.maximize.rawValue)
  }

  /// `i--`; the current token follows on it.
  private func decrement() -> Diagnostic? {
    guard index > 2, tokens[index - 1].kind == .symbol(.minus), tokens[index - 2].kind == .symbol(.minus),
      case .name(let name) = tokens[index - 3].kind
    else { return nil }
    return Diagnostic(
      .foreignWord,
      "`--` is not an operator", at: tokens[index - 2].span.joined(to: tokens[index - 1].span),
      "write `\(name) = \(name) - 1`")
  }

  /// `"a" . "b"`; the current token follows on the point.
  func joinedByPoint() -> Diagnostic? {
    switch current.kind {
    case .string, .stringHead: break
    default: return nil
    }
    return Diagnostic(.missingOperator, "texts are joined by `+`", at: previous?.span ?? current.span, "write `+`")
  }

  /// `5.` and `5.x`.
  func fieldOfNumber(_ value: Expression) -> Diagnostic {
    let number = text(value)
    return Diagnostic(
      .numberForm,
      "digits follow the point of a number", at: previous?.span ?? value.span, "no digit follows",
      hint: "write `\(number).0`, or `\(number)`.")
  }

  func chained(
    _ left: Expression, _ first: BinaryOperator, _ middle: Expression, _ second: BinaryOperator, _ right: Expression,
    at place: Span
  ) -> Diagnostic {
    let (a, b, c) = (text(left), text(middle), text(right))
    return Diagnostic(
      .comparisonForm,
      "comparisons do not chain; write `\(a) \(first.rawValue) \(b) and \(b) \(second.rawValue) \(c)`", at: place,
      "a second comparison")
  }

  func unexpectedInString(after part: StringPart?) -> Diagnostic {
    if case .expression(let value)? = part, let format = formatInString(of: value) { return format }
    return unexpected("`}` and the rest of the string", hint: "the brace itself is written `\\{` inside of a string.")
  }

  func expectedRecordField() -> Diagnostic {
    if let braces = doubledBraces() { return braces }
    if case .stringHead = current.kind { return expectedPlainString("the name of a field") }
    if current.kind.startsExpression, kind(1) != .symbol(.colon), let opening = openingBracket,
      tokens[opening].kind == .symbol(.leftBrace)
    {
      return listInWrongBrackets(from: opening)
    }
    if let number = number(at: index), kind(1) == .symbol(.colon) {
      return Diagnostic(.listForm, "the name of a field is a word or a text", at: current.span, "write `\"\(number)\"`")
    }
    return unexpected("the name of a field", hint: "here `{` starts a record, such as `{lr: 0.1, width: 8}`.")
  }

  func expectedColon(after name: Token) -> Diagnostic {
    if let braces = doubledBraces() { return braces }
    if let opening = tokens[..<index].last(where: { $0.level == name.level - 1 }),
      let unclosed = neverClosed(opening, before: index - 1)
    {
      return unclosed
    }
    if let clause = clauseWithoutSearch() { return clause }
    let text = source.text(under: name.span)
    if isAt(.assign) {
      return Diagnostic(.listForm, "a field is written with a colon", at: current.span, "write `\(text): `")
    }
    if isAt(.comma) || isAt(.rightBrace) || isAt(.for), let opening = openingBracket {
      return tokens[min(opening + 2, tokens.count - 1)].kind == .symbol(.colon)
        ? Diagnostic(.listForm, "a field has a value", at: name.span, "write `\(text): \(text)`")
        : listInWrongBrackets(from: opening)
    }
    return unexpected(
      "`:` after \(described(name))", hint: "here `{` starts a record, such as `{lr: 0.1, width: 8}`.")
  }
}

/// What is said when something else stands where the grammar wants a certain thing.
extension Parser {
  /// A token in words.
  func described(_ token: Token) -> String {
    switch token.kind {
    case .newline: "the end of the line"
    case .end: "the end of the input"
    case .string, .stringHead: "a string"
    case .stringMiddle, .stringTail: "`}`"
    default: "`\(source.text(under: token.span))`"
    }
  }

  /// Where a missing thing is pointed out: at the token, or behind the last one of a line that has ended.
  var placeOfCurrent: Span {
    switch current.kind {
    case .newline, .end: Span(start: previous?.span.end ?? current.span.start, length: 0)
    default: current.span
    }
  }

  /// The current token stands where `expected` should.
  func unexpected(_ expected: String, _ label: String = "", hint: String? = nil) -> Diagnostic {
    if let spread = foreignSpread() ?? objectiveAsFunction() { return spread }
    if case .invalid(let diagnostic) = current.kind { return diagnostic }
    if let unit = misspeltUnit(at: index) { return unit }
    if endOfSearch == index, let problem = unexpectedAfterSearch() { return problem }
    if let habit = habit() { return habit }
    if current.kind == .end {
      return Diagnostic(
        "expected \(expected), but the input ends here", at: placeOfCurrent, label, hint: hint,
        isUnfinished: isContinued)
    }
    return Diagnostic("expected \(expected), found \(described(current))", at: placeOfCurrent, label, hint: hint)
  }

  /// The text of an expression.
  func text(_ expression: Expression) -> String { source.text(under: expression.span) }

  func tooDeep() -> Diagnostic {
    Diagnostic(
      "this is nested too deeply", at: current.span, "more than \(Limits.nesting) levels of brackets and operators",
      hint: "bind inner parts with `let`, or move them into a function.")
  }

  func tooLong() -> Diagnostic {
    Diagnostic(
      "this expression is too long", at: current.span, "more than \(Limits.height) operators in a row",
      hint: "bind parts of it with `let`, or put the values into a list.")
  }

  // MARK: Statements

  func unexpectedAfterStatement() -> Diagnostic {
    if let function = objectiveAsFunction() { return function }
    if case .invalid(let diagnostic) = current.kind { return diagnostic }
    if let clause = clauseWithoutSearch() { return clause }
    if isAt(.colon), endOfSearch != index, case .name(let name)? = previous?.kind, let colon = colonBehind(name) {
      return colon
    }
    if let number = decimalComma(at: index) { return number }
    if isAt(.comma), let high = number(at: index + 1), let low = number(at: index - 1), high.count == 3 {
      return Diagnostic("digits are grouped by `_`", at: current.span, "write `\(low)_\(high)`")
    }
    if isAt(.comma), current.level == 0, endOfSearch != index {
      return unexpected("the end of the statement", "several values are a list: `[a, b]`")
    }
    if isAt(.assign), let previous, case .symbol(let symbol) = previous.kind, symbol.isClosing {
      return unexpected("the end of the statement", "what comes before it cannot be assigned to")
    }
    if case .keyword(.else) = current.kind {
      return unexpected("the end of the statement", "there is no `if` for this `else`")
    }
    return unexpected(
      "the end of the statement", "a statement ends with its line, or with `;`")
  }

  /// `x: int = 3`, and `{loss: x}` where a block is read.
  private func colonBehind(_ name: String) -> Diagnostic? {
    if kind(1).isWord, kind(2) == .symbol(.assign) {
      return Diagnostic("types are not written", at: current.span, "write `let \(name) = ...`")
    }
    guard current.level > 0 else { return nil }
    return Diagnostic(
      "here `{` starts a block, and no record", at: current.span, "a field has no place in it",
      hint: "a record that a block gives stands in parentheses: `({\(name): ...})`.")
  }

  /// A statement that starts with what belongs to the line above.
  func misplacedStart() -> Diagnostic? {
    if isAt(.else) {
      return Diagnostic(
        "`else` belongs on the line of the closing `}`", at: current.span, "there is no `if` on this line",
        hint: "write `} else {`: what is finished at the prompt is finished in a file.")
    }
    guard previous?.kind == .newline else { return nil }
    let word: String
    switch current.kind {
    case .symbol(let symbol)
    where !symbol.isClosing && symbol.closing == nil && symbol != .minus && symbol != .spread && symbol != .assign:
      word = symbol.rawValue
    case .keyword(let keyword) where keyword.role == .infix: word = keyword.rawValue
    default: return nil
    }
    if word == ".", case .integer = kind(1) { return nil }
    return Diagnostic(
      "end the line above with `\(word)` instead of starting this one with it", at: current.span,
      "the statement above has ended")
  }

  /// Whether a statement begins with the current token.
  private var isAtStartOfStatement: Bool {
    switch previous?.kind {
    case nil, .newline, .semicolon: true
    default: false
    }
  }

  func expectedBlock(_ context: String) -> Diagnostic {
    switch current.kind {
    case .symbol(.colon):
      if let range = rangeWithColon() { return range }
      return Diagnostic("a block is written in braces", at: current.span, "write `{` here, and `}` at its end")
    case .symbol(.assign):
      return Diagnostic("`=` does not compare", at: current.span, "write `==`")
    case .newline where kind(1) == .symbol(.leftBrace):
      return Diagnostic(
        "`{` belongs on the line above", at: tokens[index + 1].span, "the statement above has ended",
        hint: "a line that is complete ends its statement.")
    case .keyword(let word) where word.startsStatement: return blockWithoutBraces(context)
    case let kind where kind.startsExpression: return habit() ?? blockWithoutBraces(context)
    default: return unexpected("`{` and \(context)")
    }
  }

  private func blockWithoutBraces(_ context: String) -> Diagnostic {
    let isFunction = context == Parser.bodyOfFunction
    return Diagnostic(
      "\(context) is written in braces", at: current.span, "write `{` before this, and `}` behind it",
      hint: isFunction
        ? "a function of one expression is written `fn f(x) = x^2`."
        : "it is `if x > 0 { 1 } else { 0 }`, and `for x in xs { print(x) }`.")
  }

  func expectedName(_ role: String) -> Diagnostic {
    if isAt(.leftParenthesis), let previous, case .keyword(let word) = previous.kind, word == .let || word == .var {
      return Diagnostic(
        "`\(word.rawValue)` binds one name", at: current.span, "a list of names begins here",
        hint: "bind a list or a record, and take its parts from there.")
    }
    guard case .keyword(let word) = current.kind else { return unexpected(role) }
    return Diagnostic(
      "`\(word.rawValue)` is a reserved word and cannot be a name", at: current.span, "choose another name",
      hint: "`\(word.rawValue)_` would do, for example.")
  }

  func expectedValue(of name: Name, isVariable: Bool) -> Diagnostic {
    let word = isVariable ? "var" : "let"
    switch current.kind {
    case .symbol(.colon):
      return Diagnostic(
        "types are not written", at: current.span, "write `\(word) \(name.text) = ...`")
    case .symbol(.comma):
      return Diagnostic(
        "`\(word)` binds one name", at: current.span, "a second name begins here",
        hint: "bind a list or a record, and take its parts from there.")
    case .symbol(.leftParenthesis):
      return Diagnostic(
        "a function is declared with `fn`", at: current.span, "parameters begin here",
        hint: "write `fn \(name.text)(x) = x^2`, or `fn \(name.text)(x) { ... }`.")
    case .symbol(let symbol) where symbol == .minus || symbol == .dot:
      guard kind(1).isWord else { break }
      let rest = source.text(under: tokens[index + 1].span)
      return Diagnostic(
        "a name has no \(symbol == .minus ? "hyphen" : "point")", at: name.span.joined(to: tokens[index + 1].span),
        "write `\(name.text)_\(rest)`")
    case .symbol(.equal): return Diagnostic("a name is bound with `=`", at: current.span, "write `=`")
    case .symbol(.less) where isAtArrow:
      return Diagnostic("`<-` is not an operator", at: current.span.joined(to: tokens[index + 1].span), "write `=`")
    case .newline, .semicolon, .end:
      return Diagnostic(
        "`\(name.text)` is given no value", at: placeOfCurrent, "write `= ` and a value",
        isUnfinished: current.kind == .end && isContinued)
    default: break
    }
    return unexpected("`=` and a value for `\(name.text)`")
  }

  func notAssignable(_ value: Expression) -> Diagnostic {
    let text = text(value)
    if case .call(let function, _) = value.kind, case .name(let name) = function.kind {
      return Diagnostic(
        "a call cannot be assigned", at: value.span, "this calls `\(name)`",
        hint: "a function is declared with `fn \(name)(x) = ...`.")
    }
    return Diagnostic(
      "only a variable, or a part of one, can be assigned", at: value.span,
      text.contains("\n") ? "this is neither" : "`\(text)` is neither",
      hint: "if this is a comparison, it is written `==`.")
  }

  func expectedPlainString(_ role: String) -> Diagnostic {
    if case .stringHead = current.kind {
      return Diagnostic(
        "this string must stand as it is", at: current.span, "it has an expression inside",
        hint: "a brace itself is written `\\{`.")
    }
    if let words = wordsWithoutQuotes() {
      return Diagnostic(
        "expected \(role)", at: words, "write `\"\(source.text(under: words))\"`")
    }
    return unexpected(role)
  }

  // MARK: Expressions

  func expectedExpression() -> Diagnostic {
    switch current.kind {
    case .keyword where neverClosedBeforeStatement() != nil:
      return neverClosedBeforeStatement() ?? unexpected("an expression")
    case .keyword(.search):
      return Diagnostic("a search needs parentheses here", at: current.span, "write `(search ...)`")
    case .keyword(.else): return misplacedStart() ?? unexpected("an expression")
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
        "a number starts with a digit", at: current.span.joined(to: tokens[index + 1].span), "write `0.\(digits)`")
    case .symbol(.plus): return Diagnostic("`+` goes between two values", at: current.span, "leave it out")
    case .symbol(.assign) where isAtStartOfStatement:
      return Diagnostic(
        "nothing stands before `=`", at: current.span, "a name is bound on one line",
        hint: "it is written `let x = \(operand(at: index + 1) ?? "1")`.")
    case .symbol(.colon):
      if let format = formatInString() { return format }
    case .stringMiddle, .stringTail:
      return Diagnostic(
        "there is no expression between `{` and `}`", at: current.span, "expected one before this",
        hint: "a string shows the value that stands there, as in `\"{x}\"`; the brace itself is written `\\{`.")
    default: break
    }
    guard let previous, previous.kind.continuesLine else { return unexpected("an expression") }
    return unexpected("an expression after \(described(previous))")
  }

  /// `"a" . "b"`; the current token follows on the point.
  func joinedByPoint() -> Diagnostic? {
    switch current.kind {
    case .string, .stringHead: break
    default: return nil
    }
    return Diagnostic("texts are joined by `+`", at: previous?.span ?? current.span, "write `+`")
  }

  /// `5.` and `5.x`.
  func fieldOfNumber(_ value: Expression) -> Diagnostic {
    let number = text(value)
    return Diagnostic(
      "digits follow the point of a number", at: previous?.span ?? value.span, "no digit follows",
      hint: "write `\(number).0`, or `\(number)`.")
  }

  func chained(
    _ left: Expression, _ first: BinaryOperator, _ middle: Expression, _ second: BinaryOperator, _ right: Expression,
    at place: Span
  ) -> Diagnostic {
    let (a, b, c) = (text(left), text(middle), text(right))
    return Diagnostic(
      "comparisons do not chain; write `\(a) \(first.rawValue) \(b) and \(b) \(second.rawValue) \(c)`", at: place,
      "a second comparison")
  }

  func unexpectedInString() -> Diagnostic {
    if let format = formatInString() { return format }
    return unexpected("`}` and the rest of the string", hint: "the brace itself is written `\\{` inside of a string.")
  }

  /// `"{x:.2f}"`; the current token is the colon.
  private func formatInString() -> Diagnostic? {
    guard isAt(.colon),
      let opening = tokens[..<index].last(where: {
        switch $0.kind {
        case .stringHead, .stringMiddle: true
        default: false
        }
      })
    else { return nil }
    let start = opening.span.end
    let value = source.text(under: Span(start: start, length: current.span.start - start))
    let rest = source.text(under: Span(start: current.span.end, length: 16))
    guard let closing = rest.firstIndex(of: "}") else { return nil }
    let digits = rest[..<closing].split(separator: ".").last?.prefix { $0.isNumber } ?? ""
    let length = UInt32(rest[..<closing].utf8.count)
    return Diagnostic(
      "a string shows a value without a format", at: Span(start: current.span.start, length: 1 + length),
      value.isEmpty ? "a value stands before this" : "leave it out",
      hint: "with so many digits, write `{fixed(\(value.isEmpty ? "x" : value), \(digits.isEmpty ? "2" : digits))}`.")
  }

  func expectedRecordField() -> Diagnostic {
    if case .stringHead = current.kind { return expectedPlainString("the name of a field") }
    if current.kind.startsExpression, kind(1) != .symbol(.colon), let opening = openingBracket,
      tokens[opening].kind == .symbol(.leftBrace)
    {
      return listInWrongBrackets(from: opening)
    }
    return unexpected("the name of a field", hint: "here `{` starts a record, such as `{lr: 0.1, width: 8}`.")
  }

  func expectedColon(after name: Token) -> Diagnostic {
    if let opening = tokens[..<index].last(where: { $0.level == name.level - 1 }),
      let unclosed = neverClosed(opening, before: index - 1)
    {
      return unclosed
    }
    if let clause = clauseWithoutSearch() { return clause }
    let text = source.text(under: name.span)
    if isAt(.assign) {
      return Diagnostic("a field is written with a colon", at: current.span, "write `\(text): `")
    }
    if isAt(.comma) || isAt(.rightBrace) || isAt(.for), let opening = openingBracket {
      return tokens[min(opening + 2, tokens.count - 1)].kind == .symbol(.colon)
        ? Diagnostic("a field has a value", at: name.span, "write `\(text): \(text)`")
        : listInWrongBrackets(from: opening)
    }
    return unexpected(
      "`:` after \(described(name))", hint: "here `{` starts a record, such as `{lr: 0.1, width: 8}`.")
  }
}

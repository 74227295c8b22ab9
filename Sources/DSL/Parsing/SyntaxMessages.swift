import Basics

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
    if let comment = dashedComment() { return comment }
    if let unit = misspeltUnit(at: index) { return unit }
    if endOfSearch == index, let problem = unexpectedAfterSearch() { return problem }
    if let habit = habit() { return habit }
    if current.kind == .end {
      return Diagnostic(
        .unexpected,
        "expected \(expected), but the input ends here", at: placeOfCurrent, label, hint: hint,
        isUnfinished: isContinued)
    }
    return Diagnostic(
      .unexpected, "expected \(expected), found \(described(current))", at: placeOfCurrent, label, hint: hint)
  }

  /// The text of an expression.
  func text(_ expression: Expression) -> String { source.text(under: expression.span) }

  func tooDeep() -> Diagnostic {
    Diagnostic(
      .capacity,
      "this is nested too deeply", at: current.span, "more than \(Limits.nesting) levels of brackets and operators",
      hint: "bind inner parts with `let`, or move them into a function.")
  }

  func tooLong() -> Diagnostic {
    Diagnostic(
      .capacity,
      "this expression is too long", at: current.span, "more than \(Limits.height) operators in a row",
      hint: "bind parts of it with `let`, or put the values into a list.")
  }

  // MARK: Statements

  func unexpectedAfterStatement() -> Diagnostic {
    if let function = objectiveAsFunction() { return function }
    if let arrow = arrowBehindSearch() { return arrow }
    if case .invalid(let diagnostic) = current.kind { return diagnostic }
    if let comment = dashedComment() { return comment }
    if let clause = clauseWithoutSearch() { return clause }
    if isAt(.colon), restOfLine.allSatisfy({ $0 == " " }), case .name(let word)? = previous?.kind,
      let meant = ForeignWords.before[word],
      let place = previous?.span
    {
      return Diagnostic(.foreignWord, "`\(word)` is not a word of hpo", at: place, meant)
    }
    let isBehindObjective =
      endOfSearch == index && [ClauseWord.minimize, .maximize].contains { $0.rawValue == lastClause }
      || openingBracket.map { $0 > 0 && isObjective(tokens[$0 - 1]) } ?? false
    if isAt(.comma), isBehindObjective, ![.symbol(.assign), .symbol(.colon)].contains(kind(2)) {
      return Diagnostic(
        .objectiveForm,
        "an objective gives one number", at: current.span, "a second value follows",
        hint:
          "several objectives have a clause each, as in `minimize a minimize b`; other numbers are kept by `note(name: value)`."
      )
    }
    if isAt(.colon), endOfSearch != index, case .name(let name)? = previous?.kind, let colon = colonBehind(name) {
      return colon
    }
    if let number = decimalComma(at: index) { return number }
    if isAt(.comma), let several = severalValues() { return several }
    if isAt(.comma), let high = number(at: index + 1), let low = number(at: index - 1), high.count == 3 {
      return Diagnostic(.numberForm, "digits are grouped by `_`", at: current.span, "write `\(low)_\(high)`")
    }
    if isAt(.comma), current.level == 0, endOfSearch != index {
      return unexpected("the end of the statement", "several values are a list: `[a, b]`")
    }
    if isAt(.assign), let previous, case .symbol(let symbol) = previous.kind, symbol.isClosing {
      return unexpected("the end of the statement", "what comes before it cannot be assigned to")
    }
    if isAt(.assign), case .name(let name)? = previous?.kind, current.level == 0, endOfSearch != index {
      return Diagnostic(
        .bindingForm,
        "a statement binds one name", at: current.span, "a second `=`",
        hint: "write `let \(name) = ...` on a line above; if a comparison is meant, it is `==`.")
    }
    if case .keyword(.else) = current.kind {
      return unexpected("the end of the statement", "there is no `if` for this `else`")
    }
    return unexpected(
      "the end of the statement", "a statement ends with its line, or with `;`")
  }

  /// `let a = 1, b = 2` and `return a, b`; the current token is the comma.
  private func severalValues() -> Diagnostic? {
    let level = current.level
    let start = tokens[..<index].lastIndex {
      $0.level == level && ($0.kind == .newline || $0.kind == .semicolon) || $0.level == level - 1
    }
    let first = (start ?? -1) + 1
    switch tokens[first].kind {
    case .keyword(.let), .keyword(.var):
      guard case .name(let name) = kind(1), kind(2) == .symbol(.assign) else { return nil }
      let word = source.text(under: tokens[first].span)
      return Diagnostic(
        .bindingForm,
        "`\(word)` binds one name", at: current.span, "write `; \(word)` instead",
        hint: "or write `\(word) \(name) = ...` on a line of its own.")
    case .keyword(.return):
      return Diagnostic(
        .functionForm,
        "a function gives one value", at: current.span, "a second one follows",
        hint: "several values are a list or a record: `return [a, b]`, `return {loss: a, size: b}`.")
    default: return nil
    }
  }

  /// `x: int = 3`, and `{loss: x}` where a block is read.
  private func colonBehind(_ name: String) -> Diagnostic? {
    if kind(1).isWord, kind(2) == .symbol(.assign) {
      return Diagnostic(.typeWritten, "types are not written", at: current.span, "write `let \(name) = ...`")
    }
    guard current.level > 0 else { return nil }
    return Diagnostic(
      .listForm,
      "here `{` starts a block, and no record", at: current.span, "a field has no place in it",
      hint: "a record that a block gives stands in parentheses: `({\(name): ...})`.")
  }

  /// A statement that starts with what belongs to the line above.
  func misplacedStart() -> Diagnostic? {
    if isAt(.else) {
      return Diagnostic(
        .lineForm,
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
      .lineForm,
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
      return Diagnostic(
        .lineForm, "a block is written in braces", at: current.span, "write `{` here, and `}` at its end")
    case .symbol(.assign):
      return Diagnostic(.comparisonForm, "`=` does not compare", at: current.span, "write `==`")
    case .newline where kind(1) == .symbol(.leftBrace):
      return Diagnostic(
        .lineForm,
        "`{` belongs on the line above", at: tokens[index + 1].span, "the statement above has ended",
        hint: "a line that is complete ends its statement.")
    case .newline:
      return Diagnostic(
        .lineForm, "\(context) is written in braces", at: placeOfCurrent, "write `{` here, and `}` at its end")
    case .keyword(let word) where word.startsStatement: return blockWithoutBraces(context)
    case let kind where kind.startsExpression: return habit() ?? blockWithoutBraces(context)
    default: return unexpected("`{` and \(context)")
    }
  }

  /// `else if { ... }`; the current token follows on `if`.
  func conditionMissing() -> Diagnostic {
    let isAlternative = index > 1 && tokens[index - 2].kind == .keyword(.else)
    return Diagnostic(
      .controlForm,
      "`if` is followed by its condition", at: previous?.span ?? current.span,
      isAlternative ? "leave `if` out, or write a condition" : "a condition is missing behind it")
  }

  private func blockWithoutBraces(_ context: String) -> Diagnostic {
    let isFunction = context == Parser.bodyOfFunction
    return Diagnostic(
      .lineForm,
      "\(context) is written in braces", at: current.span, "write `{` before this, and `}` behind it",
      hint: isFunction
        ? "a function of one expression is written `fn f(x) = x^2`."
        : "it is `if x > 0 { 1 } else { 0 }`, and `for x in xs { print(x) }`.")
  }

  func expectedName(_ role: String) -> Diagnostic {
    if isAt(.leftParenthesis) || isAt(.leftBracket) || isAt(.leftBrace), let previous,
      case .keyword(let word) = previous.kind, word == .let || word == .var
    {
      return Diagnostic(
        .bindingForm,
        "`\(word.rawValue)` binds one name", at: current.span, "a list of names begins here",
        hint: "bind a list or a record, and take its parts from there.")
    }
    guard case .keyword(let word) = current.kind else { return unexpected(role) }
    return Diagnostic(
      .nameForm,
      "`\(word.rawValue)` is a reserved word and cannot be a name", at: current.span, "choose another name",
      hint: "`\(word.rawValue)_` would do, for example.")
  }

  func expectedValue(of name: Name, isVariable: Bool) -> Diagnostic {
    let word = isVariable ? "var" : "let"
    switch current.kind {
    case .symbol(.colon):
      guard kind(1).isWord else {
        return Diagnostic(.typeWritten, "types are not written", at: current.span, "write `\(word) \(name.text) = ...`")
      }
      return Diagnostic(
        .typeWritten,
        "types are not written", at: current.span.joined(to: tokens[index + 1].span),
        "leave `: \(source.text(under: tokens[index + 1].span))` out")
    case .symbol(.comma):
      return Diagnostic(
        .bindingForm,
        "`\(word)` binds one name", at: current.span, "a second name begins here",
        hint: "bind a list or a record, and take its parts from there.")
    case .symbol(.leftParenthesis):
      return Diagnostic(
        .functionForm,
        "a function is declared with `fn`", at: current.span, "parameters begin here",
        hint: "write `fn \(name.text)(x) = x^2`, or `fn \(name.text)(x) { ... }`.")
    case .symbol(let symbol) where symbol == .minus || symbol == .dot:
      guard kind(1).isWord else { break }
      let rest = source.text(under: tokens[index + 1].span)
      return Diagnostic(
        .nameForm,
        "a name has no \(symbol == .minus ? "hyphen" : "point")", at: name.span.joined(to: tokens[index + 1].span),
        "write `\(name.text)_\(rest)`")
    case .symbol(.equal): return Diagnostic(.bindingForm, "a name is bound with `=`", at: current.span, "write `=`")
    case .symbol(.less) where isAtArrow:
      return Diagnostic(
        .foreignWord, "`<-` is not an operator", at: current.span.joined(to: tokens[index + 1].span), "write `=`")
    case .integer, .real, .string, .symbol(.leftBracket), .keyword(.true), .keyword(.false):
      return Diagnostic(
        .bindingForm,
        "a name is bound with `=`", at: current.span, "write `= \(source.text(under: current.span))`")
    case .newline, .semicolon, .end:
      return Diagnostic(
        .bindingForm,
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
        .assignment,
        "a call cannot be assigned", at: value.span, "this calls `\(name)`",
        hint: "a function is declared with `fn \(value.span.length < 60 ? text : "\(name)(x)") = ...`.")
    }
    return Diagnostic(
      .assignment,
      "only a variable, or a part of one, can be assigned", at: value.span,
      text.contains("\n") ? "this is neither" : "`\(text)` is neither",
      hint: "if this is a comparison, it is written `==`.")
  }

  func expectedPlainString(_ role: String) -> Diagnostic {
    if case .stringHead = current.kind {
      return Diagnostic(
        .valueInString,
        "this string must stand as it is", at: current.span, "it has an expression inside",
        hint: "a brace itself is written `\\{`.")
    }
    if let words = wordsWithoutQuotes() {
      return Diagnostic(
        .stringForm,
        "expected \(role)", at: words, "write `\"\(source.text(under: words))\"`")
    }
    return unexpected(role)
  }

  // MARK: Expressions

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

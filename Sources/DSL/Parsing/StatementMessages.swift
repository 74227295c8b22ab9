import Basics

/// What is said when something else stands where a statement, or a part of one, should.
extension Parser {
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
  var isAtStartOfStatement: Bool {
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
}

import Basics

/// Words and forms that mean something in other languages.
extension Parser {
  /// What is said about the current token, or the name before it, if it is such a habit.
  func habit() -> Diagnostic? {
    switch current.kind {
    case .symbol(.spread): return threeDots()
    case .symbol(.assign): return labelWithEquals()
    case .symbol(.colon): return promptCommand() ?? quotedLabel() ?? rangeWithColon()
    case .symbol(.comma): return decimalComma(at: index)
    case .string, .stringHead: if let prefix = stringPrefix() { return prefix }
    case .name(let word):
      if let unit = misspeltUnit(at: index) { return unit }
      if let meant = ForeignWords.behind[word] {
        return Diagnostic(.foreignWord, "`\(word)` is not a word of hpo", at: current.span, meant)
      }
    case .duration, .integer: if let unit = unitBeforeNumber() { return unit }
    case .keyword(.if): if let choice = choiceBehindValue() { return choice }
    default: break
    }
    return remainder() ?? misspeltSearch() ?? rangeInWords() ?? clauseAsDomain() ?? wordBefore() ?? foreignStatement()
  }

  /// `-- a comment`, on a line of its own or behind a statement of the line of the current token.
  func dashedComment() -> Diagnostic? {
    let start = (tokens[..<index].lastIndex { $0.kind == .newline } ?? -1) + 1
    let dashes = (start..<max(start, index)).first { isDash($0) } ?? index
    guard isDash(dashes) else { return nil }
    return Diagnostic(
      .foreignWord,
      "a comment starts with `#`", at: tokens[dashes].span.joined(to: tokens[dashes + 1].span), "write `#`")
  }

  /// The same where a statement starts with it.
  func dashedCommentAtStart() -> Diagnostic? { isAt(.minus) && isDash(index) ? dashedComment() : nil }

  /// Whether two minus signs without a space between them, but with one behind them, stand at `position` before a word.
  private func isDash(_ position: Int) -> Bool {
    guard position + 2 < tokens.count, tokens[position].kind == .symbol(.minus),
      tokens[position + 1].kind == .symbol(.minus), tokens[position + 2].kind.isWord
    else { return false }
    return tokens[position].span.end == tokens[position + 1].span.start
      && tokens[position + 1].span.end < tokens[position + 2].span.start
  }

  /// `1 if c else 2` and `1 if c`; the current token is the `if`.
  private func choiceBehindValue() -> Diagnostic? {
    let level = current.level
    let isEnd: (Token) -> Bool = { $0.level < level || $0.kind == .newline || $0.kind == .end || $0.kind.isInvalid }
    let rest = tokens[index...].prefix { !isEnd($0) && $0.kind != .semicolon }
    let end = rest.firstIndex { $0.level == level && $0.kind == .keyword(.else) } ?? rest.endIndex
    guard end > index + 1, !tokens[index..<end].contains(where: { $0.level == level && $0.kind == .symbol(.leftBrace) })
    else { return nil }
    let condition = source.text(under: tokens[index + 1].span.joined(to: tokens[end - 1].span))
    return Diagnostic(
      .controlForm,
      "a choice begins with its condition", at: current.span, "write `if \(condition) { ... } else { ... }`")
  }

  /// The text of the token at `position`, if it is a plain number.
  func number(at position: Int) -> String? {
    guard tokens.indices.contains(position) else { return nil }
    switch tokens[position].kind {
    case .integer, .real: return source.text(under: tokens[position].span)
    default: return nil
    }
  }

  /// `:studies` on a line of its own.
  private func promptCommand() -> Diagnostic? {
    guard previous == nil || previous?.kind == .newline, case .name(let word) = kind(1),
      tokens[index + 1].span.start == current.span.end
    else { return nil }
    return Diagnostic(
      .misplaced,
      "`:\(word)` is for the prompt", at: current.span.joined(to: tokens[index + 1].span),
      "start `hpo` without a file, and type it there")
  }

  private func threeDots() -> Diagnostic? {
    if let previous, case .name(let name) = previous.kind, isInCall, !kind(1).startsExpression {
      return Diagnostic(
        .listForm,
        "what is spread stands behind the points", at: previous.span.joined(to: current.span), "write `...\(name)`")
    }
    guard let previous, kind(1).startsExpression else { return nil }
    let low = source.text(under: previous.span)
    let high = source.text(under: tokens[index + 1].span)
    return Diagnostic(
      .rangeForm,
      "a range is written with two dots: `\(low)..\(high)`", at: current.span, "one too many",
      hint: "both ends of a range belong to it.")
  }

  /// `f(x = 1)`; where `f` is written as elsewhere too, that comes first.
  private func labelWithEquals() -> Diagnostic? {
    guard case .name(let label)? = previous?.kind, current.level > 0 else { return nil }
    guard isInCall else { return Diagnostic(.comparisonForm, "`=` does not compare", at: current.span, "write `==`") }
    if let function = foreignCall() { return function }
    if let opening = openingBracket, opening > 0, case .name(let function) = tokens[opening - 1].kind,
      let options = NameHabits.options[function], !options.contains(label), let name = previous,
      let meant = NameHabits.label(label, of: function)
    {
      return Diagnostic(.unknownLabel, "`\(function)` has no parameter `\(label)`", at: name.span, meant)
    }
    if let opening = openingBracket, opening > 0, case .name(let function) = tokens[opening - 1].kind,
      let options = NameHabits.options[function], !options.contains(label),
      let meant = Suggestion.nearest(to: label, among: options), let name = previous
    {
      return Diagnostic(
        .labelForm,
        "an argument is labelled with a colon", at: name.span.joined(to: current.span), "write `\(meant): `")
    }
    return Diagnostic(.labelForm, "an argument is labelled with a colon", at: current.span, "write `\(label): `")
  }

  /// Whether the innermost bracket begins the arguments of a call.
  var isInCall: Bool {
    guard let opening = openingBracket, tokens[opening].kind == .symbol(.leftParenthesis), opening > 0 else {
      return false
    }
    switch tokens[opening - 1].kind {
    case .name(let word): return word != lastClause || ClauseWord(rawValue: word) == nil
    case .symbol(.rightParenthesis), .symbol(.rightBracket): return true
    default: return false
    }
  }

  /// The call that the current token is an argument of, if its function is one of other languages.
  private func foreignCall() -> Diagnostic? {
    guard let opening = openingBracket, tokens[opening].kind == .symbol(.leftParenthesis), opening > 0 else {
      return nil
    }
    var first = opening - 1
    while first > 1, tokens[first - 1].kind == .symbol(.dot), case .name = tokens[first - 2].kind { first -= 2 }
    let span = tokens[first].span.joined(to: tokens[opening - 1].span)
    let name = source.text(under: span)
    let words = name.split(separator: ".").map(String.init)
    if let meant = suggestedDomain(words, from: first, opening) ?? recordAsCall(name, from: first, opening) {
      return meant
    }
    guard let meant = NameHabits.words[name] ?? NameHabits.method(words) else { return nil }
    return Diagnostic(.unknownName, "unknown function `\(name)`", at: span, meant)
  }

  /// `dict(lr=0.1)`, which begins at `first`; its arguments stand behind `opening`.
  private func recordAsCall(_ name: String, from first: Int, _ opening: Int) -> Diagnostic? {
    guard ["dict", "Dict", "record", "object", "Namespace", "list"].contains(name),
      let closing = tokens[opening...].firstIndex(where: {
        $0.level == tokens[opening].level && $0.kind == .symbol(.rightParenthesis)
      })
    else { return nil }
    let inside = Span(start: tokens[opening].span.end, length: tokens[closing].span.start - tokens[opening].span.end)
    let fields = FormatHabits.arguments(source.text(under: inside)).map { $0.split(separator: "=", maxSplits: 1) }
    guard fields.allSatisfy({ $0.count == 2 }) else { return nil }
    let texts = fields.map { $0.map { $0.split(separator: " ").joined(separator: " ") }.joined(separator: ": ") }
    return Diagnostic(
      .unknownName,
      "unknown function `\(name)`", at: tokens[first].span.joined(to: tokens[closing].span),
      "write `{\(texts.joined(separator: ", "))}`")
  }

  /// `trial.suggest_float("lr", 1e-5, 1, log=True)`, which begins at `first`; its arguments stand behind `opening`.
  private func suggestedDomain(_ words: [String], from first: Int, _ opening: Int) -> Diagnostic? {
    guard let function = words.last, words.count < 3,
      let closing = tokens[opening...].firstIndex(where: {
        $0.level == tokens[opening].level && $0.kind == .symbol(.rightParenthesis)
      })
    else { return nil }
    let inside = Span(start: tokens[opening].span.end, length: tokens[closing].span.start - tokens[opening].span.end)
    let arguments = FormatHabits.arguments(source.text(under: inside))
    let options = arguments.filter { $0.firstMatch(of: /^\w+\s*=/) != nil }.map { $0.filter { $0 != " " } }
    let plain = arguments.filter { $0.firstMatch(of: /^\w+\s*=/) == nil }
    guard options.count == 1, let option = options.first, var meant = NameHabits.call(function, plain),
      meant.hasPrefix("write `")
    else { return nil }
    meant = String(meant.dropFirst("write `".count).dropLast())
    if option == "log=True" {
      meant = "log(\(plain.suffix(2).joined(separator: ", ")))"
    } else if option.hasPrefix("step=") || option.hasPrefix("q=") {
      meant += " by \(option.drop { $0 != "=" }.dropFirst())"
    } else {
      return nil
    }
    let place = tokens[first].span.joined(to: tokens[closing].span)
    let isDomain = first > 0 && tokens[first - 1].kind == .keyword(.in)
    let name = plain.first.map { $0.filter { $0 != "\"" } } ?? "x"
    return Diagnostic(
      .unknownName,
      "unknown function `\(words.joined(separator: "."))`", at: place,
      isDomain ? "write `\(meant)`" : "a parameter stands in the search: `\(name) in \(meant)`")
  }

  /// `0:10`.
  func rangeWithColon() -> Diagnostic? {
    guard isAt(.colon), let low = number(at: index - 1), let high = number(at: index + 1) else { return nil }
    if kind(2) == .symbol(.colon), let end = number(at: index + 3) {
      return Diagnostic(
        .rangeForm,
        "a range is written with two dots", at: tokens[index - 1].span.joined(to: tokens[index + 3].span),
        "write `\(low)..\(end) by \(high)`")
    }
    return Diagnostic(.rangeForm, "a range is written with two dots", at: current.span, "write `\(low)..\(high)`")
  }

  /// `0,5` and `0,1..0,9`: a comma at `position` between two numbers, without a space.
  func decimalComma(at position: Int) -> Diagnostic? {
    guard isDecimalComma(at: position), kind(position + 2 - index) != .symbol(.comma) else { return nil }
    let isRange = kind(position + 2 - index) == .symbol(.range) && isDecimalComma(at: position + 4)
    let span = tokens[position - 1].span.joined(to: tokens[position + (isRange ? 5 : 1)].span)
    let number = String(source.text(under: span).map { $0 == "," ? "." : $0 })
    return Diagnostic(.numberForm, "a decimal number is written with a point", at: span, "write `\(number)`")
  }

  /// `1,000` in brackets; the current token is the comma.
  func groupedDigits() -> Diagnostic? {
    if isAt(.comma), isDecimalComma(at: index), number(at: index - 1) == "0", index > 1,
      case .symbol(let sign) = tokens[index - 2].kind, [.plus, .minus, .times, .divide].contains(sign)
    {
      return decimalComma(at: index)
    }
    guard isAt(.comma), let high = number(at: index - 1), let low = number(at: index + 1), low.count == 3,
      low.hasPrefix("0"), high.count < 4, high != "0", tokens[index - 1].span.end == current.span.start,
      current.span.end == tokens[index + 1].span.start
    else { return nil }
    return Diagnostic(
      .numberForm,
      "digits are grouped by `_`", at: tokens[index - 1].span.joined(to: tokens[index + 1].span),
      "write `\(high)_\(low)`")
  }

  private func isDecimalComma(at position: Int) -> Bool {
    guard position > 0, position + 1 < tokens.count, tokens[position].kind == .symbol(.comma),
      case .integer(let whole) = tokens[position - 1].kind, let decimals = number(at: position + 1)
    else { return false }
    return tokens[position - 1].span.end == tokens[position].span.start
      && tokens[position].span.end == tokens[position + 1].span.start && (whole == 0 || decimals.count != 3)
  }

  /// `f"..."`.
  private func stringPrefix() -> Diagnostic? {
    guard let previous, case .name(let letters) = previous.kind, previous.span.end == current.span.start,
      letters.count < 4
    else { return nil }
    return Diagnostic(
      .stringForm,
      "a string has no letters before it", at: previous.span, "leave `\(letters)` out",
      hint: "every string shows the value of `{x}`.")
  }

  /// `7%3`, and `7% x`.
  private func remainder() -> Diagnostic? {
    guard let number = number(at: index - 1), number.hasSuffix("%"), current.kind.startsExpression else { return nil }
    let right = source.text(under: current.span)
    return Diagnostic(
      .missingOperator,
      "`%` belongs to the number before it: \(number) is a part of a hundred", at: current.span,
      "expected an operator before this", hint: "the remainder is written `\(number.dropLast()) mod \(right)`.")
  }

  /// `def f`, `lambda x`, `print x`: a name, and something behind it that cannot follow one.
  private func wordBefore() -> Diagnostic? {
    guard let previous, case .name(let word) = previous.kind else { return nil }
    if word == "lambda", let function = lambda(previous) { return function }
    if ForeignWords.errors.contains(word) { return raisedError(previous) }
    if let meant = ForeignWords.before[word] {
      return Diagnostic(.foreignWord, "`\(word)` is not a word of hpo", at: previous.span, meant)
    }
    if word == "print", current.kind.startsExpression, !isAt(.leftParenthesis) {
      let line = source.text(under: current.span) + restOfLine
      let arguments = line.prefix { $0 != "#" && $0 != ";" && $0 != "}" }.reversed().drop { $0 == " " }.reversed()
      let shown = line.contains("{") || line.contains("\n") ? source.text(under: current.span) : String(arguments)
      return Diagnostic(
        .labelForm,
        "arguments stand in parentheses",
        at: Span(start: current.span.start, length: UInt32(shown.utf8.count)), "write `print(\(shown))`")
    }
    return nil
  }

  /// `lambda x, y: x + y`; the current token follows on the `word`.
  private func lambda(_ word: Token) -> Diagnostic? {
    let parameters = restOfLine(from: current).prefix { $0 != ":" }
    let isList = parameters.allSatisfy { $0.isLetter || $0.isNumber || "_, =.".contains($0) }
    guard isList, parameters.count < restOfLine(from: current).count else { return nil }
    let names = parameters.reversed().drop { $0 == " " }.reversed()
    return Diagnostic(
      .foreignWord,
      "`lambda` is not a word of hpo",
      at: word.span.joined(to: Span(start: current.span.start, length: UInt32(parameters.utf8.count) + 1)),
      "write `fn(\(String(names))) =`")
  }

  /// `raise ValueError("why")`, `throw "why"` and `raise TrialPruned()`; the current token follows on the `word`.
  private func raisedError(_ word: Token) -> Diagnostic {
    let title = "`\(source.text(under: word.span))` is not a word of hpo"
    guard let error = operand(at: index) else {
      return Diagnostic(.foreignWord, title, at: word.span, "an error is raised with `fail(\"why\")`")
    }
    if error.contains("Prune") {
      return Diagnostic(
        .foreignWord,
        title, at: word.span, "`prune median()`, a clause of the search, ends trials early",
        hint: "it goes by what the objective says with `report(value, at: step)`.")
    }
    let text = error.firstMatch(of: /^[\w.]*\(?(".*")\)?$/).map { String($0.1) } ?? "\"why\""
    let place = word.span.joined(to: Span(start: current.span.start, length: UInt32(error.utf8.count)))
    return Diagnostic(.foreignWord, title, at: place, "write `fail(\(text))`")
  }

  /// `f <- function(x) x^2`, of which all could be read up to the body.
  private func foreignStatement() -> Diagnostic? {
    let level = current.level
    let start =
      tokens[..<index].lastIndex {
        $0.level == level && ($0.kind == .newline || $0.kind == .semicolon) || $0.level < level
      } ?? -1
    let statement = (start + 1)..<index
    let function = statement.first { tokens[$0].kind == .name("function") && tokens[$0 + 1].level == tokens[$0].level }
    if let function, tokens[function + 1].kind == .symbol(.leftParenthesis) {
      return Diagnostic(
        .foreignWord,
        "`function` is not a word of hpo", at: tokens[function].span, "a function is written `fn(x) = x^2`",
        hint: "with a name, it is declared by `fn f(x) = x^2`.")
    }
    if isAt(.leftBrace), case .name(let word) = tokens[statement.lowerBound].kind,
      let meant = ForeignWords.before[word],
      tokens[statement.lowerBound + 1].kind == .symbol(.leftParenthesis)
    {
      return Diagnostic(.foreignWord, "`\(word)` is not a word of hpo", at: tokens[statement.lowerBound].span, meant)
    }
    guard statement.count > 3, case .name(let name) = tokens[statement.lowerBound].kind else { return nil }
    var arrow = self
    arrow.index = statement.lowerBound + 1
    guard arrow.isAtArrow else { return nil }
    return Diagnostic(
      .foreignWord,
      "`<-` is not an operator", at: arrow.current.span.joined(to: tokens[arrow.index + 1].span),
      "write `let \(name) = ...`")
  }

  // MARK: Loops and imports

  /// `for (i in xs)`, `for each x in xs`, and a budget where a loop is read; the current token follows `for`.
  func loopWithoutVariable() -> Diagnostic? {
    switch current.kind {
    case .symbol(.leftParenthesis):
      let isDeclared = kind(1) == .keyword(.let) || kind(1) == .keyword(.var)
      guard case .name(let name) = kind(isDeclared ? 2 : 1) else { return nil }
      return Diagnostic(
        .controlForm,
        "a loop has no parentheses", at: current.span, "leave them out",
        hint: kind(isDeclared ? 3 : 2) == .symbol(.assign)
          ? "numbers are counted by `for \(name) in 0..9 { ... }`." : nil)
    case .name(let word) where word == "each" || word == "all":
      guard case .name = kind(1), kind(2) == .keyword(.in) else { return nil }
      return Diagnostic(.foreignWord, "`\(word)` is not a word of hpo", at: current.span, "leave it out")
    case .integer, .real, .duration: return clauseOutside(Keyword.for.rawValue)
    default: return nil
    }
  }

  /// Passes `in`, which must stand behind the variables of a loop.
  mutating func expectInOfLoop(_ variables: LoopVariables, _ context: String) throws(Diagnostic) {
    guard !isAt(.in), isAt(.assign) || isAt(.colon) else { return try expect(.in, context) }
    throw Diagnostic(
      .controlForm,
      "the variable of a loop is followed by `in`", at: current.span, "write `in`",
      hint: "numbers are counted by `for \(variables.first.text) in 1..3`.")
  }

  /// Whether `<-` stands here.
  var isAtArrow: Bool {
    isAt(.less) && kind(1) == .symbol(.minus) && current.span.end == tokens[index + 1].span.start
  }
}

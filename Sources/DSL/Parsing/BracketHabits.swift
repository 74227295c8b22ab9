import Basics

/// Lists, records and arguments as they are written elsewhere.
extension Parser {
  /// The innermost bracket that is open before the current token, as the index of its token.
  var openingBracket: Int? {
    if case .symbol(let symbol) = current.kind, symbol.isClosing {
      return tokens[..<index].lastIndex { token in
        if case .symbol(let opening) = token.kind {
          opening.closing == symbol && token.level == current.level
        } else {
          false
        }
      }
    }
    guard current.level > 0 else { return nil }
    return tokens[..<index].lastIndex { $0.level == current.level - 1 }
  }

  /// `(1, 2)` and `{1, 2}`, which begin at a token.
  func listInWrongBrackets(from opening: Int) -> Diagnostic {
    let bracket = tokens[opening]
    // What stands behind an invalid token, or on further lines, is known only where errors are gathered, and told nowhere.
    let closing = tokens[index...].first { $0.level == bracket.level || $0.kind.isInvalid }
    let isClosed = closing?.kind == .symbol(.rightParenthesis) || closing?.kind == .symbol(.rightBrace)
    let end = isClosed ? closing?.span.start ?? bracket.span.end : bracket.span.end
    let inside = source.text(under: Span(start: bracket.span.end, length: end - bracket.span.end))
    let items = inside.contains("\n") ? "" : inside.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let place = isClosed && !inside.contains("\n") ? closing.map { bracket.span.joined(to: $0.span) } : nil
    let isShown = !items.isEmpty && items.count <= 40
    let isDomain = opening > 1 && tokens[opening - 1].kind == .keyword(.in) && clauseLevel == bracket.level
    guard isClosed || !isDomain else {
      return Diagnostic(
        .choiceForm,
        "a choice is written in square brackets", at: bracket.span, "write `[`, and `]` behind the last one")
    }
    if isDomain, isShown, items.contains(".."), !items.contains(",") {
      return Diagnostic(.rangeForm, "a range stands without braces", at: place ?? bracket.span, "write `\(items)`")
    }
    let list = isShown ? "[\(isDomain ? quotedWords(items) : items)]" : "[1, 2]"
    guard isDomain else {
      return Diagnostic(
        .listForm,
        "a list is written in square brackets", at: place ?? bracket.span, "write `\(list)`",
        hint: bracket.kind == .symbol(.leftBrace) ? "a record has a name for each value: `{x: 1, y: 2}`." : nil)
    }
    let ends = items.split(separator: ",").map { $0.drop { $0 == " " } }
    guard ends.count == 2, ends.allSatisfy({ Double($0) != nil }) else {
      return Diagnostic(
        .choiceForm, "a choice is written in square brackets", at: place ?? bracket.span, "write `\(list)`")
    }
    return Diagnostic(
      .rangeForm,
      "a range is written with two dots", at: place ?? bracket.span, "write `\(ends[0])..\(ends[1])`",
      hint: "on a logarithmic scale it is `log(\(items))`; a choice of two is `\(list)`.")
  }

  /// `sgd, adam` as texts, where no name of them is bound.
  private func quotedWords(_ items: String) -> String {
    let words = FormatHabits.arguments(items)
    let isWord = words.allSatisfy { word in
      word.allSatisfy { $0.isLetter || $0 == "_" || $0.isNumber } && word.first?.isLetter == true
        && Keyword(rawValue: word) == nil && !NameHabits.constants.contains(word)
        && !tokens.indices.contains {
          tokens[$0].kind == .keyword(.let) && $0 + 1 < tokens.count && tokens[$0 + 1].kind == .name(word)
        }
    }
    return isWord ? words.map { "\"\($0)\"" }.joined(separator: ", ") : items
  }

  /// `xs[1:2]` and `xs[1, 2]`; the current token is what stands behind the first index.
  func slice(of value: Expression, from first: Expression?) -> Diagnostic {
    let name = value.span.length < 30 ? text(value) : "xs"
    if isAt(.comma), let first, name == "log" {
      return Diagnostic(
        .rangeForm,
        "the ends of a range stand in parentheses", at: value.span.joined(to: current.span),
        "write `log(\(text(first)), \(number(at: index + 1) ?? "..."))`")
    }
    if isAt(.comma), let column = first?.literalText, case .string(let other) = kind(1) {
      return Diagnostic(
        .indexKind,
        "an element has one index", at: current.span, "a second one begins here",
        hint: "columns are `[{\(column): row.\(column), \(other): row.\(other)} for row in \(name)]`.")
    }
    if isAt(.comma), let first {
      return Diagnostic(
        .indexKind,
        "an element has one index", at: current.span, "a second one begins here",
        hint: "in a list of lists, write `\(name)[\(text(first))][...]`.")
    }
    if lastClause == ClauseWord.with.rawValue, let first, case .name(let option) = first.kind,
      let number = number(at: index + 1)
    {
      return Diagnostic(
        .strategyOption,
        "options of a strategy stand in parentheses", at: value.span.joined(to: tokens[index + 1].span),
        "write `\(name)(\(option): \(number))`")
    }
    let low = first?.literalInteger ?? 0
    let high = number(at: index + 1).flatMap { Int($0) }
    let isWritten = (first == nil || first?.literalInteger != nil) && low >= 0
    let start = isWritten && low == 0 ? "" : " |> drop(\(isWritten ? "\(low)" : "from"))"
    var end = ""
    if kind(1) != .symbol(.rightBracket) {
      end = " |> take(\(isWritten ? high.map { "\(max(0, $0 - low))" } ?? "count" : "count"))"
    }
    let isText = value.literalText != nil
    let part = isText ? "join(characters(\(name))\(start)\(end))" : name + start + end
    return Diagnostic(
      .listForm,
      "a part of a \(isText ? "string" : "list") is not written with a colon", at: current.span, "write `\(part)`")
  }

  /// What stands between brackets where a comma or the closing one should.
  ///
  /// - Parameter closing: the bracket that closes them.
  /// - Returns: what is said about it; nil where it is nothing that is written elsewhere.
  func unexpectedInBrackets(before closing: Symbol) -> Diagnostic? {
    switch current.kind {
    case .semicolon where kind(1) == .symbol(closing):
      return Diagnostic(.lineForm, "a `;` stands behind the brackets of a statement", at: current.span, "leave it out")
    case .semicolon:
      return Diagnostic(
        .listForm,
        "what stands in brackets is separated by commas", at: current.span, "write `,`",
        hint: closing == .rightBracket ? "a list of lists is written `[[1, 2], [3, 4]]`." : nil)
    case .symbol(.colon) where !isInCall && (previous?.kind.isWord ?? false):
      guard let opening = openingBracket else { return nil }
      return Diagnostic(
        .listForm, "a record is written in braces", at: tokens[opening].span, "write `{`, and `}` at its end")
    case .keyword(.for): return generator(closing)
    case .keyword(.else) where closing == .rightBracket:
      return Diagnostic(
        .listForm,
        "behind `for`, `if` only says what is kept", at: current.span, "there is no `else` for it",
        hint: "a choice stands first: `[if x > 1 { x } else { 0 } for x in xs]`.")
    case .name(let right)
    where number(at: index - 1) != nil && misspeltUnit(at: index) == nil && CountUnit(word: right) == nil:
      let left = number(at: index - 1) ?? "2"
      return Diagnostic(
        .missingOperator,
        "there is no operator between `\(left)` and `\(right)`", at: current.span,
        "a product is written `\(left) * \(right)`",
        hint: closing == .rightBracket ? "items stand between commas." : nil)
    case .name where isBehindString:
      return Diagnostic(
        .stringForm,
        "a quote ends the string", at: Span(start: current.span.start - 1, length: 1), "inside of it, write `\\\"`")
    default: return nil
    }
  }

  /// Whether the current token directly follows on a string.
  private var isBehindString: Bool {
    guard let previous, previous.span.end == current.span.start else { return false }
    switch previous.kind {
    case .string, .stringTail: return true
    default: return false
    }
  }

  /// `max(x for x in xs)` and `{x: x^2 for x in xs}`; the current token is `for`.
  private func generator(_ closing: Symbol) -> Diagnostic? {
    guard let opening = openingBracket, closing != .rightBracket, case .name = kind(1),
      kind(2) == .keyword(.in) || kind(2) == .symbol(.comma)
    else { return nil }
    let level = current.level
    // What stands behind an invalid token, or on further lines, is known only where errors are gathered, and told nowhere.
    let end = tokens[index...].first { $0.level < level || $0.kind.isInvalid }
    let comma = tokens[opening..<index].lastIndex { $0.level == level && $0.kind == .symbol(.comma) }
    let first = (comma ?? opening) + 1
    guard let end, end.kind == .symbol(closing), first < index else { return nil }
    let element = source.text(under: tokens[first].span.joined(to: tokens[index - 1].span))
    let rest = source.text(under: Span(start: current.span.start, length: end.span.start - current.span.start))
    // Of the commas, only the one between two variables belongs to what is collected.
    let behind = tokens[index...].firstIndex { $0.level == level && $0.kind == .keyword(.in) } ?? index
    let isLast = !tokens[behind...].prefix { $0.level >= level }.contains {
      $0.level == level && ($0.kind == .symbol(.comma) || $0.kind == .keyword(.for))
    }
    let isShort = isLast && element.count + rest.count < 60 && !element.contains("\n") && !rest.contains("\n")
    guard closing == .rightBrace else {
      return Diagnostic(
        .listForm,
        "what `for` collects stands in square brackets", at: tokens[first].span.joined(to: current.span),
        "write `\(isShort ? "[\(element) \(rest)]" : "[x for x in xs]")`")
    }
    let pair = element.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } }
    return Diagnostic(
      .listForm,
      "`for` collects a list, not a record", at: current.span,
      "write `record([\(isShort && pair.count == 2 ? "[\(pair[0]), \(pair[1])] \(rest)" : "[k, v] for k, v in xs")])`")
  }

  /// `*xs` and `**options` where an argument or an item begins.
  func foreignSpread() -> Diagnostic? {
    guard let previous, isAt(.times) || source.text(under: current.span) == "**" else { return nil }
    switch previous.kind {
    case .symbol(.comma), .symbol(.leftParenthesis), .symbol(.leftBracket), .symbol(.leftBrace): break
    default: return nil
    }
    let sign = source.text(under: current.span)
    return Diagnostic(
      .missingOperator,
      "`\(sign)` stands between two values", at: current.span, "to spread a list or a record, write `...`")
  }
}

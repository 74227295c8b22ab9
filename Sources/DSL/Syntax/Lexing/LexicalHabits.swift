import Basics

/// A symbol of other languages, and how hpo says it.
struct LexicalHabit {
  let spelling: StaticString
  let title: String
  let label: String
  var hint: String?

  init(_ spelling: StaticString, _ title: String, _ label: String, hint: String? = nil) {
    self.spelling = spelling
    self.title = title
    self.label = label
    self.hint = hint
  }

  /// All of them, longer ones before their beginnings.
  static let all: [LexicalHabit] = [
    LexicalHabit("&&", "`&&` is written as a word", "write `and`"),
    LexicalHabit("||", "`||` is written as a word", "write `or`"),
    LexicalHabit("===", "`===` is not an operator", "write `==`"),
    LexicalHabit("!==", "`!==` is not an operator", "write `!=`"),
    LexicalHabit("<>", "`<>` is not an operator", "write `!=`"),
    LexicalHabit("%in%", "`%in%` is not an operator", "write `in`"),
    LexicalHabit("%%", "`%%` is not an operator", "the remainder is written `mod`, as in `7 mod 3`"),
    LexicalHabit("::", "`::` has no meaning", "a field is written with a point, as in `study.best`"),
    elementwise(".+"), elementwise(".-"), elementwise(".*"), elementwise("./"), elementwise(".^"), elementwise(".=="),
    LexicalHabit("$", "`$` has no meaning", "a field is written with a point, as in `data.classes`"),
    LexicalHabit("@", "`@` has no meaning", "there are no macros and no decorators"),
    LexicalHabit("\\", "`\\` has no meaning", "a function is written `fn(x) = x + 1`"),
    LexicalHabit("`", "a name stands without quotes, a string in double ones", "leave it out, or write `\"`"),
    LexicalHabit("!", "`!` is written as a word", "write `not`"),
    LexicalHabit("**", "`**` is not an operator", "a power is written `^`, as in `x^2`"),
    LexicalHabit("++", "`++` is not an operator", "write it out, as in `x = x + 1`"),
    LexicalHabit("+=", "`+=` is not an operator", "write it out, as in `x = x + 1`"),
    LexicalHabit("-=", "`-=` is not an operator", "write it out, as in `x = x - 1`"),
    LexicalHabit("*=", "`*=` is not an operator", "write it out, as in `x = x * 2`"),
    LexicalHabit("/=", "`/=` is not an operator", "write it out, as in `x = x / 2`"),
    LexicalHabit(
      ":=", "`:=` is not an operator", "write `=`",
      hint: "`let x = 1` binds a name, `var x = 1` one that can be assigned."),
    LexicalHabit(
      "//", "`//` has no meaning", "a comment starts with `#`",
      hint: "if a whole quotient is meant, it is `floor(a / b)`."),
    LexicalHabit("/*", "`/*` has no meaning", "a comment starts with `#`", hint: "`#` reaches to the end of its line."),
    LexicalHabit("*/", "`*/` has no meaning", "a comment starts with `#`"),
    LexicalHabit("->", "`->` has no meaning", "a function is written `fn(x) = x + 1`"),
    LexicalHabit(
      "=>", "`=>` has no meaning", "a function is written `fn(x) = x + 1`",
      hint: "if a comparison is meant, it is `>=`."),
    LexicalHabit("=<", "`=<` is not an operator", "write `<=`"),
    LexicalHabit(
      "..=", "`..=` is not an operator", "write `..`", hint: "both ends of a range belong to it: `1..5` holds 5."),
    LexicalHabit(
      "..<", "`..<` is not an operator", "write `..`",
      hint: "both ends of a range belong to it: the first n numbers from 0 on are `0..n - 1`."),
    LexicalHabit(
      "%", "`%` directly follows a number, as in `20%`", "the remainder is written `mod`, as in `7 mod 3`"),
    alternative("??"), alternative("?:"),
    LexicalHabit("?.", "`?.` is not an operator", "write `if x != none { x.field }`"),
    LexicalHabit("?", "`?` has no meaning", "a choice is written `if a { b } else { c }`"),
    LexicalHabit("|", "`|` has no meaning", "write `|>` to pass a value on, or `or`"),
    LexicalHabit("&", "`&` has no meaning", "write `and`"),
    LexicalHabit("~", "`~` has no meaning", "a parameter of a search is written `x in domain`"),
  ]

  /// `??` and `?:`, which give a substitute for nothing.
  private static func alternative(_ spelling: StaticString) -> LexicalHabit {
    LexicalHabit(
      spelling, "`\(spelling)` is not an operator", "write `or`", hint: "`x or 0` is 0 where `x` is `none`.")
  }

  /// `.+` and the like, which go through lists elsewhere.
  private static func elementwise(_ spelling: StaticString) -> LexicalHabit {
    LexicalHabit(
      spelling, "`\(spelling)` is not an operator", "operators take single values",
      hint: "every item of a list is changed by `[x + 1 for x in xs]`.")
  }

  static let byFirstByte = Dictionary(grouping: all) { $0.spelling.utf8Start.pointee }

  /// What is said about it at `span`.
  func diagnostic(at span: Span, in lexer: Lexer) -> Diagnostic {
    if let line = promptLine(in: lexer) {
      return Diagnostic(
        .misplaced, "`\(line)` is for the prompt", at: span, "start `hpo` without a file, and type it there")
    }
    if let format = formattedString(at: span, in: lexer) ?? quotient(at: span, in: lexer) ?? absolute(
      at: span, in: lexer)
      ?? arrow(at: span, in: lexer) ?? alternatives(at: span, in: lexer)
      ?? joinedTexts(at: span, in: lexer)
      ?? joinedLines(at: span, in: lexer)
    {
      return format
    }
    return Diagnostic(
      .foreignWord, title, at: span, personalLabel(in: lexer) ?? label, hint: constantHint(in: lexer) ?? hint)
  }

  /// The line, if it is a question such as `?log`, which only the prompt answers.
  private func promptLine(in lexer: Lexer) -> String? {
    guard spelling.description.hasPrefix("?") else { return nil }
    let question = lexer.offset - spelling.utf8CodeUnitCount
    let start = lexer.source.lineStarts[lexer.source.line(at: question)]
    let before = lexer.source.utf8[start..<question]
    guard before.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) else { return nil }
    let line = lexer.source.utf8[question...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    return String(decoding: line, as: UTF8.self)
  }

  /// For `n += 1`: the very line that is meant.
  private func personalLabel(in lexer: Lexer) -> String? {
    let spelling = spelling.description
    if spelling == "%", case .string? = lexer.list.tokens.last?.kind { return "a string shows values: `\"{x}\"`" }
    if spelling == "$", case .name(let name)? = lexer.list.tokens.last?.kind {
      var rest = lexer
      rest.skipWord()
      let field = rest.text(from: lexer.offset)
      return field.isEmpty ? nil : "write `\(name).\(field)`"
    }
    if spelling == "=>", isInCondition(lexer) { return "write `>=`" }
    guard case .name(let name)? = lexer.list.tokens.last?.kind else { return nil }
    switch spelling {
    case "++": return "write `\(name) = \(name) + 1`"
    case ":=":
      let isBinding = lexer.list.tokens.dropLast().last?.kind.bindsName ?? false
      let isVariable = binding(of: name, in: lexer) == .var
      if isBinding { return nil }
      return "write `\(isVariable ? "" : "let ")\(name) = \(FormatHabits.operand(rest(of: lexer)))`"
    case "+=", "-=", "*=", "/=":
      let operand = FormatHabits.operand(rest(of: lexer)).split(whereSeparator: \.isWhitespace)
      guard !operand.isEmpty else { return nil }
      return "write `\(name) = \(name) \(spelling.dropLast()) \(operand.joined(separator: " "))`"
    default: return nil
    }
  }

  /// Whether the condition of an `if` or a `while` is being read.
  private func isInCondition(_ lexer: Lexer) -> Bool {
    for token in lexer.list.tokens.reversed() {
      switch token.kind {
      case .keyword(.if), .keyword(.while): return true
      case .newline, .semicolon, .symbol(.leftBrace), .symbol(.assign): return false
      default: continue
      }
    }
    return false
  }

  /// What stands behind the symbol on its line.
  private func rest(of lexer: Lexer) -> String {
    let line = lexer.source.line(at: lexer.offset)
    let end = line + 1 < lexer.source.lineStarts.count ? lexer.source.lineStarts[line + 1] - 1 : lexer.source.utf8.count
    return String(decoding: lexer.source.utf8[lexer.offset..<max(lexer.offset, end)], as: UTF8.self)
  }

  /// What bound a name last in the text before.
  private func binding(of name: String, in lexer: Lexer) -> Keyword? {
    let tokens = lexer.list.tokens
    let place = tokens.indices.dropFirst().last { tokens[$0].kind == .name(name) && tokens[$0 - 1].kind.bindsName }
    guard let place, case .keyword(let word) = tokens[place - 1].kind else { return nil }
    return word
  }

  /// For `n += 1` of a `let`.
  private func constantHint(in lexer: Lexer) -> String? {
    guard ["++", "+=", "-=", "*=", "/="].contains(spelling.description),
      case .name(let name)? = lexer.list.tokens.last?.kind, binding(of: name, in: lexer) == .let
    else { return nil }
    return "only a `var` is assigned: write `var \(name) = ...` where it is bound."
  }

  /// `"%.2f" % x`.
  private func formattedString(at span: Span, in lexer: Lexer) -> Diagnostic? {
    guard spelling.description == "%", let string = lexer.list.tokens.last, case .string = string.kind else {
      return nil
    }
    let operand = FormatHabits.operand(rest(of: lexer))
    let isList = operand.hasPrefix("(") && operand.hasSuffix(")")
    let values = isList ? FormatHabits.arguments(operand.dropFirst().dropLast()) : [operand]
    let text = FormatHabits.filled(lexer.source.text(under: string.span), with: values)
    return Diagnostic(
      .valueInString,
      "a string shows values in braces", at: text == nil ? span : string.span.joined(to: span),
      "write `\(text ?? "\"{x}\"")`", hint: text == nil ? nil : "what stands behind `%` is left out then.")
  }

  /// A `\\` at the end of a line.
  private func joinedLines(at span: Span, in lexer: Lexer) -> Diagnostic? {
    guard spelling.description == "\\", rest(of: lexer).allSatisfy(\.isWhitespace) else { return nil }
    return Diagnostic(
      .lineForm,
      "`\\` does not join lines", at: span, "leave it out",
      hint: "a line goes on behind an operator and in brackets; a search of several lines is `search { ... }`.")
  }

  /// `"a" ++ "b"` and `"a" & "b"`.
  private func joinedTexts(at span: Span, in lexer: Lexer) -> Diagnostic? {
    guard ["++", "&", "||"].contains(spelling.description) else { return nil }
    switch lexer.list.tokens.last?.kind {
    case .string, .stringTail: break
    default: return nil
    }
    return Diagnostic(.missingOperator, "texts are joined by `+`", at: span, "write `+`")
  }

  /// `x in 0.1 | 0.2`.
  private func alternatives(at span: Span, in lexer: Lexer) -> Diagnostic? {
    guard spelling.description == "|", let first = lexer.list.tokens.last,
      lexer.list.tokens.dropLast().last?.kind == .keyword(.in)
    else { return nil }
    let line = rest(of: lexer)
    guard let others = line.prefixMatch(of: /\s*(?:[\w.\-]+|"[^"]*")(?:\s*\|\s*(?:[\w.\-]+|"[^"]*"))*/)?.0 else {
      return nil
    }
    let choices = others.split(separator: "|").map { $0.split(separator: " ").joined(separator: " ") }
    let place = first.span.joined(to: Span(start: span.end, length: UInt32(others.utf8.count)))
    return Diagnostic(
      .choiceForm,
      "a choice is written in square brackets", at: place,
      "write `[\(([lexer.source.text(under: first.span)] + choices).joined(separator: ", "))]`")
  }

  /// `x -> x + 1` and `x => x + 1`.
  private func arrow(at span: Span, in lexer: Lexer) -> Diagnostic? {
    guard ["->", "=>"].contains(spelling.description), let last = lexer.list.tokens.last,
      case .name(let name) = last.kind,
      let before = lexer.list.tokens.dropLast().last?.kind
    else { return nil }
    if before == .symbol(.leftBrace) || before == .symbol(.leftParenthesis),
      let clause = lexer.list.tokens.dropLast(2).last?.kind,
      clause == .name(ClauseWord.minimize.rawValue) || clause == .name(ClauseWord.maximize.rawValue)
    {
      let place = last.span.joined(to: span)
      return Diagnostic(
        .objectiveForm,
        "an objective is an expression of the parameters, not a function", at: place,
        "leave `\(lexer.source.text(under: place))` out")
    }
    switch before {
    case .symbol(.assign), .symbol(.comma), .symbol(.leftParenthesis), .symbol(.colon): break
    default: return nil
    }
    return Diagnostic(.foreignWord, title, at: last.span.joined(to: span), "write `fn(\(name)) =`", hint: hint)
  }

  /// `|x - 2|`, where an expression begins.
  private func absolute(at span: Span, in lexer: Lexer) -> Diagnostic? {
    let isBehindValue: Bool =
      switch lexer.list.tokens.last?.kind {
      case .integer, .real, .string, .stringTail: true
      case .name(let word): ClauseWord(rawValue: word) == nil
      case .symbol(let symbol): symbol.isClosing
      default: false
      }
    guard spelling.description == "|", !isBehindValue else { return nil }
    let inside = rest(of: lexer).prefix { $0 != "|" }
    guard inside.count < rest(of: lexer).count, !inside.isEmpty else { return nil }
    let behind = rest(of: lexer).dropFirst(inside.count + 1)
    if inside.allSatisfy({ $0.isLetter || $0 == "_" || $0 == "," || $0 == " " }), behind.hasPrefix(" "),
      behind.dropFirst().first.map({ $0.isLetter || $0.isNumber || $0 == "(" }) ?? false,
      !["for", "with", "on", "as", "and", "or", "mod"].contains(where: behind.dropFirst().hasPrefix)
    {
      let place = Span(start: span.start, length: UInt32(inside.utf8.count + 2))
      let last = lexer.list.tokens.last?.kind
      return last == .name(ClauseWord.minimize.rawValue) || last == .name(ClauseWord.maximize.rawValue)
        ? Diagnostic(
          .objectiveForm,
          "an objective is an expression of the parameters, not a function", at: place, "leave `|\(inside)|` out")
        : Diagnostic(.foreignWord, title, at: place, "write `fn(\(inside)) =`")
    }
    return Diagnostic(
      .foreignWord,
      title, at: Span(start: span.start, length: UInt32(inside.utf8.count + 2)), "write `abs(\(inside))`")
  }

  /// `7 // 2`, with nothing behind it that looks like a comment.
  private func quotient(at span: Span, in lexer: Lexer) -> Diagnostic? {
    guard spelling.description == "//", let left = lexer.list.tokens.last, !lexer.isAtStartOfLine else { return nil }
    let rest = rest(of: lexer)
    let right = FormatHabits.operand(rest)
    guard right.wholeMatch(of: /[\w.]+(\(.*\))?/) != nil, right.first?.isNumber ?? false || !lexer.frames.isEmpty else {
      return nil
    }
    let isShort = left.kind.isOperand
    let a = isShort ? lexer.source.text(under: left.span) : "a"
    return Diagnostic(
      .foreignWord,
      title, at: isShort ? left.span.joined(to: span) : span,
      "a whole quotient is `floor(\(a) / \(isShort ? right : "b"))`",
      hint: "a comment starts with `#`.")
  }
}

extension Token.Kind {
  /// `let` and `var`.
  fileprivate var bindsName: Bool { self == .keyword(.let) || self == .keyword(.var) }

  /// A name or a number.
  fileprivate var isOperand: Bool {
    switch self {
    case .name, .integer, .real: true
    default: false
    }
  }
}

extension Lexer {
  /// Whether no token stands before the current one on its line.
  fileprivate var isAtStartOfLine: Bool { list.tokens.last.map { $0.kind == .newline } ?? true }

  /// Whether a symbol stands here that would be cut into two, and means something elsewhere.
  var isAtForeignSymbol: Bool {
    // A habit of one character, such as `|`, may start a symbol: those are looked at when no symbol is there.
    LexicalHabit.byFirstByte[byte()]?.contains { $0.spelling.utf8CodeUnitCount > 1 && isAt($0.spelling) } ?? false
  }
}

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
      return Diagnostic("`\(line)` is for the prompt", at: span, "start `hpo` without a file, and type it there")
    }
    return Diagnostic(title, at: span, personalLabel(in: lexer) ?? label, hint: hint)
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
    guard ["+=", "-=", "*=", "/="].contains(spelling), case .name(let name)? = lexer.list.tokens.last?.kind else {
      return nil
    }
    let line = lexer.source.line(at: lexer.offset)
    let end = line + 1 < lexer.source.lineStarts.count ? lexer.source.lineStarts[line + 1] - 1 : lexer.source.utf8.count
    let rest = String(decoding: lexer.source.utf8[lexer.offset..<max(lexer.offset, end)], as: UTF8.self)
    let operand = rest.prefix { $0 != "#" && $0 != ";" && $0 != "}" }.split(whereSeparator: \.isWhitespace)
    guard !operand.isEmpty else { return nil }
    return "write `\(name) = \(name) \(spelling.dropLast()) \(operand.joined(separator: " "))`"
  }
}

extension Lexer {
  /// Whether a symbol stands here that would be cut into two, and means something elsewhere.
  var isAtForeignSymbol: Bool {
    // A habit of one character, such as `|`, may start a symbol: those are looked at when no symbol is there.
    LexicalHabit.byFirstByte[byte()]?.contains { $0.spelling.utf8CodeUnitCount > 1 && isAt($0.spelling) } ?? false
  }
}

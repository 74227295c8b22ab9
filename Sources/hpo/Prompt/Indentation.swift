import DSL

/// How the lines of an unfinished input are set in.
enum Indentation {
  /// For each bracket that is open.
  static let step = "  "

  /// What the next line behind `text` starts with, whose first characters are `closers`: nothing inside a string, whose
  /// spaces count.
  static func next(after text: String, closers: Int = 0) -> String {
    let tokens = tokenize(Source(name: "", text: text)).tokens
    guard case .end? = tokens.last?.kind else { return "" }
    var depth = 0
    for token in tokens {
      switch token.kind {
      case .symbol(.leftBrace), .symbol(.leftBracket), .symbol(.leftParenthesis): depth += 1
      case .symbol(.rightBrace), .symbol(.rightBracket), .symbol(.rightParenthesis): depth = max(0, depth - 1)
      default: break
      }
    }
    return String(repeating: step, count: max(0, depth - closers))
  }

  /// The same for the line `start`, which is typed so far; nil where it has more than closing brackets, or is set in less.
  static func next(after text: String, for start: some StringProtocol) -> String? {
    let closers = start.drop { $0 == " " }
    guard closers.allSatisfy("}])".contains) else { return nil }
    let indentation = next(after: text, closers: closers.count)
    return start.count - closers.count > indentation.count ? indentation : nil
  }
}

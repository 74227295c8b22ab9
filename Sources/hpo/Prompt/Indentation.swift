import DSL

/// How the lines of an unfinished input are set in.
enum Indentation {
  /// For each brace that is open.
  static let step = "  "

  /// What the next line behind `text` starts with: nothing inside a string, whose spaces count.
  static func next(after text: String) -> String {
    let tokens = tokenize(Source(name: "", text: text)).tokens
    guard case .end? = tokens.last?.kind else { return "" }
    var depth = 0
    for token in tokens {
      switch token.kind {
      case .symbol(.leftBrace): depth += 1
      case .symbol(.rightBrace): depth -= 1
      default: break
      }
    }
    return String(repeating: step, count: max(0, depth))
  }
}

/// What can stand at the end of a text: the place of the cursor, read off the tokens before it.
public struct CursorPlace: Equatable, Sendable {
  /// The kinds of place.
  public enum Kind: Equatable, Sendable {
    /// In a string; `isImport` behind `import`.
    case path(isImport: Bool)
    /// Behind a dot, for the fields of what stands before it; empty if that is no name or part of one.
    case field(of: [Step])
    /// Behind digits, without a space.
    case attachedUnit
    /// Behind a whole expression.
    case continuation(isNumber: Bool)
    /// Where a parameter or a clause of a search may start.
    case clause
    /// Behind `with`.
    case strategy
    /// Where a statement may start.
    case statement
    /// Where an expression may start, and with it an argument of the call.
    case expression
    /// Behind text that is no program.
    case nowhere
  }

  /// A step from a value into it, and first of all its name.
  public enum Step: Equatable, Sendable {
    case name(String)
    /// `[...]`, whatever the index.
    case item
  }

  /// The word before the cursor, as far as it is typed; in a string all of the string.
  public internal(set) var typed = ""
  /// What can stand there.
  public internal(set) var kind = Kind.statement
  /// The function whose argument may start here.
  public internal(set) var callee: String?
  /// Labels that the call around the cursor has already.
  public internal(set) var labels: Set<String> = []
  /// Clause words that the search around the cursor has already; nil outside of the head of a search.
  public internal(set) var clauses: Set<String>?
  /// The parameters of the searches around the cursor.
  public internal(set) var parameters: [String] = []

  /// The place at the end of `text`, which need be no program.
  ///
  /// - Complexity: O(length of `text`) for each string that is open at its end.
  public init(endOf text: String) { read(text) }

  /// A place outside of everything.
  init() {}

  private mutating func read(_ text: String) {
    var tokens = tokenize(Source(name: "", text: text)).tokens
    let last = tokens.popLast()
    // Behind the last token there is white space, or a comment.
    let rest = text.utf8.dropFirst(Int(tokens.last?.span.end ?? 1) - 1)
    if case .end? = last?.kind, rest.split(separator: UInt8(ascii: "\n")).last?.contains(UInt8(ascii: "#")) == true {
      kind = .nowhere
      return
    }
    if let suffix = attachedSuffix(of: text) {
      typed = suffix
      kind = .attachedUnit
      return
    }
    if case .invalid? = last?.kind {
      // Positions of a text that stands alone start at 1; the span is that of the quotes.
      let inside = text.utf8.dropFirst(max(0, Int(last?.span.end ?? 1) - 1))
      let isString = text.utf8.prefix(text.utf8.count - inside.count).last == UInt8(ascii: "\"")
      guard isString, let inside = Substring(inside).components() else {
        kind = .nowhere
        return
      }
      if inside.isText {
        typed = inside.text
        kind = .path(isImport: tokens.last?.kind == .keyword(.import))
        return
      }
      return read(inside.text)
    }
    if let last, let token = tokens.last, token.span.end == last.span.start, let word = word(token.kind) {
      typed = word
      tokens.removeLast()
    }
    var reader = BracketReader()
    for token in tokens { reader.read(token.kind) }
    let typed = typed
    self = reader.place
    self.typed = typed
  }
}

/// The letters behind the digits that a text ends with, as in `10mi`.
private func attachedSuffix(of text: String) -> String? {
  let word = text.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }.reversed()
  guard word.first?.isNumber == true, let letter = word.firstIndex(where: \.isLetter) else { return nil }
  return String(word[letter...])
}

/// The text of a word, reserved or not.
private func word(_ kind: Token.Kind) -> String? {
  switch kind {
  case .name(let name): name
  case .keyword(let keyword): keyword.rawValue
  default: nil
  }
}

extension Substring {
  /// The rest of a string without its end: either text up to here, or the expression that is open in it.
  fileprivate func components() -> (text: String, isText: Bool)? {
    guard let brace = lastIndex(of: "{"), self[brace...].firstIndex(of: "}") == nil else { return (String(self), true) }
    return (String(self[index(after: brace)...]), false)
  }
}

/// What can stand at the end of a text: the place of the cursor, read off the tokens before it.
public struct CursorPlace: Equatable, Sendable {
  /// The kinds of place.
  public enum Kind: Equatable, Sendable {
    /// In a string.
    case text(Text)
    /// Behind a dot, for the fields of what stands before it; empty if that cannot be told.
    case field(of: [Step])
    /// Behind digits, without a space.
    case attachedUnit
    /// Behind a whole expression.
    case continuation(isNumber: Bool)
    /// Where a parameter or a clause of a search may start.
    case clause
    /// Where the domain of a parameter of a search starts.
    case domain
    /// Where the value of a clause of a search starts.
    case clauseValue(ClauseWord)
    /// Behind `for` in a search, or behind a budget and a comma.
    case budget(isFurther: Bool)
    /// Behind `near` in a search.
    case near
    /// Where a statement may start.
    case statement
    /// Where an expression may start, and with it an argument of the call.
    case expression
    /// Behind text that is no program.
    case nowhere
  }

  /// What a string is for, as far as the text before it tells.
  public enum Text: Equatable, Sendable {
    /// The file behind `import`.
    case importedFile
    /// The name behind `as` in a search.
    case studyName
    /// An item of a domain.
    case choice
    /// Anything; an argument, if `argument` says so.
    case other
  }

  /// A step from a value into it, and first of all what it comes from.
  public enum Step: Equatable, Sendable {
    /// A name, or behind the first step a field.
    case name(String)
    /// `[...]`, whatever the index.
    case item
    /// What a call of this function gives, and where its last argument comes from, if that can be told.
    case call(String, of: [Step] = [])
    /// A record that is written out, with these fields.
    case record([String])
    /// What a search gives.
    case search

    /// The function that is called.
    var callee: String? { if case .call(let name, _) = self { name } else { nil } }
  }

  /// The argument of a call that starts at the cursor, or is a list that holds it.
  public struct Argument: Equatable, Sendable {
    /// The function that is called.
    public let callee: String
    /// Its label, if it is written.
    public let label: String?
    /// How many positional arguments stand before it, a value that is piped in among them.
    public let index: Int
    /// The first string among the arguments of the call, as it is meant.
    public let firstText: String?
  }

  /// A call that is open at the cursor.
  public struct Call: Equatable, Sendable {
    /// The function that is called.
    public let callee: String
    /// The label of the argument at the cursor, if it is written.
    public let label: String?
    /// How many positional arguments stand before the cursor, a value that is piped in among them.
    public let index: Int
  }

  /// A name that is bound in the text.
  public struct Local: Equatable, Sendable {
    /// The name.
    public let name: String
    /// What binds it.
    public enum Role: Equatable, Sendable { case variable, function, parameter }
    /// What binds it: `let` and `var`, `fn`, or the head of a function or a loop.
    public let role: Role
    /// Where its value comes from, if that can be told.
    public internal(set) var steps: [Step] = []
  }

  /// The word before the cursor, as far as it is typed; in a string all of the string, as it is written.
  public internal(set) var typed = ""
  /// What can stand there.
  public internal(set) var kind = Kind.statement
  /// The function whose argument may start here.
  public internal(set) var callee: String?
  /// Labels that the call around the cursor has already.
  public internal(set) var labels: Set<String> = []
  /// The innermost call around the cursor.
  public internal(set) var call: Call?
  /// The argument whose value starts here.
  public internal(set) var argument: Argument?
  /// Clause words that the search around the cursor has already; nil outside of the head of a search.
  public internal(set) var clauses: Set<String>?
  /// The clause that the cursor is in.
  public internal(set) var clause: String?
  /// The parameters of the searches around the cursor.
  public internal(set) var parameters: [String] = []
  /// The names that the text binds and the cursor sees, the last ones last.
  public internal(set) var locals: [Local] = []

  /// The place at the end of `text`, which need be no program.
  ///
  /// - Complexity: O(length of `text`) for each string that is open at its end.
  public init(endOf text: String) {
    var reader = BracketReader()
    read(text, &reader)
  }

  /// A place outside of everything.
  init() {}

  /// Steps to where a value comes from at last, where the first one is a name that is bound in the text.
  ///
  /// - Parameters:
  ///   - steps: where the value comes from.
  ///   - locals: what the text binds; no name is followed twice.
  /// - Returns: the steps; none where that cannot be told.
  public static func followed(_ steps: [Step], through locals: [Local]) -> [Step] {
    var steps = steps
    var locals = locals[...]
    while let index = locals.lastIndex(where: { steps.first == .name($0.name) || steps.first?.callee == $0.name }) {
      let origin = locals[index].steps
      if origin.isEmpty { return [] }
      steps.replaceSubrange(0..<1, with: origin)
      locals = locals[..<index]
    }
    return steps
  }

  private mutating func read(_ text: String, _ reader: inout BracketReader) {
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
      guard isString else {
        kind = .nowhere
        return
      }
      let string = Substring(inside)
      for token in tokens { reader.read(token.kind) }
      if let expression = string.openExpression {
        reader.enterInterpolation()
        return read(expression, &reader)
      }
      self = reader.place
      kind = .text(reader.textAtPlace)
      typed = String(string)
      return
    }
    if let last, let token = tokens.last, token.span.end == last.span.start, let word = word(token.kind) {
      typed = word
      tokens.removeLast()
    }
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
  /// The expression that is open at the end of a string without its end; nil where its text goes on.
  fileprivate var openExpression: String? {
    var open: [Index] = []
    var isEscaped = false
    for index in indices {
      switch self[index] {
      case _ where isEscaped: isEscaped = false
      case "\\": isEscaped = true
      case "{": open.append(self.index(after: index))
      case "}": _ = open.popLast()
      default: break
      }
    }
    return open.first.map { String(self[$0...]) }
  }
}

extension Program {
  /// The part of the program that its tests need: its imports, `test` blocks, `expect`s and documented examples, with the
  /// bindings that these mention, directly or through others, and what assigns them.
  ///
  /// Names are compared as words: a binding may be kept that is not needed, never the other way round. What fixes
  /// randomness, `seed(...)`, is kept.
  ///
  /// - Parameter exportsNames: whether all bindings are needed, as of an imported file.
  /// - Returns: a program of these statements, in their order.
  public func neededByTests(exportsNames: Bool = false) -> Program {
    guard let source else { return self }
    let tokens = tokenize(source).tokens
    let words = statements.map { StatementWords(tokens, of: $0) }
    var needed: Set<String> = []
    var kept = [Bool](repeating: false, count: statements.count)
    func keep(_ index: Int) {
      kept[index] = true
      needed.formUnion(words[index].mentioned)
    }
    for (index, statement) in statements.enumerated() where statement.isTested(exportsNames) {
      keep(index)
      for example in statement.examples { needed.formUnion(example.code.identifiers) }
    }
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for (index, statement) in statements.enumerated() where !kept[index] {
        let isNeeded =
          switch statement.kind {
          case .declaration(let declaration): needed.contains(declaration.name.text)
          case .function(let declaration): needed.contains(declaration.name.text)
          default: words[index].assigns && !variables.isDisjoint(with: words[index].mentioned.intersection(needed))
          }
        guard isNeeded else { continue }
        keep(index)
        isGrowing = true
      }
    }
    return Program(
      statements: zip(statements, kept).filter(\.1).map(\.0), span: span, source: source, comments: comments)
  }

  /// The examples of its documentation, in order.
  public var examples: [Documentation.Example] { statements.flatMap(\.examples) }

  /// The names of the top level that can be assigned.
  private var variables: Set<String> {
    Set(
      statements.compactMap { statement in
        guard case .declaration(let declaration) = statement.kind, declaration.isVariable else { return nil }
        return declaration.name.text
      })
  }
}

extension Statement {
  /// The examples of its documentation.
  fileprivate var examples: [Documentation.Example] {
    switch kind {
    case .function(let declaration): declaration.documentation?.examples ?? []
    case .declaration(let declaration): declaration.documentation?.examples ?? []
    default: []
    }
  }

  /// Whether it is needed whatever the tests mention.
  fileprivate func isTested(_ exportsNames: Bool) -> Bool {
    switch kind {
    case .importFile, .test, .expect: return true
    case .declaration, .function: return exportsNames || !examples.isEmpty
    case .expression(let expression):
      guard case .call(let callee, _) = expression.kind, case .name("seed") = callee.kind else { return false }
      return true
    default: return false
    }
  }
}

/// What the tokens of a statement say.
private struct StatementWords {
  /// The names in it that are no fields and no labels.
  private(set) var mentioned: Set<String> = []
  /// Whether something is assigned in it.
  private(set) var assigns = false

  init(_ tokens: [Token], of statement: Statement) {
    let (low, high) = (statement.span.start, statement.span.end)
    for (index, token) in tokens.enumerated() where token.span.start >= low && token.span.end <= high {
      switch token.kind {
      case .name(let name):
        let isField = index > 0 && tokens[index - 1].kind == .symbol(.dot)
        let isLabel = index + 1 < tokens.count && tokens[index + 1].kind == .symbol(.colon)
        if !isField, !isLabel { mentioned.insert(name) }
      // What a search takes where it is told less.
      case .keyword(.search): mentioned.formUnion(["objective", "default_strategy", "default_budget"])
      case .symbol(.assign): assigns = true
      default: break
      }
    }
  }
}

extension String {
  /// The parts of it that could be names.
  fileprivate var identifiers: [String] {
    split { !($0 == "_" || $0.isLetter || $0.isNumber) }.map(String.init)
  }
}

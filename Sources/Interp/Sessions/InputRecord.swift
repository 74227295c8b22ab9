import DSL

/// An input that was run, with what it bound and used: what a session is saved from.
public struct InputRecord: Sendable {
  /// A name that the input binds at the top level.
  struct Binding {
    let name: String
    /// Where the name stands; nil for one that an import binds.
    let place: Range<Int>?
    /// The statement that binds it.
    let statement: Int
    /// Whether statements before it see it: it is a function.
    let isFunction: Bool
  }

  /// A use of a name of the top level, or of one from outside.
  struct Use {
    let name: String
    /// Where it stands, empty where it would stand; nil if it is not written, as the objective of a search that has none.
    let place: Range<Int>?
    let statement: Int
  }

  /// A file that is imported without a name.
  struct Import {
    let file: String
    /// Where the string with the path stands.
    let path: Range<Int>
    let statement: Int
    /// Whether its names stand in a record.
    let isNamed: Bool
  }

  /// What a statement is: nothing but a binding, one whose value may be shown, or another.
  enum Role { case binding, expression, other }

  /// The text as UTF-8; places are offsets in it.
  let utf8: [UInt8]
  /// The file it came from, if it did.
  let path: String?
  /// Where each statement stands, and what it is as far as that matters.
  let statements: [(place: Range<Int>, role: Role)]
  private(set) var bindings: [Binding]
  let uses: [Use]
  let imports: [Import]
  /// The statement whose value became `_`.
  private(set) var shownStatement: Int?
  /// Whether it failed.
  private(set) var isFailed = false

  /// What a program binds and uses.
  ///
  /// - Parameters:
  ///   - program: the tree.
  ///   - source: its text.
  ///   - path: the file it came from.
  ///   - uses: the uses of names that are not bound inside of it.
  ///   - imports: the names of imported files, by the path as it is written.
  init(_ program: Program, _ source: Source, path: String?, uses: [Name], imports: [String: [KnownName]]) {
    func place(_ span: Span) -> Range<Int> {
      let start = Int(span.start) - Int(source.base)
      return start..<start + Int(span.length)
    }
    utf8 = source.utf8
    self.path = path
    var bindings: [Binding] = []
    var files: [Import] = []
    var statements: [(Range<Int>, Role)] = []
    for (index, statement) in program.statements.enumerated() {
      func bind(_ name: Name, isFunction: Bool = false) {
        bindings.append(
          Binding(name: name.text, place: place(name.span), statement: index, isFunction: isFunction))
      }
      var role = Role.binding
      switch statement.kind {
      case .declaration(let declaration): bind(declaration.name)
      case .function(let declaration): bind(declaration.name, isFunction: true)
      case .importFile(let file, let span, let name):
        files.append(Import(file: file, path: place(span), statement: index, isNamed: name != nil))
        if let name {
          bind(name)
        } else {
          bindings += (imports[file] ?? []).map {
            Binding(name: $0.name, place: nil, statement: index, isFunction: false)
          }
        }
      case .expression: role = .expression
      default: role = .other
      }
      statements.append((place(statement.span), role))
    }
    self.statements = statements
    self.bindings = bindings
    self.imports = files
    let starts = statements.map(\.0)
    self.uses = uses.compactMap { use in
      let written = place(use.span)
      guard let index = starts.lastIndex(where: { $0.lowerBound <= written.lowerBound }) else { return nil }
      let isWritten = written.isEmpty || source.text(under: use.span) == use.text
      return Use(name: use.text, place: isWritten ? written : nil, statement: index)
    }
  }

  /// The value of an expression statement, counted from 0 among these, has become `_`.
  mutating func shows(_ expression: Int) {
    let expressions = statements.indices.filter { statements[$0].role == .expression }
    shownStatement = expressions.indices.contains(expression) ? expressions[expression] : nil
  }

  /// The input failed, after it had bound these names.
  mutating func fail(bound names: Set<String>) {
    isFailed = true
    bindings.removeAll { !names.contains($0.name) }
  }
}

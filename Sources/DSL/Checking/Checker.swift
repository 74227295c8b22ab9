import Basics

/// A walk through a program, with the scopes that are open at the place where it is.
struct Checker {
  let source: Source?
  let mode: CheckMode
  let imports: (String) -> [KnownName]?
  let names: Names
  private(set) var diagnostics: [Diagnostic] = []
  /// From the top level of the program inwards.
  var scopes: [Scope] = []
  /// What direct imports have bound.
  var imported: [KnownName] = []
  /// Whether an import is not known, so that any name may be bound.
  var hasUnknownImport = false
  /// How many loops of the innermost function stand around.
  var loops = 0
  /// The innermost function or objective, and the loops around it.
  var function: EnclosingFunction?
  /// Declared functions around, with the index of the scope that each is declared in.
  var declaring: [(name: String, scope: Int)] = []
  /// Names of scopes that have ended.
  var ended: [String: Span] = [:]
  /// The parameters of a search whose other clauses are being looked at.
  var parametersOutside: [String: Span] = [:]
  /// The parameters of the search whose objective is being looked at.
  var parametersAround: [String] = []
  /// Parameters with a condition that the objective being looked at has not asked for yet, with these conditions.
  var maybeInactive: [String: Span] = [:]
  /// The conditions of the parameters of the search being looked at, as far as they are right.
  var conditions: [String: Span] = [:]
  /// The parameter whose condition is being looked at, and that condition.
  var conditionAround: (parameter: String, span: Span)?
  /// The domain that is being looked at.
  var domain = DomainUses()
  private(set) var topLevelNames: [KnownName] = []
  /// The uses of names of the top level and from outside, as far as these were found.
  var outerUses: [Name] = []
  /// What names mean, as far as they were found.
  var references: [Reference] = []
  /// The parameters of searches that a `let` binds, by where it does.
  var boundSearches: [Span: [Name]] = [:]

  /// What `break`, `continue` and `return` can leave.
  enum EnclosingFunction {
    case function, objective
  }

  /// What a domain mentions.
  ///
  /// One that is evaluated for each trial, as a function of the parameters before it, sees no `var`: one that mentions a
  /// parameter, or holds a block or a search of its own.
  struct DomainUses {
    var isFunction = false
    var variables: [Diagnostic] = []
  }

  init(source: Source?, names: Names, mode: CheckMode, imports: @escaping (String) -> [KnownName]?) {
    self.source = source
    self.names = names
    self.mode = mode
    self.imports = imports
  }

  mutating func check(_ program: Program) {
    scopes.append(Scope())
    announce(program.statements)
    statements(program.statements)
    let top = scopes.removeLast()
    reportEarlyUses(in: top)
    topLevelNames =
      imported.sorted { $0.name < $1.name } + top.bindings.values.map(\.known).sorted { $0.name < $1.name }
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  mutating func report(
    _ topic: Topic, _ title: String, at span: Span, _ label: String = "", severity: Diagnostic.Severity = .error,
    secondary: [Diagnostic.Label] = [], hint: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(topic, title, at: span, label, severity: severity, secondary: secondary, hint: hint))
  }

  /// The text under `span`, on one line.
  func text(_ span: Span) -> String {
    (source?.text(under: span) ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  // MARK: Scopes

  mutating func push(_ boundary: Scope.Boundary? = nil) { scopes.append(Scope(boundary: boundary)) }

  mutating func pop() {
    let scope = scopes.removeLast()
    reportEarlyUses(in: scope)
    for (name, binding) in scope.bindings {
      guard let definition = binding.known.definition else { continue }
      ended[name] = definition
      guard binding.role == .constant || binding.role == .variable, !binding.isRead, !name.hasPrefix("_") else {
        continue
      }
      report(
        .unusedName,
        "`\(name)` is never used", at: definition, "bound here", severity: .warning,
        hint: "remove it, or call it `_\(name)` if that is meant.")
    }
  }

  mutating func bind(_ binding: Binding) {
    scopes[scopes.count - 1].bindings[binding.known.name] = binding
    guard let definition = binding.known.definition else { return }
    refer(Name(binding.known.name, definition), to: definition)
  }

  mutating func bind(_ name: Name, as role: Binding.Role) {
    bind(Binding(role, KnownName(name.text, .variable(isMutable: false), definition: name.span)))
  }
}

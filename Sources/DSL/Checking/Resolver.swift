/// Walks a program with the names in scope, and collects what is wrong. One file a family of rules extends it.
struct Resolver {
  /// A name in a scope.
  struct Binding {
    let known: KnownName
    /// How many functions are around the binding.
    let level: Int
    var isUsed = false
    /// Whether a warning is due where nothing uses it.
    var isWatched = false
  }

  /// The names of one block.
  struct Scope {
    var bindings: [String: Binding] = [:]
    /// In the order they were bound, for warnings.
    var order: [String] = []
  }

  let names: Names
  let mode: CheckMode
  private(set) var scopes: [Scope] = [Scope()]
  /// How many functions are around the text that is being checked.
  private(set) var level = 0
  /// How many loops are around it, within its function.
  private(set) var loops = 0
  private(set) var diagnostics: [Diagnostic] = []

  init(names: Names, mode: CheckMode) {
    self.names = names
    self.mode = mode
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// What the top level binds, in order.
  var topLevelNames: [KnownName] { scopes[0].order.compactMap { scopes[0].bindings[$0]?.known } }

  // MARK: Scopes

  mutating func bindTopLevel(_ known: [KnownName]) {
    for name in known { insert(Binding(known: name, level: 0), name.name, in: 0) }
  }

  private mutating func insert(_ binding: Binding, _ name: String, in index: Int) {
    if scopes[index].bindings[name] == nil { scopes[index].order.append(name) }
    scopes[index].bindings[name] = binding
  }

  /// Binds a name in the innermost scope.
  mutating func bind(_ known: KnownName, isWatched: Bool = false) {
    let watched = isWatched && scopes.count > 1 && !known.name.hasPrefix("_")
    insert(Binding(known: known, level: level, isWatched: watched), known.name, in: scopes.count - 1)
  }

  /// Binds a parameter or a loop variable.
  mutating func bind(_ name: Name) {
    bind(KnownName(name.text, .variable(isMutable: false), definition: name.span))
  }

  /// Whether the innermost scope has the name, and where.
  func earlierBinding(_ name: String) -> KnownName? { scopes.last?.bindings[name]?.known }

  mutating func inScope(_ body: (inout Resolver) -> Void) {
    scopes.append(Scope())
    body(&self)
    let scope = scopes.removeLast()
    for name in scope.order {
      guard let binding = scope.bindings[name], binding.isWatched, !binding.isUsed, let span = binding.known.definition
      else { continue }
      report(
        Diagnostic(
          "`\(name)` is never used", at: span, severity: .warning,
          hint: "leave it out, or call it `_\(name)` to keep it."))
    }
  }

  /// Checks the inside of a function: no loop is around it, and no `var` is seen.
  mutating func inFunction(_ body: (inout Resolver) -> Void) {
    let outerLoops = loops
    loops = 0
    level += 1
    inScope(body)
    level -= 1
    loops = outerLoops
  }

  /// Checks text that is evaluated in the function around the innermost one.
  mutating func outsideOfFunction(_ body: (inout Resolver) -> Void) {
    level -= 1
    body(&self)
    level += 1
  }

  /// The names of the innermost scope.
  var innermostNames: Set<String> { Set(scopes.last?.order ?? []) }

  mutating func inLoop(_ body: (inout Resolver) -> Void) {
    loops += 1
    inScope(body)
    loops -= 1
  }

  // MARK: Lookup

  /// What is known of a name, wherever it is bound; does not count as a use.
  func find(_ name: String) -> KnownName? {
    for scope in scopes.reversed() {
      if let binding = scope.bindings[name] { return binding.known }
    }
    return names[name]
  }

  /// Resolves a use of a name: marks it as used, and reports where it is not bound or may not be seen.
  @discardableResult
  mutating func use(_ name: Name) -> KnownName? {
    for index in scopes.indices.reversed() {
      guard let binding = scopes[index].bindings[name.text] else { continue }
      scopes[index].bindings[name.text]?.isUsed = true
      if binding.known.isMutable, binding.level < level { report(variableOutside(name, binding.known)) }
      return binding.known
    }
    if let known = names[name.text] {
      if known.isMutable, level > 0 { report(variableOutside(name, known)) }
      return known
    }
    report(unknownName(name))
    return nil
  }

  private func variableOutside(_ name: Name, _ known: KnownName) -> Diagnostic {
    Diagnostic(
      "a function cannot see the variable `\(name.text)` around it", at: name.span,
      secondary: known.definition.map { [Diagnostic.Label($0, "it is a `var`")] } ?? [],
      hint: "`\(name.text)` may change; pass it, or bind it with `let` first.")
  }

  private func unknownName(_ name: Name) -> Diagnostic {
    if let meant = Resolver.namesElsewhere[name.text] {
      return Diagnostic("unknown name `\(name.text)`", at: name.span, meant)
    }
    let near = Suggestion.nearest(to: name.text, among: allNames)
    return Diagnostic("unknown name `\(name.text)`", at: name.span, near.map { "did you mean `\($0)`?" } ?? "")
  }

  /// All names that could be meant here.
  var allNames: [String] { scopes.flatMap { $0.bindings.keys.sorted() } + names.all }

  /// What other languages call things.
  private static let namesElsewhere: [String: String] = [
    "None": "it is written `none`", "null": "it is written `none`", "nil": "it is written `none`",
    "NULL": "it is written `none`", "undefined": "it is written `none`", "True": "it is written `true`",
    "False": "it is written `false`", "TRUE": "it is written `true`", "FALSE": "it is written `false`",
    "range": "a range is written `0..4`, both ends included", "loguniform": "that domain is written `log(1e-4, 1)`",
    "uniform": "that domain is written `0.0..1.0`", "quniform": "that domain is written `0.0..1.0 by 0.1`",
    "randint": "that domain is written `1..10`, both ends included", "choice": "that domain is a list: `[16, 32, 64]`",
    "categorical": "that domain is a list: `[16, 32, 64]`", "len": "it is called `length`", "str": "it is called `string`",
    "float": "it is called `number`", "int": "it is called `number`",
  ]
}

import DSL

// What a program around the language needs to know of its text and its names: for completion and help.

/// What is wrong or doubtful in a text, where, and one thing to do.
public typealias Diagnostic = DSL.Diagnostic
/// All texts of a session.
public typealias SourceMap = DSL.SourceMap
/// The smallest piece of a program that has a meaning.
public typealias Token = DSL.Token
/// The words that start a clause of a search.
public typealias ClauseWord = DSL.ClauseWord

extension Session {
  /// The tokens of a text that stands alone: positions count from 1.
  public static func tokens(of text: String) -> [Token] { tokenize(Source(name: "", text: text)).tokens }

  /// The one of `candidates` that a misspelt `name` is nearest to, if one is near enough to be meant.
  public static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    Suggestion.nearest(to: name, among: candidates)
  }

  /// What a name is bound to; nil if nothing is bound to it, or its `let` was not reached.
  public func value(of name: String) -> Value? {
    guard let global = scope.find(name) else { return BuiltinTable.value(of: name) }
    let value = machine.pointee.stack[global.slot]
    if case .missing = value { return nil }
    return value
  }

  /// What was bound at the top level of this session, in the order of binding.
  public var variables: [(name: String, value: Value)] {
    let names = scope.names.filter { $0.key != "_" }.sorted { $0.value.slot < $1.value.slot }.map(\.key)
    return names.compactMap { name in value(of: name).map { (name, $0) } }
  }

  /// All names that have a value, in alphabetical order.
  public var boundNames: [String] {
    let bound = (Array(scope.names.keys) + Array(library.keys)).filter { value(of: $0) != nil }
    return Set(bound + BuiltinTable.all.keys + BuiltinTable.constantsByName.keys).sorted()
  }

  /// The names that are bound to strategies, and what makes one.
  public var strategies: [String] {
    boundNames.filter { name in
      if case .host(let host)? = value(of: name) { return host is StrategyValue }
      return false
    } + ["hull"]
  }

  /// The labels that a call of `name` takes.
  public func labels(of name: String) -> [String] {
    switch value(of: name) {
    case .builtin(let builtin)?: builtin.forms.flatMap(\.parameters).filter { !$0.isRest }.map(\.symbol.name)
    case .function(let function)?: function.code.parameters.filter { !$0.isRest }.map(\.symbol.name)
    case .host(let host)?: (host as? StrategyValue)?.optionNames ?? []
    default: []
    }
  }
}

extension StrategyValue {
  /// What it can be called with.
  fileprivate var optionNames: [String] { strategy.options.map(\.name) + (inner?.optionNames ?? []) }
}

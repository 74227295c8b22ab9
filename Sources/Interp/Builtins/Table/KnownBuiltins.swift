import DSL

extension BuiltinTable {
  /// The builtins as the checker knows them.
  static var knownNames: [KnownName] {
    rows.map { KnownName($0.name, .function($0.forms.map(\.signature))) }
      + constants.map { KnownName($0.name, $0.kind) }
  }
}

extension BuiltinConstant {
  fileprivate var kind: KnownName.Kind {
    guard case .host(let host) = value, let strategy = host as? StrategyValue else {
      return .variable(isMutable: false)
    }
    return .strategy(options: strategy.strategy.options.map(\.name))
  }
}

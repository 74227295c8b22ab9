import DSL

extension BuiltinTable {
  /// The builtins as the checker knows them.
  static var knownNames: [KnownName] {
    rows.map { KnownName($0.name, .function($0.forms.map(\.signature))) }
      + constants.map { KnownName($0.name, $0.kind) }
  }
}

extension Builtin.Form {
  /// The form as callers see it.
  var signature: CallSignature {
    CallSignature(
      parameters.map { parameter in
        let passing: CallSignature.Parameter.Passing =
          switch parameter.passing {
          case .plain: .plain
          case .label: .label
          case .rest: .rest
          case .labels: .labels
          }
        return CallSignature.Parameter(parameter.symbol.name, isOptional: parameter.isOptional, passing: passing)
      })
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

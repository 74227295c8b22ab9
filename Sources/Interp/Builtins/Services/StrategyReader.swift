import BayesOpt
import DSL

extension StrategyValue {
  /// The strategy that a stored study had, from its text: `hull(gamma(acquisition: ucb(2)))`.
  ///
  /// Names mean what they mean without a program, whatever this one has bound them to.
  ///
  /// - Parameter text: as `description` writes it.
  /// - Returns: nil for the text of anything else.
  static func read(_ text: String) -> StrategyValue? {
    guard let program = try? parse(Source(name: "strategy", text: text)), program.statements.count == 1,
      case .expression(let expression)? = program.statements.first?.kind
    else { return nil }
    return strategy(expression)
  }

  private static func strategy(_ expression: Expression) -> StrategyValue? {
    switch expression.kind {
    case .parenthesized(let inner): return strategy(inner)
    case .name(let name):
      return StrategyCatalog.entry(named: name).flatMap { $0.modifies ? nil : StrategyValue($0) }
    case .call(let callee, var arguments):
      var base = strategy(callee)
      if case .name(let name) = callee.kind, let entry = StrategyCatalog.entry(named: name), entry.modifies,
        case .positional(let inner)? = arguments.first
      {
        arguments.removeFirst()
        base = strategy(inner).map { StrategyValue(entry, inner: $0) }
      }
      guard let base, let options = options(arguments) else { return nil }
      if options.labelled.isEmpty { return base }
      guard let called = try? base.called(with: options), case .host(let host) = called else { return nil }
      return host as? StrategyValue
    default: return nil
    }
  }

  private static func options(_ arguments: [Argument]) -> BoundArguments? {
    var options = BoundArguments()
    for argument in arguments {
      guard case .labelled(let label, let expression) = argument, let value = value(expression) else { return nil }
      options.labelled.append((InternedName(label.text), value))
    }
    return options
  }

  private static func value(_ expression: Expression) -> Value? {
    switch expression.kind {
    case .integer(let number): return .int(number)
    case .real(let number): return .real(number)
    case .string(let text): return .text(Text(text))
    case .parenthesized(let inner): return value(inner)
    case .unary(.negate, let inner):
      return switch value(inner) {
      case .int(let number): .int(-number)
      case .real(let number): .real(-number)
      default: nil
      }
    case .name("matern52"): return .host(KernelValue())
    case .name(let name): return acquisition(name, nil)
    case .call(let callee, let arguments):
      guard case .name(let name) = callee.kind, arguments.count == 1 else { return nil }
      return value(arguments[0].expression)?.number.flatMap { acquisition(name, $0) }
    default: return nil
    }
  }

  private static func acquisition(_ name: String, _ parameter: Double?) -> Value? {
    (try? Acquisition(name: name, parameter: parameter)).map { .host(AcquisitionValue($0)) }
  }
}

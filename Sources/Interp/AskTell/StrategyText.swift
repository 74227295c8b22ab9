import BayesOpt
import DSL

extension Session {
  /// The strategy that a text means, as behind `with`.
  ///
  /// - Parameter text: `gamma`, `hull(gaussian(acquisition: pi))`.
  /// - Returns: what asks.
  /// - Throws: what is wrong with the text.
  func strategy(_ text: String) throws(Diagnostic) -> any Strategy {
    let program = try parse(context.sources.add(name: "strategy", text: text))
    guard let (strategy, diagnostics) = checkStrategy(program, in: names) else {
      throw Diagnostic("a strategy is needed", at: program.span, hint: "write its name, such as `gaussian`.")
    }
    if let error = diagnostics.first(where: { $0.severity == .error }) { throw error }
    var value = Value.none
    do throws(Exit) {
      try execute(program, in: scope) { (shown, _) throws(Exit) in value = shown }
      return try StrategyValue.read(value, strategy.span).engine(at: strategy.span)
    } catch {
      throw error.diagnostic
    }
  }
}

import BayesOpt
import DSL

extension Session {
  /// The strategy that a text means, as behind `with`.
  ///
  /// - Parameter text: `gamma`, `hull(gaussian(acquisition: pi))`.
  /// - Returns: what asks.
  /// - Throws: what is wrong with the text.
  func strategy(_ text: String) throws(Diagnostic) -> any Strategy {
    try clause(text, "strategy", example: "gaussian", checkStrategy) { (value, span) throws(Exit) in
      try StrategyValue.read(value, span).engine(at: span)
    }
  }

  /// The pruner that a text means, as behind `prune`, for those who run their trials themselves: it lays none aside.
  ///
  /// - Parameter text: `asha(from: 1, to: 27)`, `median()`.
  /// - Returns: the pruner.
  /// - Throws: what is wrong with the text.
  func pruner(_ text: String) throws(Diagnostic) -> any Pruner {
    try clause(text, "pruner", example: "median()", checkPruner) { (value, span) throws(Exit) in
      try PrunerValue.read(value, span).pruner.stopping
    }
  }

  private func clause<T>(
    _ text: String, _ kind: String, example: String, _ check: (Program, Names) -> (Expression, [Diagnostic])?,
    _ read: (Value, Span) throws(Exit) -> T
  ) throws(Diagnostic) -> T {
    let program = try parse(context.sources.add(name: kind, text: text))
    guard let (clause, diagnostics) = check(program, names) else {
      throw Diagnostic("a \(kind) is needed", at: program.span, hint: "write its name, such as `\(example)`.")
    }
    if let error = diagnostics.first(where: { $0.severity == .error }) { throw error }
    var value = Value.none
    do throws(Exit) {
      try execute(program, in: scope) { (shown, _) throws(Exit) in value = shown }
      return try read(value, clause.span)
    } catch {
      throw error.diagnostic
    }
  }
}

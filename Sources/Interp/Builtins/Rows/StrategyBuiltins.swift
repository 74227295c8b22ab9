import Basics
import BayesOpt
import DSL

/// Strategies and their options, pruners and workers.
let strategyBuiltins: [Builtin] =
  StrategyCatalog.modifiers.map(modifier) + [
    Builtin(
      "ucb", [.optional("beta", .real(Acquisition.defaultBeta))],
      "The acquisition mean - sqrt(beta) deviation: the larger beta, the more it explores.",
      examples: [.init("ucb(2.0)", "ucb(2)")], seeAlso: ["ei", "rgp_ucb"]
    ) { (a: Arguments) throws(Exit) in
      let beta = try a.number(0)
      guard beta >= 0, beta.isFinite else { throw failure("`beta` must be 0 or above", a.place(0)) }
      return .host(AcquisitionValue(.confidenceBound(beta: beta)))
    },
    Builtin(
      "rgp_ucb", [.optional("theta", .real(Acquisition.defaultTheta))],
      "A confidence bound whose weight is drawn from a Gamma distribution: 0.1 exploits, 8 explores.",
      examples: [.init("rgp_ucb(8)", "rgp_ucb(8)")], seeAlso: ["ei", "ucb"]
    ) { (a: Arguments) throws(Exit) in
      let theta = try a.number(0)
      guard Acquisition.thetaRange.contains(theta) else {
        throw failure("`theta` must be from 1e-6 to 1e6", a.place(0))
      }
      return .host(AcquisitionValue(.randomConfidenceBound(theta: theta)))
    },
    unavailableClause(
      "asha", "a pruner", seeAlso: "prune", [.optional("from"), .optional("to"), .optional("factor", .int(3))],
      "Stops trials that are behind at each rung. Checked, but without an engine in this version."),
    unavailableClause(
      "hyperband", "a pruner", seeAlso: "prune", [.optional("from"), .optional("to"), .optional("factor", .int(3))],
      "Several rounds of asha. Checked, but without an engine in this version."),
    unavailableClause(
      "slurm", "workers", seeAlso: "on", [.optional("tasks"), .optional("partition"), .optional("time")],
      "Workers that a Slurm cluster starts. Checked, but without an engine in this version."),
  ]

/// `hull(gamma)`: a strategy made of another.
private func modifier(_ entry: StrategyEntry) -> Builtin {
  Builtin(
    entry.name, [.required("strategy")], entry.summary,
    examples: [.init("name(\(entry.name)(gamma))", "\"\(entry.name)_gamma\"")], seeAlso: ["gamma", "gaussian", "grid"]
  ) { (a: Arguments) throws(Exit) in
    let inner = try a.host(0, StrategyValue.self, "a strategy")
    guard !inner.strategy.modifies else {
      throw failure("`\(entry.name)` of a \(inner.strategy.name) changes nothing", a.place(0))
    }
    return .host(StrategyValue(entry, inner: inner))
  }
}

/// `median(after: 5 epochs)`: the second form of `median`.
let medianPruner = Builtin.Form(
  parameters: [.optional("after")],
  summary: "Stops trials that are below the median of the others. Checked, but without an engine in this version."
) { (a: Arguments) throws(Exit) in written("median", "a pruner", a) }

private func unavailableClause(
  _ name: String, _ kind: String, seeAlso: String, _ parameters: [Builtin.Parameter], _ summary: String
) -> Builtin {
  Builtin(name, parameters, summary, examples: [.init("\(name)()", "\(name)()")], seeAlso: [seeAlso]) {
    (a: Arguments) throws(Exit) in written(name, kind, a)
  }
}

/// The value of a call that only stands for itself.
private func written(_ name: String, _ kind: String, _ a: Arguments) -> Value {
  let given = a.form.parameters.indices.filter { a.isGiven($0) }
  let text = given.map { "\(a.form.parameters[$0].name): \(a[$0])" }.joined(separator: ", ")
  return .host(UnavailableValue(kind, "\(name)(\(text))"))
}

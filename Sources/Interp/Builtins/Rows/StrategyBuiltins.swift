import Basics
import BayesOpt
import DSL

/// Strategies and their options.
let strategyBuiltins: [Builtin] =
  StrategyCatalog.modifiers.map(modifier) + [
    Builtin(
      "ucb", [.optional("beta", .real(Acquisition.defaultBeta))],
      "The acquisition mean - sqrt(beta) deviation: the larger beta, the more it explores.",
      examples: [.init("ucb(2.0)", "ucb(2)")], seeAlso: ["ei", "rgp_ucb"]
    ) { (a: Arguments) throws(Exit) in
      let beta = try a.number(0)
      guard beta >= 0, beta.isFinite else { throw failure(.strategyOption, "`beta` must be 0 or above", a.place(0)) }
      return .host(AcquisitionValue(.confidenceBound(beta: beta)))
    },
    Builtin(
      "rgp_ucb", [.optional("theta", .real(Acquisition.defaultTheta))],
      "A confidence bound whose weight is drawn from a Gamma distribution: 0.1 exploits, 8 explores.",
      examples: [.init("rgp_ucb(8)", "rgp_ucb(8)")], seeAlso: ["ei", "ucb"]
    ) { (a: Arguments) throws(Exit) in
      let theta = try a.number(0)
      guard Acquisition.thetaRange.contains(theta) else {
        throw failure(.strategyOption, "`theta` must be from 1e-6 to 1e6", a.place(0))
      }
      return .host(AcquisitionValue(.randomConfidenceBound(theta: theta)))
    },
  ]

/// `hull(gamma)`: a strategy made of another.
private func modifier(_ entry: StrategyEntry) -> Builtin {
  Builtin(
    entry.name, [.required("strategy")], entry.summary,
    examples: [.init("name(\(entry.name)(gamma))", "\"\(entry.name)_gamma\"")], seeAlso: ["gamma", "gaussian", "grid"]
  ) { (a: Arguments) throws(Exit) in
    let inner = try a.host(0, StrategyValue.self, "a strategy")
    guard !inner.strategy.modifies else {
      throw failure(.strategyOption, "`\(entry.name)` of a \(inner.strategy.name) changes nothing", a.place(0))
    }
    return .host(StrategyValue(entry, inner: inner))
  }
}

import BayesOpt

/// A builtin that is no function: one row of the table of constants.
struct BuiltinConstant: Sendable {
  let name: String
  let value: Value
  let summary: String
  let examples: [Builtin.Example]
  let seeAlso: [String]
}

extension BuiltinTable {
  /// Strategies and other things with a name.
  static let constants: [BuiltinConstant] =
    StrategyCatalog.strategies.map { kind in
      BuiltinConstant(
        name: kind.name, value: .host(StrategyValue(kind)),
        summary: kind.summary, examples: [.init("search x in 0.0..1.0 with \(kind.name) for 10 trials minimize x^2")],
        seeAlso: ["with", "hull"])
    } + [
      BuiltinConstant(
        name: "ei", value: .host(AcquisitionValue(.expectedImprovement)),
        summary: "The acquisition of most strategies: the expected improvement on the best value so far.",
        examples: [.init("gaussian(acquisition: ei)", "gaussian(acquisition: ei)")], seeAlso: ["ucb", "rgp_ucb"]),
      BuiltinConstant(
        name: "nei", value: .host(AcquisitionValue(.noisyExpectedImprovement)),
        summary: "An acquisition for noisy objectives: what one noisy evaluation is expected to gain.",
        examples: [.init("gaussian(acquisition: nei)", "gaussian(acquisition: nei)")], seeAlso: ["ei", "thompson"]),
      BuiltinConstant(
        name: "thompson", value: .host(AcquisitionValue(.thompson)),
        summary: "An acquisition by chance: the minimum of a function drawn from what the model holds possible.",
        examples: [.init("gaussian(acquisition: thompson)", "gaussian(acquisition: thompson)")], seeAlso: ["ei", "nei"]),
      BuiltinConstant(
        name: "pi", value: .real(.pi),
        summary:
          "The ratio of a circle's circumference to its diameter; as an acquisition, the probability of improvement.",
        examples: [.init("pi", "3.141592653589793")], seeAlso: ["sin", "ei"]),
      BuiltinConstant(
        name: "matern52", value: .host(KernelValue()),
        summary: "The Matern kernel of smoothness 5/2, with a lengthscale for each parameter.",
        examples: [.init("gaussian(kernel: matern52)", "gaussian(kernel: matern52)")], seeAlso: ["gaussian", "gamma"]),
    ]

  static let constantsByName: [String: BuiltinConstant] =
    Dictionary(constants.map { ($0.name, $0) }) { first, _ in first }

  /// The value of a builtin name.
  static func value(of name: String) -> Value? {
    all[name].map { .builtin($0) } ?? constantsByName[name]?.value
  }
}

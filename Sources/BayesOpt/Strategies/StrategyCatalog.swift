/// A strategy as the language knows it.
public struct StrategyEntry: Sendable {
  /// Its name.
  public let name: String
  /// What it does, in a sentence.
  public let summary: String
  /// What it can be told.
  public let options: [StrategyOption]
  fileprivate let build: @Sendable (StrategyOptions) throws(OptionError) -> any Strategy

  /// The strategy with some of its options.
  ///
  /// - Parameter options: By label.
  /// - Throws: `OptionError` for an option it does not have, or a value that makes no sense.
  /// - Returns: The strategy.
  public func make(_ options: StrategyOptions = StrategyOptions()) throws(OptionError) -> any Strategy {
    let known = self.options.map(\.name)
    if let stranger = options.values.keys.sorted().first(where: { !known.contains($0) }) {
      throw .unknown(stranger, strategy: name, options: known)
    }
    return try build(options)
  }
}

/// All strategies; a new one is a file and a line of this table.
///
/// `hull` is not here: it modifies any of them.
public enum StrategyCatalog {
  /// In the order of their simplicity.
  public static let entries: [StrategyEntry] = [
    StrategyEntry(
      name: "grid", summary: "Every combination of evenly spaced values, in order.",
      options: [
        StrategyOption("points", "Values of each numeric parameter.", standard: "as many as the budget allows"),
        StrategyOption(
          "seed", "Accepted, so that strategies can be compared over seeds; has no effect.", standard: "none"),
      ],
      build: { options throws(OptionError) in
        _ = try options.seed()
        return try Grid(points: options.integer("points"))
      }),
    StrategyEntry(
      name: "random", summary: "Independent uniform draws.", options: [seed],
      build: { options throws(OptionError) in try RandomSearch(seed: options.seed()) }),
    StrategyEntry(
      name: "sobol", summary: "Points that fill the space evenly, a scrambled Sobol sequence.", options: [seed],
      build: { options throws(OptionError) in try SobolSearch(seed: options.seed()) }),
    StrategyEntry(
      name: "tpe", summary: "Densities of the good and the bad trials, as a tree-structured Parzen estimator.",
      options: [
        StrategyOption("candidates", "Draws from the good density, of which the best is taken.", standard: "24"),
        StrategyOption("initial", "Trials before the densities take over.", standard: "10"),
        seed,
      ],
      build: { options throws(OptionError) in
        try TPE(
          seed: options.seed(), candidates: options.integer("candidates") ?? TPE.defaultCandidates,
          initial: options.integer("initial") ?? TPE.defaultInitial)
      }),
    StrategyEntry(
      name: "cmaes", summary: "An evolution strategy with covariance matrix adaptation, restarted with more trials.",
      options: [
        StrategyOption("population", "Trials of the first generation.", standard: "6"),
        StrategyOption("sigma", "The deviation at the start, as a share of the range.", standard: "0.2"), seed,
      ],
      build: { options throws(OptionError) in
        try CMAES(
          seed: options.seed(), population: options.integer("population") ?? CMAES.defaultPopulation,
          sigma: options.real("sigma") ?? CMAES.defaultSigma)
      }),
    StrategyEntry(
      name: "gaussian", summary: "Bayesian optimisation with a Gaussian process.", options: modelOptions,
      build: { options throws(OptionError) in try Gaussian(options.model()) }),
    StrategyEntry(
      name: "gamma",
      summary: "Bayesian optimisation with a Gamma distribution of the distance from the best possible value.",
      options: modelOptions + [
        StrategyOption("bound", "The best value possible.", standard: "0 to minimize, 1 to maximize"),
        StrategyOption(
          "epsilon", "The smallest distance from the bound that is told apart.",
          standard: "a millionth of the median distance"),
      ],
      build: { options throws(OptionError) in
        try Gamma(options.model(), bound: options.real("bound"), epsilon: options.real("epsilon"))
      }),
    StrategyEntry(
      name: "auto", summary: "Chosen by space and budget among grid, gaussian and tpe; it says which, and why.",
      options: [seed], build: { options throws(OptionError) in try Auto(seed: options.seed()) }),
  ]

  /// The options of the modifier `hull`, beside those of the strategy it modifies.
  public static let hullOptions = [
    StrategyOption(
      "tolerance", "How far below its neighbours' line a vertex of the hull must lie, in units of the results' range.",
      standard: "0")
  ]

  /// The strategy of a name.
  public static func entry(named name: String) -> StrategyEntry? {
    entries.first { $0.name == name }
  }

  private static let seed = StrategyOption("seed", "Replaces the seed of the search.", standard: "the search's")

  private static let modelOptions = [
    StrategyOption(
      "acquisition", "What makes a point worth trying: ei, nei, pi, thompson, ucb(beta), rgp_ucb(theta).",
      standard: "ei",
      words: ["ei", "nei", "pi", "thompson", "ucb", "rgp_ucb"]),
    StrategyOption(
      "kernel", "How smooth the objective is taken to be.", standard: "matern52",
      words: ["matern52"]),
    StrategyOption(
      "prior", "What is believed of lengthscales and scale.", standard: "\"log_normal\"",
      words: HyperparameterPrior.allCases.map(\.rawValue)),
    StrategyOption("initial", "Trials before the model takes over.", standard: "max(4, parameters + 2), at most 10"),
    StrategyOption(
      "bowl", "How much worse the ends of a range are expected to be, in deviations of the results.", standard: "0.1"),
    StrategyOption(
      "stagnation", "Trials without progress after which every second one looks elsewhere; 0 for never.",
      standard: "4"),
    StrategyOption("trend", "Weight of a slope and a bowl along every range, in two trials of four.", standard: "1"),
    seed,
  ]
}

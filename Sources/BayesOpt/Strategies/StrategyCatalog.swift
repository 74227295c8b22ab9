import Basics

/// A strategy as the language knows it, or a modifier of one.
public struct StrategyEntry: Sendable {
  /// Its name.
  public let name: String
  /// What it does, in a sentence.
  public let summary: String
  /// What it can be told.
  public let options: [StrategyOption]
  /// Whether it modifies another strategy, and is none without one.
  public let modifies: Bool
  private let build: @Sendable (StrategyOptions, (any Strategy)?) throws(OptionError) -> any Strategy

  /// A strategy.
  fileprivate init(
    _ name: String, _ summary: String, options: [StrategyOption],
    build: @escaping @Sendable (StrategyOptions) throws(OptionError) -> any Strategy
  ) {
    (self.name, self.summary, self.options, modifies) = (name, summary, options, false)
    self.build = { options, _ throws(OptionError) in try build(options) }
  }

  /// A modifier.
  fileprivate init(
    modifier name: String, _ summary: String, options: [StrategyOption],
    build: @escaping @Sendable (StrategyOptions, any Strategy) throws(OptionError) -> any Strategy
  ) {
    (self.name, self.summary, self.options, modifies) = (name, summary, options, true)
    self.build = { options, inner throws(OptionError) in
      guard let inner else { throw .bad(name, reason: "it modifies a strategy, and was given none") }
      return try build(options, inner)
    }
  }

  /// The strategy with some of its options.
  ///
  /// - Parameters:
  ///   - options: By label.
  ///   - inner: What a modifier modifies.
  /// - Throws: `OptionError` for an option it does not have, a value that makes no sense, or nothing to modify.
  /// - Returns: The strategy.
  public func make(
    _ options: StrategyOptions = StrategyOptions(), of inner: (any Strategy)? = nil
  ) throws(OptionError) -> any Strategy {
    let known = self.options.map(\.name)
    if let stranger = options.values.keys.sorted().first(where: { !known.contains($0) }) {
      throw .unknown(stranger, strategy: name, options: known)
    }
    for option in self.options { if let value = options.values[option.name] { try option.check(value) } }
    return try build(options, inner)
  }
}

/// All strategies; a new one is a file and a row of this table.
///
/// A default that is one value is the constant that the strategy itself has for it.
public enum StrategyCatalog {
  /// In the order of their simplicity, modifiers last.
  public static let entries: [StrategyEntry] = [
    StrategyEntry(
      "grid", "Every combination of evenly spaced values, in order.",
      options: [
        StrategyOption(
          "points", .integer, "Values of each numeric parameter.", otherwise: "as many as the budget allows"),
        StrategyOption(
          "seed", .integer, "Accepted, so that strategies can be compared over seeds; has no effect.",
          otherwise: "none"),
      ]
    ) { options throws(OptionError) in
      try Grid(points: options.integer("points"), seed: options.seed)
    },
    StrategyEntry("random", "Independent uniform draws.", options: [seed]) { options in
      RandomSearch(seed: options.seed)
    },
    StrategyEntry("sobol", "Points that fill the space evenly, a scrambled Sobol sequence.", options: [seed]) {
      options in SobolSearch(seed: options.seed)
    },
    StrategyEntry(
      "tpe", "Densities of the good and the bad trials, as a tree-structured Parzen estimator.",
      options: [
        StrategyOption(
          "candidates", .integer, "Draws from the good density, of which the best is taken.",
          default: .integer(TPE.defaultCandidates)),
        StrategyOption(
          "initial", .integer, "Trials before the densities take over.", default: .integer(TPE.defaultInitial)),
        seed,
      ]
    ) { options throws(OptionError) in
      try TPE(
        seed: options.seed, candidates: options.integer("candidates") ?? TPE.defaultCandidates,
        initial: options.integer("initial") ?? TPE.defaultInitial)
    },
    StrategyEntry(
      "cmaes", "An evolution strategy with covariance matrix adaptation, restarted with more trials.",
      options: [
        StrategyOption(
          "population", .integer, "Trials of the first generation.", default: .integer(CMAES.defaultPopulation)),
        StrategyOption(
          "sigma", .real, "The deviation at the start, as a share of the range.", default: .real(CMAES.defaultSigma)),
        seed,
      ]
    ) { options throws(OptionError) in
      try CMAES(
        seed: options.seed, population: options.integer("population") ?? CMAES.defaultPopulation,
        sigma: options.real("sigma") ?? CMAES.defaultSigma)
    },
    StrategyEntry(
      "nsga2", "A genetic algorithm for several objectives: children of the trials on the first fronts.",
      options: [
        StrategyOption(
          "population", .integer, "Trials that parents are taken from.", default: .integer(NSGA2.defaultPopulation)),
        seed,
      ]
    ) { options throws(OptionError) in
      try NSGA2(seed: options.seed, population: options.integer("population") ?? NSGA2.defaultPopulation)
    },
    StrategyEntry("gaussian", "Bayesian optimisation with a Gaussian process.", options: modelOptions) {
      options throws(OptionError) in try Gaussian(model(options))
    },
    StrategyEntry(
      "gamma", "Bayesian optimisation with a Gamma distribution of the distance from the best possible value.",
      options: modelOptions + [
        StrategyOption("bound", .real, "The best value possible.", otherwise: "0 to minimize, 1 to maximize"),
        StrategyOption(
          "epsilon", .real, "The smallest distance from the bound that is told apart.",
          otherwise: "a millionth of the median distance"),
      ]
    ) { options throws(OptionError) in
      try Gamma(model(options), bound: options.real("bound"), epsilon: options.real("epsilon"))
    },
    StrategyEntry(
      "auto", "Chosen by space and budget among grid, gaussian and tpe; it says which, and why.", options: [seed]
    ) { options in Auto(seed: options.seed) },
    StrategyEntry(
      modifier: "hull",
      "A strategy whose every third proposal, and the last, is the minimum that a convex hull of the results predicts.",
      options: [
        StrategyOption(
          "tolerance", .real,
          "How far below its neighbours' line a vertex of the hull must lie, in units of the results' range.",
          default: .real(Hull.defaultTolerance))
      ]
    ) { options, inner throws(OptionError) in
      try Hull(of: inner, tolerance: options.real("tolerance") ?? Hull.defaultTolerance)
    },
  ]

  /// The entries that are strategies by themselves.
  public static let strategies = entries.filter { !$0.modifies }

  /// The entries that make a strategy of another.
  public static let modifiers = entries.filter(\.modifies)

  /// The entry of a name.
  public static func entry(named name: String) -> StrategyEntry? {
    entries.first { $0.name == name }
  }

  private static let seed = StrategyOption(
    "seed", .integer, "Replaces the seed of the search.", otherwise: "the search's")

  /// There is one so far, so that nothing has to be read from the option.
  private static let kernels = ["matern52"]
  private static let priors = HyperparameterPrior.allCases.map(\.rawValue)
  private static let standard = ModelOptions()

  private static let modelOptions = [
    StrategyOption(
      "acquisition", .acquisition,
      "What makes a point worth trying: ei, nei, pi, thompson, ucb(beta), rgp_ucb(theta).",
      default: .acquisition(standard.acquisition)),
    StrategyOption(
      "kernel", .word(kernels), "How smooth the objective is taken to be.", default: .name(kernels[0])),
    StrategyOption(
      "prior", .word(priors), "What is believed of lengthscales and scale.", default: .word(standard.prior.rawValue)),
    StrategyOption(
      "initial", .integer, "Trials before the model takes over.", otherwise: "max(4, parameters + 2), at most 10"),
    StrategyOption(
      "bowl", .real, "How much worse the ends of a range are expected to be, in deviations of the results.",
      default: .real(standard.bowl)),
    StrategyOption(
      "stagnation", .integer, "Trials without progress after which every second one looks elsewhere; 0 for never.",
      default: .integer(standard.stagnation)),
    StrategyOption(
      "trend", .real, "Weight of a slope and a bowl along every range, in two trials of four.",
      default: .real(standard.trend)),
    seed,
  ]

  private static func model(_ options: StrategyOptions) throws(OptionError) -> ModelOptions {
    try ModelOptions(
      seed: options.seed, acquisition: options.acquisition("acquisition"),
      prior: options.word("prior").flatMap(HyperparameterPrior.init),
      initial: options.integer("initial"), bowl: options.real("bowl"), stagnation: options.integer("stagnation"),
      trend: options.real("trend"))
  }
}

// What the strategies with a model share: the design of their first trials, the observations as the model sees them,
// and the way from a posterior and a score to a configuration.

import Basics

/// Options of the strategies with a model.
public struct ModelOptions: Hashable, Sendable {
  /// Replaces the seed of the search.
  public var seed: UInt64?
  /// What makes a configuration worth trying.
  public var acquisition = Acquisition.expectedImprovement
  /// What is believed of the kernel's hyperparameters.
  public var prior = HyperparameterPrior.logNormal
  /// Number of trials before the model takes over; absent, `max(4, d + 2)` up to 10.
  public var initial: Int?
  /// How much worse the ends of a numeric parameter are expected to be than its middle, in deviations of the results and in
  /// the trials without a trend.
  public var bowl = 0.1
  /// Trials without progress after which every second one demands a large improvement, and now and then one is the
  /// design's; 0 for never.
  public var stagnation = 4
  /// Weight of the random slope and bowl along every numeric parameter, in every other pair of trials; 0 for none.
  public var trend = 1.0

  /// The defaults.
  public init() {}

  /// Options, checked; what is absent has its default.
  ///
  /// - Parameters:
  ///   - seed: Replaces the seed of the search.
  ///   - acquisition: What makes a configuration worth trying.
  ///   - prior: What is believed of the kernel's hyperparameters.
  ///   - initial: Number of trials before the model takes over, at least 2.
  ///   - bowl: How much worse the ends of a numeric parameter are expected to be, in deviations of the results.
  ///   - stagnation: Trials without progress after which every second one demands a large improvement; 0 for never.
  ///   - trend: Weight of the random slope and bowl along every numeric parameter; 0 for none.
  /// - Throws: `OptionError`.
  public init(
    seed: UInt64? = nil, acquisition: Acquisition? = nil, prior: HyperparameterPrior? = nil, initial: Int? = nil,
    bowl: Double? = nil, stagnation: Int? = nil, trend: Double? = nil
  ) throws(OptionError) {
    (self.seed, self.initial) = (seed, initial)
    self.acquisition = acquisition ?? self.acquisition
    self.prior = prior ?? self.prior
    self.bowl = bowl ?? self.bowl
    self.stagnation = stagnation ?? self.stagnation
    self.trend = trend ?? self.trend
    try self.acquisition.validate()
    if let initial, initial < 2 { throw .bad("initial", reason: "a model needs at least 2 trials to start from") }
    guard 0...10 ~= self.bowl else { throw .bad("bowl", reason: "it must be from 0 to 10") }
    guard self.stagnation >= 0 else { throw .bad("stagnation", reason: "it must be zero or more") }
    guard 0...10 ~= self.trend else { throw .bad("trend", reason: "it must be from 0 to 10") }
  }

  func initialTrials(in space: Space, budget: Int?) -> Int {
    min(budget ?? .max, initial ?? min(max(4, space.dimension + 2), 10))
  }
}

/// The observations as a model sees them.
struct TrainingSet {
  /// For each trial of the history the value to minimise, on the model's scale; nil where there is none.
  let costs: [Double?]
  /// Index of each in the history.
  let trials: [Int]
  /// Canonical points.
  let points: [[Double]]
  /// Values to minimise; a failed trial has the worst that was observed.
  let values: [Double]
  /// Canonical points of the trials that are running.
  let running: [[Double]]
  /// How coordinates enter the kernel.
  let axes: Axes
  /// Heights of the prior mean at the ends of the coordinates, in deviations of the values.
  let bowl: [Double]
  /// So many of the first belong to the last checkpoint; the others came after it.
  let checkpoint: Int

  /// No model is conditioned on more trials up to its checkpoint than this, for its cost is their cube.
  private static let limit = 400

  /// The set of a history, with values derived from its costs; empty if no trial has a value.
  ///
  /// - Parameters:
  ///   - history: The trials so far.
  ///   - space: What may be tried.
  ///   - options: Whose weights of trend and bowl hold.
  ///   - transform: From costs to values.
  init(
    _ history: History, in space: Space, _ options: ModelOptions, values transform: (Double) -> Double = { $0 }
  ) {
    let costs = history.costs.map { $0.map(transform) }
    self.costs = costs
    let turn = options.turn(of: history.trial)
    axes = Axes(space, trend: turn.trend)
    bowl = PriorMean.bowl(turn.bowl, space)
    running = history.observations.filter { $0.outcome == .running }.map { space.features($0.configuration) }
    let finished = history.observations.indices.filter { history.observations[$0].outcome != .running }
    guard let worst = costs.compactMap({ $0 }).max() else {
      (trials, points, values, checkpoint) = ([], [], [], 0)
      return
    }
    let all = finished.map { costs[$0] ?? worst }
    let first = Checkpoint.last(upTo: all.count)
    let kept = representatives(of: Array(all[..<first]), limit: Self.limit)
    let chosen = kept + (first..<all.count)
    checkpoint = kept.count
    trials = chosen.map { finished[$0] }
    values = chosen.map { all[$0] }
    points = trials.map { space.features(history.observations[$0].configuration) }
  }

  /// The five best points, the best first.
  var incumbents: [[Double]] {
    values.indices.sorted { (values[$0], $0) < (values[$1], $1) }.prefix(5).map { points[$0] }
  }
}

extension ModelOptions {
  /// The weights of the trend in the kernel and of the bowl in the prior mean: two models take turns, two trials each.
  ///
  /// Where the function falls towards a face or a corner the one with the trend finds it; among many valleys the one
  /// without is not led astray, and the bowl keeps it from the corners, of which it knows least. The trials of each teach
  /// the other.
  func turn(of trial: Int) -> (trend: Double, bowl: Double) {
    trend > 0 && (trial / 2).isMultiple(of: 2) ? (trend, 0) : (0, bowl)
  }

  /// Whether a trial is the model's: after the design, once there are results, and unless the design comes back.
  func isModelled(
    _ history: History, _ training: TrainingSet, idle: Int, in space: Space, budget: Int?
  ) -> Bool {
    history.trialsSoFar >= initialTrials(in: space, budget: budget) && training.values.count >= 2
      && !isLost(after: idle)
  }

  /// The trial's point of the initial design: first what is believed to be good, or the middle, and then a scrambled
  /// Sobol sequence.
  func design(_ history: History, in space: Space, seed: UInt64) throws -> Configuration? {
    if history.trial == 0 {
      // The middle tells bowls from slopes. On a line the sequence has a point near it anyway.
      let middle = space.dimension > 1 ? Array(repeating: 0.5, count: space.dimension) : nil
      let first = try space.belief() ?? middle.map(space.decode)
      if let first, try !history.seen.contains(first) && space.allows(first) { return first }
    }
    let seed = self.seed ?? seed
    let sequence = Sobol(dimension: space.dimension, scrambledBy: CounterRandom.mix(seed &+ Purpose.design.rawValue))
    var rest = CounterRandom(seed: seed, Purpose.candidates.rawValue, UInt64(history.trial))
    // What is refused or was evaluated is passed over, so that the allowed points are those of one sequence.
    return try space.firstNew(excluding: history.seen, &rest) { index, _ in sequence.point(history.trial &+ index) }
  }

  /// The configuration of the best score under a posterior, running trials taken to turn out as expected; nil for the
  /// score stands for a draw from the posterior as it is.
  func propose(
    _ history: History, in space: Space, seed: UInt64, _ training: TrainingSet, _ posterior: Posterior,
    score: Score?
  ) throws -> Configuration? {
    var random = CounterRandom(seed: self.seed ?? seed, Purpose.candidates.rawValue, UInt64(history.trial))
    let surface: any Surface
    if let score {
      surface = AcquisitionSurface(
        posterior: posterior.imagining(training.running), score: score,
        belief: Belief(space, observations: training.values.count))
    } else {
      var path = CounterRandom(seed: self.seed ?? seed, Purpose.path.rawValue, UInt64(history.trial))
      surface = SamplePath(posterior, &path)
    }
    let maximizer = Maximizer(space: space, surface: surface, seen: history.seen, incumbents: training.incumbents)
    return try maximizer.maximize(&random)
  }

  /// The improvement that a trial demands, in deviations of the results: none, but for every second one that is to look
  /// elsewhere once the last ones brought no progress.
  func demand(after idle: Int) -> Double {
    stagnation > 0 && idle >= stagnation && (idle - stagnation).isMultiple(of: 2) ? Self.boldness : 0
  }

  /// Whether this trial is the next of the design in place of the model's: now and then, while nothing brings progress.
  ///
  /// A model that takes a valley for noise is sure of itself everywhere, and would never look where it is. By default the
  /// period is no multiple of three, whose trials are those of `hull(...)`.
  func isLost(after idle: Int) -> Bool {
    stagnation > 0 && idle > 0 && idle.isMultiple(of: 2 * min(stagnation, 1 << 60) + 3)
  }

  /// Finished trials since the last progress; 0 in the design and in the last trials of the budget.
  ///
  /// Of those that others told no more count than the search itself has had trials.
  ///
  /// - Parameters:
  ///   - history: The trials so far.
  ///   - costs: Their values, on the model's scale; nil where there is none.
  ///   - space: What may be tried.
  ///   - budget: Number of trials of the search.
  /// - Returns: Their number.
  func idleTrials(_ history: History, costs: [Double?], in space: Space, budget: Int?) -> Int {
    let start = initialTrials(in: space, budget: budget)
    guard history.trialsSoFar - start >= stagnation, history.trial < (budget ?? .max) - Self.lastTrials else {
      return 0
    }
    let unit = OutputWarping.standardized(costs.compactMap { $0 }).values
    var next = unit.makeIterator()
    var best = Double.infinity
    var idle = 0
    for (observation, cost) in zip(history.observations, costs) where observation.outcome != .running {
      idle += 1
      guard cost != nil, let value = next.next() else { continue }
      if value < best - Self.progress { idle = 0 }
      best = min(best, value)
    }
    return min(idle, history.trial)
  }

  /// Gains of less than this count as none, in deviations of the results.
  private static let progress = 0.02
  /// The improvement that is demanded in a trial that looks elsewhere, in deviations of the results.
  private static let boldness = 0.3
  /// So many trials at the end of a budget do not look elsewhere.
  private static let lastTrials = 5

  /// The weight of RGP-UCB for this trial.
  func randomBeta(theta: Double, _ history: History, seed: UInt64, _ training: TrainingSet) -> Double {
    var random = CounterRandom(seed: self.seed ?? seed, Purpose.weight.rawValue, UInt64(history.trial))
    return ConfidenceBound.randomBeta(observations: training.values.count, theta: theta, &random)
  }
}

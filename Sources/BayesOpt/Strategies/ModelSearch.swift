// What is tried, in this order of precedence:
//
// | the trial                                                    | what is tried                                           |
// |--------------------------------------------------------------|---------------------------------------------------------|
// | number 0, of several parameters                              | the middle                                              |
// | of the design, or while fewer than two trials have a value   | the design's next point                                 |
// | every (2 stagnation + Hull.period)-th without progress       | the design's next point: the model may be wrong         |
// | from the `stagnation`-th without progress on, every second   | the maximum of the acquisition, a large gain demanded   |
// | any other                                                    | the maximum of the acquisition                          |
//
// The model has a trend in its kernel in two trials of four, and a bowl in its prior mean in the other two. Running trials
// are taken to turn out as expected.

import Basics

/// Bayesian optimisation with a model: a strategy by its policy, whatever is modelled.
struct ModelSearch<Model: SurrogateModel>: Strategy {
  /// What is modelled.
  let model: Model
  /// How it is set.
  var options: ModelOptions

  /// Gains of less than this count as none, in deviations of the results.
  private static var leastProgress: Double { 0.02 }
  /// The improvement that is demanded in a trial that looks elsewhere, in deviations of the results.
  private static var demandedGain: Double { 0.3 }
  /// So many trials at the end of a budget do not look elsewhere.
  private static var lastTrials: Int { 5 }

  /// The strategy of a model.
  init(_ model: Model, _ options: ModelOptions) {
    (self.model, self.options) = (model, options)
  }

  /// That of the model.
  var name: String { Model.name }

  /// As the options say.
  var seed: UInt64? { options.seed }

  /// As the options say.
  func initialTrials(in space: Space, budget: Int?) -> Int {
    min(budget ?? .max, options.initial ?? Self.usualInitialTrials(in: space))
  }

  /// As the model does.
  func check(_ value: Double, _ direction: Direction) throws(StrategyError) {
    try model.check(value, direction)
  }

  /// The posterior mean at every trial that has a value, on the scale that is modelled.
  func smoothedCosts(of history: History, in space: Space) throws -> [Double?] {
    let training = try model.training(on: history, in: space, shape(for: history.trial))
    guard training.data.values.count >= 2 else { return history.costs }
    let posterior = model.fit(to: training, options.prior).posterior
    var smoothed = [Double?](repeating: nil, count: history.observations.count)
    for (trial, mean) in zip(training.trials, posterior.means(training.data.points)) where history.costs[trial] != nil {
      smoothed[trial] = mean
    }
    return smoothed
  }

  /// The start is a design; then the maximum of the acquisition.
  func propose(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Proposal? {
    let training = try model.training(on: history, in: space, shape(for: history.trial))
    let idle = idleTrials(history, costs: training.costs, in: space, budget: budget)
    guard history.trialsSoFar >= initialTrials(in: space, budget: budget), training.data.values.count >= 2 else {
      return try design(history, in: space, seed: seed)
    }
    guard !returnsToDesign(after: idle) else { return try design(history, in: space, seed: seed, .designAgain) }
    let fit = model.fit(to: training, options.prior)
    let beta = beta(history, seed: seed, training)
    let demand = options.acquisition.takesDemand ? demand(after: idle) : 0
    let (score, incumbent) = fit.rating(by: options.acquisition, training, demand: demand, beta: beta ?? 0)
    let surface: any Surface
    if let score {
      surface = AcquisitionSurface(
        posterior: fit.posterior.imagining(training.running), score: score,
        belief: Belief(space, observations: training.data.values.count))
    } else {
      var path = CounterRandom(seed: seed, Purpose.path.rawValue, UInt64(history.trial))
      surface = SamplePath(fit.posterior, &path)
    }
    var random = CounterRandom(seed: seed, Purpose.candidates.rawValue, UInt64(history.trial))
    let maximizer = Maximizer(
      space: space, surface: surface, history: history, incumbents: training.incumbents)
    guard let next = try maximizer.maximize(&random) else { return nil }

    var numbers: [(Reason.Quantity, Double?)] = [(.incumbent, incumbent), (.beta, beta), (.idle, Double(idle))]
    if demand > 0 { numbers.append((.demand, demand)) }
    numbers.append((.bound, model.bound(history.direction)))
    return Proposal(next, reason(demand > 0 ? .demand : .model, numbers, next, in: space, surface, fit))
  }
}

// MARK: Policy

extension ModelSearch {
  /// Which model a trial is proposed by: two take turns, two trials each.
  ///
  /// Where the function falls towards a face or a corner the one with the trend finds it; among many valleys the one
  /// without is not led astray, and the bowl keeps it from the corners, of which it knows least. The trials of each teach
  /// the other.
  func shape(for trial: Int) -> ModelShape {
    options.trend > 0 && (trial / 2).isMultiple(of: 2)
      ? ModelShape(trend: options.trend, bowl: 0) : ModelShape(trend: 0, bowl: options.bowl)
  }

  /// The trial's point of the initial design: first the middle, and then a scrambled Sobol sequence.
  func design(_ history: History, in space: Space, seed: UInt64, _ rule: Reason.Rule = .design) throws -> Proposal? {
    // The middle tells bowls from slopes. On a line the sequence has a point near it anyway.
    if history.trial == 0, space.dimension > 1 {
      let middle = try space.decode(Array(repeating: 0.5, count: space.dimension))
      if try !history.excludes(middle) && space.allows(middle) { return Proposal(middle, Reason(.design)) }
    }
    let sequence = space.designSequence(seed: seed)
    var rest = CounterRandom(seed: seed, Purpose.candidates.rawValue, UInt64(history.trial))
    // What is refused or was evaluated is passed over, so that the allowed points are those of one sequence.
    return try space.firstNew(after: history, &rest) { index, _ in
      sequence.point(history.trial &+ index)
    }.map { Proposal($0, Reason(rule, [.index: Double(history.trial)])) }
  }

  /// The improvement that a trial demands, in deviations of the results: none, but for every second one that is to look
  /// elsewhere once the last ones brought no progress.
  func demand(after idle: Int) -> Double {
    let stagnation = options.stagnation
    return stagnation > 0 && idle >= stagnation && (idle - stagnation).isMultiple(of: 2) ? Self.demandedGain : 0
  }

  /// Whether this trial is given to the design, as now and then one is while nothing brings progress.
  ///
  /// A model that takes a valley for noise is sure of itself everywhere, and would never look where it is. By default this
  /// period is no multiple of that of `hull(...)`, whose trials would otherwise be the same ones.
  func returnsToDesign(after idle: Int) -> Bool {
    let stagnation = options.stagnation
    return stagnation > 0 && idle > 0 && idle.isMultiple(of: 2 * min(stagnation, 1 << 60) + Hull.period)
  }

  /// Finished trials since the last progress; 0 in the design and in the last trials of the budget.
  ///
  /// Trials that others told count as well, but no more of them than the search has made itself.
  ///
  /// - Parameters:
  ///   - history: The trials so far.
  ///   - costs: Their values, on the model's scale; nil where there is none.
  ///   - space: What may be tried.
  ///   - budget: Number of trials of the search.
  /// - Returns: Their number.
  func idleTrials(_ history: History, costs: [Double?], in space: Space, budget: Int?) -> Int {
    let start = initialTrials(in: space, budget: budget)
    guard history.trialsSoFar - start >= options.stagnation, history.trial < (budget ?? .max) - Self.lastTrials else {
      return 0
    }
    let unit = OutputWarping.standardized(costs.compactMap { $0 }).values
    var next = unit.makeIterator()
    var best = Double.infinity
    var idle = 0
    for (observation, cost) in zip(history.observations, costs) where observation.evaluation != .running {
      idle += 1
      guard cost != nil, let value = next.next() else { continue }
      if value < best - Self.leastProgress { idle = 0 }
      best = min(best, value)
    }
    return min(idle, history.trial)
  }

  /// The weight of a confidence bound for this trial; nil for other acquisitions.
  private func beta(_ history: History, seed: UInt64, _ training: TrainingSet) -> Double? {
    switch options.acquisition {
    case .confidenceBound(let beta): return beta
    case .randomConfidenceBound(let theta):
      var random = CounterRandom(seed: seed, Purpose.weight.rawValue, UInt64(history.trial))
      return ConfidenceBound.randomBeta(observations: training.data.values.count, theta: theta, &random)
    default: return nil
    }
  }

  /// The numbers that decided for a configuration.
  private func reason(
    _ rule: Reason.Rule, _ numbers: [(Reason.Quantity, Double?)], _ next: Configuration, in space: Space,
    _ surface: any Surface, _ fit: Model.Fit
  ) -> Reason {
    let point = space.features(next)
    let kernel = fit.posterior.factor.kernel
    var reason = Reason(rule)
    for prediction in fit.posterior.predict([point]) {
      reason = reason.adding(.mean, prediction.mean).adding(.deviation, prediction.variance.squareRoot())
    }
    for height in surface.heights([point]) { reason = reason.adding(.acquisition, height) }
    for case (let quantity, let value?) in numbers { reason = reason.adding(quantity, value) }
    return
      reason
      .adding(.scale, kernel.variance.squareRoot())
      .adding(.noise, fit.noiseDeviation)
      .adding(.trend, kernel.trend.max() ?? 0)
      .adding(.lengthscale, byParameter: (0..<space.dimension).map(kernel.lengthscale))
  }
}

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
  /// A model for each of several objectives.
  let objectiveModels: ModelShelf<Model>
  /// A model for each constraint on what comes of a trial.
  let constraintModels = ModelShelf<GaussianModel> { GaussianModel() }
  /// A model of each earlier study.
  let earlierModels = ModelShelf<GaussianModel> { GaussianModel() }

  /// Gains of less than this count as none, in deviations of the results.
  private static var leastProgress: Double { 0.02 }
  /// The improvement that is demanded in a trial that looks elsewhere, in deviations of the results.
  private static var demandedGain: Double { 0.3 }
  /// So many trials at the end of a budget do not look elsewhere.
  private static var lastTrials: Int { 5 }

  /// The strategy of a model.
  init(_ model: Model, _ options: ModelOptions) {
    (self.model, self.options) = (model, options)
    objectiveModels = ModelShelf { model.fresh() }
  }

  /// That of the model.
  var name: String { Model.name }

  /// Only an expected improvement has a counterpart for several objectives.
  var oneObjectiveOnly: String? {
    options.acquisition == .expectedImprovement ? nil : "of its acquisitions only `ei` has a counterpart for several"
  }

  /// As the options say.
  var seed: UInt64? { options.seed }

  /// Where values are standardised, by an ensemble.
  var learnsFromOtherSpaces: Bool { Model.isStandardised && options.acquisition == .expectedImprovement }

  /// As the options say.
  func initialTrials(in space: Space, budget: Int?) -> Int {
    min(budget ?? .max, options.initial ?? Self.usualInitialTrials(in: space))
  }

  /// As the model does.
  func check(_ value: Double, _ direction: Direction) throws(StrategyError) {
    try model.check(value, direction)
  }

  /// The posterior mean at every trial that has a value, on the scale that is modelled.
  func smoothed(_ history: History, in space: Space) throws -> SmoothedCosts {
    let training = try model.training(on: history, in: space, shape(for: history.trial))
    guard training.data.values.count >= 2 else { return SmoothedCosts(history) }
    let fit = model.fit(to: training, options.prior)
    var places = [Double?](repeating: nil, count: history.observations.count)
    for (trial, mean) in zip(training.trials, fit.posterior.means(training.data.points))
    where history.costs[trial] != nil { places[trial] = mean }
    return SmoothedCosts(places, on: model.scale(of: fit, history.direction))
  }

  /// The start is a design; then the maximum of the acquisition.
  func propose(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Proposal? {
    guard history.directions.count == 1 else {
      return try frontProposal(history, in: space, seed: seed, budget: budget)
    }
    let (training, idle, rule) = try turn(history, in: space, seed: seed, budget: budget)
    if let rule { return try design(history, in: space, seed: seed, rule) }
    return try proposal(of: judgement(history, in: space, seed: seed, training, idle), history, in: space, seed: seed)
  }
}

// MARK: The model's turn

/// What a model makes of the trials so far.
struct Judgement<Fit: SurrogateFit> {
  /// What the model is of.
  let training: TrainingSet
  /// The model.
  let fit: Fit
  /// What is maximised.
  let surface: any Surface
  /// What is to be beaten, if anything, on the model's scale.
  let incumbent: Double?
  /// The logarithm of the probability that the constraints are met, if there are any.
  let feasibility: SurfaceSum?
  /// The weight of a confidence bound.
  let beta: Double?
  /// The improvement that is demanded, in deviations of the values.
  let demand: Double
  /// Finished trials since the last progress.
  let idle: Int
}

extension ModelSearch {
  /// What a trial has to go by: the values that a model is fitted to, the trials since the last progress, and the rule of
  /// the design where the trial is one of it.
  func turn(
    _ history: History, in space: Space, seed: UInt64, budget: Int?
  ) throws -> (training: TrainingSet, idle: Int, rule: Reason.Rule?) {
    let training = try model.training(on: history, in: space, shape(for: history.trial))
    let idle = idleTrials(history, costs: training.costs, in: space, budget: budget)
    // The best point of an earlier study is none of the design.
    let start = initialTrials(in: space, budget: budget) + (history.earlier.isEmpty ? 0 : 1)
    guard history.trialsSoFar >= start, training.data.values.count >= 2 else {
      let isForeseen = trustsEarlier(training, history, in: space, seed: seed)
      return (training, idle, isForeseen ? nil : .design)
    }
    return (training, idle, returnsToDesign(after: idle) ? .designAgain : nil)
  }

  /// The model of at least two values, and what makes of it a point worth trying.
  func judgement(
    _ history: History, in space: Space, seed: UInt64, _ training: TrainingSet, _ idle: Int
  ) -> Judgement<Model.Fit> {
    let fit = model.fit(to: training, options.prior)
    let beta = beta(history, seed: seed, training)
    let demand = options.acquisition.takesDemand ? demand(after: idle) : 0
    let (score, incumbent) = fit.rating(by: options.acquisition, training, demand: demand, beta: beta ?? 0)
    let constraints = feasibility(history, in: space, shape(for: history.trial))
    let feasibility = constraints.isEmpty ? nil : SurfaceSum(terms: constraints)
    var surface: any Surface
    if let ensemble = ensemble(of: fit, training, history, in: space, seed: seed) {
      surface = self.surface(of: ensemble, training, demand: demand, in: space)
    } else if let score {
      surface = AcquisitionSurface(
        posterior: fit.posterior.imagining(training.running), score: score,
        belief: Belief(space, observations: training.data.values.count))
    } else {
      var path = CounterRandom(seed: seed, Purpose.path.rawValue, UInt64(history.trial))
      surface = SamplePath(fit.posterior, &path)
    }
    if let feasibility {
      surface = training.contenders.isEmpty ? feasibility : SurfaceSum(terms: [surface, feasibility])
    }
    return Judgement(
      training: training, fit: fit, surface: surface, incumbent: incumbent, feasibility: feasibility, beta: beta,
      demand: demand, idle: idle)
  }

  /// Where the acquisition is largest, and the numbers that decided for it.
  func proposal(
    of judgement: Judgement<Model.Fit>, _ history: History, in space: Space, seed: UInt64
  ) throws -> Proposal? {
    var random = CounterRandom(seed: seed, Purpose.candidates.rawValue, UInt64(history.trial))
    let maximizer = Maximizer(
      space: space, surface: judgement.surface, history: history, incumbents: judgement.training.incumbents)
    guard let next = try maximizer.maximize(&random) else { return nil }

    let point = space.features(next)
    let kernel = judgement.fit.posterior.factor.kernel
    var reason = Reason(judgement.demand > 0 ? .demand : .model)
    for prediction in judgement.fit.posterior.predict([point]) {
      reason = reason.adding(.mean, prediction.mean).adding(.deviation, prediction.variance.squareRoot())
    }
    for height in judgement.surface.heights([point]) { reason = reason.adding(.acquisition, height) }
    let feasibility = judgement.feasibility.map { Double.exp($0.heights([point])[0]) }
    let numbers: [(Reason.Quantity, Double?)] = [
      (.feasibility, feasibility),
      (.incumbent, judgement.incumbent), (.beta, judgement.beta), (.idle, Double(judgement.idle)),
      (.demand, judgement.demand > 0 ? judgement.demand : nil), (.bound, model.bound(history.direction)),
    ]
    for case (let quantity, let value?) in numbers { reason = reason.adding(quantity, value) }
    reason =
      reason
      .adding(.scale, kernel.variance.squareRoot())
      .adding(.noise, judgement.fit.noiseDeviation)
      .adding(.trend, kernel.trend.max() ?? 0)
      .adding(.lengthscale, byParameter: (0..<space.dimension).map(kernel.lengthscale))
    return Proposal(next, reason)
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
    if history.trial == (history.earlier.isEmpty ? 0 : 1), space.dimension > 1 {
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
}

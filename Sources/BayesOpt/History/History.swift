import Basics

/// All that a strategy is told: the trials so far, finished and running, in the order of their numbers.
///
/// A value that grows with its search. Costs, the best and the places of configurations are kept up to date, so that asking
/// a strategy that looks at no observation takes as long after many as after few. While there is one reference to it,
/// growing copies nothing.
public struct History: Sendable {
  /// The trials so far.
  public private(set) var observations: [Observation] = []
  /// What is wanted of the values, by objective; at least one.
  public let directions: [Direction]
  /// Whether a configuration that is evaluated again may have another value, so that it may be worth it.
  public let isNoisy: Bool
  /// How many constraints there are on what comes of a trial.
  public let constraintCount: Int
  /// What other studies have found, in spaces of their own: for models that learn from them.
  public var earlier: [EarlierStudy] = []
  /// For each trial the first objective's value to minimise (a maximised one negated); nil if it failed or is running.
  public private(set) var costs: [Double?] = []
  /// Index of the best feasible trial by the first objective, the earliest of equals: the answer of a search.
  public private(set) var best: Int?
  /// The trials of every configuration, in ascending order.
  private var places: [Configuration: [Int]] = [:]
  /// The next trial's number, if it was set.
  private var number: Int?

  /// A history of observations.
  ///
  /// - Parameters:
  ///   - observations: In the order of their trial numbers.
  ///   - directions: What is wanted of the values; absent, one is minimised.
  ///   - trial: The number of the trial that is asked for; absent, the number of observations.
  ///   - isNoisy: Whether a configuration that is evaluated again may have another value.
  ///   - constraintCount: How many constraints there are on what comes of a trial.
  /// - Complexity: O(n) for n observations.
  public init(
    _ observations: [Observation] = [], directions: [Direction] = [.minimize], trial: Int? = nil, isNoisy: Bool = false,
    constraintCount: Int = 0
  ) {
    self.directions = directions.isEmpty ? [.minimize] : directions
    (self.isNoisy, self.constraintCount) = (isNoisy, constraintCount)
    self.observations.reserveCapacity(observations.count)
    costs.reserveCapacity(observations.count)
    places.reserveCapacity(observations.count)
    number = trial.map { max($0, 0) }
    for observation in observations { append(observation) }
  }

  /// Number of the trial that is asked for, from 0: the number of observations until another one is given.
  ///
  /// Random numbers depend on it and on the seed, so that any worker draws the same design.
  public var trial: Int {
    get { number ?? observations.count }
    set { number = max(newValue, 0) }
  }

  /// What is wanted of the first objective.
  public var direction: Direction { directions[0] }
}

// MARK: Growth

extension History {
  /// Adds a trial behind all others.
  ///
  /// - Complexity: O(1), amortised.
  public mutating func append(_ observation: Observation) {
    let index = observations.count
    observations.append(observation)
    costs.append(cost(observation.evaluation))
    places[observation.configuration, default: []].append(index)
    raise(index)
  }

  /// Puts an observation in place of a trial's.
  ///
  /// - Parameters:
  ///   - index: Its index in `observations`.
  ///   - observation: What came of it, or is known of it now; also of another configuration.
  /// - Complexity: O(1), amortised; O(n) where the best of n trials gets worse.
  public mutating func replace(_ index: Int, by observation: Observation) {
    let old = observations[index].configuration
    observations[index] = observation
    costs[index] = cost(observation.evaluation)
    if old != observation.configuration {
      forget(index, of: old)
      let others = places[observation.configuration] ?? []
      places[observation.configuration, default: []].insert(index, at: others.firstIndex { $0 > index } ?? others.count)
    }
    if best == index { best = leastCost() } else { raise(index) }
  }

  private func cost(_ evaluation: Evaluation) -> Double? {
    guard case .complete(let values) = evaluation, values.count == directions.count, values.allSatisfy(\.isFinite),
      let value = values.first
    else { return nil }
    return direction == .minimize ? value : -value
  }

  /// Makes a trial the best if it is.
  private mutating func raise(_ index: Int) {
    guard let cost = costs[index], isFeasible(index) else { return }
    guard let best, let least = costs[best] else {
      self.best = index
      return
    }
    if (cost, index) < (least, best) { self.best = index }
  }

  private func leastCost() -> Int? {
    var least: (index: Int, cost: Double)?
    for case (let index, let cost?) in costs.enumerated()
    where isFeasible(index) && least.map({ cost < $0.cost }) ?? true {
      least = (index, cost)
    }
    return least?.index
  }

  private mutating func forget(_ index: Int, of configuration: Configuration) {
    places[configuration]?.removeAll { $0 == index }
    if places[configuration]?.isEmpty == true { places[configuration] = nil }
  }
}

// MARK: Lookup

extension History {
  /// The trials of a configuration, in ascending order.
  ///
  /// - Complexity: O(1).
  public func trials(of configuration: Configuration) -> [Int] { places[configuration] ?? [] }

  /// Number of different configurations.
  ///
  /// - Complexity: O(1).
  public var distinctCount: Int { places.count }

  /// Number of trials so far; what others tried and told counts, so that it may be more than the number of the next trial.
  ///
  /// - Complexity: O(1).
  var trialsSoFar: Int { max(trial, observations.count) }

  /// Whether a configuration is not to be proposed again: every one so far, whatever came of it, unless there is noise.
  ///
  /// - Complexity: O(1).
  func excludes(_ configuration: Configuration) -> Bool { !isNoisy && places[configuration] != nil }

  /// What of the kept state differs from what the observations say: nothing, unless there is a fault in this file.
  ///
  /// - Complexity: O(n) for n trials.
  func checkInvariants() -> [String] {
    var broken: [String] = []
    if costs != observations.map({ cost($0.evaluation) }) { broken.append("costs") }
    if best != leastCost() { broken.append("best") }
    var expected: [Configuration: [Int]] = [:]
    for (index, observation) in observations.enumerated() {
      expected[observation.configuration, default: []].append(index)
    }
    if places != expected { broken.append("places") }
    return broken
  }
}

import Basics

// What is preferred, of trials of one objective or several, with constraints on what came of them or without (Deb,
// Computer Methods in Applied Mechanics and Engineering 186 (2000) 311; NSGA-II): the feasible ones first, by front and room;
// then the others, those that violate the constraints least first.

extension History {
  /// How much a trial violates its constraints, summed over them: 0 where it is feasible, infinite where it was not told.
  public func violation(_ trial: Int) -> Double {
    guard constraintCount > 0 else { return 0 }
    let constraints = observations[trial].constraints
    guard constraints.count == constraintCount else { return .infinity }
    return constraints.reduce(0) { $0 + ($1.isNaN ? .infinity : max($1, 0)) }
  }

  /// Whether a trial meets all constraints.
  public func isFeasible(_ trial: Int) -> Bool { violation(trial) == 0 }

  /// The values of a trial to minimise, by objective (a maximised one negated); nil if it failed or is running.
  func costVector(_ trial: Int) -> [Double]? {
    guard costs[trial] != nil, case .complete(let values) = observations[trial].evaluation,
      values.count == directions.count
    else { return nil }
    return zip(values, directions).map { $1 == .minimize ? $0 : -$0 }
  }

  /// The trials with values, from the best to the worst.
  ///
  /// - Complexity: O(n log n) for n trials of one objective, O(m n^2) of m.
  func preferred() -> [Int] {
    let known = observations.indices.filter { costs[$0] != nil }
    guard directions.count > 1 || constraintCount > 0 else {
      return known.sorted { (costs[$0] ?? 0, $0) < (costs[$1] ?? 0, $1) }
    }
    let points = known.map { (trial: $0, costs: costVector($0), violation: violation($0)) }
    let feasible = points.filter { $0.violation == 0 && $0.costs != nil }
    let others = points.filter { $0.violation > 0 || $0.costs == nil }
      .sorted { ($0.violation, $0.trial) < ($1.violation, $1.trial) }
    return ParetoFronts.order(feasible.compactMap(\.costs)).map { feasible[$0].trial } + others.map(\.trial)
  }

  /// The trials by one of the objectives, without those that ended before all of them were known.
  func objective(_ index: Int) -> History {
    let observations = observations.compactMap { observation -> Observation? in
      guard case .complete(let values) = observation.evaluation else { return observation }
      guard values.count == directions.count else { return nil }
      let isWhole = values.allSatisfy(\.isFinite)
      return Observation(
        observation.configuration, isWhole ? .complete([values[index]]) : .failed, constraints: observation.constraints)
    }
    return History(
      observations, directions: [directions[index]], trial: trial, isNoisy: isNoisy, constraintCount: constraintCount)
  }

  /// The same trials with one number each to minimise, without constraints.
  ///
  /// - Parameter cost: Of a trial; nil for none, as if it had failed.
  /// - Returns: A history of one objective that is minimised.
  func reduced(to cost: (Int) -> Double?) -> History {
    let observations = observations.indices.map { trial in
      let observation = self.observations[trial]
      guard case .complete = observation.evaluation else {
        return Observation(observation.configuration, observation.evaluation)
      }
      return Observation(observation.configuration, cost(trial).map { .complete([$0]) } ?? .failed)
    }
    return History(observations, trial: trial, isNoisy: isNoisy)
  }

  /// The same trials, what violates a constraint being worse than all that does not: for strategies that go by the order alone.
  var penalized: History {
    guard constraintCount > 0 else { return self }
    let places = Dictionary(uniqueKeysWithValues: preferred().enumerated().map { ($1, Double($0)) })
    return reduced { places[$0] }
  }
}

/// What a strategy is told of trials that were not all trained to the end, where too little is known of curves for a forecast of them
/// (`CurveForecast`), or there are none.
///
/// Values at different steps cannot be compared, and a trial that was stopped has no value. As in BOHB (Falkner et al., ICML 2018),
/// the model is made of one level: the end if enough trials have come so far, else the highest step that enough have come to. A
/// trial that was stopped or laid aside before is told as the worst of the level, since that is why it was.
extension LearningCurves {
  /// The evaluations of trials at the highest level that enough of them have come to.
  ///
  /// - Parameters:
  ///   - trials: the trials, and what came of each.
  ///   - dimension: the number of parameters: a model needs two trials more.
  /// - Returns: the evaluations, in the order of the trials.
  /// - Complexity: O(*n* log *n*) for *n* trials.
  public func evaluations(of trials: [(number: Int, evaluation: Evaluation)], dimension: Int) -> [Evaluation] {
    let needed = dimension + 2
    let complete = trials.count { ![.stopped, .failed].contains(self[$0.number]?.state) && $0.evaluation.value != nil }
    let level = complete >= needed ? Int.max : step(reachedBy: needed)
    let costs = trials.map { number, evaluation -> Double? in
      if let curve = self[number] {
        if curve.state == .failed { return nil }
        if let cost = curve.cost(reaching: level) { return cost }
        if curve.state == .stopped { return nil }
      }
      return evaluation.value.map { direction == .minimize ? $0 : -$0 }
    }
    let worst = costs.compactMap(\.self).filter(\.isFinite).max()
    return zip(trials, costs).map { trial, cost in
      if let cost { return cost.isFinite ? .complete([value(of: cost)]) : .failed }
      guard let curve = self[trial.number] else { return trial.evaluation }
      switch curve.state {
      case .running: return .running
      case .failed: return .failed
      case .paused: return worst.map { .complete([value(of: $0)]) } ?? .running
      case .stopped, .complete: return worst.map { .complete([value(of: $0)]) } ?? .failed
      }
    }
  }

  /// The highest step that so many trials have come to; 0 where there is none.
  private func step(reachedBy count: Int) -> Int {
    let steps = curves.values.compactMap { $0.points.last?.step }.sorted(by: >)
    return steps.indices.contains(count - 1) ? steps[count - 1] : steps.last ?? 0
  }

  /// Of some trials the one that has come least far, and of those the worst, and of equals the latest.
  public func leastPromising(of trials: some Sequence<Int>) -> Int? {
    trials.max { one, other in
      let (a, b) = (self[one]?.points.last, self[other]?.points.last)
      let (first, second) = (
        (-(a?.step ?? 0), a?.cost ?? .infinity, one), (-(b?.step ?? 0), b?.cost ?? .infinity, other)
      )
      return first < second
    }
  }
}

extension Evaluation {
  /// The first value, where there is one.
  fileprivate var value: Double? {
    if case .complete(let values) = self { values.first } else { nil }
  }
}

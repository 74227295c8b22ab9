/// What is expected of an objective over a space: the mean of a Gaussian process, on the objective's own scale.
///
/// Where the process works on the power transform of the values, its mean is carried back along the values that were
/// observed, and is then a median.
public struct ResponseSurface: Sendable {
  private let space: Space
  private let posterior: Posterior
  /// Observed values on the scale of the process, and as they are: ascending pairs.
  private let scale: [(modelled: Double, observed: Double)]

  /// A picture shows no more than so many tell, and is there at once.
  private static let mostObservations = 150

  /// The surface of observations; nil where fewer than two values are finite.
  ///
  /// - Parameters:
  ///   - observations: configurations and their values; of more than `mostObservations`, representative ones are looked at.
  ///   - space: what the configurations are of.
  /// - Complexity: O(n³) for n observations, some dozens of times.
  public init?(_ observations: [(configuration: Configuration, value: Double)], in space: Space) {
    let history = History(observations.map { Observation($0.configuration, .complete([$0.value])) })
    let finite = history.observations.indices.filter { history.costs[$0] != nil }
    let kept = representatives(of: finite.map { history.costs[$0] ?? 0 }, limit: Self.mostObservations).map {
      finite[$0]
    }
    let training = TrainingSet(
      History(kept.map { history.observations[$0] }), in: space, ModelShape(trend: 0, bowl: 0))
    guard training.data.values.count > 1 else { return nil }
    let process = WarpedProcess(training, prior: .logNormal, fits: Memory(), factors: FactorMemory())
    self.space = space
    posterior = process.posterior
    scale = zip(process.values, training.data.values).map { (modelled: $0, observed: $1) }.sorted { $0 < $1 }
  }

  /// What is expected at some configurations; never beyond what was observed.
  public func values(at configurations: [Configuration]) -> [Double] {
    posterior.means(configurations.map(space.features)).map(observed)
  }

  /// A value of the process on the objective's scale, on straight lines between the observed ones.
  private func observed(_ modelled: Double) -> Double {
    let above = scale.partitioningIndex { $0.modelled >= modelled }
    guard above > 0 else { return scale[0].observed }
    guard above < scale.count else { return scale[scale.count - 1].observed }
    let (low, high) = (scale[above - 1], scale[above])
    let share = (modelled - low.modelled) / (high.modelled - low.modelled)
    return (1 - share) * low.observed + share * high.observed
  }
}

extension [(modelled: Double, observed: Double)] {
  /// The first index whose element satisfies a condition that holds from some element on.
  fileprivate func partitioningIndex(where condition: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

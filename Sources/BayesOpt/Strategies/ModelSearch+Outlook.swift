import RealModule

extension ModelSearch {
  /// The model along every axis through the best trial, where it has the turn.
  func view(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Outlook {
    let (training, idle, rule) = try turn(history, in: space, seed: seed, budget: budget)
    if let rule { return Outlook(try design(history, in: space, seed: seed, rule)) }
    return try outlook(of: judgement(history, in: space, seed: seed, training, idle), history, in: space, seed: seed)
  }

  /// The same whoever has the turn.
  func modelView(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Outlook? {
    let (training, idle, _) = try turn(history, in: space, seed: seed, budget: budget)
    guard training.data.values.count >= 2 else { return nil }
    return try outlook(of: judgement(history, in: space, seed: seed, training, idle), history, in: space, seed: seed)
  }

  private func outlook(
    of judgement: Judgement<Model.Fit>, _ history: History, in space: Space, seed: UInt64
  ) throws -> Outlook {
    let proposal = try proposal(of: judgement, history, in: space, seed: seed)
    let scale = model.scale(of: judgement.fit, history.direction)
    let posterior = judgement.fit.posterior
    var outlook = Outlook(proposal)
    outlook.acquisition = options.acquisition
    outlook.prediction = { configuration in
      let prediction = posterior.predict([space.features(configuration)])[0]
      return ValuePrediction(mean: prediction.mean, deviation: prediction.variance.squareRoot(), scale: scale)
    }
    guard let best = history.best.map({ history.observations[$0].configuration }) else { return outlook }
    let (centre, next) = (space.encode(best), proposal.map { space.encode($0.configuration) })
    let axes = try space.parameters.indices.compactMap { axis in
      try SectionAxis(axis, through: best, in: space, besides: [centre[axis]] + (next.map { [$0[axis]] } ?? []))
    }
    let heights = axes.map { judgement.surface.heights($0.points) }
    let highest = proposal.flatMap { judgement.surface.heights([space.features($0.configuration)]).first }
    let shares = shares(of: heights, highest)
    outlook.sections = zip(axes, shares).map { axis, acquisition in
      let predictions = posterior.predict(axis.points).map {
        ValuePrediction(mean: $0.mean, deviation: $0.variance.squareRoot(), scale: scale)
      }
      let intervals = predictions.map(\.interval)
      return axis.section(
        .model(
          Outlook.ModelCurves(
            median: predictions.map(\.median), low: intervals.map(\.low), high: intervals.map(\.high),
            acquisition: acquisition)))
    }
    return outlook
  }

  /// Heights as shares of the largest: exponentials of logarithms, and of other acquisitions what they are above the least.
  private func shares(of heights: [[Double]], _ proposed: Double?) -> [[Double]] {
    let all = (heights.joined() + (proposed.map { [$0] } ?? [])).filter(\.isFinite)
    guard let largest = all.max(), let least = all.min() else { return heights.map { $0.map { _ in 0 } } }
    return heights.map { heights in
      heights.map { height in
        if options.acquisition.isLogarithm { return .exp(height - largest) }
        return height.isFinite && largest > least ? (height - least) / (largest - least) : 0
      }
    }
  }
}

extension Acquisition {
  /// Whether what is maximised is its logarithm.
  var isLogarithm: Bool {
    switch self {
    case .expectedImprovement, .noisyExpectedImprovement, .probabilityOfImprovement: true
    case .thompson, .confidenceBound, .randomConfidenceBound: false
    }
  }
}

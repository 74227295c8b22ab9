import Basics

/// What a strategy sees when it proposes a trial: a function of what `suggest` is asked with, and nothing else.
public struct Outlook: Sendable {
  /// What it proposes, and why; nil where nothing is left to try.
  public let proposal: Proposal?
  /// What it believes along axes, in the order of the parameters; none of an axis of which it believes nothing.
  public var sections: [Section] = []
  /// What makes a configuration worth trying to its model; nil for a strategy without one.
  public var acquisition: Acquisition?
  /// What its model expects of a configuration; nil for a strategy without a model, and in trials that do without it.
  public var prediction: (@Sendable (Configuration) -> ValuePrediction)?
  /// The distribution of a generation over two axes, where there are no other ordered ones.
  public var ellipse: Ellipse?

  /// A proposal, of which nothing more is to be seen.
  public init(_ proposal: Proposal?) { self.proposal = proposal }

  /// What is believed along one axis.
  public struct Section: Sendable {
    /// The place of the parameter in the space.
    public let axis: Int
    /// Places along the axis, in ascending order, those of levels at the centres of their cells.
    public let coordinates: [Double]
    /// What the parameter is at each of them.
    public let values: [ParameterValue]
    /// What is believed there.
    public let content: Content
  }

  /// What a section shows.
  public enum Content: Sendable {
    /// A model of values, all other parameters being those of the best trial.
    case model(ModelCurves)
    /// How likely the coordinate is among the good trials and among all others, whatever the other parameters are.
    case densities(good: [Double], bad: [Double])
    /// How likely the coordinate is in the generation.
    case distribution([Double])
    /// The lower hull of the results over the coordinate.
    case hull(HullCurve)
  }

  /// What a model expects along an axis, in units of the objective.
  public struct ModelCurves: Sendable {
    /// The value that is missed on either side with the same probability.
    public let median: [Double]
    /// The smaller of the values that hold 95 % of the prediction between them.
    public let low: [Double]
    /// The larger of them.
    public let high: [Double]
    /// What makes a point worth trying, from 0 to 1, its largest value.
    public let acquisition: [Double]
  }

  /// The lower hull of results on the scale that its strategy compares values on.
  public struct HullCurve: Sendable {
    /// Coordinate, height and index in the history of every trial that takes part.
    public let points: [HullPoint]
    /// The lower hull, from left to right.
    public let vertices: [HullPoint]
    /// Where its minimum is predicted, between the neighbours of the lowest vertex; nil where that is an end.
    public let minimum: (left: Double, predicted: Double, right: Double)?
    /// The scale of the heights.
    public let scale: ValueScale
  }

  /// A trial under a hull.
  public struct HullPoint: Hashable, Sendable {
    /// Along the axis.
    public let coordinate: Double
    /// On the strategy's scale, the smaller the better.
    public let height: Double
    /// Index in the history.
    public let observation: Int
  }

  /// Where a normal distribution is one deviation away from its mean.
  public struct Ellipse: Sendable {
    /// The places of the two parameters in the space.
    public let axes: (Int, Int)
    /// The mean, in coordinates.
    public let mean: (Double, Double)
    /// Its outline, in coordinates, the last point being the first.
    public let outline: [(Double, Double)]
  }
}

/// What a model expects of a configuration: a normal distribution on the scale that it works on.
public struct ValuePrediction: Hashable, Sendable {
  /// The mean, and the deviation of the function (not of a noisy evaluation), on the scale.
  public let mean, deviation: Double
  /// The scale.
  public let scale: ValueScale

  /// A prediction of its parts.
  public init(mean: Double, deviation: Double, scale: ValueScale) {
    (self.mean, self.deviation, self.scale) = (mean, deviation, scale)
  }

  /// The value so many deviations from the middle of the prediction, positive towards the worse.
  public func value(at deviations: Double) -> Double { scale.value(at: mean + deviations * deviation) }

  /// The value that is as likely to be missed on either side.
  public var median: Double { value(at: 0) }

  /// The deviations that hold 95 % of a normal distribution between them.
  static let deviations = 1.959963984540054

  /// The values that hold 95 % of the prediction between them, the smaller one first.
  public var interval: (low: Double, high: Double) {
    let ends = (value(at: -Self.deviations), value(at: Self.deviations))
    return (min(ends.0, ends.1), max(ends.0, ends.1))
  }

  /// The density of a value, in the unit that makes its integral over values 1.
  public func density(of value: Double) -> Double {
    let slope = scale.slope(at: value)
    guard slope > 0 else { return 0 }
    return NormalDistribution.density((scale.place(of: value) - mean) / deviation) / deviation * slope
  }

  /// The probability of a value that is better than another.
  public func probability(ofBetterThan value: Double) -> Double {
    let place = scale.place(of: value)
    return place.isNaN ? 0 : NormalDistribution.cumulative((place - mean) / deviation)
  }

  /// By how much a value better than another is expected to beat it: the mean of max(0, difference).
  public func expectedImprovement(on value: Double) -> Double {
    // The mean over the deviations z below that of the value, by Simpson's rule; beyond -9 there is next to nothing.
    let (from, to) = (-9.0, min((scale.place(of: value) - mean) / deviation, 9))
    guard from < to else { return 0 }
    let steps = 512
    let step = (to - from) / Double(steps)
    var sum = 0.0
    for index in 0...steps {
      let z = from + Double(index) * step
      let weight = index == 0 || index == steps ? 1.0 : index.isMultiple(of: 2) ? 2 : 4
      let gain = abs(value - self.value(at: z))
      if gain.isFinite { sum += weight * gain * NormalDistribution.density(z) }
    }
    return sum * step / 3
  }
}

extension Strategy {
  /// What the strategy sees when it is asked what to try next; its proposal is that of `suggest`.
  ///
  /// - Parameters:
  ///   - history: The trials so far.
  ///   - space: What may be tried.
  ///   - seed: Where the random numbers start, unless the strategy has a seed of its own.
  ///   - budget: Number of trials of the whole search, if it is known.
  /// - Throws: What `suggest` throws.
  /// - Returns: The proposal, and what it was made of.
  public func outlook(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Outlook {
    try check(objectives: history.directions.count)
    return try view(history, in: space, seed: self.seed ?? seed, budget: budget)
  }

  /// What the strategy's model sees, whether or not it has the turn.
  ///
  /// - Parameters: those of `outlook`.
  /// - Throws: What `suggest` throws.
  /// - Returns: What the model proposes, and what it was made of; nil where there is no model, or fewer than two values.
  public func modelOutlook(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Outlook? {
    try check(objectives: history.directions.count)
    return try modelView(history, in: space, seed: self.seed ?? seed, budget: budget)
  }

  /// The proposal alone.
  public func view(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Outlook {
    Outlook(try propose(history, in: space, seed: seed, budget: budget))
  }

  /// None.
  public func modelView(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Outlook? { nil }
}

import Glibc

/// The losses of one run whose learning rate rises from step to step (Smith 2017, section 3.3).
public struct LearningRateRange: Sendable {
  /// A step of the run.
  public struct Point: Hashable, Sendable {
    /// The learning rate of the step.
    public let learningRate: Double
    /// The loss of the step's batch, measured just before it.
    public let loss: Double
    /// The mean of the losses so far, in which older ones count less and less.
    public let smoothedLoss: Double
  }

  /// The steps until the last, or until the loss was four times its best or no longer finite.
  public let points: [Point]

  /// The learning rate at which the smoothed loss falls most steeply over the logarithm of the rate, on the way to its
  /// lowest point; none where it never falls.
  public var suggestion: Double? {
    let losses = points.map(\.smoothedLoss)
    guard let lowest = losses.indices.min(by: { losses[$0] < losses[$1] }), lowest >= 2 else { return nil }
    // The points are evenly spaced in the logarithm, so central differences of the losses are slopes.
    let slopes = (1..<lowest).map { (place: $0, slope: losses[$0 + 1] - losses[$0 - 1]) }
    guard let steepest = slopes.min(by: { $0.slope < $1.slope }), steepest.slope < 0 else { return nil }
    return points[steepest.place].learningRate
  }

  /// How much of the mean of the losses stays in a step.
  static let smoothing = 0.9
}

extension Model {
  /// Trains the model from fresh weights once, at a learning rate that rises from step to step, to find a good one.
  ///
  /// - Parameters:
  ///   - data: The data; only the training part is looked at.
  ///   - options: How to train; the learning rate and the schedule are not looked at.
  ///   - low: The learning rate of the first step.
  ///   - high: The learning rate of the last step.
  ///   - steps: How many steps there are; each multiplies the learning rate by the same factor.
  ///   - isInterrupted: Asked before every batch; when it says yes, the run ends with an error.
  /// - Returns: The curve.
  /// - Throws: `TrainingError` where something does not fit or the run is interrupted; `DataError` where the data cannot be
  ///   learnt from; `MemoryError` where the system refuses memory.
  public func learningRateRange(
    on data: DataParts, options: TrainingOptions = TrainingOptions(), from low: Double = 1e-6, to high: Double = 10,
    steps: Int = 100, isInterrupted: () -> Bool = { false }
  ) throws -> LearningRateRange {
    try need(low > 0 && low.isFinite, "the lowest learning rate", low, "a finite number above 0")
    try need(high > low && high.isFinite, "the highest learning rate", high, "a finite number above the lowest")
    try need((3...1_000_000).contains(steps), "the number of steps", steps, "from 3 to 1000000")
    var options = options
    options.schedule = .constant
    let state = try TrainingState(self, on: DataParts(train: data.train), options: options)
    func rate(_ step: Int) -> Double { low * pow(high / low, Double(step - 1) / Double(steps - 1)) }

    var points: [LearningRateRange.Point] = []
    var (mean, weight, best) = (0.0, 0.0, Double.infinity)
    func record(_ loss: BatchLoss) -> Bool {
      mean = LearningRateRange.smoothing * mean + (1 - LearningRateRange.smoothing) * loss.mean
      weight = LearningRateRange.smoothing * weight + (1 - LearningRateRange.smoothing)
      let smoothed = mean / weight
      guard smoothed <= 4 * best else { return false }
      best = min(best, smoothed)
      points.append(.init(learningRate: rate(points.count + 1), loss: loss.mean, smoothedLoss: smoothed))
      return points.count < steps
    }

    let lanes = try state.makeLanes()
    var learnt = state.learnt
    do {
      try withDenormalsFlushed {
        for done in 0..<steps {
          let (before, epoch) = (points.count, state.epochRun(done))
          _ = try epoch.run(&learnt, with: lanes, rate: rate, isInterrupted: isInterrupted, afterStep: record)
          if points.count < before + state.stepsPerEpoch || points.count == steps { break }
        }
      }
    } catch TrainingError.diverged {
      // The curve ends where the numbers do.
    }
    return LearningRateRange(points: points)
  }
}

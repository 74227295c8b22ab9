// At a checkpoint both warpings of the values are fitted from all starts. Up to `refinedCount` observations each of the
// two fits is continued from there with the observations that came after, and the warping is chosen anew; beyond, the
// kernel stays what it was at the checkpoint, and its factor grows by a row for every observation.

import RealModule

/// A Gaussian process on the values or on their power transform, whichever explains them better.
struct WarpedProcess: Sendable {
  let process: GaussianProcess
  /// On the scale the process works in.
  let values: [Double]

  /// Fits are continued between checkpoints up to this number of observations.
  private static let refinedCount = 80

  /// The model of observations.
  ///
  /// - Parameters:
  ///   - training: The observations.
  ///   - prior: Of the hyperparameters.
  ///   - memory: Of what was computed for the trials before; it changes no result.
  init(_ training: TrainingSet, prior: HyperparameterPrior, _ memory: ProcessMemory) {
    let (count, bowl) = (training.checkpoint, training.bowl)
    let start = Checkpointed(
      points: Array(training.points[..<count]), values: Array(training.values[..<count]), axes: training.axes,
      bowl: bowl, prior: prior)
    let fit = memory.fits.value(of: start) { WarpingFit(of: start) }
    guard training.values.count > count, training.values.count <= Self.refinedCount else {
      let (chosen, warping) = fit.chosen(training.values)
      let data = GaussianData(points: training.points, values: warping.values, axes: training.axes, bowl: bowl)
      values = warping.values
      process = GaussianProcess(chosen, data, factor: memory.factor(chosen, data, from: count))
      return
    }
    let all = Checkpointed(
      points: training.points, values: training.values, axes: training.axes, bowl: bowl, prior: prior)
    let (chosen, warping) = WarpingFit(of: all, from: fit).chosen(training.values)
    values = warping.values
    process = GaussianProcess(
      chosen, GaussianData(points: training.points, values: warping.values, axes: training.axes, bowl: bowl))
  }
}

/// What the hyperparameters of a checkpoint are a function of.
struct Checkpointed: Equatable, Sendable {
  let points: [[Double]]
  /// As they were observed.
  let values: [Double]
  let axes: Axes
  let bowl: [Double]
  let prior: HyperparameterPrior

  fileprivate func data(_ warping: OutputWarping) -> GaussianData {
    GaussianData(points: points, values: warping.values, axes: axes, bowl: bowl)
  }
}

/// Hyperparameters for the values as they are, and for their power transform if they have one.
struct WarpingFit: Sendable {
  private let plain: FittedPoint
  private let warped: FittedPoint?
  /// Whether the power transform has the larger leave-one-out density of the values.
  private let isWarped: Bool

  /// The fit to observations, from the usual starts or from where another one ended.
  init(of observations: Checkpointed, from other: WarpingFit? = nil) {
    let prior = observations.prior
    let standard = OutputWarping.standardized(observations.values)
    let plain = observations.data(standard).fit(prior, from: other?.plain)
    self.plain = plain.fit
    guard let warping = OutputWarping.yeoJohnson(standard.values) else {
      (warped, isWarped) = (nil, false)
      return
    }
    let warped = observations.data(warping).fit(prior, from: other.map { $0.warped ?? $0.plain })
    self.warped = warped.fit
    isWarped = warped.leaveOneOut + warping.logJacobian > plain.leaveOneOut
  }

  /// The hyperparameters of the better of the two, and values on its scale.
  func chosen(_ values: [Double]) -> (logarithms: [Double], warping: OutputWarping) {
    let standard = OutputWarping.standardized(values)
    if isWarped, let warped, let warping = OutputWarping.yeoJohnson(standard.values) {
      return (warped.point, warping)
    }
    return (plain.point, standard)
  }
}

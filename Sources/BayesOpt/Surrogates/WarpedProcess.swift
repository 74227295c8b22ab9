// | code      | mathematics                                                                                  |
// |-----------|----------------------------------------------------------------------------------------------|
// | z         | (y - mean) / sd                                                                              |
// | transform | Yeo and Johnson, Biometrika 87 (2000) 954: ((1+z)^p - 1) / p for z >= 0,                     |
// |           | -((1-z)^(2-p) - 1) / (2-p) for z < 0; ln(1+z), -ln(1-z) in the limits                        |
// | jacobian  | sum_i ln |dt_i/dz_i| = (p - 1) sum_i sign(z_i) ln(1 + |z_i|), less n ln sd of t              |
//
// p maximises the normal likelihood -n/2 ln var(t) + (p - 1) sum_i sign(z_i) ln(1 + |z_i|), by golden section on [-3, 5].
// Both transforms are fitted, and the one whose leave-one-out density of y (with the Jacobian) is larger is used.

import RealModule

/// Observations on the scale the model works in, with the density's change of measure.
struct OutputWarping: Sendable {
  /// About standard normal.
  let values: [Double]
  /// ln of the Jacobian from the standardised to the warped values.
  let logJacobian: Double
  /// How costs lie on the scale of the values.
  let form: ValueScale.Form

  /// (y - mean) / sd, or zeros for a constant.
  ///
  /// Neither sum nor square overflows, whatever the values.
  static func standardized(_ y: [Double]) -> OutputWarping {
    let largest = y.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { return OutputWarping(values: y, logJacobian: 0, form: .identity) }
    let unit = y.map { $0 / largest }
    let (mean, deviation) = moments(unit)
    guard deviation > 1e-13 else {
      return OutputWarping(
        values: y.map { _ in 0 }, logJacobian: 0, form: .linear(centre: largest * mean, unit: largest * 1e-13))
    }
    return OutputWarping(
      values: unit.map { ($0 - mean) / deviation }, logJacobian: 0,
      form: .linear(centre: largest * mean, unit: largest * deviation))
  }

  /// The power transform of standardised values; nil where its likelihood has no maximum inside.
  static func yeoJohnson(_ standard: OutputWarping) -> OutputWarping? {
    let z = standard.values
    let logarithms = z.map { Double.log(onePlus: abs($0)) }
    let signed = zip(z, logarithms).reduce(0) { $0 + ($1.0 >= 0 ? $1.1 : -$1.1) }
    func transform(_ power: Double) -> [Double] {
      zip(z, logarithms).map { PowerScale.transform($0, logarithm: $1, exponent: power) }
    }
    func likelihood(_ power: Double) -> Double {
      let deviation = moments(transform(power)).deviation
      return -Double(z.count) * .log(deviation + 1e-150) + (power - 1) * signed
    }
    let power = goldenSection(from: -3, to: 5, likelihood)
    let warped = transform(power)
    let (mean, deviation) = moments(warped)
    guard -2.99 < power, power < 4.99, deviation > 1e-6, deviation.isFinite else { return nil }
    let (centre, unit) = if case .linear(let centre, let unit) = standard.form { (centre, unit) } else { (0.0, 1.0) }
    return OutputWarping(
      values: warped.map { ($0 - mean) / deviation },
      logJacobian: (power - 1) * signed - Double(z.count) * .log(deviation),
      form: .power(
        PowerScale(centre: centre, unit: unit, exponent: power, mean: mean, deviation: deviation)))
  }

  /// The maximiser of a unimodal function, to 1e-6 of the interval.
  private static func goldenSection(from lower: Double, to upper: Double, _ f: (Double) -> Double) -> Double {
    let ratio = 0.618_033_988_749_894_9
    var (low, high) = (lower, upper)
    var (c, d) = (high - ratio * (high - low), low + ratio * (high - low))
    var (fc, fd) = (f(c), f(d))
    for _ in 0..<32 {
      if fc > fd {
        (high, d, fd) = (d, c, fc)
        c = high - ratio * (high - low)
        fc = f(c)
      } else {
        (low, c, fc) = (c, d, fd)
        d = low + ratio * (high - low)
        fd = f(d)
      }
    }
    return 0.5 * (low + high)
  }
}

// MARK: Fit

/// Hyperparameters for the values as they are, and for their power transform if they have one.
struct WarpedFit: Sendable {
  private let plain: FittedHyperparameters
  private let warped: FittedHyperparameters?
  /// Whether the power transform has the larger leave-one-out density of the values.
  private let isWarped: Bool

  /// The fit to observations, from the usual starts or from where another one ended.
  init(of key: FitKey, from other: WarpedFit? = nil) {
    let standard = OutputWarping.standardized(key.data.values)
    let plain = GaussianData(key.data, standard).fit(key.prior, from: other?.plain)
    self.plain = plain.fit
    guard let warping = OutputWarping.yeoJohnson(standard) else {
      (warped, isWarped) = (nil, false)
      return
    }
    let warped = GaussianData(key.data, warping).fit(key.prior, from: other.map { $0.warped ?? $0.plain })
    self.warped = warped.fit
    isWarped = warped.leaveOneOut + warping.logJacobian > plain.leaveOneOut
  }

  /// The hyperparameters of the better of the two, and values on its scale.
  func chosen(_ values: [Double]) -> (logarithms: [Double], warping: OutputWarping) {
    let standard = OutputWarping.standardized(values)
    if isWarped, let warped, let warping = OutputWarping.yeoJohnson(standard) {
      return (warped.values, warping)
    }
    return (plain.values, standard)
  }
}

extension GaussianData {
  /// The points, with the values on the scale that a warping gives them.
  fileprivate init(_ data: ModelData, _ warping: OutputWarping) {
    self.init(points: data.points, values: warping.values, axes: data.axes, bowl: data.bowl)
  }
}

// MARK: Prediction

// At a checkpoint both warpings of the values are fitted from all starts. Up to `refinedCount` observations each of the
// two fits is continued from there with the observations that came after, and the warping is chosen anew; beyond, the
// kernel stays what it was at the checkpoint, and its factor grows by a row for every observation.

/// A Gaussian process on the values or on their power transform, whichever explains them better.
struct WarpedProcess: Sendable {
  let process: GaussianProcess
  /// On the scale the process works in.
  let values: [Double]
  /// How costs lie on it.
  let form: ValueScale.Form

  /// Fits are continued between checkpoints up to this number of observations.
  private static let refinedCount = 80

  /// The model of observations.
  ///
  /// - Parameters:
  ///   - training: The observations.
  ///   - prior: Of the hyperparameters.
  ///   - fits: What was fitted for the trials before.
  ///   - factors: The factors of the trials before.
  init(
    _ training: TrainingSet, prior: HyperparameterPrior, fits: Memory<FitKey, WarpedFit>, factors: FactorMemory
  ) {
    let (all, count) = (training.data, training.checkpoint)
    let start = FitKey(data: all.first(count), prior: prior)
    let fit = fits.value(of: start) { WarpedFit(of: start) }
    guard all.values.count > count, all.values.count <= Self.refinedCount else {
      let (chosen, warping) = fit.chosen(all.values)
      let data = GaussianData(all, warping)
      (values, form) = (warping.values, warping.form)
      process = GaussianProcess(chosen, data, factor: factors.factor(chosen, data, from: count))
      return
    }
    let (chosen, warping) = WarpedFit(of: FitKey(data: all, prior: prior), from: fit).chosen(all.values)
    (values, form) = (warping.values, warping.form)
    process = GaussianProcess(chosen, GaussianData(all, warping))
  }
}

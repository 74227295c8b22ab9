// Hyperparameters are logarithms: ln l (one for each lengthscale), ln s^2, ln v, with s^2 and the noise v in units of the variance
// of the (transformed) observations.

import RealModule

/// What is believed of lengthscales and scale before any observation.
public enum HyperparameterPrior: String, CaseIterable, Sendable {
  /// ln l ~ N(-0.3, 0.8), ln s^2 ~ N(0, 0.5).
  case logNormal = "log_normal"
  /// l ~ Gamma(3, 6), s^2 ~ Gamma(2, 0.15), shape and rate: BoTorch's before version 0.12.
  case gamma

  /// Lowest and highest logarithms the fit may reach.
  static func bounds(dimension: Int) -> (lower: [Double], upper: [Double]) {
    (
      Array(repeating: .log(0.02), count: dimension) + [.log(0.05), .log(1e-6)],
      Array(repeating: .log(30), count: dimension) + [.log(20), 0]
    )
  }

  /// Where fits start: a smooth, nearly noiseless function, and a wiggly, noisier one.
  static func starts(dimension: Int) -> [[Double]] {
    let long = min(2, Double(dimension).squareRoot() * .exp(0.41))
    return [
      Array(repeating: .log(long), count: dimension) + [0, .log(1e-3)],
      Array(repeating: .log(0.5), count: dimension) + [0, .log(1e-2)],
    ]
  }

  /// Adds the gradient of -ln p to `gradient` and returns -ln p, up to a constant.
  func penalize(_ logarithms: [Double], dimension: Int, _ gradient: inout [Double]) -> Double {
    var sum = 0.0
    func normal(_ index: Int, _ mean: Double, _ deviation: Double) {
      let z = (logarithms[index] - mean) / deviation
      sum += 0.5 * z * z
      gradient[index] += z / deviation
    }
    func gamma(_ index: Int, _ shape: Double, _ rate: Double) {
      let value = Double.exp(logarithms[index])
      sum += rate * value - (shape - 1) * logarithms[index]
      gradient[index] += rate * value - (shape - 1)
    }
    switch self {
    case .logNormal:
      for k in 0..<dimension { normal(k, -0.3, 0.8) }
      normal(dimension, 0, 0.5)
    case .gamma:
      for k in 0..<dimension { gamma(k, 3, 6) }
      gamma(dimension, 2, 0.15)
    }
    normal(dimension + 1, -5, 1.5)
    return sum
  }
}

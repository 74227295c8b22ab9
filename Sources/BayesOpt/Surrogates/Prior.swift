// What is believed before any observation: the prior mean of the function, and the priors of the kernel's hyperparameters.
// The numbers were chosen on development tasks of Benchmarks/optimiser.

import RealModule

// A process with a constant mean is most uncertain in the corners of the box, so that the first proposals of a model
// lie on its faces. The bowl says that the faces are a little worse, until observations say otherwise; it is nearly
// flat inside.

/// What is expected of the function before any observation.
struct PriorMean: Hashable, Sendable {
  var constant: Double
  /// The height at the ends of every coordinate that has one, a prefix of the coordinates; in units of the values.
  var bowl: [Double] = []

  /// The heights of a bowl, the same along every numeric parameter.
  static func bowl(_ weight: Double, _ space: Space) -> [Double] {
    guard weight > 0, !space.parameters.allSatisfy(\.domain.isUnordered) else { return [] }
    return space.parameters.map { $0.domain.isUnordered ? 0 : weight }
  }

  /// The mean at a point.
  @inline(__always)
  func value(at point: [Double]) -> Double {
    var sum = constant
    for axis in bowl.indices {
      let offset = 2 * point[axis] - 1
      let square = offset * offset
      sum += bowl[axis] * square * square
    }
    return sum
  }

  /// Its derivative along an axis.
  func slope(at point: [Double], _ axis: Int) -> Double {
    guard axis < bowl.count else { return 0 }
    let offset = 2 * point[axis] - 1
    return 8 * bowl[axis] * offset * offset * offset
  }
}

/// What is believed of lengthscales and scale before any observation; of the noise always ln v ~ N(-5, 1.5^2).
public enum HyperparameterPrior: String, CaseIterable, Sendable {
  /// ln l ~ N(-0.3, 0.8^2), ln s^2 ~ N(0, 0.5^2).
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

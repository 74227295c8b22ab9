import Basics
import RealModule

extension CounterRandom {
  /// A standard normal number.
  mutating func normal() -> Double {
    NormalDistribution.quantile(uniform())
  }

  /// A Gamma number of the given shape and scale 1: Marsaglia and Tsang, ACM TOMS 26 (2000) 363-372.
  mutating func gamma(shape: Double) -> Double {
    // Shapes below 1: X(a) = X(a + 1) U^(1/a).
    guard shape >= 1 else { return gamma(shape: shape + 1) * .pow(uniform(), 1 / shape) }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let z = normal()
      let cube = 1 + c * z
      guard cube > 0 else { continue }
      let v = cube * cube * cube
      if .log(uniform()) < 0.5 * z * z + d * (1 - v + .log(v)) { return d * v }
    }
  }
}

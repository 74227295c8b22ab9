// Every parameter is a coordinate u in [0, 1].
//
// | domain                 | value from u                               | canonical u of a value        |
// |------------------------|--------------------------------------------|-------------------------------|
// | real                   | lo + u (hi - lo)                           | (x - lo) / (hi - lo)          |
// | real, log              | exp(ln lo + u ln(hi/lo))                   | ln(x/lo) / ln(hi/lo)          |
// | n levels k = 0 ... n-1 | k = min(n - 1, floor(n u))                 | (k + 1/2) / n                 |
// | integer, log           | clamp(round(exp(a + u (b - a)))),          | (ln x - a) / (b - a)          |
// |                        | a = ln(lo - 1/2), b = ln(hi + 1/2)         |                               |
// | normal                 | mean + deviation Phi^-1(u)                 | Phi((x - mean) / deviation)   |
// | gamma, shape k and     | theta P^-1(k, (1 - u) P(k, lo / theta)     | (P(k, x / theta) - P(k, lo /  |
// | scale theta            | + u P(k, hi / theta))                      | theta)) / (P(k, hi / theta) - |
// |                        |                                            | P(k, lo / theta))             |
//
// P is the regularised lower incomplete gamma function. Levels are the values of steps, integers and choices. A domain of one point has the coordinate 1/2.
// Bounds are interpolated as (1 - u) lo + u hi and logarithms subtracted, because hi - lo and hi / lo may overflow.

import RealModule

extension Domain {
  /// The value at a coordinate; what lies outside [0, 1] is moved to its nearest end.
  public func value(at coordinate: Double) -> ParameterValue {
    let u = coordinate.isNaN ? 0.5 : min(max(coordinate, 0), 1)
    switch self {
    case .real(let low, let high, .linear, nil):
      return .real(min(max((1 - u) * low + u * high, low), high))
    case .real(let low, let high, .logarithmic, nil):
      let value = Double.exp((1 - u) * .log(low) + u * .log(high))
      return .real(u == 0 ? low : u == 1 ? high : min(max(value, low), high))
    case .normal(let mean, let deviation):
      // The coordinate of the smallest value differs from 0 as much as that of the largest from 1.
      return .real(mean + deviation * NormalDistribution.quantile(min(max(u, 0x1p-53), 1 - 0x1p-53)))
    case .gamma(let low, let high, let shape, let scale):
      let (a, b) = Domain.mass(low, high, shape: shape, scale: scale)
      let value = scale * GammaDistribution.quantile(shape: shape, (1 - u) * a + u * b)
      return .real(u == 0 ? low : u == 1 ? high : min(max(value, low), high))
    case .integer(let low, let high, .logarithmic, 1):
      let (a, b) = Domain.logarithmicBins(low, high)
      let value = Double.exp(a + u * (b - a)).rounded()
      return .integer(value >= Double(high) ? high : value <= Double(low) ? low : Int(value))
    case .real, .integer, .choice:
      guard let last = lastLevel else { return .real(u) }
      return value(ofLevel: (u * (Double(last) + 1)).rounded(.down).clamped(to: last))
    }
  }

  /// The canonical coordinate of a value; the nearest one if the value is not of this domain.
  public func coordinate(of value: ParameterValue) -> Double {
    let u: Double
    switch self {
    case .real(let low, let high, .linear, nil):
      u = low < high ? (value.number / 2 - low / 2) / (high / 2 - low / 2) : 0.5
    case .real(let low, let high, .logarithmic, nil):
      u = low < high ? (.log(value.number) - .log(low)) / (.log(high) - .log(low)) : 0.5
    case .normal(let mean, let deviation):
      u = NormalDistribution.cumulative((value.number - mean) / deviation)
    case .gamma(let low, let high, let shape, let scale):
      let (a, b) = Domain.mass(low, high, shape: shape, scale: scale)
      u = low < high ? (GammaDistribution.cumulative(shape: shape, value.number / scale) - a) / (b - a) : 0.5
    case .integer(let low, let high, .logarithmic, 1):
      let (a, b) = Domain.logarithmicBins(low, high)
      u = low < high ? (.log(value.number) - a) / (b - a) : 0.5
    case .real, .integer, .choice:
      guard let last = lastLevel else { return 0.5 }
      u = (Double(level(of: value)) + 0.5) / (Double(last) + 1)
    }
    return u.isNaN ? 0.5 : min(max(u, 0), 1)
  }

  /// The canonical coordinate of the value at a coordinate: the centre of its cell.
  public func snap(_ coordinate: Double) -> Double {
    switch self {
    case .real(let low, let high, _, nil) where low < high:
      coordinate.isNaN ? 0.5 : min(max(coordinate, 0), 1)
    case .gamma(let low, let high, _, _) where low < high:
      coordinate.isNaN ? 0.5 : min(max(coordinate, 0), 1)
    case .normal:
      coordinate.isNaN ? 0.5 : min(max(coordinate, 0), 1)
    default:
      self.coordinate(of: value(at: coordinate))
    }
  }

  /// The coordinates that decode to the same value as a coordinate; nil if the domain is continuous.
  func cell(around coordinate: Double) -> (low: Double, high: Double)? {
    guard let last = lastLevel else { return nil }
    if case .integer(let low, let high, .logarithmic, 1) = self, low < high {
      let (a, b) = Domain.logarithmicBins(low, high)
      let x = value(at: coordinate).number
      return ((.log(x - 0.5) - a) / (b - a), (.log(x + 0.5) - a) / (b - a))
    }
    let count = Double(last) + 1
    let level = Double((coordinate * count).rounded(.down).clamped(to: last))
    return (level / count, (level + 1) / count)
  }

  /// The probabilities below both ends of a range, of a Gamma distribution.
  static func mass(_ low: Double, _ high: Double, shape: Double, scale: Double) -> (low: Double, high: Double) {
    (
      GammaDistribution.cumulative(shape: shape, low / scale), GammaDistribution.cumulative(shape: shape, high / scale)
    )
  }

  private static func logarithmicBins(_ low: Int, _ high: Int) -> (a: Double, b: Double) {
    (.log(Double(max(low, 1)) - 0.5), .log(Double(max(high, 1)) + 0.5))
  }
}

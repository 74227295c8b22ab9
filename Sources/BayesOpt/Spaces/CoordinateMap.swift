import RealModule

/// `Domain.coordinate(of:)` with the constants of the domain worked out, for many values of one domain.
struct CoordinateMap {
  private enum Form {
    /// u = slope x + offset
    case affine
    /// u = slope ln x + offset
    case logarithmic
    /// Whatever the domain says.
    case general
  }

  private let domain: Domain
  private let form: Form
  private let slope: Double
  private let offset: Double

  init(_ domain: Domain) {
    // The ends of the cube: u = 0 and u = 1 are at a and b.
    let (form, a, b): (Form, Double, Double)
    switch domain {
    case .real(let low, let high, .linear, nil) where low < high:
      (form, a, b) = (.affine, low, high)
    case .real(let low, let high, .logarithmic, nil) where low < high:
      (form, a, b) = (.logarithmic, .log(low), .log(high))
    case .integer(let low, let high, .linear, 1) where low < high:
      (form, a, b) = (.affine, Double(low) - 0.5, Double(high) + 0.5)
    case .integer(let low, let high, .logarithmic, 1) where 0 < low && low < high:
      (form, a, b) = (.logarithmic, .log(Double(low) - 0.5), .log(Double(high) + 0.5))
    default:
      (form, a, b) = (.general, 0, 1)
    }
    self.domain = domain
    slope = 1 / (b - a)
    offset = -a / (b - a)
    self.form = slope > 0 && slope.isFinite && offset.isFinite ? form : .general
  }

  /// The canonical coordinate of a value, up to rounding.
  @inline(__always)
  func coordinate(of value: ParameterValue) -> Double {
    let u: Double
    switch form {
    case .affine: u = slope * value.number + offset
    case .logarithmic: u = slope * .log(value.number) + offset
    case .general: return domain.coordinate(of: value)
    }
    return u.isNaN ? 0.5 : min(max(u, 0), 1)
  }
}

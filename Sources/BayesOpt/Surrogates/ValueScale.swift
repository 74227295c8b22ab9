// A cost c is a value to minimise: y, or -y where y is maximised.
//
// | form        | the scale s of a cost               | s as a cost                                                  |
// |-------------|-------------------------------------|--------------------------------------------------------------|
// | identity    | c                                   | s                                                            |
// | linear      | (c - centre) / unit                 | centre + unit s                                              |
// | power       | (t(z) - mean) / deviation           | centre + unit t^-1(mean + deviation s)                       |
// | logDistance | ln(c - c0), c0 the best cost        | c0 + e^s                                                     |
//
// with z = (c - centre) / unit and t of Yeo and Johnson (WarpedProcess.swift). All are increasing, so that a quantile of s
// is the quantile of c, and a density p(s) of s is the density p(s(c)) ds/dc of c.

import Basics
import RealModule

/// The scale on which a strategy compares values, the smaller the better, and the way back to the objective's own.
public struct ValueScale: Hashable, Sendable {
  /// How costs lie on the scale.
  public enum Form: Hashable, Sendable {
    /// As they are.
    case identity
    /// Less a centre, in some unit.
    case linear(centre: Double, unit: Double)
    /// The same, transformed by a power and standardised.
    case power(PowerScale)
    /// The logarithm of the distance from the best value possible.
    case logDistance(bound: Double)
  }

  /// How costs lie on the scale.
  public let form: Form
  /// What is wanted of the values.
  public let direction: Direction

  /// A scale of values of which the smaller or the larger ones are better.
  public init(_ form: Form, _ direction: Direction) { (self.form, self.direction) = (form, direction) }

  private var sign: Double { direction == .minimize ? 1 : -1 }

  /// The objective's value at a place of the scale; infinite beyond the places that values have.
  public func value(at place: Double) -> Double {
    switch form {
    case .identity: sign * place
    case .linear(let centre, let unit): sign * (centre + unit * place)
    case .power(let power): sign * power.cost(at: place)
    case .logDistance(let bound): bound + sign * .exp(place)
    }
  }

  /// The place of a value of the objective; infinite or not a number for values that cannot be.
  public func place(of value: Double) -> Double {
    switch form {
    case .identity: sign * value
    case .linear(let centre, let unit): (sign * value - centre) / unit
    case .power(let power): power.place(of: sign * value)
    case .logDistance(let bound): sign * (value - bound) > 0 ? .log(sign * (value - bound)) : -.infinity
    }
  }

  /// By how much the place changes with the value, without its sign.
  func slope(at value: Double) -> Double {
    switch form {
    case .identity: 1
    case .linear(_, let unit): 1 / unit
    case .power(let power): power.slope(at: sign * value)
    case .logDistance(let bound): sign * (value - bound) > 0 ? 1 / abs(value - bound) : 0
    }
  }
}

/// The scale of Yeo and Johnson's power transform of standardised costs, itself standardised.
public struct PowerScale: Hashable, Sendable {
  /// What the transform is of: (cost - centre) / unit.
  let centre: Double
  let unit: Double
  /// p.
  let exponent: Double
  /// Of the transformed costs.
  let mean: Double
  let deviation: Double

  /// t(z), given ln(1 + |z|).
  static func transform(_ z: Double, logarithm: Double, exponent: Double) -> Double {
    let exponent = z >= 0 ? exponent : 2 - exponent
    let magnitude = abs(exponent) > 1e-9 ? Double.expMinusOne(exponent * logarithm) / exponent : logarithm
    return z >= 0 ? magnitude : -magnitude
  }

  /// z of t(z); infinite where no z has such a t.
  static func inverse(_ t: Double, exponent: Double) -> Double {
    let exponent = t >= 0 ? exponent : 2 - exponent
    let reach = exponent * abs(t)
    guard reach > -1 else { return t >= 0 ? .infinity : -.infinity }
    let logarithm = abs(exponent) > 1e-9 ? Double.log(onePlus: reach) / exponent : abs(t)
    let magnitude = Double.expMinusOne(logarithm)
    return t >= 0 ? magnitude : -magnitude
  }

  func place(of cost: Double) -> Double {
    let z = (cost - centre) / unit
    return (Self.transform(z, logarithm: .log(onePlus: abs(z)), exponent: exponent) - mean) / deviation
  }

  func cost(at place: Double) -> Double {
    centre + unit * Self.inverse(mean + deviation * place, exponent: exponent)
  }

  /// ds/dc, where dt/dz = (1 + |z|)^(p - 1), or of 1 - p for negative z.
  func slope(at cost: Double) -> Double {
    let z = (cost - centre) / unit
    return .exp((z >= 0 ? exponent - 1 : 1 - exponent) * .log(onePlus: abs(z))) / (deviation * unit)
  }
}

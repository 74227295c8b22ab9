// k(x, x') = s^2 (M(r) prod_c rho_c^[x_c != x'_c] + trend(x, x'))
//
// | code      | mathematics                                                                      |
// |-----------|----------------------------------------------------------------------------------|
// | variance  | s^2                                                                              |
// | radial    | 1 / l_i^2 of the numeric axes, 0 on others: r^2 = sum_i radial_i (u_i - u'_i)^2  |
// | hamming   | 1 / l_c = -ln rho_c of the choices, 0 on others                                  |
// | value     | M(r) = (1 + q + q^2 / 3) exp(-q) with q = sqrt 5 r, times the choice factors     |
// | slope     | -2 dM/d(r^2) = 5/3 (1 + q) exp(-q), times the choice factors                     |
//
// Hence, without the trend, dk/d(ln l_i) = s^2 slope (u_i - u'_i)^2 / l_i^2, dk/d(ln l_c) = k [x_c != x'_c] / l_c,
// dk/du_i = -s^2 slope (u_i - u'_i) / l_i^2. Positive semidefinite: Matern's function is, each choice factor
// (1 - rho) I + rho 1 1^T is, the trend is, and so are products and sums. A single family of lengthscales l has
// rho_c = exp(-1 / l_c), so that one prior suits both kinds of axis.
//
// Beside the Matern function, which returns to its mean within a lengthscale, the function has along every numeric axis,
// with x = 2 u - 1, a random slope and random flanks:
//
//   sum_j a_j x_j + c_j x_j^4,   a_j ~ N(0, slope s^2),  c_j ~ N(0, flank s^2)
//
// whose covariance is s^2 sum_j p_j (slope + flank p_j^3) for p_j = x_j x'_j. A dozen observations in five dimensions
// say little about a function at the far end of the box, but much about which way it falls; and with the height of the
// flanks uncertain, an optimum on a face is found as soon as the data point there.

import CCovariance
import RealModule

// MARK: Axes

/// How the coordinates of a point enter the kernel.
struct Axes: Hashable, Sendable {
  /// Which coordinates are compared by equality; the others count by their difference.
  let isChoice: [Bool]
  /// Index of the lengthscale that each coordinate is measured in.
  let lengthscale: [Int]
  /// The weight of the trend along each coordinate.
  let trend: [Double]

  /// Axes with a lengthscale each, numeric ones with a trend of some weight.
  init(isChoice: [Bool], trend: Double = 0) {
    self.isChoice = isChoice
    lengthscale = Array(isChoice.indices)
    self.trend = isChoice.map { $0 ? 0 : trend }
  }

  /// The axes of a space: its parameters, then the activities of those with a rule.
  init(_ space: Space, trend: Double) {
    let conditional = space.conditional
    let isChoice = space.parameters.map(\.domain.isUnordered)
    self.isChoice = isChoice + conditional.map { _ in false }
    lengthscale = Array(space.parameters.indices) + conditional
    self.trend = isChoice.map { $0 ? 0 : trend } + conditional.map { _ in 0 }
  }

  /// Number of coordinates.
  var count: Int { isChoice.count }

  /// Number of lengthscales.
  var lengthscales: Int { (lengthscale.max() ?? -1) + 1 }

  /// Whether there is a trend along any coordinate.
  var hasTrend: Bool { trend.contains { $0 > 0 } }
}

// MARK: The trend

/// The covariance of the trend along one axis, in units of s^2.
enum Trend {
  /// The variance of a_j.
  static let slope = 0.16
  /// The variance of c_j.
  static let flank = 0.36

  /// The centred coordinate x of u.
  @inline(__always)
  static func centred(_ u: Double) -> Double { 2 * u - 1 }

  /// The covariance where the product of the centred coordinates is p.
  @inline(__always)
  static func covariance(_ p: Double) -> Double { p * (slope + flank * p * p * p) }

  /// Its derivative by p.
  @inline(__always)
  static func derivative(_ p: Double) -> Double { slope + 4 * flank * p * p * p }
}

// MARK: The kernel

/// The Matern-5/2 kernel with a lengthscale for every axis, times a factor for every choice that differs, and a trend.
struct Kernel: Sendable {
  let variance: Double
  let radial: [Double]
  let hamming: [Double]
  /// The weight of the trend along each coordinate.
  let trend: [Double]

  /// The kernel of hyperparameters ln l (one for each lengthscale), ln s^2, whose scale is in units of `unit`.
  init(_ logarithms: [Double], _ axes: Axes, unit: Double = 1) {
    variance = unit * .exp(logarithms[axes.lengthscales])
    radial = (0..<axes.count).map { axes.isChoice[$0] ? 0 : .exp(-2 * logarithms[axes.lengthscale[$0]]) }
    hamming = (0..<axes.count).map { axes.isChoice[$0] ? .exp(-logarithms[axes.lengthscale[$0]]) : 0 }
    trend = axes.trend
  }

  /// Number of coordinates of a point.
  var dimension: Int { radial.count }

  /// l of an axis.
  func lengthscale(_ axis: Int) -> Double {
    radial[axis] > 0 ? 1 / radial[axis].squareRoot() : 1 / hamming[axis]
  }

  /// k(x, x).
  @inline(__always)
  func variance(at point: UnsafePointer<Double>) -> Double {
    var sum = 1.0
    for axis in trend.indices where trend[axis] > 0 {
      let x = Trend.centred(point[axis])
      sum += trend[axis] * Trend.covariance(x * x)
    }
    return variance * sum
  }

  /// The numbers of the Matern function, for the inner loops.
  @inline(__always)
  func withMatern(_ body: (UnsafePointer<covariance_kernel>) -> Void) {
    radial.withUnsafeBufferPointer { radial in
      hamming.withUnsafeBufferPointer { hamming in
        var matern = covariance_kernel(
          axes: radial.count, variance: variance, radial: radial.baseAddress, hamming: hamming.baseAddress)
        body(&matern)
      }
    }
  }

  /// Writes the covariances of a point with many, and where they are wanted the slopes times s^2.
  ///
  /// - Parameters:
  ///   - query: A point.
  ///   - columns: The coordinates of the others, axis by axis, `stride` apart.
  ///   - stride: Room for the points of an axis.
  ///   - count: Number of points.
  ///   - covariances: Receives `count` numbers.
  ///   - slopes: Receives as many, or nil.
  @inline(__always)
  func evaluate(
    _ query: UnsafePointer<Double>, _ columns: UnsafePointer<Double>, stride: Int, count: Int,
    into covariances: UnsafeMutablePointer<Double>, slopes: UnsafeMutablePointer<Double>? = nil
  ) {
    withMatern { covariance_row($0, query, columns, stride, count, covariances, slopes) }
    covariance_add_trend(
      trend.count, variance, trend, Trend.slope, Trend.flank, query, columns, stride, count, covariances)
  }
}

// MARK: The matrix of a set of points

// Pairs (i, j), j < i, are numbered p = i (i - 1) / 2 + j: row by row of the lower triangle.
//
// Matrices are n x n, row by row, of which the lower triangle is used: to LAPACK, which counts by columns, the upper.

/// The kernel between the points of a fixed set, for many hyperparameters; evaluation allocates nothing.
final class KernelMatrix {
  let count: Int
  let axes: Axes
  private let unit: Double
  /// The points one after the other, and axis by axis.
  private let points: Buffer
  private let columns: Buffer
  /// Of every pair, for the hyperparameters last evaluated: Matern's part of the kernel, and its slope.
  private let values: Buffer
  private let slopes: Buffer
  /// The trend of every pair and of every point with itself, in units of s^2; of pairs only where there is one.
  private let trend: Buffer
  private let trendAtPoints: Buffer
  private let sums: Buffer

  /// A matrix for points.
  ///
  /// - Parameters:
  ///   - points: n x p coordinates, point by point.
  ///   - axes: How they enter the kernel.
  ///   - unit: The s^2 that ln s^2 = 0 stands for.
  init(points: [Double], axes: Axes, unit: Double = 1) {
    let dimension = axes.count
    let count = dimension == 0 ? 0 : points.count / dimension
    let pairs = count * (count - 1) / 2
    self.count = count
    self.axes = axes
    self.unit = unit
    self.points = Buffer(count: count * dimension)
    columns = Buffer(count: count * dimension)
    values = Buffer(count: pairs)
    slopes = Buffer(count: pairs)
    trend = Buffer(count: axes.hasTrend ? pairs : 0)
    trendAtPoints = Buffer(count: count)
    sums = Buffer(count: dimension + 1)
    for i in 0..<count {
      for k in 0..<dimension {
        self.points.pointer[i * dimension + k] = points[i * dimension + k]
        columns.pointer[k * count + i] = points[i * dimension + k]
      }
    }
    guard axes.hasTrend else { return }
    for i in 0..<count {
      let point = self.points.pointer + i * dimension
      covariance_add_trend(
        dimension, 1, axes.trend, Trend.slope, Trend.flank, point, columns.pointer, count, i,
        trend.pointer + i * (i - 1) / 2)
      for k in 0..<dimension where axes.trend[k] > 0 {
        let x = Trend.centred(point[k])
        trendAtPoints.pointer[i] += axes.trend[k] * Trend.covariance(x * x)
      }
    }
  }

  /// s^2 of the hyperparameters ln l (one for each lengthscale), ln s^2.
  func variance(_ logarithms: [Double]) -> Double {
    unit * .exp(logarithms[axes.lengthscales])
  }

  /// Writes the lower triangle of K for hyperparameters, and remembers what the gradient needs.
  func evaluate(_ logarithms: [Double], into matrix: UnsafeMutablePointer<Double>) {
    let kernel = Kernel(logarithms, axes, unit: unit)
    let (variance, dimension) = (kernel.variance, axes.count)
    kernel.withMatern { matern in
      for i in 0..<count {
        let first = i * (i - 1) / 2
        covariance_row(
          matern, points.pointer + i * dimension, columns.pointer, count, i, values.pointer + first,
          slopes.pointer + first)
      }
    }
    for i in 0..<count {
      let (row, first) = (matrix + i * count, i * (i - 1) / 2)
      row.update(from: values.pointer + first, count: i)
      if axes.hasTrend { for j in 0..<i { row[j] += variance * trend.pointer[first + j] } }
      row[i] = variance * (1 + trendAtPoints.pointer[i])
    }
  }

  /// Writes sum_ij M_ij dK_ij / d(ln l_k) and / d(ln s^2) for the hyperparameters last evaluated.
  ///
  /// - Parameters:
  ///   - weights: M, symmetric; the lower triangle is read.
  ///   - logarithms: The hyperparameters.
  ///   - gradient: A number for each hyperparameter is written.
  func gradient(weights: UnsafePointer<Double>, _ logarithms: [Double], into gradient: inout [Double]) {
    let kernel = Kernel(logarithms, axes, unit: unit)
    let (sums, dimension) = (sums.pointer, axes.count)
    sums.update(repeating: 0, count: dimension + 1)
    var (trace, ofTrend) = (0.0, 0.0)
    kernel.withMatern { matern in
      for i in 0..<count {
        let (row, first) = (weights + i * count, i * (i - 1) / 2)
        covariance_gradient(
          matern, points.pointer + i * dimension, columns.pointer, count, i, values.pointer + first,
          slopes.pointer + first, row, sums)
        if axes.hasTrend { ofTrend += dot(row, trend.pointer + first, i) }
        trace += row[i] * (1 + trendAtPoints.pointer[i])
      }
    }
    let scales = axes.lengthscales
    for k in 0..<scales { gradient[k] = 0 }
    for k in 0..<dimension {
      gradient[axes.lengthscale[k]] += 2 * sums[k] * (kernel.radial[k] + kernel.hamming[k])
    }
    gradient[scales] = (trace + 2 * ofTrend) * kernel.variance + 2 * sums[dimension]
  }
}

// Pairs (i, j), j < i, are numbered p = i (i - 1) / 2 + j: row by row of the lower triangle.
//
// Matrices are n x n, row by row, of which the lower triangle is used: to LAPACK, which counts by columns, the upper.

import CCovariance
import RealModule

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

// Pairs (i, j), j < i, are numbered p = i (i - 1) / 2 + j: row by row of the lower triangle. What depends on the points
// alone is computed once, axis by axis: squares[k P + p] = (u_ik - u_jk)^2, or [x_ik != x_jk] for a choice, P pairs.
//
// Matrices are n x n, row by row, of which the lower triangle is used: to LAPACK, which counts by columns, the upper.

import CLAPACK
import RealModule

/// The kernel between the points of a fixed set, for many hyperparameters; evaluation allocates nothing.
final class KernelMatrix {
  let count: Int
  let axes: Axes
  private let unit: Double
  private let pairs: Int
  private let squares: Buffer
  private let values: Buffer
  private let slopes: Buffer
  private let mismatches: Buffer
  private let trend: Buffer
  private let trendAtPoints: Buffer

  /// A matrix for points.
  ///
  /// - Parameters:
  ///   - points: n x p coordinates, point by point.
  ///   - axes: How they enter the kernel.
  ///   - unit: The s^2 that ln s^2 = 0 stands for.
  init(points: [Double], axes: Axes, unit: Double = 1) {
    let dimension = axes.count
    let count = dimension == 0 ? 0 : points.count / dimension
    self.count = count
    self.axes = axes
    self.unit = unit
    pairs = count * (count - 1) / 2
    squares = Buffer(count: pairs * dimension)
    values = Buffer(count: pairs)
    slopes = Buffer(count: pairs)
    mismatches = Buffer(count: pairs)
    trend = Buffer(count: axes.hasTrend ? pairs : 0)
    trendAtPoints = Buffer(count: count)
    points.withUnsafeBufferPointer { points in
      for k in 0..<dimension {
        var next = squares.pointer + k * pairs
        for i in 0..<count {
          for j in 0..<i {
            let difference = points[i * dimension + k] - points[j * dimension + k]
            next[j] = axes.isChoice[k] ? (difference == 0 ? 0 : 1) : difference * difference
          }
          next += i
        }
      }
      for k in 0..<dimension where axes.trend[k] > 0 {
        var next = trend.pointer
        for i in 0..<count {
          let x = Trend.centred(points[i * dimension + k])
          for j in 0..<i {
            next[j] += axes.trend[k] * Trend.covariance(x * Trend.centred(points[j * dimension + k]))
          }
          trendAtPoints.pointer[i] += axes.trend[k] * Trend.covariance(x * x)
          next += i
        }
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
    let (values, slopes, mismatches) = (values.pointer, slopes.pointer, mismatches.pointer)
    values.update(repeating: 0, count: pairs)
    mismatches.update(repeating: 0, count: pairs)
    for k in 0..<axes.count {
      let square = squares.pointer + k * pairs
      let (sums, weight) = axes.isChoice[k] ? (mismatches, kernel.hamming[k]) : (values, kernel.radial[k])
      for p in 0..<pairs { sums[p] += weight * square[p] }
    }
    let variance = kernel.variance
    for p in 0..<pairs {
      let (value, slope) = Kernel.profile(values[p], mismatches[p])
      values[p] = variance * value
      slopes[p] = variance * slope
    }
    for i in 0..<count {
      let (row, first) = (matrix + i * count, i * (i - 1) / 2)
      row.update(from: values + first, count: i)
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
    let (values, slopes) = (values.pointer, slopes.pointer)
    var (trace, ofTrend) = (0.0, 0.0)
    for i in 0..<count {
      let first = i * (i - 1) / 2
      let row = weights + i * count
      if axes.hasTrend { ofTrend += dot(row, trend.pointer + first, i) }
      for j in 0..<i {
        slopes[first + j] *= row[j]
        values[first + j] *= row[j]
      }
      trace += row[i] * (1 + trendAtPoints.pointer[i])
    }
    let scales = axes.lengthscales
    for k in 0...scales { gradient[k] = 0 }
    for k in 0..<axes.count {
      let sum =
        axes.isChoice[k]
        ? dot(values, squares.pointer + k * pairs, pairs)
        : dot(slopes, squares.pointer + k * pairs, pairs)
      gradient[axes.lengthscale[k]] += 2 * sum * (kernel.radial[k] + kernel.hamming[k])
    }
    gradient[scales] = (trace + 2 * ofTrend) * kernel.variance
    var total = 0.0
    for p in 0..<pairs { total += values[p] }
    gradient[scales] += 2 * total
  }
}

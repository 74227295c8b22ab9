// Pairs (i, j), j < i, are numbered p = i (i - 1) / 2 + j. What depends on the points alone is computed once:
// squares[p d + k] = (u_ik - u_jk)^2, or [x_ik != x_jk] for a choice.

import RealModule

/// The kernel between the points of a fixed set, for many hyperparameters; evaluation allocates nothing.
final class KernelMatrix {
  let count: Int
  let dimension: Int
  private let isChoice: [Bool]
  private let unit: Double
  private let squares: Buffer
  private let values: Buffer
  private let slopes: Buffer
  private let coefficients: Buffer
  private let sums: Buffer

  /// A matrix for points.
  ///
  /// - Parameters:
  ///   - points: n x d coordinates, point by point.
  ///   - isChoice: Which of the d axes are compared by equality.
  ///   - unit: The s^2 that ln s^2 = 0 stands for.
  init(points: [Double], isChoice: [Bool], unit: Double = 1) {
    dimension = isChoice.count
    count = dimension == 0 ? 0 : points.count / dimension
    self.isChoice = isChoice
    self.unit = unit
    let pairs = count * (count - 1) / 2
    squares = Buffer(count: pairs * dimension)
    values = Buffer(count: pairs)
    slopes = Buffer(count: pairs)
    coefficients = Buffer(count: 2 * dimension)
    sums = Buffer(count: dimension)
    var next = 0
    for i in 0..<count {
      for j in 0..<i {
        for k in 0..<dimension {
          let difference = points[i * dimension + k] - points[j * dimension + k]
          squares.pointer[next] = isChoice[k] ? (difference == 0 ? 0 : 1) : difference * difference
          next += 1
        }
      }
    }
  }

  /// s^2 of the hyperparameters ln l (d of them), ln s^2.
  func variance(_ logarithms: [Double]) -> Double {
    unit * .exp(logarithms[dimension])
  }

  /// Writes both triangles of K for hyperparameters, and remembers what the gradient needs.
  func evaluate(_ logarithms: [Double], into matrix: UnsafeMutablePointer<Double>) {
    let variance = variance(logarithms)
    let radial = coefficients.pointer
    let hamming = coefficients.pointer + dimension
    for k in 0..<dimension {
      radial[k] = isChoice[k] ? 0 : .exp(-2 * logarithms[k])
      hamming[k] = isChoice[k] ? .exp(-logarithms[k]) : 0
    }
    var square = UnsafePointer(squares.pointer)
    var pair = 0
    for i in 0..<count {
      for j in 0..<i {
        var squared = 0.0
        var mismatch = 0.0
        for k in 0..<dimension {
          squared += radial[k] * square[k]
          mismatch += hamming[k] * square[k]
        }
        square += dimension
        let (value, slope) = Kernel.profile(squared, mismatch)
        values.pointer[pair] = variance * value
        slopes.pointer[pair] = variance * slope
        pair += 1
        matrix[j * count + i] = variance * value
        matrix[i * count + j] = variance * value
      }
      matrix[i * count + i] = variance
    }
  }

  /// Writes sum_ij M_ij dK_ij / d(ln l_k) and / d(ln s^2) for the hyperparameters last evaluated.
  ///
  /// - Parameters:
  ///   - weights: M, symmetric; the lower triangle is read.
  ///   - logarithms: The hyperparameters.
  ///   - gradient: d + 1 numbers are written.
  func gradient(weights: UnsafePointer<Double>, _ logarithms: [Double], into gradient: inout [Double]) {
    for k in 0..<dimension { sums.pointer[k] = 0 }
    var trace = 0.0
    var total = 0.0
    var square = UnsafePointer(squares.pointer)
    var pair = 0
    isChoice.withUnsafeBufferPointer { isChoice in
      for i in 0..<count {
        for j in 0..<i {
          let weight = weights[j * count + i]
          let byValue = weight * values.pointer[pair]
          let bySlope = weight * slopes.pointer[pair]
          total += byValue
          for k in 0..<dimension { sums.pointer[k] += square[k] * (isChoice[k] ? byValue : bySlope) }
          square += dimension
          pair += 1
        }
        trace += weights[i * count + i]
      }
    }
    for k in 0..<dimension {
      gradient[k] = 2 * sums.pointer[k] * (coefficients.pointer[k] + coefficients.pointer[dimension + k])
    }
    gradient[dimension] = 2 * total + trace * variance(logarithms)
  }
}

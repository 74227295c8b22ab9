// Ordinary least squares by Householder's QR decomposition (Golub and Van Loan, Matrix Computations, 5.2-5.3): X = Q R,
// R b = Q' y, Cov(b) = s^2 (R' R)^-1, s^2 = |y - X b|^2 / (n - k). Columns are scaled to length 1, so that a column that is
// next to a combination of those before it shows as a small diagonal element.

/// A straight line, or a plane, through points: y = b_0 + b_1 x_1 + ...
public struct LinearRegression: Sendable {
  /// b_0, b_1, ...
  public let coefficients: [Double]
  /// The standard error of each.
  public let errors: [Double]
  /// What is left of each y.
  public let residuals: [Double]
  /// Sum of squares of `residuals`.
  public let residualSquares: Double
  /// Sum of squares of y around its mean.
  public let totalSquares: Double
  /// n - k.
  public let df: Double

  /// Below this the diagonal element of a column of length 1 says that it is a combination of others; as in R's lm.
  private static let tolerance = 1e-7

  /// Why there is none: a column that is constant or a combination of those before it, counted from 0.
  public struct DependentColumn: Error {
    /// Its place among the columns.
    public let index: Int
  }

  /// Fits more points than coefficients.
  ///
  /// - Parameters:
  ///   - columns: x_1, x_2, ...: at least one.
  ///   - y: as many numbers as in each of them.
  /// - Throws: where a column does not vary beside the others.
  public init(_ columns: [[Double]], _ y: [Double]) throws(DependentColumn) {
    let n = y.count
    // Around their means: the constant column is then orthogonal to the others, and b_0 follows from their means.
    func mean(_ values: [Double]) -> Double {
      let first = values.reduce(0) { $0 + $1 / Double(n) }
      return first + values.reduce(0) { $0 + ($1 - first) / Double(n) }
    }
    let means = columns.map(mean)
    let yMean = mean(y)
    let centered = zip(columns, means).map { column, mean in column.map { $0 - mean } }
    let target = y.map { $0 - yMean }
    let k = columns.count
    func length(_ values: ArraySlice<Double>) -> Double {
      let largest = values.reduce(0) { max($0, abs($1)) }
      guard largest > 0 else { return 0 }
      return largest * values.reduce(0) { $0 + $1 / largest * ($1 / largest) }.squareRoot()
    }
    var scales: [Double] = []
    for (index, column) in centered.enumerated() {
      let scale = length(column[...])
      guard scale > 1e-14 * length(columns[index][...]) else { throw DependentColumn(index: index) }
      scales.append(scale)
    }
    var q = zip(centered, scales).map { column, scale in column.map { $0 / scale } }
    var rotated = target
    var diagonal = [Double](repeating: 0, count: k)
    for step in 0..<k {
      let size = length(q[step][step...])
      guard size > Self.tolerance else { throw DependentColumn(index: step) }
      let alpha = q[step][step] > 0 ? -size : size
      var reflector = Array(q[step][step...])
      reflector[0] -= alpha
      let square = reflector.reduce(0) { $0 + $1 * $1 }
      func reflect(_ values: inout [Double]) {
        var product = 0.0
        for (offset, v) in reflector.enumerated() { product += v * values[step + offset] }
        let factor = 2 * product / square
        for (offset, v) in reflector.enumerated() { values[step + offset] -= factor * v }
      }
      for later in step..<k { reflect(&q[later]) }
      reflect(&rotated)
      diagonal[step] = q[step][step]
    }
    // R^-1, column after column; R[i][j] is q[j][i].
    var inverse = [[Double]](repeating: [Double](repeating: 0, count: k), count: k)
    for column in 0..<k {
      for row in stride(from: column, through: 0, by: -1) {
        var value = row == column ? 1.0 : 0
        for j in row + 1..<max(row + 1, column + 1) { value -= q[j][row] * inverse[j][column] }
        inverse[row][column] = value / diagonal[row]
      }
    }
    let slopes = (0..<k).map { row in (row..<k).reduce(0) { $0 + inverse[row][$1] * rotated[$1] } / scales[row] }
    let intercept = yMean - zip(slopes, means).reduce(0) { $0 + $1.0 * $1.1 }
    residuals = y.indices.map { i in
      target[i] - (0..<k).reduce(0) { $0 + slopes[$1] * centered[$1][i] }
    }
    residualSquares = residuals.reduce(0) { $0 + $1 * $1 }
    totalSquares = target.reduce(0) { $0 + $1 * $1 }
    df = Double(n - k - 1)
    let variance = residualSquares / df
    let slopeErrors = (0..<k).map { row in
      (variance * inverse[row].reduce(0) { $0 + $1 * $1 }).squareRoot() / scales[row]
    }
    // Var(b_0) = s^2 (1 / n + m' (Xc' Xc)^-1 m), m the means.
    let shifts = (0..<k).map { column in
      (0...column).reduce(0) { $0 + means[$1] / scales[$1] * inverse[$1][column] }
    }
    let share = 1 / Double(n) + shifts.reduce(0) { $0 + $1 * $1 }
    coefficients = [intercept] + slopes
    errors = [(variance * share).squareRoot()] + slopeErrors
  }
}

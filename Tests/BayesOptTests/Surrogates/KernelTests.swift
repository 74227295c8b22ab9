import Basics
import RealModule
import Testing

@testable import BayesOpt

/// The loops of the kernel against its formula, one number after the other.
@Suite struct KernelTests {
  private static let axes = Axes(isChoice: [false, true, false, false, true], trend: 0.7)
  private static let logarithms = [-0.5, 0.3, -1.2, 1.0, -0.8, 0.4, -5]

  /// Points with three values on the axes of choices.
  private static func points(_ count: Int, _ random: inout CounterRandom) -> [[Double]] {
    (0..<count).map { _ in
      (0..<5).map { axes.isChoice[$0] ? Double(random.index(below: 3)) / 3 : random.uniform() }
    }
  }

  /// Matern's part in units of s^2, its slope, and the trend.
  private static func formula(_ x: [Double], _ y: [Double]) -> (value: Double, slope: Double, trend: Double) {
    var (square, mismatch, trend) = (0.0, 0.0, 0.0)
    for axis in x.indices {
      let lengthscale = Double.exp(logarithms[axis])
      if axes.isChoice[axis] {
        mismatch += x[axis] == y[axis] ? 0 : 1 / lengthscale
      } else {
        square += (x[axis] - y[axis]) * (x[axis] - y[axis]) / (lengthscale * lengthscale)
        trend += 0.7 * Trend.covariance((2 * x[axis] - 1) * (2 * y[axis] - 1))
      }
    }
    let q = (5 * square).squareRoot()
    let decay = Double.exp(-q - mismatch)
    return ((1 + q + q * q / 3) * decay, 5 / 3 * (1 + q) * decay, trend)
  }

  /// Lengths around those of vectors and of what is treated together.
  @Test(arguments: [0, 1, 3, 4, 5, 31, 127, 128, 129, 301]) func `a row has the numbers of the formula`(count: Int) {
    var random = CounterRandom(seed: 1)
    let points = Self.points(count, &random)
    let query = Self.points(1, &random)[0]
    let kernel = Kernel(Self.logarithms, Self.axes)
    let columns = (0..<5).flatMap { axis in points.map { $0[axis] } }
    let (values, slopes) = (Buffer(count: count), Buffer(count: count))
    kernel.evaluate(query, columns, stride: count, count: count, into: values.pointer, slopes: slopes.pointer)
    for (i, point) in points.enumerated() {
      let (value, slope, trend) = Self.formula(query, point)
      #expect(abs(values.array[i] - kernel.variance * (value + trend)) < 1e-14)
      #expect(abs(slopes.array[i] - kernel.variance * slope) < 1e-14)
    }
  }

  @Test func `the kernel is exact near and far, and next to nothing beyond`() {
    let distances = [0, 1e-200, 1e-8, 0.3, 0.35, 1, 3, 10, 100, 690, 707, 800, 1e10, 1e150, .infinity]
    let kernel = Kernel([0, 0], Axes(isChoice: [false]))
    let values = Buffer(count: distances.count)
    kernel.evaluate([0], distances, stride: distances.count, count: distances.count, into: values.pointer)
    for (distance, value) in zip(distances, values.array) {
      let q = 5.0.squareRoot() * distance
      guard q < 700 else {
        #expect(value >= 0 && value < 1e-290)
        continue
      }
      let exact = (1 + q + q * q / 3) * .exp(-q)
      #expect(abs(value - exact) <= 2e-15 * (1 + q) * exact)
    }
  }

  @Test func `the matrix and its gradient are sums over pairs`() {
    var random = CounterRandom(seed: 2)
    let n = 21
    let points = Self.points(n, &random)
    let matrix = KernelMatrix(points: points.flatMap { $0 }, axes: Self.axes, unit: 3)
    let (k, weights) = (Buffer(count: n * n), Buffer(count: n * n))
    matrix.evaluate(Self.logarithms, into: k.pointer)
    for i in 0..<n { for j in 0...i { weights.pointer[i * n + j] = random.normal() } }
    var gradient = Self.logarithms
    matrix.gradient(weights: weights.pointer, Self.logarithms, into: &gradient)
    // By central differences of the matrix itself.
    for index in 0...5 {
      var sum = 0.0
      for (step, sign) in [(1e-5, 1.0), (-1e-5, -1.0)] {
        var shifted = Self.logarithms
        shifted[index] += step
        matrix.evaluate(shifted, into: k.pointer)
        for i in 0..<n {
          for j in 0...i { sum += sign * (i == j ? 1 : 2) * weights.pointer[i * n + j] * k.pointer[i * n + j] }
        }
      }
      #expect(abs(sum / 2e-5 - gradient[index]) < 1e-6 * max(1, abs(gradient[index])))
    }
    matrix.evaluate(Self.logarithms, into: k.pointer)
    for i in 0..<n {
      for j in 0..<i {
        let (value, _, trend) = Self.formula(points[i], points[j])
        #expect(abs(k.pointer[i * n + j] - matrix.variance(Self.logarithms) * (value + trend)) < 1e-13)
      }
    }
  }
}

import RealModule
import Testing

@testable import BayesOpt

@Suite struct OptimizationTests {
  @Test func `a quasi-Newton method finds Rosenbrock's minimum and respects a box`() {
    func rosenbrock(_ x: [Double], _ gradient: inout [Double]) -> Double {
      var sum = 0.0
      for i in gradient.indices { gradient[i] = 0 }
      for i in 0..<x.count - 1 {
        let r = x[i + 1] - x[i] * x[i]
        sum += 100 * r * r + (1 - x[i]) * (1 - x[i])
        gradient[i] += -400 * x[i] * r - 2 * (1 - x[i])
        gradient[i + 1] += 200 * r
      }
      return sum
    }
    let method = LBFGS(iterations: 500, tolerance: 0, gradientTolerance: 1e-9)
    let bound = [Double](repeating: 5, count: 6)
    let free = method.minimize(
      from: [-1.2, 1, -1.2, 1, -1.2, 1], lower: bound.map(-), upper: bound, rosenbrock)
    #expect(free.value < 1e-14)
    #expect(free.point.allSatisfy { abs($0 - 1) < 1e-6 })
    // SciPy 1.17, L-BFGS-B with ftol 1e-15: f = 0.25 at (0.5, 0.25) for x in [-5, 0.5], y in [-5, 5].
    let boxed = method.minimize(from: [-1.2, 1], lower: [-5, -5], upper: [0.5, 5], rosenbrock)
    #expect(boxed.point[0] == 0.5 && abs(boxed.point[1] - 0.25) < 1e-7)
  }

  @Test func `what is known of the curvature saves evaluations and moves no minimum`() {
    let weights = [1.0, 30, 4, 100, 0.5]
    func search(
      from start: [Double], towards target: Double, scale: Double, _ curvature: Curvature?
    ) -> (LBFGS.End, evaluations: Int) {
      var evaluations = 0
      let bound = [Double](repeating: 9, count: 5)
      let end = LBFGS(iterations: 200, tolerance: 0, gradientTolerance: 1e-7).minimize(
        from: start, curvature: curvature, lower: bound.map(-), upper: bound
      ) { x, gradient in
        evaluations += 1
        var sum = 0.0
        for i in x.indices {
          let z = x[i] - target
          sum += scale * weights[i] * (z * z + 0.05 * z * z * z * z)
          gradient[i] = scale * weights[i] * (2 * z + 0.2 * z * z * z)
        }
        return sum
      }
      return (end, evaluations)
    }
    let first = search(from: [3, -2, 1, 2, -4], towards: 0.5, scale: 1, nil).0
    let (ignorant, many) = search(from: first.point, towards: 0.6, scale: 7, nil)
    let (informed, few) = search(from: first.point, towards: 0.6, scale: 7, first.curvature.scaled(by: 7))
    for end in [ignorant, informed] { #expect(end.point.allSatisfy { abs($0 - 0.6) < 1e-6 }) }
    #expect(few < many)
  }

  @Test func `a function without a value at the start is no crash`() {
    let result = LBFGS().minimize(from: [0.5], lower: [0], upper: [1]) { _, _ in .nan }
    #expect(result.value == .infinity)
  }

  @Test func `the Cholesky factor solves, inverts and gives the determinant`() {
    // Hilbert's matrix of order 4 plus the identity.
    let n = 4
    let a = Buffer(count: n * n)
    for i in 0..<n { for j in 0..<n { a.pointer[i * n + j] = 1 / Double(i + j + 1) + (i == j ? 1 : 0) } }
    let original = a.array
    #expect(Cholesky.factor(a.pointer, n))
    // numpy.linalg.slogdet
    #expect(abs(Cholesky.logDeterminant(a.pointer, n) - 1.079_458_290_252_442_6) < 1e-14)
    let b = Buffer(count: n)
    for i in 0..<n { b.pointer[i] = Double(i) }
    Cholesky.solve(a.pointer, n, b.pointer)
    for i in 0..<n {
      #expect(abs((0..<n).reduce(0) { $0 + original[i * n + $1] * b.pointer[$1] } - Double(i)) < 1e-14)
    }
    Cholesky.invert(a.pointer, n)
    for i in 0..<n {
      for j in 0..<n {
        let product = (0..<n).reduce(0) { sum, k in
          sum + a.pointer[max(i, k) * n + min(i, k)] * original[k * n + j]
        }
        #expect(abs(product - (i == j ? 1 : 0)) < 1e-14)
      }
    }
    let indefinite = Buffer(count: 1)
    indefinite.pointer[0] = -1
    #expect(!Cholesky.factor(indefinite.pointer, 1))
  }

  @Test func `a row is appended to a factor as if it had been there from the start`() {
    let (n, stride) = (6, 9)
    let a = Buffer(count: n * n)
    let rows = Buffer(count: n * stride)
    for i in 0..<n {
      for j in 0...i {
        a.pointer[i * n + j] = 1 / Double(i + j + 1) + (i == j ? 1 : 0)
        rows.pointer[i * stride + j] = a.pointer[i * n + j]
      }
    }
    #expect(Cholesky.factor(a.pointer, n))
    for i in 0..<n { Cholesky.append(rows.pointer, i, stride: stride, least: 0) }
    for i in 0..<n { for j in 0...i { #expect(abs(a.pointer[i * n + j] - rows.pointer[i * stride + j]) < 1e-15) } }
    let b = Buffer(count: 2 * n)
    for i in 0..<2 * n { b.pointer[i] = Double(i) }
    Cholesky.solveLower(a.pointer, n, b.pointer, count: 2)
    for c in 0..<2 {
      for i in 0..<n {
        #expect(abs(dot(a.pointer + i * n, b.pointer + c * n, i + 1) - Double(c * n + i)) < 1e-13)
      }
    }
  }
}

// Minimisation of f(x) within a box by limited-memory BFGS.
//
// | code        | mathematics                                                                     |
// |-------------|---------------------------------------------------------------------------------|
// | gradient    | g = grad f(x)                                                                   |
// | steps       | s_k = x_{k+1} - x_k of the last `memory` iterations                             |
// | changes     | y_k = g_{k+1} - g_k                                                             |
// | direction   | p = -H g, H from the pairs by the two-loop recursion (Nocedal and Wright, alg. 7.4) |
// | is free     | not at a bound that -g points out of                                            |
//
// Bounds by projection (Bertsekas 1982): the direction is built from the free variables, the line search backtracks
// along the projected path P(x + t p) until f falls by Armijo's 1e-4. Pairs are kept only where s^T y > 0.

/// The box-constrained limited-memory quasi-Newton method.
struct LBFGS {
  /// Most iterations.
  var iterations = 60
  /// Stops where an iteration gains less than this, relative to the size of f.
  var tolerance = 1e-6
  /// Stops where no component of the projected gradient exceeds this.
  var gradientTolerance = 1e-3

  private static let memory = 8

  /// Where a search ended.
  struct End: Sendable {
    /// The best point found.
    var point: [Double]
    /// f there.
    var value: Double
    /// What was learnt of the second derivatives of f, with which another search may begin.
    var curvature: Curvature
  }

  /// Minimises from a start.
  ///
  /// - Parameters:
  ///   - start: Moved into the box first.
  ///   - curvature: Of a function like this one near the start, if something is known of it.
  ///   - lower: Lower bounds.
  ///   - upper: Upper bounds.
  ///   - evaluate: Returns f and writes its gradient; not finite where f does not exist.
  /// - Returns: The best point found, f there, and the curvature on the way to it.
  func minimize(
    from start: [Double], curvature: Curvature? = nil, lower: [Double], upper: [Double],
    _ evaluate: ([Double], inout [Double]) -> Double
  ) -> End {
    let n = start.count
    var x = start
    for i in 0..<n { x[i] = min(max(x[i], lower[i]), upper[i]) }
    var gradient = [Double](repeating: 0, count: n)
    var value = evaluate(x, &gradient)
    var pairs = curvature ?? Curvature(dimension: n, memory: Self.memory)
    guard value.isFinite, gradient.allSatisfy(\.isFinite) else {
      return End(point: x, value: .infinity, curvature: pairs)
    }
    var direction = gradient
    var isFree = [Bool](repeating: true, count: n)
    var trial = x
    var trialGradient = gradient

    for _ in 0..<iterations {
      var steepest = 0.0
      for i in 0..<n {
        let g = gradient[i]
        isFree[i] = !((x[i] <= lower[i] && g > 0) || (x[i] >= upper[i] && g < 0))
        if isFree[i] { steepest = max(steepest, abs(min(max(x[i] - g, lower[i]), upper[i]) - x[i])) }
        direction[i] = isFree[i] ? g : 0
      }
      if steepest <= gradientTolerance { break }
      pairs.applyInverse(to: &direction)
      var slope = 0.0
      for i in 0..<n {
        direction[i] = isFree[i] ? -direction[i] : 0
        slope += direction[i] * gradient[i]
      }
      if !(slope < 0) {
        pairs.forget()
        for i in 0..<n { direction[i] = isFree[i] ? -gradient[i] : 0 }
      }
      // A first step of unit length: without curvature the gradient's own scale means nothing.
      var length = 1.0
      if pairs.isEmpty {
        var square = 0.0
        for i in 0..<n { square += direction[i] * direction[i] }
        length = min(1, 1 / square.squareRoot())
      }
      var found = false
      var trialValue = value
      for _ in 0..<20 {
        var decrease = 0.0
        for i in 0..<n {
          trial[i] = min(max(x[i] + length * direction[i], lower[i]), upper[i])
          decrease += gradient[i] * (trial[i] - x[i])
        }
        trialValue = evaluate(trial, &trialGradient)
        // On the faces of the box a direction may lead uphill.
        if trialValue <= value + 1e-4 * min(decrease, 0), trialGradient.allSatisfy(\.isFinite) {
          found = true
          break
        }
        // The minimum of the parabola through f(0), f'(0) and f(t), kept away from both ends.
        let curvature = 2 * (trialValue - value - decrease)
        length *= curvature.isFinite && curvature > 0 ? min(max(-decrease / curvature, 0.1), 0.5) : 0.25
      }
      guard found else {
        if pairs.isEmpty { break }
        pairs.forget()
        continue
      }
      pairs.append(from: x, to: trial, gradient, trialGradient)
      let gain = value - trialValue
      swap(&x, &trial)
      swap(&gradient, &trialGradient)
      value = trialValue
      if gain <= tolerance * max(abs(value), 1) { break }
    }
    return End(point: x, value: value, curvature: pairs)
  }
}

/// The last pairs (s, y) of a search, in a ring.
struct Curvature: Sendable {
  private let dimension: Int
  private let memory: Int
  private var steps: [Double]
  private var changes: [Double]
  private var inverseProducts: [Double]
  private var weights: [Double]
  private var first = 0
  private var count = 0

  fileprivate init(dimension: Int, memory: Int) {
    self.dimension = dimension
    self.memory = memory
    steps = Array(repeating: 0, count: dimension * memory)
    changes = steps
    inverseProducts = Array(repeating: 0, count: memory)
    weights = inverseProducts
  }

  fileprivate var isEmpty: Bool { count == 0 }

  /// The curvature of c f.
  func scaled(by c: Double) -> Curvature {
    var result = self
    for i in changes.indices { result.changes[i] *= c }
    for i in inverseProducts.indices { result.inverseProducts[i] /= c }
    return result
  }

  fileprivate mutating func forget() { count = 0 }

  fileprivate mutating func append(
    from x: [Double], to next: [Double], _ gradient: [Double], _ nextGradient: [Double]
  ) {
    var product = 0.0
    var square = 0.0
    for i in 0..<dimension {
      let y = nextGradient[i] - gradient[i]
      product += (next[i] - x[i]) * y
      square += y * y
    }
    guard product > 1e-12 * square else { return }
    let slot = (first + count) % memory
    for i in 0..<dimension {
      steps[slot * dimension + i] = next[i] - x[i]
      changes[slot * dimension + i] = nextGradient[i] - gradient[i]
    }
    inverseProducts[slot] = 1 / product
    if count < memory { count += 1 } else { first = (first + 1) % memory }
  }

  /// q becomes H q.
  fileprivate mutating func applyInverse(to q: inout [Double]) {
    guard count > 0 else { return }
    for k in (0..<count).reversed() {
      let slot = (first + k) % memory
      weights[slot] = inverseProducts[slot] * dot(steps, slot, q)
      for i in 0..<dimension { q[i] -= weights[slot] * changes[slot * dimension + i] }
    }
    let last = (first + count - 1) % memory
    let scale = 1 / (inverseProducts[last] * square(changes, last))
    for i in 0..<dimension { q[i] *= scale }
    for k in 0..<count {
      let slot = (first + k) % memory
      let difference = weights[slot] - inverseProducts[slot] * dot(changes, slot, q)
      for i in 0..<dimension { q[i] += difference * steps[slot * dimension + i] }
    }
  }

  private func dot(_ rows: [Double], _ slot: Int, _ q: [Double]) -> Double {
    var sum = 0.0
    for i in 0..<dimension { sum += rows[slot * dimension + i] * q[i] }
    return sum
  }

  private func square(_ rows: [Double], _ slot: Int) -> Double {
    var sum = 0.0
    for i in 0..<dimension { sum += rows[slot * dimension + i] * rows[slot * dimension + i] }
    return sum
  }
}

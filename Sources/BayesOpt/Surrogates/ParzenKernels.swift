// The kernels of one axis, one for each component of a mixture; a component that is inactive on the axis is uniform.
//
// | code        | mathematics                                                                              |
// |-------------|------------------------------------------------------------------------------------------|
// | deviation   | s_i, the larger distance to the neighbours on the axis, in [1/min(100, K + 2), 1]        |
// | line        | p_i(u) = phi((u - mu_i) / s_i) / (s_i Z_i), Z_i = Phi((1 - mu_i) / s_i) - Phi(-mu_i / s_i) |
// | cells       | p_i(k) = [Phi((e_(k+1) - mu_i) / s_i) - Phi((e_k - mu_i) / s_i)] / Z_i                   |
// | choices     | p_i(k) = (1[k = c_i] + 1/(K + 1)) / (1 + C/(K + 1)) of C choices                         |
//
// K is the number of trials. Neighbours and the least deviation: Bergstra, Yamins and Cox, ICML 2013.

import Basics
import RealModule

/// Normal kernels, truncated to [0, 1].
struct LineKernels {
  private let count: Int
  /// mu, 1 / (s sqrt 2) and -ln(s Z sqrt(2 pi)) of each component; the latter two are 0 for a uniform one.
  private let buffer: Buffer

  /// Kernels at some coordinates, NaN where a component is uniform, no narrower than a deviation.
  init(_ u: [Double], leastDeviation: Double) {
    count = u.count
    buffer = Buffer(count: 3 * count)
    let (centre, precision, logScale) = (buffer.pointer, buffer.pointer + count, buffer.pointer + 2 * count)
    var (previous, previousLog) = (0.0, 0.0)
    for (i, deviation) in deviations(u).enumerated() where !u[i].isNaN {
      let s = max(deviation, leastDeviation)
      centre[i] = u[i]
      precision[i] = 0.5.squareRoot() / s
      // Most kernels of a long history are as narrow as can be and far from the ends.
      if s != previous { (previous, previousLog) = (s, .log(s)) }
      let isInside = min(u[i], 1 - u[i]) > 8 * s
      let mass = isInside ? 1 : truncatedMass(0, 1, u[i], s)
      logScale[i] = -previousLog - NormalDistribution.halfLogTwoPi - (isInside ? 0 : .log(mass))
    }
  }

  /// Adds ln p_i(u) to each number of a row.
  @inline(__always)
  func addLogDensities(at u: Double, to row: UnsafeMutablePointer<Double>) {
    let (centre, precision, logScale) = (buffer.pointer, buffer.pointer + count, buffer.pointer + 2 * count)
    for i in 0..<count {
      let z = (u - centre[i]) * precision[i]
      row[i] += logScale[i] - z * z
    }
  }

  /// A coordinate drawn from a kernel.
  func draw(_ component: Int, _ random: inout CounterRandom) -> Double {
    let precision = buffer.pointer[count + component]
    guard precision > 0 else { return random.uniform() }
    let (mu, s) = (buffer.pointer[component], 0.5.squareRoot() / precision)
    let low = NormalDistribution.cumulative(-mu / s)
    let high = NormalDistribution.cumulative((1 - mu) / s)
    let u = mu + s * NormalDistribution.quantile(low + random.uniform() * (high - low))
    return min(max(u, 0), 1)
  }
}

/// Probabilities of a few levels, of which many components share the same.
struct LevelKernels {
  private let levels: Int
  /// The row of each component.
  private let rows: [Int]
  /// ln p(k), row by row.
  private let logarithms: [Double]

  /// Kernels on cells side by side, at some levels, NaN where a component is uniform.
  init(cells u: [Double], centres: [Double], edges: [Double]) {
    levels = centres.count
    var logarithms = (0..<centres.count).map { Double.log(edges[$0 + 1] - edges[$0]) }
    // Equal trials are neighbours, so that no level has more than three different deviations.
    var known = [[(deviation: Double, row: Int)]](repeating: [], count: centres.count)
    var count = 1
    let points = u.map { $0.isNaN ? .nan : centres[Int($0)] }
    rows = deviations(points).enumerated().map { i, s in
      guard !u[i].isNaN else { return 0 }
      let level = Int(u[i])
      if let row = known[level].first(where: { $0.deviation == s })?.row { return row }
      let mass = truncatedMass(0, 1, points[i], s)
      for k in centres.indices {
        logarithms.append(.log(max(truncatedMass(edges[k], edges[k + 1], points[i], s) / mass, 1e-300)))
      }
      known[level].append((s, count))
      count += 1
      return count - 1
    }
    self.logarithms = logarithms
  }

  /// Kernels on different things, at some of them, NaN where a component is uniform.
  init(choices u: [Double], count: Int) {
    levels = count
    rows = u.map { $0.isNaN ? 0 : Int($0) + 1 }
    let smoothing = 1 / Double(u.count)
    let total = 1 + smoothing * Double(count)
    let (other, own) = (Double.log(smoothing / total), Double.log((1 + smoothing) / total))
    var logarithms = [Double](repeating: other, count: count * (count + 1))
    for k in 0..<count {
      logarithms[k] = -.log(Double(count))
      logarithms[(k + 1) * count + k] = own
    }
    self.logarithms = logarithms
  }

  /// Adds ln p_i(level) to each number of a row.
  @inline(__always)
  func addLogDensities(at level: Int, to row: UnsafeMutablePointer<Double>) {
    logarithms.withUnsafeBufferPointer { logarithms in
      for (i, source) in rows.enumerated() { row[i] += logarithms[source * levels + level] }
    }
  }

  /// A level drawn from a kernel.
  func draw(_ component: Int, _ random: inout CounterRandom) -> Int {
    var rest = random.uniform()
    for level in 0..<levels - 1 {
      rest -= .exp(logarithms[rows[component] * levels + level])
      if rest < 0 { return level }
    }
    return levels - 1
  }
}

/// The probability of an interval under a normal distribution.
private func truncatedMass(_ low: Double, _ high: Double, _ mean: Double, _ deviation: Double) -> Double {
  // In the tail on the left of the mean, where the difference keeps its precision.
  let (a, b) = mean < low ? (mean - high, mean - low) : (low - mean, high - mean)
  return NormalDistribution.cumulative(b / deviation) - NormalDistribution.cumulative(a / deviation)
}

/// The deviation of a kernel at each coordinate, by the distance to its neighbours; NaN where the coordinate is.
private func deviations(_ u: [Double]) -> [Double] {
  // Sorted as whole numbers, of the coordinate in the upper half and the index in the lower: neighbours that are closer
  // than 2^-31 may change places.
  var keys: [UInt64] = []
  keys.reserveCapacity(u.count)
  for (i, x) in u.enumerated() where !x.isNaN { keys.append(UInt64(x * 0x1p31) << 32 | UInt64(i)) }
  keys.sort()
  let least = 1 / min(100, Double(keys.count + 2))
  var result = [Double](repeating: .nan, count: u.count)
  var left = Double.nan
  for (rank, key) in keys.enumerated() {
    let i = Int(key & 0xffff_ffff)
    let right = rank + 1 < keys.count ? u[Int(keys[rank + 1] & 0xffff_ffff)] - u[i] : .nan
    // The ends of the cube are neighbours of an only point, of no other.
    let distance = keys.count == 1 ? max(u[i], 1 - u[i]) : Double.maximum(left, right)
    result[i] = min(max(distance, least), 1)
    left = right
  }
  return result
}

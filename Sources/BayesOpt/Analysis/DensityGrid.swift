// | domain                  | points of the grid                                                                   |
// |-------------------------|--------------------------------------------------------------------------------------|
// | real                    | 50, from end to end, evenly spaced in x, or in ln x on a logarithmic scale           |
// | levels                  | as many as there are levels, up to 50; evenly spaced in x, in ln x, in ordered rank   |
// | integer, log            | ceil(log2(high - low + 1)) + 1, up to 50, evenly spaced in ln x                      |
// | normal                  | 50, evenly spaced in Phi((x - mean) / deviation)                                     |
// | choice without an order | the choices                                                                          |
//
// The density of N trials of which c_k are at point k is a mixture of N + 1 kernels, one for each trial and a prior:
//
//   p_k = (sum_j c_j K_j(k) + K_0(k)) / (N + 1)
//
// On points in order K_j is a normal distribution with mean j and deviation s, of which every point takes its interval of
// length 1, and what lies outside of the grid is left out; K_0 has the middle of the grid as its mean and the length of
// the grid as its deviation. Scott's rule (Multivariate Density Estimation, 1992) with N trials of deviation d and
// interquartile range i:  s = 1.059 min(i / 1.34, d) N^(-1/5), but no less than 1/2 / 1.64, within which a point has 90 %.
// Among choices K_j(k) = (1[j = k] + e) / (1 + C e) of C choices, e = 1/(m + 1) where m different ones occur; K_0 = 1/C.
//
// These are the estimators of Optuna 5's PED-ANOVA.

import RealModule

/// The points of a domain at which a density is looked at.
struct DensityGrid {
  /// Number of points, at least 2.
  let count: Int
  /// Whether the points are choices without an order.
  private let isUnordered: Bool
  /// Where the first and the last point are.
  private let ends: (low: Double, high: Double)
  /// Where a value is, on the scale of the ends.
  private let position: @Sendable (ParameterValue) -> Double

  private static let mostPoints = 50

  /// The grid of a domain; nil where that has a single value.
  init?(_ domain: Domain) {
    let levels = domain.count ?? .max
    guard levels > 1 else { return nil }
    let (first, last) = (domain.value(at: 0), domain.value(at: 1))
    let most = Self.mostPoints
    switch domain {
    case .choice(let count, isOrdered: let isOrdered):
      self.count = isOrdered ? min(count, most) : count
      isUnordered = !isOrdered
      position = { $0.number }
    case .normal, .gamma:
      (count, isUnordered) = (most, false)
      position = { domain.coordinate(of: $0) }
    case .integer(let low, let high, .logarithmic, 1):
      let bits = (Double.log(Double(high - low) + 1) / Double.log(2)).rounded(.up)
      (count, isUnordered) = (min(Int(bits) + 1, most), false)
      position = { .log($0.number) }
    case .real(_, _, let scale, _), .integer(_, _, let scale, _):
      (count, isUnordered) = (min(levels, most), false)
      position = { scale == .linear ? $0.number : .log($0.number) }
    }
    if case .normal = domain { ends = (0, 1) } else { ends = (position(first), position(last)) }
  }

  /// The nearest point to a value, the lower one in the middle between two.
  func place(of value: ParameterValue) -> Int {
    if isUnordered { return Int(value.number.clamped(to: UInt(count - 1))) }
    // The difference of two doubles can overflow; then that of their halves is as good.
    let unit = (ends.high - ends.low).isFinite ? 1 : 0.5
    let spacing = (ends.high * unit - ends.low * unit) / Double(count - 1)
    let steps = (position(value) * unit - ends.low * unit) / spacing
    return Int((steps - 0.5).rounded(.up).clamped(to: UInt(count - 1)))
  }

  /// The probability of every point.
  ///
  /// - Parameter counts: How many trials are at each, at least one at some.
  /// - Returns: Numbers that sum to 1.
  func density(of counts: [Int]) -> [Double] {
    let trials = counts.reduce(0, +)
    let sums = isUnordered ? choiceKernels(counts, trials) : normalKernels(counts, trials)
    return sums.map { $0 / Double(trials + 1) }
  }

  // MARK: Kernels

  private func choiceKernels(_ counts: [Int], _ trials: Int) -> [Double] {
    let e = 1 / Double(counts.count { $0 > 0 } + 1)
    let choices = Double(count)
    return counts.map { (Double($0) + Double(trials) * e) / (1 + choices * e) + 1 / choices }
  }

  private func normalKernels(_ counts: [Int], _ trials: Int) -> [Double] {
    let deviation = Self.deviation(counts, trials)
    var sums = kernel(mean: Double(count - 1) / 2, deviation: Double(count))
    for (place, number) in counts.enumerated() where number > 0 {
      for (k, probability) in kernel(mean: Double(place), deviation: deviation).enumerated() {
        sums[k] += Double(number) * probability
      }
    }
    return sums
  }

  /// The probabilities of all points under a normal distribution that is truncated to the grid.
  private func kernel(mean: Double, deviation: Double) -> [Double] {
    let edges = (0...count).map { NormalDistribution.cumulative((Double($0) - 0.5 - mean) / deviation) }
    let mass = edges[count] - edges[0]
    return (0..<count).map { (edges[$0 + 1] - edges[$0]) / mass }
  }

  /// Scott's rule, in points of the grid.
  private static func deviation(_ counts: [Int], _ trials: Int) -> Double {
    let n = Double(trials)
    let occupied = counts.enumerated().filter { $0.element > 0 }
    let mean = occupied.reduce(0.0) { $0 + Double($1.offset * $1.element) } / n
    let squares = occupied.reduce(0.0) { sum, point in
      sum + (Double(point.offset) - mean) * (Double(point.offset) - mean) * Double(point.element)
    }
    var cumulative = 0
    var quartiles = (first: occupied[0].offset, third: occupied[occupied.count - 1].offset)
    var found = (first: false, third: false)
    for (place, number) in occupied {
      cumulative += number
      if !found.first, cumulative >= trials / 4 { (quartiles.first, found.first) = (place, true) }
      if !found.third, cumulative > trials * 3 / 4 { (quartiles.third, found.third) = (place, true) }
    }
    let range = Double(quartiles.third - quartiles.first)
    let deviation = (squares / max(1, n - 1)).squareRoot()
    return max(1.059 * min(range / 1.34, deviation) * .pow(n, -0.2), 0.5 / 1.64)
  }
}

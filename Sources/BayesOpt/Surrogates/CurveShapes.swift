// The form of a learning curve from the first step to the last one, T, without its height:
//
//   y_t = y_T + (y_1 - y_T) h(t),   h(1) = 1,   h(T) = 0,   h(t) = (g(t) - g(T)) / (g(1) - g(T))
//
// | family      | g(t)                                     | drawn                                            |
// |-------------|------------------------------------------|--------------------------------------------------|
// | power law   | (1 + t / k)^-a                           | k log-uniform, a log-normal about 1              |
// | exponential | exp(-(t / k)^a)                          | k log-uniform, a log-normal about 1              |
// | Hill        | 1 / (1 + (t / k)^a)                      | k log-uniform, a log-normal about 1.35           |
// | logarithm   | -ln(1 + t / k)                           | k log-uniform                                    |
//
// as in the prior of ifBO (Rakotoarison et al., ICML 2024, arXiv 2404.16795). Three shapes in ten have a saturation break:
// from some step on they are constant. k is a number of steps, from half a step to four tenths of all.

import Basics
import RealModule

/// A table of shapes that a learning curve may have, the same for the same number of steps.
struct CurveShapes: Sendable {
  /// Number of shapes.
  static let count = 256
  /// T.
  let last: Int
  /// h, for each step from 1 to T a row of `count` numbers.
  private let rows: [[Double]]

  /// A point of (0, 1)^4 for each shape: k, a, whether there is a break, and where.
  private static let usualDesign = {
    let sequence = Sobol(dimension: 4, scrambledBy: CounterRandom.mix(0))
    return (0..<count).map(sequence.point)
  }()

  /// The shapes of curves of so many steps, at least 2.
  ///
  /// - Parameters:
  ///   - last: T.
  ///   - design: A point of (0, 1)^4 for each of `count` shapes.
  /// - Complexity: O(steps).
  init(last: Int, design: [[Double]] = Self.usualDesign) {
    let last = max(last, 2)
    var rows = [[Double]](repeating: [Double](repeating: 0, count: Self.count), count: last)
    for shape in 0..<Self.count {
      let u = design[shape]
      let scale = 0.5 * Double.pow(max(0.8 * Double(last), 2), u[0])
      let normal = NormalDistribution.quantile(u[1])
      let family: (Double) -> Double =
        switch shape % 4 {
        case 0: { .pow(1 + $0 / scale, -.exp(0.8 * normal)) }
        case 1: { .exp(-.pow($0 / scale, .exp(0.3 * normal))) }
        case 2: { 1 / (1 + .pow($0 / scale, .exp(0.3 + 0.5 * normal))) }
        default: { -.log(onePlus: $0 / scale) }
        }
      let end = u[2] < 0.3 ? 2 + Int(u[3] * Double(last - 1)) : last
      let (first, final) = (family(1), family(Double(min(end, last))))
      for step in 1...last where step < end {
        rows[step - 1][shape] = (family(Double(step)) - final) / (first - final)
      }
    }
    (self.last, self.rows) = (last, rows)
  }

  private static let made = Memory<Int, CurveShapes>()

  /// The usual shapes of curves of so many steps, made once for those who ask again.
  static func usual(last: Int) -> CurveShapes { made.value(of: last) { CurveShapes(last: last) } }

  /// h of all shapes at a step; that of the nearest one outside of 1...T.
  func heights(at step: Int) -> [Double] { rows[min(max(step, 1), last) - 1] }
}

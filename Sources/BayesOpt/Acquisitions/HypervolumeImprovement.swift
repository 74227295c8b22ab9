// With costs Y_1, ..., Y_m that are predicted independently of each other, and the boxes [l, u) of what the front does not
// dominate (Hypervolume.swift), what a trial adds to the hypervolume is expected to be
//
//   EHVI = sum over boxes of prod_j E[u_j - max(l_j, Y_j)]+ = sum over boxes of prod_j (g_j(u_j) - g_j(l_j)),
//   g_j(a) = E[a - Y_j]+,   g_j(-inf) = 0
//
// (Yang et al., J. Global Optimization 75 (2019) 3). Of one cost it is the expected improvement. As there, its logarithm
// is maximised (Ament et al., 2023): ln(g(u) - g(l)) = ln g(u) + ln(1 - e^(ln g(l) - ln g(u))).

import RealModule

/// The volume that a configuration is expected to add to what a front dominates.
struct HypervolumeImprovement: Sendable {
  /// By cost, the places that boxes begin or end at, in ascending order.
  private let places: [[Double]]
  /// By box and cost, indices of places; -1 for a box without a lower end.
  private let boxes: [[(lower: Int, upper: Int)]]

  /// The improvement on a front.
  ///
  /// - Parameters:
  ///   - front: Costs, the smaller the better.
  ///   - reference: What they are measured against.
  init(on front: [[Double]], reference: [Double]) {
    let gap = Hypervolume.gap(of: front, reference: reference)
    let places = reference.indices.map { cost in
      Set(gap.flatMap { [$0.lower[cost], $0.upper[cost]] }).filter(\.isFinite).sorted()
    }
    self.places = places
    boxes = gap.map { box in
      reference.indices.map { cost in
        (places[cost].firstIndex(of: box.lower[cost]) ?? -1, places[cost].firstIndex(of: box.upper[cost]) ?? 0)
      }
    }
  }

  /// ln EHVI of a prediction.
  ///
  /// - Parameter logGain: ln g of a cost and a place.
  /// - Returns: Minus infinity where nothing can be gained.
  /// - Complexity: O(b m) for b boxes of m costs.
  func logExpected(_ logGain: (_ cost: Int, _ place: Double) -> Double) -> Double {
    let gains = places.indices.map { cost in places[cost].map { logGain(cost, $0) } }
    let volumes = boxes.map { box in
      var sum = 0.0
      for (cost, sides) in box.enumerated() {
        let upper = gains[cost][sides.upper]
        sum += upper
        guard sides.lower >= 0 else { continue }
        sum += .log(-.expMinusOne(min(gains[cost][sides.lower] - upper, -.leastNormalMagnitude)))
      }
      return sum.isNaN ? -.infinity : sum
    }
    guard let largest = volumes.max(), largest > -.infinity else { return -.infinity }
    return largest + .log(volumes.reduce(0) { $0 + .exp($1 - largest) })
  }
}

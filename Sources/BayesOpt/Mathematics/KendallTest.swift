// Kendall's tau-b (Biometrika 33 (1945) 239-251), two-sided.
//
//   n          pairs (x, y); N = n (n - 1) / 2 pairs of them
//   C, D       pairs of pairs that are in the same order in x and in y, and in opposite orders
//   Tx, Ty     pairs that are equal in x, in y; t the sizes of the sets of equal ones
//   tau        (C - D) / sqrt((N - Tx) (N - Ty))
//
// Without ties, for up to `exactLimit` numbers or where next to no pair is out of order, the distribution of D is exact: in
// how many orders of n numbers D pairs are inverted. Otherwise C - D is taken to be normal, with its variance under ties
// (Kendall, Rank Correlation Methods, 4.9). Both as in SciPy's kendalltau.

import Foundation

/// Kendall's rank correlation, and how likely one so far from 0 is by chance.
public struct KendallTest {
  /// tau-b, from -1 to 1; nil where one of the lists does not vary.
  public let correlation: Double?
  /// How likely a correlation so far from 0 is between independent lists.
  public let p: Double

  private static let exactLimit = 33

  /// The test of two lists of one length.
  public init(_ xs: [Double], _ ys: [Double]) {
    let n = Double(xs.count)
    let all = n * (n - 1) / 2
    let (xTies, yTies) = (midranks(xs).ties, midranks(ys).ties)
    func pairs(_ ties: [Double]) -> Double { ties.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }
    let (tx, ty) = (pairs(xTies), pairs(yTies))
    guard tx < all, ty < all else {
      (correlation, p) = (nil, 1)
      return
    }
    let order = xs.indices.sorted { (xs[$0], ys[$0]) < (xs[$1], ys[$1]) }
    var both: [Double] = []
    var start = 0
    for place in 1...order.count {
      let isSame =
        place < order.count && xs[order[place]] == xs[order[start]] && ys[order[place]] == ys[order[start]]
      if isSame { continue }
      if place - start > 1 { both.append(Double(place - start)) }
      start = place
    }
    var sorted = order.map { ys[$0] }
    let discordant = Self.sortCountingInversions(&sorted)
    let difference = all - tx - ty + pairs(both) - 2 * discordant
    correlation = min(1, max(-1, difference / (all - tx).squareRoot() / (all - ty).squareRoot()))
    let least = min(discordant, all - discordant)
    if xTies.isEmpty, yTies.isEmpty, xs.count <= Self.exactLimit || least <= 1 {
      p = min(1, 2 * Self.exact(xs.count, atMost: Int(least)))
      return
    }
    func sum(_ ties: [Double], _ term: (Double) -> Double) -> Double { ties.reduce(0) { $0 + term($1) } }
    func cubes(_ t: Double) -> Double { t * (t - 1) * (t - 2) }
    func squares(_ t: Double) -> Double { t * (t - 1) * (2 * t + 5) }
    let variance =
      (squares(n) - sum(xTies, squares) - sum(yTies, squares)) / 18 + 2 * tx * ty / (n * (n - 1))
      + (n > 2 ? sum(xTies, cubes) * sum(yTies, cubes) / (9 * n * (n - 1) * (n - 2)) : 0)
    p = variance > 0 ? erfc(abs(difference) / (2 * variance).squareRoot()) : 1
  }

  /// The share of the orders of n numbers in which at most `limit` pairs are inverted.
  private static func exact(_ n: Int, atMost limit: Int) -> Double {
    // Of 0 or 1 inverted pairs there are 1 and n - 1 orders, for any n.
    if n > exactLimit {
      return exp(-lgamma(Double(n) + 1)) * (limit == 0 ? 1 : Double(n))
    }
    // shares[d]: of the orders of the first numbers, those with d inversions; the next one adds from 0 to all before it.
    var shares = [Double](repeating: 0, count: limit + 1)
    shares[0] = 1
    for size in stride(from: 2, through: n, by: 1) {
      var next = shares
      for d in 0...limit {
        next[d] = (max(0, d - size + 1)...d).reduce(0) { $0 + shares[$1] } / Double(size)
      }
      shares = next
    }
    return shares.reduce(0, +)
  }

  /// Sorts by merging; the number of pairs that were in the wrong order.
  private static func sortCountingInversions(_ items: inout [Double]) -> Double {
    var count = 0.0
    var width = 1
    var merged = items
    while width < items.count {
      for begin in stride(from: 0, to: items.count, by: 2 * width) {
        let (middle, end) = (min(begin + width, items.count), min(begin + 2 * width, items.count))
        var (left, right) = (begin, middle)
        for place in begin..<end {
          if left < middle, right == end || items[left] <= items[right] {
            merged[place] = items[left]
            left += 1
          } else {
            merged[place] = items[right]
            count += Double(middle - left)
            right += 1
          }
        }
      }
      swap(&items, &merged)
      width *= 2
    }
    return count
  }
}

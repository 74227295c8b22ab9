import Basics
import Foundation
import Testing

@testable import NN

/// Draws from the normal distribution against its distribution function.
@Suite struct ZigguratTests {
  @Test("the shares of intervals are those of the normal distribution, into the tails")
  func shares() {
    let count = 400_000
    let values = Initialization.Distribution.normal(deviation: 2).draw(count, from: CounterRandom(seed: 9))
    #expect(values.count == count)
    let edges = [
      -Double.infinity, -3.6, -3.2, -2.5, -1.5, -1, -0.4, -0.1, 0, 0.1, 0.4, 1, 1.5, 2.5, 3.2, 3.6, .infinity,
    ]
    for (low, high) in zip(edges, edges.dropFirst()) {
      let share = (erfc(-high / 2.0.squareRoot()) - erfc(-low / 2.0.squareRoot())) / 2
      let found = Double(values.count { Double($0) / 2 >= low && Double($0) / 2 < high })
      let deviation = (Double(count) * share * (1 - share)).squareRoot()
      #expect(abs(found - Double(count) * share) < 4.5 * deviation, "\(low) to \(high)")
    }
  }

  @Test("the same stream gives the same bits, another stream others")
  func determinism() {
    let rule = Initialization.Distribution.normal(deviation: 1)
    #expect(rule.draw(100, from: CounterRandom(seed: 1)) == rule.draw(100, from: CounterRandom(seed: 1)))
    #expect(rule.draw(100, from: CounterRandom(seed: 1)) != rule.draw(100, from: CounterRandom(seed: 2)))
    #expect(rule.draw(0, from: CounterRandom(seed: 1)).isEmpty)
  }
}

import Testing

@testable import BayesOpt

/// The levels of stepped ranges against decimals as they are written.
@Suite struct RealLevelsTests {
  /// The text of low + k step, all with the same number of decimal places, read by the standard library.
  @Test(arguments: [
    (0, 1, 1), (-7, 3, 1), (0, 25, 3), (22_900, 1, 4), (-5, 7, 12), (3, 1, 30), (-40, 9, 200), (1, 1, 300),
  ])
  func `a level is what a person writes`(low: Int, step: Int, places: Int) throws {
    func written(_ digits: Int) throws -> Double { try #require(Double("\(digits)e-\(places)")) }
    let levels = RealLevels(
      low: try written(low), high: try written(low + 1000 * step), scale: .linear, step: try written(step))
    #expect(levels.count == 1001)
    for k in 0...1000 {
      let level = levels.level(Double(k))
      #expect(level == (try written(low + k * step)))
      #expect(levels.recognized(level) == level)
      #expect(levels.recognized(level.nextUp) == level && levels.recognized(level.nextDown) == level)
      #expect(levels.recognized(level + 0.4 * levels.step) == nil)
    }
  }

  @Test(arguments: -30...30) func `a decade is a decade`(exponent: Int) throws {
    let low = try #require(Double("1e\(exponent)"))
    let levels = RealLevels(low: low, high: try #require(Double("1e\(exponent + 60)")), scale: .logarithmic, step: 10)
    for k in 0...60 {
      let level = levels.level(Double(k))
      #expect(level == Double("1e\(exponent + k)"))
      #expect(levels.recognized(level * (1 + 1e-12)) == level)
      #expect(levels.recognized(level * 1.5) == nil)
    }
    #expect(levels.count == 61)
  }

  /// Powers in whole numbers: 3^k and 1000^k, and 1.5^k as 3^k / 2^k.
  @Test func `a power is the power of what is written`() throws {
    var (three, two) = (1, 1)
    let threes = RealLevels(low: 2e-16, high: 1, scale: .logarithmic, step: 3)
    let halves = RealLevels(low: 1, high: 1e6, scale: .logarithmic, step: 1.5)
    for k in 0...30 {
      #expect(threes.level(Double(k)) == Double("\(2 * three)e-16"))
      #expect(abs(halves.level(Double(k)) / (Double(three) / Double(two)) - 1) <= 1e-15)
      (three, two) = (3 * three, 2 * two)
    }
  }

  @Test func `levels ascend, and the last is the end that they meet`() {
    let ranges: [(Double, Double, Double)] = [(0, 1, 3), (0.1, 0.9, 7), (-1, 1, 9), (1e9, 1e9 + 1, 16)]
    for (low, high, count) in ranges {
      let step = (high - low) / count
      let levels = RealLevels(low: low, high: high, scale: .linear, step: step)
      let all = (0..<(levels.count ?? 0)).map { levels.level(Double($0)) }
      #expect(all.last == high && zip(all, all.dropFirst()).allSatisfy(<))
    }
  }
}

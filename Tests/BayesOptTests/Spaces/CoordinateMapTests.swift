import Basics
import Testing

@testable import BayesOpt

@Suite struct CoordinateMapTests {
  private static let domains: [Domain] = [
    .real(low: -3, high: 5, scale: .linear, step: nil), .real(low: 2, high: 2, scale: .linear, step: nil),
    .real(low: 1e-6, high: 1, scale: .logarithmic, step: nil), .real(low: 0, high: 1, scale: .linear, step: 0.1),
    .real(low: -1e308, high: 1e308, scale: .linear, step: nil),
    .real(low: 1e-300, high: 1e300, scale: .logarithmic, step: nil),
    .real(low: 0, high: .leastNonzeroMagnitude, scale: .linear, step: nil),
    .integer(low: -7, high: 7, scale: .linear, step: 1), .integer(low: 1, high: 4096, scale: .logarithmic, step: 1),
    .integer(low: 3, high: 100, scale: .linear, step: 8), .integer(low: 4, high: 4, scale: .logarithmic, step: 1),
    .integer(low: .min, high: .max, scale: .linear, step: 1),
    .integer(low: 1, high: .max, scale: .logarithmic, step: 1),
    .integer(low: .max - 1, high: .max, scale: .linear, step: 1), .choice(count: 3, isOrdered: true),
    .normal(mean: 1, deviation: 2), .gamma(low: 0.01, high: 1, shape: 2, scale: 0.1),
  ]

  @Test(arguments: domains) func `coordinates are the domain's, and cells hold them`(domain: Domain) {
    let map = CoordinateMap(domain)
    var random = CounterRandom(seed: 2)
    for _ in 0..<200 {
      let value = domain.value(at: random.uniform())
      #expect(abs(map.coordinate(of: value) - domain.coordinate(of: value)) < 1e-12)
      if let cell = domain.cell(around: domain.coordinate(of: value)), (domain.count ?? .max) < 10_000 {
        #expect(cell.low <= domain.coordinate(of: value) && domain.coordinate(of: value) <= cell.high)
        let width = cell.high - cell.low
        #expect(domain.value(at: cell.low + 1e-6 * width) == value)
        #expect(domain.value(at: cell.high - 1e-6 * width) == value)
      }
    }
    for value in [.real(.nan), .real(.infinity), .integer(.min), .choice(.max), .choice(-1)] as [ParameterValue] {
      #expect((0...1).contains(map.coordinate(of: value)))
    }
  }
}

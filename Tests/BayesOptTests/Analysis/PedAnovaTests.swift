import Basics
import RealModule
import Testing

@testable import BayesOpt

@Suite struct PedAnovaTests {
  @Test func `the references are all there`() { #expect(ImportanceReferences.ped.count == 24) }

  @Test(arguments: ImportanceReferences.ped) func `shares are Optuna's`(reference: ImportanceReference) throws {
    let study = try ImportanceStudy(reference.json)
    let analysis = try PedAnova(
      quantile: try #require(reference.json["quantile"]?.number),
      region: try #require(reference.json["region"]?.number))
    let importance = analysis.importance(study.history, in: study.space)
    guard case .object(let shares)? = reference.json["shares"] else {
      Issue.record("no shares")
      return
    }
    let own = Dictionary(uniqueKeysWithValues: importance.parameters.map { ($0.parameters[0], $0.value) })
    #expect(Set(own.keys) == Set(shares.map(\.name)))
    for share in shares {
      let value = try #require(share.value.number)
      #expect(abs(try #require(own[share.name]) - value) < 1e-9, "\(share.name)")
    }
    let total = try #require(reference.json["total"]?.number)
    #expect(abs(importance.total - total) <= 1e-9 * max(total, 1))
    #expect(importance.isUndetermined == (total == 0))
    #expect(zip(importance.parameters, importance.parameters.dropFirst()).allSatisfy { $0.value >= $1.value })
    #expect(importance.interactions.isEmpty && importance.parameters.allSatisfy { $0.deviation == nil })
  }

  @Test func `quantiles that leave nothing to compare are refused`() {
    for (quantile, region) in [(0, 1), (0.5, 0.5), (0.5, 0.25), (0.1, 1.5), (-1, 1), (.nan, 1), (0.1, .nan)] {
      #expect(throws: OptionError.self) { try PedAnova(quantile: quantile, region: region) }
    }
  }

  /// Domains that Optuna has not: what they mean is the same as of its own.
  @Test func `levels, ranks and quantiles are evenly spaced`() throws {
    let pairs: [(Domain, Domain)] = [
      (.choice(count: 7, isOrdered: true), .integer(low: 0, high: 6, scale: .linear, step: 1)),
      (.integer(low: 2, high: 64, scale: .logarithmic, step: 2), .integer(low: 1, high: 6, scale: .linear, step: 1)),
      (.real(low: 0.01, high: 100, scale: .logarithmic, step: 10), .integer(low: 0, high: 4, scale: .linear, step: 1)),
      (.normal(mean: 3, deviation: 2), .real(low: 0, high: 1, scale: .linear, step: nil)),
    ]
    for (domain, plain) in pairs {
      let points = (0..<40).map { (Double($0) + 0.5) / 40 }
      func share(_ domain: Domain) throws -> Double {
        let space = try Space(parameters: [Parameter(name: "x", domain: domain)])
        let history = History(
          points.map { u in Observation(Configuration(values: [domain.value(at: u)]), .complete([abs(u - 0.3)])) })
        return try PedAnova().importance(history, in: space).total
      }
      #expect(try share(plain) > 0)
      #expect(abs(try share(domain) - share(plain)) < 1e-9, "\(domain)")
    }
  }

  /// Nothing traps: ranges whose length overflows or underflows, integers without end, values outside of their domain.
  @Test func `the ends of numbers are no ends of the grid`() throws {
    let domains: [Domain] = [
      .real(low: -1.7e308, high: 1.7e308, scale: .linear, step: nil),
      .real(low: 0, high: .leastNonzeroMagnitude, scale: .linear, step: nil),
      .real(low: .leastNonzeroMagnitude, high: 1.7e308, scale: .logarithmic, step: nil),
      .integer(low: .min, high: .max, scale: .linear, step: 1),
      .integer(low: 1, high: .max, scale: .logarithmic, step: 1),
      .choice(count: 3, isOrdered: false), .normal(mean: 0, deviation: 1e300),
    ]
    let space = try Space(
      parameters: domains.enumerated().map { Parameter(name: "x\($0.offset)", domain: $0.element) })
    var history = History(
      (0..<50).map { index in
        let u = Double(index) / 49
        return Observation(Configuration(values: domains.map { $0.value(at: u) }), .complete([u]))
      })
    history.append(
      Observation(
        Configuration(values: [.real(.infinity), .real(-1), .real(-1), nil, .integer(0), .choice(9), .real(.nan)]),
        .complete([-1])))
    for importance in [
      try PedAnova().importance(history, in: space), FunctionalAnova(trees: 4).importance(history, in: space),
    ] {
      let shares = importance.parameters.map(\.value)
      #expect(abs(shares.reduce(0, +) - 1) < 1e-12 && shares.allSatisfy { $0 >= 0 })
    }
  }
}

import Basics
import RealModule
import Testing

@testable import BayesOpt

@Suite struct DomainTests {
  static let awkward: [Domain] = [
    .real(low: 0, high: 1, scale: .linear, step: nil),
    .real(low: -1e308, high: 1e308, scale: .linear, step: nil),
    .real(low: 1e-300, high: 1e300, scale: .logarithmic, step: nil),
    .real(low: 1e-300, high: 2e-300, scale: .linear, step: nil),
    .real(low: 0, high: 1, scale: .linear, step: 0.1),
    .real(low: -0.7, high: 1000, scale: .linear, step: 0.3),
    .real(low: 1e-4, high: 1, scale: .logarithmic, step: 10),
    .real(low: 3, high: 3, scale: .linear, step: nil),
    .real(low: 3, high: 3, scale: .logarithmic, step: 2),
    .integer(low: -3, high: 17, scale: .linear, step: 1),
    .integer(low: -3, high: 17, scale: .linear, step: 6),
    .integer(low: 1, high: 512, scale: .logarithmic, step: 1),
    .integer(low: 16, high: 1000, scale: .logarithmic, step: 2),
    .integer(low: 7, high: 7, scale: .logarithmic, step: 1),
    .integer(low: .min, high: .max, scale: .linear, step: 1),
    .integer(low: .min, high: .max, scale: .linear, step: .max),
    .integer(low: 1, high: .max, scale: .logarithmic, step: 1),
    .integer(low: 1, high: .max, scale: .logarithmic, step: .max),
    .choice(count: 1, isOrdered: false),
    .choice(count: 5, isOrdered: true),
    .normal(mean: 1e300, deviation: 1e-3),
    .normal(mean: 0, deviation: 1),
    .gamma(low: 1e-3, high: 1, shape: 2, scale: 0.1),
    .gamma(low: 0, high: 1e300, shape: 0.5, scale: 1e-3),
    .gamma(low: 3, high: 3, shape: 1, scale: 1),
  ]

  /// P(2, x) = 1 - (1 + x) e^-x.
  @Test func `a Gamma prior has the coordinate of its distribution function`() {
    func p(_ x: Double) -> Double { 1 - (1 + x) * .exp(-x) }
    let domain = Domain.gamma(low: 0.01, high: 0.5, shape: 2, scale: 0.1)
    for x in [0.01, 0.05, 0.1, 0.2, 0.49] {
      let u = (p(x / 0.1) - p(0.1)) / (p(5) - p(0.1))
      #expect(abs(domain.coordinate(of: .real(x)) - u) < 1e-12)
      #expect(abs(domain.value(at: u).number - x) < 1e-12)
    }
  }

  @Test(arguments: awkward) func `values lie in the domain and survive the way to the cube and back`(
    domain: Domain
  ) throws {
    try domain.validate()
    for step in 0...1000 {
      let u = Double(step) / 1000
      let value = domain.value(at: u)
      #expect(domain.contains(value), "\(value) at \(u)")
      let canonical = domain.coordinate(of: value)
      #expect(0 <= canonical && canonical <= 1)
      if let last = domain.lastLevel, last < 1 << 40 {
        #expect(domain.value(at: canonical) == value)
        #expect(domain.snap(u) == canonical)
      }
    }
  }

  @Test func `whole numbers that no double tells apart lie in their domain`() {
    for scale in [Scale.linear, .logarithmic] {
      let domain = Domain.integer(low: 1, high: .max - 1, scale: scale, step: 1)
      for x in [1, 999_999_999_999_937, 1 << 53 + 1, .max - 1] { #expect(domain.contains(.integer(x))) }
      #expect(!domain.contains(.integer(0)) && !domain.contains(.integer(.max)))
    }
    let odd = Domain.integer(low: -.max, high: .max, scale: .linear, step: 2)
    #expect(odd.contains(.integer(1 << 60 + 1)) && !odd.contains(.integer(1 << 60)))
  }

  @Test(arguments: awkward) func `coordinates never decrease with the value`(domain: Domain) {
    let numbers = (0...200).map { domain.value(at: Double($0) / 200).number }
    #expect(numbers == numbers.sorted())
    #expect(domain.value(at: -1) == domain.value(at: 0) && domain.value(at: 2) == domain.value(at: 1))
  }

  @Test func `steps are the numbers a person writes`() {
    let tenths = Domain.real(low: 0, high: 1, scale: .linear, step: 0.1)
    let values = (0..<(tenths.count ?? 0)).map { tenths.value(ofLevel: UInt($0)).number }
    #expect(values == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])
    let powers = Domain.integer(low: 16, high: 512, scale: .logarithmic, step: 2)
    let sizes = (0..<(powers.count ?? 0)).map { powers.value(ofLevel: UInt($0)).number }
    #expect(sizes == [16, 32, 64, 128, 256, 512])
  }

  @Test func `integers have equal cells, logarithmic ones equal ratios`() {
    let domain = Domain.integer(low: 1, high: 4, scale: .linear, step: 1)
    #expect([0, 0.24, 0.26, 0.49, 0.51, 0.76, 1].map { domain.value(at: $0).number } == [1, 1, 2, 2, 3, 4, 4])
    #expect(domain.coordinate(of: .integer(2)) == 0.375)
    let batch = Domain.integer(low: 1, high: 512, scale: .logarithmic, step: 1)
    let a = 0.5.logarithm
    let b = 512.5.logarithm
    #expect(abs(batch.coordinate(of: .integer(32)) - (32.0.logarithm - a) / (b - a)) < 1e-15)
    #expect(batch.value(at: 0) == .integer(1) && batch.value(at: 1) == .integer(512))
  }

  static let wrong: [(Domain, DomainError)] = [
    (.real(low: 1, high: 0, scale: .linear, step: nil), .reversed(low: "1.0", high: "0.0")),
    (.real(low: 0, high: 1, scale: .logarithmic, step: nil), .logarithmOfNonPositive(low: "0.0")),
    (.real(low: .nan, high: 1, scale: .linear, step: nil), .notFinite),
    (.real(low: 0, high: .infinity, scale: .linear, step: nil), .notFinite),
    (.real(low: 0, high: 1, scale: .linear, step: .nan), .notFinite),
    (.real(low: 0, high: 1, scale: .linear, step: 0), .badStep("0.0", scale: .linear)),
    (.real(low: 1, high: 2, scale: .logarithmic, step: 1), .badStep("1.0", scale: .logarithmic)),
    (.real(low: -1e300, high: 1e300, scale: .linear, step: 1), .tooManySteps),
    (.integer(low: 2, high: 1, scale: .linear, step: 1), .reversed(low: "2", high: "1")),
    (.integer(low: 0, high: 1, scale: .logarithmic, step: 1), .logarithmOfNonPositive(low: "0")),
    (.integer(low: 0, high: 1, scale: .linear, step: 0), .badStep("0", scale: .linear)),
    (.integer(low: .min, high: .max, scale: .linear, step: .min), .badStep("\(Int.min)", scale: .linear)),
    (.choice(count: 0, isOrdered: false), .noChoices),
    (.choice(count: -4, isOrdered: true), .noChoices),
    (.normal(mean: 0, deviation: 0), .badDeviation("0.0")),
    (.normal(mean: .infinity, deviation: 1), .notFinite),
    (.gamma(low: 0, high: 1, shape: 0, scale: 1), .badGamma),
    (.gamma(low: -1, high: 1, shape: 1, scale: 1), .badGamma),
    (.gamma(low: 1, high: 0, shape: 1, scale: 1), .reversed(low: "1.0", high: "0.0")),
    (.gamma(low: 0, high: 1, shape: 1, scale: .infinity), .notFinite),
    (.gamma(low: 1, high: 2, shape: 2, scale: 0.01), .gammaElsewhere(low: "1", high: "2", mean: "0.02")),
  ]

  @Test(arguments: wrong) func `a domain without meaning is refused, and its maps do not trap`(
    domain: Domain, error: DomainError
  ) {
    #expect(throws: error) { try domain.validate() }
    #expect(!error.description.isEmpty && error.hint != "")
    for u in [-1, 0, 0.5, 1, .nan, .infinity] {
      _ = domain.coordinate(of: domain.value(at: u))
      _ = domain.snap(u)
    }
    for value in [ParameterValue.real(.nan), .integer(.min), .choice(.max)] { _ = domain.coordinate(of: value) }
  }
}

extension Double {
  var logarithm: Double { Double.log(self) }
}

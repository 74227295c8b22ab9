import Basics
import RealModule
import Testing

@testable import BayesOpt

@Suite struct AcquisitionTests {
  /// The Gamma prediction of mean 1 and a coefficient of variation, and the latent variance behind it.
  static func prediction(variation: Double) -> PredictiveGamma {
    let variance = Double.log(onePlus: variation * variation)
    return PredictiveGamma(mean: -variance / 2, variance: variance)
  }

  @Test(arguments: [(0.5, 0.047, 1e-3), (0.1, 0.0083, 1e-4), (0.01, 0.00081, 1e-5), (0.001, 0.00008, 1e-5)])
  func `the Gamma's expected improvement tends to the normal one`(variation: Double, expected: Double, digit: Double) {
    let gamma = Self.prediction(variation: variation)
    #expect(abs(gamma.logMean) < 1e-15 && abs(gamma.shape * variation * variation - 1) < 1e-12)
    let largest =
      (-600...600).map { step in
        let incumbent = 1 + Double(step) / 100 * variation
        guard incumbent > 0 else { return 0.0 }
        let mine = Double.exp(ExpectedImprovement.logUnderGamma(gamma, logIncumbent: .log(incumbent)))
        let normal = Double.exp(
          ExpectedImprovement.logUnderNormal(mean: 1, variance: variation * variation, incumbent: incumbent))
        return abs(mine - normal) / variation
      }.max() ?? 0
    #expect(abs(largest - expected) < 0.6 * digit)
  }

  @Test(arguments: [(0.7, 0.8), (0.2, 0.95), (0.05, 1.02)])
  func `closed forms agree with Monte Carlo`(variation: Double, incumbent: Double) {
    let gamma = Self.prediction(variation: variation)
    var random = CounterRandom(seed: 11)
    let n = 100_000
    var sums = (improvement: 0.0, square: 0.0, probability: 0.0, normal: 0.0, normalSquare: 0.0)
    for _ in 0..<n {
      let gain = max(incumbent - random.gamma(shape: gamma.shape) / gamma.shape, 0)
      sums.improvement += gain
      sums.square += gain * gain
      sums.probability += gain > 0 ? 1 : 0
      let normal = max(incumbent - 1 - variation * random.normal(), 0)
      sums.normal += normal
      sums.normalSquare += normal * normal
    }
    func agrees(_ value: Double, _ sum: Double, _ square: Double) -> Bool {
      let mean = sum / Double(n)
      return abs(value - mean) < 4.5 * ((square / Double(n) - mean * mean) / Double(n)).squareRoot()
    }
    let log = Double.log(incumbent)
    #expect(agrees(.exp(ExpectedImprovement.logUnderGamma(gamma, logIncumbent: log)), sums.improvement, sums.square))
    #expect(
      agrees(.exp(ProbabilityOfImprovement.logUnderGamma(gamma, logIncumbent: log)), sums.probability, sums.probability)
    )
    let normal = ExpectedImprovement.logUnderNormal(mean: 1, variance: variation * variation, incumbent: incumbent)
    #expect(agrees(.exp(normal), sums.normal, sums.normalSquare))
  }

  @Test func `the lognormal's expected improvement is that of its integral`() throws {
    for row in try references("lognormal_improvement") {
      let mine = ExpectedImprovement.logUnderLognormal(mean: row[0], variance: row[1], logIncumbent: row[2])
      #expect(abs(mine - row[3]) < 1e-8 * max(1, abs(row[3])), "\(row): \(mine)")
    }
  }

  @Test func `the Gamma's forms join the normal ones where the shape is a million`() {
    for incumbent in [0.99, 0.999, 1, 1.0005] {
      let closed = PredictiveGamma(mean: 0, variance: 1.01e-6)
      let normal = PredictiveGamma(mean: 0, variance: 0.99e-6)
      #expect(!closed.isNormal && normal.isNormal)
      let log = Double.log(incumbent)
      // Across the change of form the score moves as much as the variance does.
      let change = abs(
        ExpectedImprovement.logUnderGamma(closed, logIncumbent: log)
          - ExpectedImprovement.logUnderGamma(normal, logIncumbent: log))
      let z = (incumbent - 1) / 1e-3
      #expect(change < 0.02 * (1 + z * z) + 0.001 * abs(z * z * z))
    }
    let closed = ConfidenceBound.logLowerGamma(PredictiveGamma(mean: 0, variance: 1.01e-6), beta: 4)
    let normal = ConfidenceBound.logLowerGamma(PredictiveGamma(mean: 0, variance: 0.99e-6), beta: 4)
    #expect(abs(closed - normal) < 3e-5 && abs(normal + 2e-3) < 1e-4)
  }

  @Test func `scores are ordered and never NaN, however extreme the prediction`() {
    for variance in [1e-300, 1e-12, 1e-3, 1, 50, 1e4, 1e300] {
      for mean in [-1e300, -700, -1, 0, 1, 700, 1e300] {
        let gamma = PredictiveGamma(mean: mean, variance: variance)
        let scores = [
          ExpectedImprovement.logUnderGamma(gamma, logIncumbent: 0),
          ProbabilityOfImprovement.logUnderGamma(gamma, logIncumbent: 0),
          ConfidenceBound.logLowerGamma(gamma, beta: 9),
          ExpectedImprovement.logUnderLognormal(mean: mean, variance: variance, logIncumbent: 0),
          ExpectedImprovement.logUnderNormal(mean: mean, variance: variance, incumbent: 0),
          ProbabilityOfImprovement.logUnderNormal(mean: mean, variance: variance, incumbent: 0),
          ConfidenceBound.lowerNormal(mean: mean, variance: variance, beta: 9),
        ]
        #expect(scores.allSatisfy { !$0.isNaN }, "\(mean) \(variance): \(scores)")
      }
      let improvements = stride(from: -30.0, through: 30, by: 0.5).map {
        ExpectedImprovement.logUnderNormal(mean: $0, variance: variance, incumbent: 0)
      }
      #expect(improvements == improvements.sorted(by: >))
    }
  }

  @Test(arguments: [(2, 1.0), (9, 1.0), (9, 0.1), (30, 8.0)])
  func `the random weight makes the failure probability summable`(t: Int, theta: Double) {
    // E[exp(-zeta / 2)] = sqrt(2 pi) / (t^2 + 1); in closed form (1 + theta / 2)^-kappa.
    let expected = (2 * Double.pi).squareRoot() / Double(t * t + 1)
    let kappa = ConfidenceBound.weightShape(observations: t, theta: theta)
    #expect(relativeError(.pow(1 + theta / 2, -kappa), expected) < 1e-12)
    var random = CounterRandom(seed: 2)
    let n = 20_000
    let draws = (0..<n).map { _ in
      Double.exp(-0.5 * ConfidenceBound.randomBeta(observations: t, theta: theta, &random))
    }
    let mean = draws.reduce(0, +) / Double(n)
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(n)
    #expect(abs(mean - expected) < 5 * (variance / Double(n)).squareRoot())
    #expect(ConfidenceBound.weightShape(observations: 1, theta: theta) > 0)
  }

  @Test func `acquisitions are named as in the language`() throws {
    #expect(try Acquisition(name: "ei") == .expectedImprovement)
    #expect(try Acquisition(name: "ucb", parameter: 2) == .confidenceBound(beta: 2))
    #expect(try Acquisition(name: "rgp_ucb").description == "rgp_ucb(1)")
    #expect(throws: OptionError.self) { try Acquisition(name: "eu") }
    #expect(throws: OptionError.self) { try Acquisition(name: "ei", parameter: 1) }
    #expect(throws: OptionError.self) { try Acquisition(name: "ucb", parameter: -1) }
    #expect(throws: OptionError.self) { try Acquisition(name: "rgp_ucb", parameter: .nan) }
  }

  @Test func `a belief in a value of a parameter is none in having it`() throws {
    let range = Domain.real(low: 0, high: 1, scale: .linear, step: nil)
    for near in [0.0, 0.5] {
      let space = try Space(parameters: [
        Parameter(name: "k", domain: .choice(count: 2, isOrdered: false)),
        Parameter(name: "x", domain: range, near: .real(near)) { $0.values[0] == .choice(1) ? range : nil },
      ])
      let belief = Belief(space, observations: 4)
      let without = belief.value(at: space.features(Configuration(values: [.choice(0), nil])))
      let count = 1000
      let with = (0..<count).map { index in
        let x = (Double(index) + 0.5) / Double(count)
        return belief.value(at: space.features(Configuration(values: [.choice(1), .real(x)])))
      }
      #expect(abs(with.reduce(0, +) / Double(count) - without) < 1e-4)
      let nearest = with.indices.min { abs(Double($0) / Double(count) - near) < abs(Double($1) / Double(count) - near) }
      let most = with.max() ?? 0
      #expect(nearest.map { with[$0] } == most && most > without + 0.1 && with.contains { $0 < without - 0.1 })
    }
  }
}

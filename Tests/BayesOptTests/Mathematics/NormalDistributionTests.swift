import Testing

@testable import BayesOpt

@Suite struct NormalDistributionTests {
  @Test func `distribution function and logarithms agree with SciPy, also in the far tails`() throws {
    for row in try references("normal") {
      let z = row[0]
      #expect(relativeError(NormalDistribution.cumulative(z), row[1]) < 1e-13, "\(z)")
      #expect(relativeError(NormalDistribution.logCumulative(z), row[2]) < 1e-13, "\(z)")
      #expect(abs(NormalDistribution.logGain(z) - row[3]) < 2e-14 * max(1, abs(row[3])), "\(z)")
    }
  }

  @Test func `quantiles agree with SciPy`() throws {
    for row in try references("normal_quantile") {
      #expect(relativeError(NormalDistribution.quantile(row[0]), row[1]) < 1e-14, "\(row[0])")
    }
    #expect(NormalDistribution.quantile(0) == -.infinity && NormalDistribution.quantile(1) == .infinity)
    #expect(NormalDistribution.quantile(-0.1).isNaN && NormalDistribution.quantile(.nan).isNaN)
  }
}

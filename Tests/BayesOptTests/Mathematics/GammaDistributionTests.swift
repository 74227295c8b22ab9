import RealModule
import Testing

@testable import BayesOpt

@Suite struct GammaDistributionTests {
  @Test func `gamma function and derivatives agree with SciPy`() throws {
    for row in try references("gamma_function") {
      let x = row[0]
      #expect(abs(GammaFunction.logGamma(x) - row[1]) < 4e-15 * max(1, abs(row[1])), "\(x)")
      #expect(abs(.log(x) - GammaFunction.logMinusDigamma(x) - row[2]) < 1e-14 * max(1, abs(row[2])), "\(x)")
      #expect(abs(GammaFunction.logStirling(x) - row[4]) < 1e-14 * max(abs(row[4]), x < 12 ? 1 : 0), "\(x)")
      #expect(relativeError(GammaFunction.logMinusDigamma(x), row[5]) < 1e-13, "\(x)")
    }
  }

  @Test func `incomplete gamma function agrees with SciPy`() throws {
    for row in try references("gamma_cumulative") {
      let value = GammaDistribution.cumulative(shape: row[0], row[1])
      #expect(abs(value - row[2]) < 1e-13, "\(row): \(value)")
      if row[2] > 1e-290 { #expect(relativeError(value, row[2]) < 1e-12, "\(row): \(value)") }
    }
    #expect(GammaDistribution.cumulative(shape: 2, 0) == 0 && GammaDistribution.cumulative(shape: 2, -1) == 0)
  }

  @Test func `logarithms hold in the far tails`() throws {
    for row in try references("gamma_logarithms") {
      let p = GammaDistribution.logCumulative(shape: row[0], row[1])
      let gain = GammaDistribution.logGain(shape: row[0], row[1])
      #expect(abs(p - row[2]) < 3e-14 * max(1, abs(row[2])), "\(row): \(p)")
      #expect(abs(gain - row[3]) < 1e-13 * max(1, abs(row[3])), "\(row): \(gain)")
    }
  }

  @Test func `quantiles agree with SciPy and invert the distribution function`() throws {
    for row in try references("gamma_quantile") {
      let (a, p) = (row[0], row[1])
      let x = GammaDistribution.quantile(shape: a, p)
      if row[2] > 1e-300 { #expect(relativeError(x, row[2]) < 1e-10, "\(row): \(x)") }
      let s = GammaDistribution.logQuantile(shape: a, p)
      #expect(s.isFinite)
      // ln x has a few units in the last place, which P magnifies by sqrt(a) ln a.
      let error = abs(GammaDistribution.cumulative(shape: a, .exp(s)) - p)
      if s > -690 { #expect(error < 1e-12 * p + 4e-15 * a.squareRoot(), "\(row)") }
    }
  }
}

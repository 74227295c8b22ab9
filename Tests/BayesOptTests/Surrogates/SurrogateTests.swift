import Basics
import RealModule
import Testing

@testable import BayesOpt

@Suite struct SurrogateTests {
  @Test func `evidence, gradient and prediction of the Gaussian process agree with scikit-learn`() throws {
    for reference in try SurrogateReferences.load().gaussian {
      let axes = Axes(isChoice: reference.isChoice)
      let evidence = GaussianEvidence(points: reference.flatPoints, values: reference.values, axes: axes)
      var gradient = reference.theta
      let value = evidence.evaluate(reference.theta, &gradient)
      #expect(abs(value - reference.value) < 1e-9 * abs(reference.value))
      // With choices the reference is a central difference.
      let tolerance = reference.isChoice.contains(true) ? 1e-7 : 1e-9
      for (mine, theirs) in zip(gradient, reference.gradient) { #expect(abs(mine - theirs) < tolerance) }
      #expect(abs(evidence.leaveOneOut - (reference.leaveOneOut ?? .nan)) < 1e-8)
      let data = GaussianData(points: reference.points, values: reference.values, axes: axes)
      let posterior = GaussianProcess(reference.theta, data).posterior
      for (mine, theirs) in zip(posterior.weights, evidence.weights) { #expect(abs(mine - theirs) < 1e-8) }
      check(posterior, reference, tolerance: 1e-9)
    }
  }

  @Test func `Laplace's evidence, gradient and prediction agree with an independent computation`() throws {
    for reference in try SurrogateReferences.load().gamma {
      let axes = Axes(isChoice: reference.isChoice)
      let data = ModelData(points: reference.points, values: reference.values.map { .log($0) }, axes: axes, bowl: [])
      let evidence = GammaEvidence(data)
      var gradient = reference.theta
      let value = evidence.evaluate(reference.theta, &gradient)
      #expect(abs(value - reference.value) < 1e-8 * max(1, abs(reference.value)))
      for (mine, theirs) in zip(gradient, reference.gradient) { #expect(abs(mine - theirs) < 2e-6) }
      let posterior = Posterior(
        factor: CovarianceFactor(
          Kernel(reference.theta, axes, unit: evidence.unit), points: reference.points, noise: evidence.noise),
        mean: PriorMean(constant: evidence.mean(reference.theta)), weights: evidence.weights)
      check(posterior, reference, tolerance: 1e-7)
      // Starting from the mode of other hyperparameters leads to the same one.
      var other = reference.theta
      other[0] += 1
      _ = evidence.evaluate(other, &gradient)
      #expect(abs(evidence.evaluate(reference.theta, &gradient) - value) < 1e-9)
    }
  }

  /// A training that diverged gives a loss of 1e20 and more.
  @Test(arguments: [10.0, 30, 45, 60]) func `the mode is found beside an enormous value`(logOutlier: Double) {
    var random = CounterRandom(seed: 4)
    let points = (0..<14).map { _ in [random.uniform(), random.uniform()] }
    let values = points.indices.map { $0 == 5 ? logOutlier : random.normal() }
    let evidence = GammaEvidence(
      ModelData(points: points, values: values, axes: Axes(isChoice: [false, false]), bowl: []))
    for (logLengthscale, logNoise) in [(-2.3, -4.6), (-0.7, -4.6), (-0.7, -2.3), (0.7, -6.9), (0.7, 0)] {
      let theta = [logLengthscale, logLengthscale, 0, logNoise, 0]
      var gradient = theta
      #expect(evidence.evaluate(theta, &gradient).isFinite)
      // At the mode alpha = g = w - kappa.
      let kappa = 1 / (.exp(logNoise) * evidence.unit)
      for (alpha, noise) in zip(evidence.weights, evidence.noise) {
        #expect(abs(alpha - (1 / noise - kappa)) < 1e-3 * max(1 / noise, kappa))
      }
    }
  }

  func check(_ posterior: Posterior, _ reference: SurrogateReferences.Case, tolerance: Double) {
    for (mine, (mean, variance)) in zip(
      posterior.predict(reference.queries), zip(reference.means, reference.variances))
    {
      #expect(abs(mine.mean - mean) < tolerance && abs(mine.variance - variance) < tolerance)
    }
    let scratch = posterior.makeScratch()
    var mean = reference.queries[0]
    var variance = mean
    for query in reference.queries {
      let single = posterior.predict(query, meanGradient: &mean, varianceGradient: &variance, scratch)
      #expect(abs(single.mean - posterior.predict([query])[0].mean) < 1e-12)
      for axis in query.indices where !reference.isChoice[axis] {
        var (left, right) = (query, query)
        left[axis] -= 1e-5
        right[axis] += 1e-5
        let (a, b) = (posterior.predict([left])[0], posterior.predict([right])[0])
        #expect(abs((b.mean - a.mean) / 2e-5 - mean[axis]) < 1e-6)
        #expect(abs((b.variance - a.variance) / 2e-5 - variance[axis]) < 1e-6)
      }
    }
  }

  @Test func `Yeo and Johnson's transform is SciPy's`() throws {
    let reference = try SurrogateReferences.load().yeoJohnson
    let standard = OutputWarping.standardized(reference.values)
    let warped = try #require(OutputWarping.yeoJohnson(standard))
    for (mine, theirs) in zip(warped.values, reference.warped) { #expect(abs(mine - theirs) < 1e-5) }
    #expect(abs(warped.logJacobian - reference.logJacobian) < 1e-5)
    #expect(OutputWarping.standardized([1e300, -1e300, 1e300]).values.allSatisfy { $0.isFinite })
    #expect(OutputWarping.standardized([.leastNonzeroMagnitude, 0, 0]).values.allSatisfy { $0.isFinite })
    #expect(OutputWarping.standardized([7, 7, 7]).values == [0, 0, 0])
  }

  @Test func `imagined observations leave the mean and shrink the variance`() throws {
    let points = [[0.1], [0.4], [0.9]]
    let data = GaussianData(points: points, values: [1, -1, 0.5], axes: Axes(isChoice: [false]), bowl: [0.2])
    let process = GaussianProcess(data.fit(.logNormal).fit.values, data)
    let imagining = process.posterior.imagining([[0.65]])
    for query in [[0.2], [0.65], [0.8]] {
      let (before, after) = (process.posterior.predict([query])[0], imagining.predict([query])[0])
      #expect(abs(before.mean - after.mean) < 1e-12)
      #expect(after.variance < before.variance)
    }
    #expect(imagining.predict([[0.65]])[0].variance < 0.1 * process.posterior.predict([[0.65]])[0].variance)
  }

  @Test func `the fit finds a smooth function, and its noise`() {
    var random = CounterRandom(seed: 4)
    let points = (0..<40).map { [Double($0) / 39] }
    for noise in [0.0, 0.3] {
      let values = points.map { Double.sin(6 * $0[0]) + noise * random.normal() }
      let axes = Axes(isChoice: [false])
      let data = GaussianData(points: points, values: values, axes: axes)
      let fit = data.fit(.logNormal)
      let gaussian = GaussianProcess(fit.fit.values, data)
      let positive = ModelData(points: points, values: values, axes: axes, bowl: [])
      let gamma = GammaProcess(positive, GammaFit(to: positive, .gamma))
      for posterior in [gaussian.posterior, gamma.posterior] {
        let error = posterior.predict(points).indices.map {
          abs(posterior.predict([points[$0]])[0].mean - .sin(6 * points[$0][0]))
        }.max()
        #expect((error ?? 1) < (noise == 0 ? 0.01 : 0.3))
      }
      if noise > 0 {
        #expect(abs(Double.exp(0.5 * gaussian.logarithms[2]) - noise) < 0.1)
        #expect(abs(1 / gamma.noiseShape.squareRoot() - noise) < 0.1)
      }
    }
  }

  @Test func `a large history is thinned to the best and an even rest`() {
    #expect(representatives(of: [3, 1, 2], limit: 5) == [0, 1, 2])
    let values = (0..<1000).map { Double(($0 * 7919) % 1000) }
    let chosen = representatives(of: values, limit: 200)
    #expect(chosen == chosen.sorted() && Set(chosen).count == 200)
    #expect(Set(chosen.map { values[$0] }).isSuperset(of: (0..<100).map(Double.init)))
  }
}

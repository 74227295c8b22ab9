import Basics
import RealModule
import Testing

@testable import BayesOpt

/// What a search makes of studies in other spaces.
@Suite struct EarlierStudyTests {
  private func weights(_ others: [[Double]], own: [Double], _ values: [Double]) -> [Double] {
    var random = CounterRandom(seed: 1)
    return RankWeights.weights(others: others, own: own, values: values, &random)
  }

  @Test func `the model that ranks best has the weight`() {
    let values = (0..<12).map { Double($0 * $0) }
    let (alike, opposite) = (values.map { 3 * $0 - 7 }, values.map { -$0 })
    let poor = values.indices.map { Double($0 * 5 % 12) }
    #expect(weights([alike], own: poor, values)[0] > 0.95)
    #expect(weights([opposite], own: poor, values) == [0, 1])
    // Of two that are as good the own one is believed.
    #expect(weights([alike], own: values, values) == [0, 1])
    let three = weights([alike, alike, opposite], own: poor, values)
    #expect(abs(three.reduce(0, +) - 1) < 1e-12)
    #expect(three[0] == three[1] && three[2] == 0)
  }

  @Test func `next to nothing speaks neither for nor against`() {
    #expect(weights([[1, 2]], own: [1, 2], [2, 1]) == [1, 0])
    #expect(weights([], own: [], []) == [1])
    // Equal values cannot be ranked.
    #expect(weights([[1, 2, 3, 4]], own: [4, 3, 2, 1], [5, 5, 5, 5]) == [0, 1])
  }

  private func posterior(_ points: [[Double]], seed: UInt64) -> Posterior {
    var random = CounterRandom(seed: seed)
    let values = points.map { _ in random.normal() }
    let theta = points[0].map { _ in Double.log(0.4) } + [0, .log(0.05)]
    let axes = Axes(isChoice: points[0].map { _ in false })
    return GaussianProcess(theta, GaussianData(points: points, values: values, axes: axes)).posterior
  }

  private func points(_ count: Int, dimension: Int, seed: UInt64) -> [[Double]] {
    var random = CounterRandom(seed: seed)
    return (0..<count).map { _ in (0..<dimension).map { _ in random.uniform() } }
  }

  /// With the mean and the kernel as they are, against a process of the others.
  @Test func `each observation is predicted from the others`() {
    let all = points(9, dimension: 2, seed: 2)
    let whole = posterior(all, seed: 3)
    let observed = zip(whole.means(all), all.indices).map { $0 + whole.factor.noise[$1] * whole.weights[$1] }
    for (i, mean) in whole.meansFromOthers(all).enumerated() {
      let others = all.indices.filter { $0 != i }
      let factor = CovarianceFactor(
        whole.factor.kernel, points: others.map { all[$0] }, noise: others.map { whole.factor.noise[$0] })
      let weights = factor.solve(others.map { observed[$0] - whole.mean.value(at: all[$0]) })
      let alone = Posterior(factor: factor, mean: whole.mean, weights: weights)
      #expect(abs(alone.means([all[i]])[0] - mean) < 1e-6)
    }
  }

  @Test func `the slopes of an ensemble are those of its heights`() {
    let ensemble = PosteriorEnsemble(members: [
      .init(posterior: posterior(points(8, dimension: 2, seed: 4), seed: 5), weight: 0.7, coordinates: [2, 0]),
      .init(posterior: posterior(points(6, dimension: 3, seed: 6), seed: 7), weight: 0.3, coordinates: nil),
    ])
    let surface = EnsembleSurface(
      ensemble: ensemble,
      score: { ExpectedImprovement.logUnderNormal(mean: $0, variance: $1, incumbent: -0.5) })
    let climb = surface.climber()
    for point in points(20, dimension: 3, seed: 8) {
      var gradient = [0.0, 0, 0]
      #expect(abs(climb(point, &gradient) - surface.heights([point])[0]) < 1e-9)
      for axis in 0..<3 {
        var (low, high) = (point, point)
        low[axis] -= 1e-5
        high[axis] += 1e-5
        let heights = surface.heights([low, high])
        #expect(abs((heights[1] - heights[0]) / 2e-5 - gradient[axis]) < 1e-4 * max(1, abs(gradient[axis])))
      }
    }
  }

  /// The minimum of a slope is at a corner that the other study knows.
  @Test func `a study that is alike points the way, and one that is opposite is forgotten`() throws {
    let space = try Space(
      parameters: ["x", "y", "z"].map {
        Parameter(name: $0, domain: .real(low: 0, high: 1, scale: .linear, step: nil))
      })
    func cost(_ values: [ParameterValue?]) -> Double {
      let x = values.map { $0?.number ?? 0.5 }
      return (x[0] - 0.8) * (x[0] - 0.8) + (x[1] - 0.2) * (x[1] - 0.2) + 0.2 * (x[2] - 0.5) * (x[2] - 0.5)
    }
    func best(_ sign: Double?, after count: Int) throws -> Double {
      var history = History()
      let known = points(20, dimension: 2, seed: 9).map { point in
        let values: [ParameterValue?] = [.real(point[0]), .real(point[1]), nil]
        return Observation(Configuration(values: values), .complete([(sign ?? 1) * cost(values)]))
      }
      if sign != nil { history.earlier = [EarlierStudy(shared: [0, 1], observations: known)] }
      let strategy = Gaussian()
      for _ in 0..<count {
        guard let next = try strategy.suggest(history, in: space, seed: 1, budget: 30) else { break }
        history.append(Observation(next.configuration, .complete([cost(next.configuration.values)])))
      }
      return try #require(history.best.flatMap { history.costs[$0] })
    }
    #expect(try best(1, after: 5) < best(nil, after: 5))
    #expect(try best(-1, after: 12) < 0.02)
  }
}

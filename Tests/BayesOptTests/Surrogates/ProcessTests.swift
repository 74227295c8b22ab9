import Basics
import RealModule
import Testing

@testable import BayesOpt

@Suite struct ProcessTests {
  /// Points of the square and a smooth function of them.
  static func observations(_ count: Int) -> (points: [[Double]], values: [Double]) {
    let sequence = Sobol(dimension: 2, scrambledBy: 5)
    let points = (0..<count).map(sequence.point)
    return (points, points.map { .sin(5 * $0[0]) + $0[1] * $0[1] })
  }

  @Test func `a factor that grows point by point predicts as one made at once`() {
    let (points, values) = Self.observations(40)
    let data = GaussianData(
      points: points, values: values, axes: Axes(isChoice: [false, false], trend: 1), bowl: [0.3, 0.3])
    let logarithms = [-1.0, -0.5, 0.2, -8]
    let noise = data.noise(logarithms)
    let whole = data.factor(logarithms)
    let first = CovarianceFactor(whole.kernel, points: Array(points[..<25]), noise: (0..<25).map { _ in noise })
    let atOnce = first.appending(Array(points[25...]), noise: (25..<40).map { _ in noise })
    let grown = (25..<40).reduce(first) { $0.appending([points[$1]], noise: [noise]) }
    // The bits of a row do not depend on what was appended together.
    #expect(grown.rows == atOnce.rows)
    let (a, b) = (GaussianProcess(logarithms, data), GaussianProcess(logarithms, data, factor: grown))
    let queries = [[0.1, 0.2], [0.5, 0.9], [1, 0]]
    for (x, y) in zip(a.posterior.predict(queries), b.posterior.predict(queries)) {
      #expect(abs(x.mean - y.mean) < 1e-9 && abs(x.variance - y.variance) < 1e-9)
    }
  }

  @Test func `hyperparameters are fitted from scratch ever more rarely`() {
    let checkpoints = (0...1000).map(TrainingSet.lastCheckpoint)
    #expect(Array(checkpoints[...12]) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 10, 10, 12])
    #expect(checkpoints == checkpoints.sorted())
    #expect(Set(checkpoints).count < 40 && zip(0..., checkpoints).allSatisfy { $0 - $1 <= max($0 / 4, 1) })
  }

  @Test(arguments: [0.0, 0.2])
  func `many observations are fitted by way of a sample as from the starts`(noise: Double) {
    var random = CounterRandom(seed: 8)
    let (points, values) = Self.observations(110)
    let axes = Axes(isChoice: [false, false], trend: 1)
    let noisy = OutputWarping.standardized(values.map { $0 + noise * random.normal() }).values
    let data = GaussianData(points: points, values: noisy, axes: axes)
    let evidence = GaussianEvidence(points: points.flatMap { $0 }, values: noisy, axes: axes)
    func value(_ point: [Double], _ gradient: inout [Double]) -> Double {
      evidence.evaluate(point, &gradient) + HyperparameterPrior.logNormal.penalize(point, dimension: 2, &gradient)
    }
    let (lower, upper) = HyperparameterPrior.bounds(dimension: 2)
    let least = HyperparameterPrior.starts(dimension: 2)
      .map { LBFGS().minimize(from: $0, lower: lower, upper: upper, value).value }.min()
    let fit = data.fit(.logNormal).fit
    var gradient = fit.values
    #expect(abs(value(fit.values, &gradient) - (least ?? .infinity)) < 0.01)
    // From where it ended nothing is left to gain.
    let again = data.fit(.logNormal, from: fit).fit
    #expect(zip(fit.values, again.values).allSatisfy { abs($0 - $1) < 0.05 })
  }

  @Test func `what a strategy remembers changes no bit of what it suggests`() throws {
    let space = try Space(parameters: [unit("x"), unit("y")])
    let (points, values) = Self.observations(104)
    let remembering = Gaussian()
    // Within a checkpoint, across one, where fits are continued and where the factor grows.
    for count in [8, 9, 10, 47, 48, 97, 98, 99, 100, 101, 102, 104] {
      let observations = zip(points, values).prefix(count).map { point, value in
        Observation(Configuration(values: point.map { .real($0) }), .complete(value))
      }
      let history = History(observations)
      let warm = try remembering.next(history, in: space, seed: 3, budget: nil)
      #expect(try Gaussian().next(history, in: space, seed: 3, budget: nil) == warm)
      #expect(remembering.model.factors.checkInvariants() == [])
    }
  }

  @Test func `the bowl is a prior that observations overrule`() throws {
    let space = try Space(parameters: [
      unit("x"), Parameter(name: "c", domain: .choice(count: 3, isOrdered: false)), unit("y"),
    ])
    let mean = PriorMean(constant: 1, bowl: PriorMean.bowl(0.5, space))
    #expect(mean.value(at: [0.5, 0.1, 0.5]) == 1 && mean.value(at: [1, 0.1, 0]) == 2)
    for axis in 0..<3 {
      var (left, right) = ([0.8, 0.5, 0.1], [0.8, 0.5, 0.1])
      left[axis] -= 1e-5
      right[axis] += 1e-5
      let slope = (mean.value(at: right) - mean.value(at: left)) / 2e-5
      #expect(abs(slope - mean.slope(at: [0.8, 0.5, 0.1], axis)) < 1e-8)
    }
    let points = (0..<12).map { [Double($0) / 11] }
    let data = GaussianData(points: points, values: points.map { -$0[0] }, axes: Axes(isChoice: [false]), bowl: [0.5])
    let process = GaussianProcess(data.fit(.logNormal).fit.values, data)
    #expect(abs(process.posterior.predict([[0.97]])[0].mean + 0.97) < 0.02)
  }

  @Test func `a parameter that is absent is far from every value of it, and alike to itself`() throws {
    let space = try Space(parameters: [
      Parameter(name: "kind", domain: .choice(count: 2, isOrdered: false)),
      Parameter(name: "rate", domain: .real(low: 0, high: 1, scale: .linear, step: nil)) {
        $0.values[0] == .choice(1) ? .real(low: 0, high: 1, scale: .linear, step: nil) : nil
      },
    ])
    let axes = Axes(space, trend: 0)
    #expect(axes.isChoice == [true, false, false] && axes.lengthscale == [0, 1, 1])
    let absent = space.features(Configuration(values: [.choice(0), nil]))
    let middle = space.features(Configuration(values: [.choice(1), .real(0.5)]))
    let end = space.features(Configuration(values: [.choice(1), .real(1)]))
    #expect(absent == [0.25, 0.5, 0] && middle == [0.75, 0.5, Space.gap] && end == [0.75, 1, Space.gap])
    let kernel = Kernel([2, 0.1, 0], axes)
    let factor = CovarianceFactor(kernel, points: [absent, middle, end], noise: [0, 0, 0])
    // M(r) / e^(1 / l_c), against the formula: r = gap / l.
    let q = 5.0.squareRoot() * 0.5 / Double.exp(0.1)
    let expected = (1 + q + q * q / 3) * .exp(-q - .exp(-2))
    #expect(abs(factor.rows[3] - expected) < 1e-12)
    // Without the activity, absent and in the middle would differ by the choice alone.
    #expect(expected < 0.9 * .exp(-.exp(-2)))
  }

  /// Points of two numeric axes and a choice, with positive values.
  static func mixed() -> (points: [[Double]], values: [Double], axes: Axes) {
    let sequence = Sobol(dimension: 3, scrambledBy: 9)
    let points = (0..<14).map {
      [sequence.point($0)[0], sequence.point($0)[1], sequence.point($0)[2] < 0.5 ? 0.25 : 0.75]
    }
    let axes = Axes(isChoice: [false, false, true], trend: 1)
    return (points, points.map { 1 + .sin(4 * $0[0]) * $0[1] + $0[2] }, axes)
  }

  @Test func `the gradients of the evidence with a trend and a bowl are those of its differences`() {
    let (points, values, axes) = Self.mixed()
    let data = ModelData(points: points, values: values.map { .log($0) }, axes: axes, bowl: [0.3, 0.2, 0])
    let gamma = GammaEvidence(data)
    let gaussian = GaussianEvidence(points: points.flatMap { $0 }, values: values, axes: axes)
    let theta = [-0.7, 0.1, -0.4, 0.3, -3, 0.2]
    func check(_ count: Int, _ evaluate: ([Double], inout [Double]) -> Double) {
      var (gradient, unused) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
      _ = evaluate(Array(theta[..<count]), &gradient)
      for k in 0..<count {
        var (left, right) = (Array(theta[..<count]), Array(theta[..<count]))
        left[k] -= 1e-5
        right[k] += 1e-5
        let difference = (evaluate(right, &unused) - evaluate(left, &unused)) / 2e-5
        #expect(abs(difference - gradient[k]) < 1e-5 * max(1, abs(difference)), "\(k)")
      }
    }
    check(5) { gaussian.evaluate($0, &$1) }
    check(6) { gamma.evaluate($0, &$1) }
  }

  @Test func `the gradients of every surface are those of its differences`() throws {
    let (points, values, axes) = Self.mixed()
    let data = GaussianData(points: points, values: values, axes: axes, bowl: [0.3, 0.3, 0])
    let posterior = GaussianProcess([-0.7, 0.1, -0.4, 0.3, -5], data).posterior
    let near = Parameter(
      name: "x", domain: .real(low: 0, high: 1, scale: .linear, step: nil), near: .real(0.2))
    let space = try Space(parameters: [
      near, unit("y"), Parameter(name: "c", domain: .choice(count: 2, isOrdered: false)),
    ])
    var random = CounterRandom(seed: 8)
    let surfaces: [any Surface] = [
      AcquisitionSurface(
        posterior: posterior, score: { ExpectedImprovement.logUnderNormal(mean: $0, variance: $1, incumbent: 1.2) },
        belief: Belief(space, observations: 5)),
      SamplePath(posterior, &random),
    ]
    for surface in surfaces {
      let climber = surface.climber()
      var gradient = [0.0, 0, 0]
      for point in [[0.1, 0.7, 0.25], [0.5, 0.5, 0.75], [0.93, 0.2, 0.75]] {
        let height = climber(point, &gradient)
        #expect(abs(height - surface.heights([point])[0]) < 1e-9)
        for axis in 0..<2 {
          var (left, right) = (point, point)
          left[axis] -= 1e-5
          right[axis] += 1e-5
          let heights = surface.heights([left, right])
          let difference = (heights[1] - heights[0]) / 2e-5
          #expect(abs(difference - gradient[axis]) < 1e-4 * max(1, abs(difference)))
        }
      }
    }
  }

  @Test func `sample paths have the moments of their posterior`() {
    let (points, values, axes) = Self.mixed()
    let data = GaussianData(points: points, values: values, axes: axes)
    let posterior = GaussianProcess([-0.7, 0.1, -0.4, 0.3, -3], data).posterior
    let queries = [[0.1, 0.7, 0.25], [0.5, 0.5, 0.75], [0.97, 0.02, 0.75]]
    let exact = posterior.predict(queries)
    var random = CounterRandom(seed: 12)
    let draws = (0..<600).map { _ in SamplePath(posterior, &random).heights(queries).map { -$0 } }
    for (k, prediction) in exact.enumerated() {
      let mean = draws.reduce(0) { $0 + $1[k] } / 600
      let variance = draws.reduce(0) { $0 + ($1[k] - mean) * ($1[k] - mean) } / 600
      #expect(abs(mean - prediction.mean) < 5 * (prediction.variance / 600).squareRoot())
      #expect(abs(variance / prediction.variance - 1) < 0.35)
    }
  }

  @Test func `a belief draws the search to it, and is forgotten where it is wrong`() throws {
    let near = Parameter(
      name: "x", domain: .real(low: 0, high: 1, scale: .linear, step: nil), near: .real(0.9))
    let space = try Space(parameters: [near, unit("y")])
    #expect(try space.belief()?.values == [.real(0.9), .real(0.5)])
    func distance(_ a: Double, _ b: Double) -> Double { (a - b) * (a - b) }
    let observations = try search(Gaussian(), space, trials: 25) {
      .complete(distance(number($0, 0), 0.2) + distance(number($0, 1), 0.6))
    }
    let best = try #require(History(observations).best)
    #expect(abs(number(observations[best].configuration, 0) - 0.2) < 0.05)
  }
}

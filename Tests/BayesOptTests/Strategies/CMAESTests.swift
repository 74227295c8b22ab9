import Basics
import Foundation
import RealModule
import Testing

@testable import BayesOpt

@Suite struct CMAESTests {
  /// States after generations by the package `cmaes`, see Support/BayesOpt/evolution.py.
  struct Reference: Decodable {
    struct Step: Decodable {
      let points: [[Double]]
      let mean, covariance, pathSigma, pathC: [Double]
      let sigma: Double
    }

    let dimension: Int
    let steps: [Step]
  }

  @Test func `generations are those of the package cmaes`() throws {
    let references = try JSONDecoder().decode([Reference].self, from: Data(contentsOf: supportFile("evolution.json")))
    #expect(references.count == 4)
    for reference in references {
      let start = [Double](repeating: 0.5, count: reference.dimension)
      var mine = CovarianceAdaptation(mean: start, sigma: 0.3)
      for step in reference.steps {
        mine.advance(step.points.map { zip($0, mine.mean).map { ($0 - $1) / mine.sigma } })
        #expect(relativeError(mine.sigma, step.sigma) < 1e-8)
        for (a, b) in [
          (mine.mean, step.mean), (mine.covariance, step.covariance), (mine.pathSigma, step.pathSigma),
          (mine.pathC, step.pathC),
        ] {
          let scale = b.map(abs).max() ?? 0
          #expect(zip(a, b).allSatisfy { abs($0 - $1) <= 1e-8 * scale })
        }
      }
    }
  }

  @Test(arguments: [1, 2, 5, 12]) func `eigenvectors are orthogonal and diagonalise`(n: Int) throws {
    var random = CounterRandom(seed: UInt64(n))
    let root = (0..<n * n).map { _ in random.normal() }
    var a = [Double](repeating: 0, count: n * n)
    for i in 0..<n { for j in 0..<n { for k in 0..<n { a[i * n + j] += root[i * n + k] * root[j * n + k] } } }
    let eigen = try #require(SymmetricEigen(a, n))
    #expect(eigen.values == eigen.values.sorted())
    for i in 0..<n {
      for j in 0..<n {
        var (product, rebuilt) = (0.0, 0.0)
        for k in 0..<n {
          product += eigen.vectors[i * n + k] * eigen.vectors[j * n + k]
          rebuilt += eigen.vectors[k * n + i] * eigen.values[k] * eigen.vectors[k * n + j]
        }
        #expect(abs(product - (i == j ? 1 : 0)) < 1e-12)
        #expect(abs(rebuilt - a[i * n + j]) < 1e-12 * Double(n) * (eigen.values.last ?? 1))
      }
    }
    #expect(SymmetricEigen([1, .nan, .nan, 1], 2) == nil)
  }

  @Test func `a narrow valley is followed to its bottom`() throws {
    let space = try Space(parameters: (0..<4).map { unit("x\($0)") })
    let observations = try search(CMAES(), space, trials: 600) { configuration in
      .complete((0..<4).reduce(0) { $0 + .pow(10, Double($1)) * .pow(number(configuration, $1) - 0.6, 2) })
    }
    let history = History(observations)
    #expect((history.best.flatMap { history.costs[$0] } ?? 1) < 1e-3)
  }

  @Test func `levels and choices are found, and a search that rests starts again`() throws {
    let space = try Space(parameters: [
      Parameter(name: "n", domain: .integer(low: 0, high: 999, scale: .linear, step: 1)), unit("x"),
      Parameter(name: "c", domain: .choice(count: 6, isOrdered: false)),
    ])
    let objective: (Configuration) -> Evaluation = { configuration in
      let (n, x) = (number(configuration, 0) / 1000 - 0.777, number(configuration, 1) - 0.2)
      return .complete(n * n + x * x + (configuration.values[2] == .choice(4) ? 0 : 0.5))
    }
    let observations = try search(CMAES(), space, trials: 500, objective)
    let history = History(observations)
    let best = try #require(history.best.map { observations[$0].configuration })
    #expect(best.values[2] == .choice(4) && abs(number(best, 0) - 777) < 10 && abs(number(best, 1) - 0.2) < 0.01)
    let replay = EvolutionReplay(
      history, PointTable(history, in: space, cells: false), space, seed: 1, population: 6, sigma: 0.2,
      Memory())
    #expect(replay.restarts > 0 && replay.population == 6 << replay.restarts)
  }

  @Test func `what is remembered is what would be replayed`() throws {
    let spaces = try [
      Space(parameters: [unit("x"), unit("y")]),
      Space(parameters: [
        unit("x"),
        Parameter(name: "y", domain: .real(low: 0, high: 1, scale: .linear, step: nil)) { prefix in
          prefix.values[0].map { $0.number < 0.5 } == true ? .real(low: 0, high: 1, scale: .linear, step: nil) : nil
        },
      ]),
    ]
    // One strategy for all searches, which end at different lengths, begin with a trial of another, and have trials that
    // are running for a while.
    let strategy = CMAES()
    for space in spaces {
      for count in [22, 13] {
        var observations = [Observation(try space.decode([0.25, 0.25]), .complete(1))]
        for trial in 0..<count {
          let seen = observations.enumerated().map { index, observation in
            index % 7 == 3 && trial - index < 2 ? Observation(observation.configuration, .running) : observation
          }
          let history = History(seen, trial: trial)
          let configuration = try #require(try strategy.next(history, in: space, seed: 3, budget: nil))
          #expect(try CMAES().next(history, in: space, seed: 3, budget: nil) == configuration)
          let value = configuration.values.compactMap { $0?.number }.reduce(0) { $0 + ($1 - 0.3) * ($1 - 0.3) }
          observations.append(Observation(configuration, trial % 7 == 6 ? .failed : .complete(value)))
        }
      }
    }
  }

  @Test func `a trial that is running is told from one that failed, and a belief from none`() throws {
    let space = try Space(parameters: [unit("x"), unit("y")])
    let strategy = CMAES()
    let points = try (0..<6).map { try space.decode([Double($0) / 7, Double($0 * $0) / 36]) }
    for outcome in [Evaluation.failed, .running] {
      let history = History(points.enumerated().map { Observation($1, $0 == 3 ? outcome : .complete(Double($0))) })
      let suggestion = try strategy.next(history, in: space, seed: 3, budget: nil)
      #expect(try suggestion == CMAES().next(history, in: space, seed: 3, budget: nil))
    }
    let believed = try Space(parameters: [
      Parameter(name: "x", domain: .real(low: 0, high: 1, scale: .linear, step: nil), near: .real(0.9)), unit("y"),
    ])
    let history = History(points.map { Observation($0, .complete(number($0, 1))) })
    for space in [space, believed] {
      let suggestion = try strategy.next(history, in: space, seed: 3, budget: nil)
      #expect(try suggestion == CMAES().next(history, in: space, seed: 3, budget: nil))
    }
  }

  @Test func `the search begins where others found the best, and around what is believed`() throws {
    let space = try Space(parameters: [unit("x"), unit("y")])
    var random = CounterRandom(seed: 1)
    let told = (0..<300).map { _ in [random.uniform(), random.uniform()] }
    let observations = try told.map { point in
      Observation(try space.decode(point), .complete(point.reduce(0) { $0 + ($1 - 0.9) * ($1 - 0.9) }))
    }
    let believed = try Space(
      parameters: ["x", "y"].map {
        Parameter(name: $0, domain: .real(low: 0, high: 1, scale: .linear, step: nil), near: .real(0.9))
      })
    func mean(_ history: (Int) -> History, _ space: Space) throws -> Double {
      let points = try (1..<6).map { try #require(try CMAES().next(history($0), in: space, seed: 2, budget: nil)) }
      return points.flatMap { [number($0, 0), number($0, 1)] }.reduce(0, +) / 10
    }
    #expect(try abs(mean({ History(trial: $0) }, space) - 0.5) < 0.1)
    #expect(try mean({ History(trial: $0) }, believed) > 0.7)
    #expect(try mean({ History(observations, trial: $0) }, space) > 0.6)
  }

  @Test func `a population is checked`() {
    #expect(throws: OptionError.self) { try CMAES(population: 3, sigma: 0.2) }
    #expect(throws: OptionError.self) { try CMAES(population: 6, sigma: 0) }
    #expect(throws: OptionError.self) { try TPE(candidates: 0, initial: 10) }
    #expect(throws: OptionError.self) { try TPE(candidates: 24, initial: 0) }
  }
}

import Basics
import Foundation
import RealModule
import Testing

@testable import BayesOpt

/// What strategies see when they propose.
@Suite struct OutlookTests {
  private static let strategies: [@Sendable () throws -> any Strategy] = [
    { Gaussian() }, { Gamma() }, { Hull(of: Gamma()) }, { Hull(of: RandomSearch()) }, { TPE() }, { CMAES() },
    { Grid() }, { SobolSearch() }, { RandomSearch() }, { Auto() },
    { try Gaussian(ModelOptions(acquisition: .thompson)) },
    { try Gamma(ModelOptions(acquisition: .confidenceBound(beta: 4))) },
  ]

  /// Whatever was asked before, and whether it is remembered.
  @Test(arguments: strategies)
  func `an outlook has the proposal that is suggested, bit for bit`(make: @Sendable () throws -> any Strategy) throws {
    let space = try Laboratory.mixed()
    let asked = try make()
    var history = History()
    for _ in 0..<16 {
      // A grid comes to its end sooner.
      guard let proposal = try asked.suggest(history, in: space, seed: 3, budget: 16) else { break }
      #expect(try asked.outlook(history, in: space, seed: 3, budget: 16).proposal == proposal)
      #expect(try make().outlook(history, in: space, seed: 3, budget: 16).proposal == proposal)
      history.append(Observation(proposal.configuration, Laboratory.score(proposal.configuration)))
    }
    #expect(history.observations.count > 8)
  }

  @Test func `what is remembered changes no section`() throws {
    let space = try Space(parameters: [unit("x"), unit("y")])
    let observations = try search(Gamma(), space, trials: 11) { .complete(0.1 + abs(number($0, 0) - number($0, 1))) }
    let remembering = Gamma()
    for count in 4...11 {
      _ = try remembering.outlook(History(Array(observations.prefix(count))), in: space, seed: 1, budget: 11)
    }
    let history = History(observations)
    let (old, new) = (
      try remembering.outlook(history, in: space, seed: 1, budget: nil),
      try Gamma().outlook(history, in: space, seed: 1, budget: nil)
    )
    #expect(old.sections.map(\.coordinates) == new.sections.map(\.coordinates))
    for (a, b) in zip(old.sections, new.sections) {
      guard case .model(let mine) = a.content, case .model(let theirs) = b.content else {
        Issue.record("no model")
        return
      }
      #expect(mine.median == theirs.median && mine.low == theirs.low && mine.high == theirs.high)
      #expect(mine.acquisition == theirs.acquisition)
    }
  }

  // MARK: Models

  private struct Reference: Decodable, CustomTestStringConvertible {
    let strategy: String
    let direction: String
    let isWarped: Bool
    let points: [Double]
    let values: [Double]
    let queries: [Double]
    /// nil where the power transform has no such value.
    let medians: [Double?]
    let lows: [Double?]
    let highs: [Double?]
    let improvements: [Double]

    var testDescription: String { "\(strategy), \(direction)\(isWarped ? ", warped" : "")" }
  }

  private static let references: [Reference] =
    (try? JSONDecoder().decode([Reference].self, from: Data(contentsOf: supportFile("outlook.json")))) ?? []

  @Test func `there are references`() { #expect(Self.references.count == 5) }

  @Test(arguments: references)
  private func `a section of a model is SciPy's and scikit-learn's, in units of the objective`(
    reference: Reference
  ) throws {
    let options = try ModelOptions(initial: 2, bowl: 0, stagnation: 0, trend: 0)
    let strategy: any Strategy = reference.strategy == "gamma" ? try Gamma(options) : Gaussian(options)
    let observations = zip(reference.points, reference.values).map { point, value in
      Observation(Configuration(values: [.real(point)]), .complete(value))
    }
    let history = History(observations, directions: [reference.direction == "minimize" ? .minimize : .maximize])
    let outlook = try strategy.outlook(history, in: Space(parameters: [unit("x")]), seed: 1, budget: nil)
    let section = try #require(outlook.sections.first)
    guard case .model(let curves) = section.content else {
      Issue.record("no model")
      return
    }
    let range = (reference.values.max() ?? 0) - (reference.values.min() ?? 0)
    let places = try reference.queries.map { query in try #require(section.coordinates.firstIndex(of: query)) }
    let most = try #require(places.indices.max { reference.improvements[$0] < reference.improvements[$1] })
    for (index, place) in places.enumerated() {
      for (mine, theirs) in [
        (curves.median, reference.medians), (curves.low, reference.lows), (curves.high, reference.highs),
      ] {
        guard let value = theirs[index] else {
          #expect(mine[place].isInfinite)
          continue
        }
        #expect(abs(mine[place] - value) < 4e-3 * range)
      }
      let share = curves.acquisition[place] / curves.acquisition[places[most]]
      #expect(abs(share - reference.improvements[index] / reference.improvements[most]) < 0.02)
    }
    // What is proposed is where the acquisition is largest.
    let next = number(try #require(outlook.proposal).configuration, 0)
    let highest = try #require(curves.acquisition.indices.max { curves.acquisition[$0] < curves.acquisition[$1] })
    #expect(abs(curves.acquisition[highest] - 1) < 1e-9)
    #expect(abs(section.coordinates[highest] - next) < 1e-3)
    if case .power? = outlook.prediction?(observations[0].configuration).scale.form {
      #expect(reference.isWarped)
    } else {
      #expect(!reference.isWarped)
    }
  }

  private static let scales: [ValueScale] = [Direction.minimize, .maximize].flatMap { direction in
    [
      ValueScale(.identity, direction), ValueScale(.linear(centre: 3, unit: 0.5), direction),
      ValueScale(.logDistance(bound: direction == .minimize ? 0 : 1), direction),
      ValueScale(
        .power(PowerScale(centre: 3, unit: 0.5, exponent: -0.4, mean: 0.1, deviation: 0.7)), direction),
      ValueScale(
        .power(PowerScale(centre: 3, unit: 0.5, exponent: 2.7, mean: 0.1, deviation: 0.7)), direction),
      ValueScale(.power(PowerScale(centre: 3, unit: 0.5, exponent: 1e-12, mean: 0, deviation: 1)), direction),
    ]
  }

  @Test(arguments: scales)
  func `a scale leads to values and back, the better the smaller`(scale: ValueScale) {
    let places = stride(from: -0.5, through: 0.5, by: 0.125).map { $0 }
    let values = places.map(scale.value)
    for (place, value) in zip(places, values) {
      #expect(abs(scale.place(of: value) - place) < 1e-12)
      let step = 1e-6
      let slope = (scale.place(of: value + step) - scale.place(of: value - step)) / (2 * step)
      #expect(relativeError(abs(slope), scale.slope(at: value)) < 1e-6)
    }
    #expect(zip(values, values.dropFirst()).allSatisfy { scale.direction.prefers($0, to: $1) })
  }

  @Test(arguments: scales)
  func `the density of a prediction is one whole, and agrees with its quantiles and gains`(scale: ValueScale) {
    let prediction = ValuePrediction(mean: 0.1, deviation: 0.2, scale: scale)
    // By the middle of many small intervals between quantiles so far out that nothing is beyond.
    let ends = [prediction.value(at: -7), prediction.value(at: 7)].sorted()
    let count = 400_000
    let step = (ends[1] - ends[0]) / Double(count)
    var (whole, inside, better, gain) = (0.0, 0.0, 0.0, 0.0)
    let target = prediction.value(at: -0.3)
    let (low, high) = prediction.interval
    for index in 0..<count {
      let value = ends[0] + (Double(index) + 0.5) * step
      let share = prediction.density(of: value) * step
      whole += share
      if low < value, value < high { inside += share }
      if scale.direction.prefers(value, to: target) {
        better += share
        gain += share * abs(value - target)
      }
    }
    #expect(abs(whole - 1) < 1e-4)
    #expect(abs(inside - 0.95) < 1e-4)
    #expect(abs(better - prediction.probability(ofBetterThan: target)) < 1e-4)
    #expect(relativeError(prediction.expectedImprovement(on: target), gain) < 1e-3)
  }

  @Test func `the improvement that a prediction expects is that of the closed forms`() {
    let normal = ValuePrediction(mean: 0.3, deviation: 0.2, scale: ValueScale(.identity, .minimize))
    let closed = Double.exp(ExpectedImprovement.logUnderNormal(mean: 0.3, variance: 0.04, incumbent: 0.15))
    #expect(relativeError(normal.expectedImprovement(on: 0.15), closed) < 1e-8)
    let gamma = ValuePrediction(mean: -2, deviation: 0.4, scale: ValueScale(.logDistance(bound: 1), .maximize))
    let ofDistance = Double.exp(
      ExpectedImprovement.logUnderLognormal(mean: -2, variance: 0.16, logIncumbent: -2.2))
    #expect(relativeError(gamma.expectedImprovement(on: 1 - .exp(-2.2)), ofDistance) < 1e-8)
    #expect(gamma.expectedImprovement(on: 1) == 0 && gamma.probability(ofBetterThan: 1) == 0)
  }

  // MARK: Other strategies

  @Test func `densities of every axis are wholes`() throws {
    let space = try Laboratory.mixed()
    let history = History(try Laboratory.random(space, trials: 40))
    let outlook = try TPE().outlook(history, in: space, seed: 1, budget: nil)
    #expect(outlook.sections.count >= 5)
    for section in outlook.sections {
      guard case .densities(let good, let bad) = section.content else {
        Issue.record("no densities")
        return
      }
      let isLine = DensityAxis(space.parameters[section.axis], cells: true).levels == nil
      // The density of a line at a few levels says nothing of what lies between.
      if isLine, section.values.count < 100 { continue }
      for density in [good, bad] {
        let sum =
          isLine
          ? zip(section.coordinates, density).reduce((0.0, section.coordinates[0], density[0])) { sum, next in
            (sum.0 + (next.0 - sum.1) * (next.1 + sum.2) / 2, next.0, next.1)
          }.0 : density.reduce(0, +)
        #expect(abs(sum - 1) < 0.01, "axis \(section.axis)")
      }
    }
  }

  @Test func `a generation tells its mean, its deviations and its ellipse`() throws {
    let space = try Space(parameters: [unit("x"), unit("y")])
    let observations = try search(CMAES(), space, trials: 30) {
      .complete(pow(number($0, 0) - 0.3, 2) + pow(number($0, 1) - number($0, 0), 2))
    }
    let outlook = try CMAES().outlook(History(observations), in: space, seed: 1, budget: nil)
    let reason = try #require(outlook.proposal?.reason)
    let numbers = Dictionary(reason.vectors.map { ($0.quantity, $0.values) }) { first, _ in first }
    let ellipse = try #require(outlook.ellipse)
    // The shadow of the ellipse on an axis is one deviation on both sides of the mean.
    let (xs, ys) = (ellipse.outline.map(\.0), ellipse.outline.map(\.1))
    for (axis, coordinates) in [xs, ys].enumerated() {
      let (mean, deviation) = (try #require(numbers[.mean]?[axis]), try #require(numbers[.deviation]?[axis]))
      #expect(abs((coordinates.max() ?? 0) - mean - deviation) < 0.01 * deviation)
      #expect(abs(mean - (coordinates.min() ?? 0) - deviation) < 0.01 * deviation)
      guard case .distribution(let density) = outlook.sections[axis].content else {
        Issue.record("no distribution")
        return
      }
      let highest = outlook.sections[axis].coordinates[density.firstIndex(of: density.max() ?? 0) ?? 0]
      #expect(abs(highest - mean) <= 1 / 128)
    }
  }

  @Test func `a hull lies below all results, and its prediction in its bracket`() throws {
    let space = try Space(parameters: [unit("x"), unit("y")])
    let strategy = Hull(of: Gamma())
    let observations = try search(strategy, space, trials: 20) {
      .complete(0.1 + pow(number($0, 0) - 0.3, 2) + abs(number($0, 1) - 0.6))
    }
    var hulls = 0
    for count in 4..<20 {
      let outlook = try strategy.outlook(
        History(Array(observations.prefix(count))), in: space, seed: 1, budget: 20)
      guard let reason = outlook.proposal?.reason, reason.rule == .hull else { continue }
      for section in outlook.sections {
        guard case .hull(let hull) = section.content else { continue }
        hulls += 1
        #expect(hull.points.count == count)
        for (a, b) in zip(hull.vertices, hull.vertices.dropFirst()) {
          for point in hull.points where a.coordinate < point.coordinate && point.coordinate < b.coordinate {
            let share = (point.coordinate - a.coordinate) / (b.coordinate - a.coordinate)
            #expect(point.height >= a.height + share * (b.height - a.height) - 1e-9)
          }
        }
        let predicted = reason.vectors.first { $0.quantity == .predicted }?.values[section.axis]
        #expect(hull.minimum?.predicted == predicted)
      }
    }
    #expect(hulls >= 4)
  }

  @Test func `a model is seen in trials of others too`() throws {
    let space = try Space(parameters: [unit("x")])
    let history = History(try search(SobolSearch(), space, trials: 3) { .complete(1 + number($0, 0)) })
    #expect(try Gaussian().outlook(history, in: space, seed: 1, budget: 9).sections.isEmpty)
    let model = try #require(try Gaussian().modelOutlook(history, in: space, seed: 1, budget: 9))
    #expect(model.sections.count == 1 && model.prediction != nil)
    #expect(try Hull(of: Gamma()).modelOutlook(history, in: space, seed: 1, budget: 9)?.prediction != nil)
    #expect(try TPE().modelOutlook(history, in: space, seed: 1, budget: 9) == nil)
    #expect(try Gaussian().modelOutlook(History(), in: space, seed: 1, budget: 9) == nil)
  }
}

import Basics
import Foundation
import RealModule
import Testing

@testable import BayesOpt

@Suite struct ParzenEstimatorTests {
  /// Densities of trials by SciPy, see Support/BayesOpt/densities.py; a coordinate of -1 is an inactive axis.
  struct Reference: Decodable {
    let lines: Int
    let cells: [Int]
    let choices: [Int]
    let trials: [[Double]]
    let points: [[Double]]
    let logs: [Double]

    static func all() throws -> [Reference] {
      try JSONDecoder().decode([Reference].self, from: Data(contentsOf: supportFile("densities.json")))
    }

    var space: Space {
      get throws {
        let domains: [Domain] =
          lines == 0
          ? [] : (0..<lines).map { _ in .real(low: 0, high: 1, scale: .linear, step: nil) }
        let others =
          cells.map { Domain.integer(low: 1, high: $0, scale: .linear, step: 1) }
          + choices.map { .choice(count: $0, isOrdered: false) }
        return try Space(
          parameters: (domains + others).enumerated().map { Parameter(name: "\($0.offset)", domain: $0.element) })
      }
    }

    func configuration(_ point: [Double]) throws -> Configuration {
      Configuration(
        values: zip(try space.parameters, point).map { parameter, u in
          guard u >= 0 else { return nil }
          if case .real = parameter.domain { return .real(u) }
          return parameter.domain.value(ofLevel: UInt(u))
        })
    }
  }

  @Test func `densities are SciPy's`() throws {
    let references = try Reference.all()
    #expect(references.count == 9)
    for reference in references {
      let history = History(try reference.trials.map { Observation(try reference.configuration($0), .failed) })
      let table = PointTable(history, in: try reference.space)
      let density = ParzenEstimator(table, Array(reference.trials.indices))
      #expect(density.checkInvariants() == [])
      for (point, log) in zip(reference.points, reference.logs) {
        let mine = density.logDensity(point.map { $0 < 0 ? .nan : $0 })
        #expect(abs(mine - log) < 1e-9 * max(1, abs(log)), "\(mine) is not \(log)")
      }
    }
  }

  @Test func `draws have the density they are said to have`() throws {
    let reference = try #require(try Reference.all().first { $0.lines == 1 && $0.cells.isEmpty && $0.trials.count > 1 })
    let history = History(try reference.trials.map { Observation(try reference.configuration($0), .failed) })
    let density = ParzenEstimator(PointTable(history, in: try reference.space), Array(reference.trials.indices))
    var random = CounterRandom(seed: 3)
    var counts = [Int](repeating: 0, count: 10)
    let draws = 20_000
    for _ in 0..<draws {
      let component = density.component(&random)
      counts[min(Int(density.draw(axis: 0, component, &random) * 10), 9)] += 1
    }
    for (bin, count) in counts.enumerated() {
      // Simpson's rule on 20 intervals of the bin.
      let weights = (0...20).map { $0 == 0 || $0 == 20 ? 1.0 : $0 % 2 == 1 ? 4 : 2 }
      let mass = weights.enumerated().reduce(0.0) { sum, weight in
        sum + weight.element * .exp(density.logDensity([(Double(bin) + Double(weight.offset) / 20) / 10])) / 600
      }
      let expected = mass * Double(draws)
      #expect(abs(Double(count) - expected) < 5 * expected.squareRoot() + 1)
    }
  }

  @Test(arguments: [0, 3, 64, 1001]) func `the logarithm of a sum of exponentials is exact`(size: Int) {
    var random = CounterRandom(seed: 8)
    var x = (0..<size).map { _ in 300 * random.normal() }
    while x.count % LogSumExp.width != 0 { x.append(-.infinity) }
    let largest = x.max() ?? -.infinity
    let expected = size == 0 ? -.infinity : largest + .log(x.reduce(0) { $0 + .exp($1 - largest) })
    #expect(relativeError(LogSumExp.value(x, count: x.count), expected) < 1e-15)
    var close = (0..<size).map { _ in random.uniform() }
    while close.count % LogSumExp.width != 0 { close.append(-.infinity) }
    let sum = close.reduce(0) { $0 + .exp($1) }
    #expect(relativeError(LogSumExp.value(close, count: close.count), .log(sum)) < 1e-14)
  }
}

import Foundation
import RealModule
import Testing

@testable import BayesOpt

/// The numbers of Tests/Support/BayesOpt/fronts.py.
struct FrontReferences: Decodable {
  struct Front: Decodable {
    let points: [[Double]]
    let reference: [Double]
    let ranks: [Int]
    let volume: Double
  }

  struct Gain: Decodable {
    let front: [[Double]]
    let reference, means, deviations: [Double]
    let logarithmic: Bool?
    let gain: Double
    let error: Double?
  }

  let fronts: [Front]
  let gains: [Gain]
  let drawn: Gain

  static func read() throws -> FrontReferences {
    try JSONDecoder().decode(FrontReferences.self, from: Data(contentsOf: supportFile("fronts.json")))
  }
}

@Suite struct FrontTests {
  @Test func `fronts are those of Optuna`() throws {
    for front in try FrontReferences.read().fronts { #expect(ParetoFronts.ranks(front.points) == front.ranks) }
  }

  @Test func `hypervolumes are those of Optuna`() throws {
    for front in try FrontReferences.read().fronts {
      let mine = Hypervolume.of(front.points, reference: front.reference)
      #expect(abs(mine - front.volume) <= 1e-9 * max(front.volume, 1), "\(mine) \(front.volume)")
    }
  }

  @Test func `what is dominated and the gap fill the space without overlap`() throws {
    for front in try FrontReferences.read().fronts {
      let floor = -4.0
      let boxes = Hypervolume.gap(of: front.points, reference: front.reference)
      let gap = boxes.reduce(0) { sum, box in
        sum + zip(box.lower, box.upper).reduce(1) { $0 * max($1.1 - max($1.0, floor), 0) }
      }
      let whole = front.reference.reduce(1) { $0 * ($1 - floor) }
      #expect(abs(gap + front.volume - whole) < 1e-9 * whole)
      // No point lies strictly inside of a box, nor below it.
      for box in boxes {
        #expect(
          !front.points.contains { point in zip(point, box.upper).allSatisfy(<) && zip(point, box.lower).allSatisfy(>=)
          })
      }
    }
  }

  @Test func `the room of a front's points is their neighbours' distance`() {
    let room = ParetoFronts.crowding([[0, 4], [1, 2], [4, 0], [2, 1]])
    #expect(room[0] == .infinity && room[2] == .infinity)
    #expect(room[1] == 2.0 / 4 + 3.0 / 4 && room[3] == 3.0 / 4 + 2.0 / 4)
    #expect(ParetoFronts.order([[0, 4], [1, 2], [5, 5], [4, 0], [2, 1]]) == [0, 3, 1, 4, 2])
  }

  @Test func `the expected gain of hypervolume is its integral`() throws {
    for reference in try FrontReferences.read().gains {
      let improvement = HypervolumeImprovement(on: reference.front, reference: reference.reference)
      let mine = improvement.logExpected { cost, place in
        let (mean, variance) = (reference.means[cost], reference.deviations[cost] * reference.deviations[cost])
        return reference.logarithmic == true
          ? ExpectedImprovement.logUnderLognormal(mean: mean, variance: variance, logIncumbent: place)
          : ExpectedImprovement.logUnderNormal(mean: mean, variance: variance, incumbent: place)
      }
      #expect(relativeError(.exp(mine), reference.gain) < 1e-6, "\(Double.exp(mine)) \(reference.gain)")
    }
  }

  @Test func `the expected gain of three costs is that of draws`() throws {
    let reference = try FrontReferences.read().drawn
    let improvement = HypervolumeImprovement(on: reference.front, reference: reference.reference)
    let mine = improvement.logExpected { cost, place in
      let deviation = reference.deviations[cost]
      return ExpectedImprovement.logUnderNormal(
        mean: reference.means[cost], variance: deviation * deviation, incumbent: place)
    }
    #expect(abs(.exp(mine) - reference.gain) < 4 * (reference.error ?? 0))
  }

  @Test func `far from the front the gain is still told apart`() {
    let improvement = HypervolumeImprovement(on: [[0, 1], [1, 0]], reference: [2, 2])
    func gain(_ mean: Double) -> Double {
      improvement.logExpected {
        ExpectedImprovement.logUnderNormal(mean: mean + 0 * Double($0), variance: 0.01, incumbent: $1)
      }
    }
    #expect(gain(8).isFinite && gain(9).isFinite && gain(8) > gain(9))
  }
}

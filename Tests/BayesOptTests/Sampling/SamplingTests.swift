import Basics
import Testing

@testable import BayesOpt

@Suite struct SamplingTests {
  @Test func `Sobol's numbers are SciPy's`() throws {
    let sequence = Sobol(dimension: 64, scrambledBy: nil)
    for (index, row) in zip(Array(0..<64) + Array(1000..<1004), try references("sobol")) {
      #expect(sequence.point(index) == row)
    }
  }

  @Test(arguments: [UInt64(0), 1, 77]) func `scrambling keeps the net: dyadic intervals have their share`(seed: UInt64)
  {
    let sequence = Sobol(dimension: 70, scrambledBy: seed)
    let points = (0..<64).map(sequence.point)
    for axis in 0..<64 {
      #expect(Set(points.map { Int($0[axis] * 64) }).count == 64)
    }
    // The first two axes are a (0, 6, 2)-net in every shape of cell.
    for columns in [1, 2, 4, 8, 16, 32, 64] {
      let rows = 64 / columns
      let cells = points.map { Int($0[0] * Double(columns)) * rows + Int($0[1] * Double(rows)) }
      #expect(Set(cells).count == 64)
    }
    #expect(points.allSatisfy { $0.allSatisfy { 0 < $0 && $0 < 1 } })
    #expect(sequence.point(3) == Sobol(dimension: 70, scrambledBy: seed).point(3))
    #expect(sequence.point(3) != Sobol(dimension: 70, scrambledBy: seed + 1).point(3))
  }

  @Test func `streams differ and repeat`() {
    var a = CounterRandom(seed: 1, 2, 3)
    var b = CounterRandom(seed: 1, 2, 3)
    let first = (0..<5).map { _ in a.next() }
    #expect(first == (0..<5).map { _ in b.next() })
    for other in [CounterRandom(seed: 1, 3, 2), CounterRandom(seed: 1, 2), CounterRandom(seed: 2, 2, 3)] {
      var other = other
      #expect(other.next() != first[0])
    }
  }

  @Test(arguments: [0.3, 1, 2.5, 40]) func `draws have the moments of their distribution`(shape: Double) {
    var random = CounterRandom(seed: 5)
    let n = 40_000
    let draws = (0..<n).map { _ in random.gamma(shape: shape) }
    let mean = draws.reduce(0, +) / Double(n)
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(n)
    // Five standard errors; the fourth central moment of a Gamma is 3 a^2 + 6 a.
    #expect(abs(mean - shape) < 5 * (shape / Double(n)).squareRoot())
    #expect(abs(variance - shape) < 5 * ((2 * shape * shape + 6 * shape) / Double(n)).squareRoot())
    let normals = (0..<n).map { _ in random.normal() }
    #expect(abs(normals.reduce(0, +)) / Double(n) < 5 / Double(n).squareRoot())
    #expect(abs(normals.reduce(0) { $0 + $1 * $1 } / Double(n) - 1) < 5 * (2 / Double(n)).squareRoot())
    var counts = [0, 0, 0]
    for _ in 0..<n { counts[random.index(below: 3)] += 1 }
    #expect(counts.allSatisfy { abs($0 - n / 3) < 500 })
  }
}

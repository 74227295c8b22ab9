import Testing

@testable import NN

/// The problems in the plane, against scikit-learn's where it defines them.
@Suite struct PointsTests {
  @Test("moons without noise are scikit-learn's")
  func moons() throws {
    let reference = try DataFiles.all.get().moons
    let data = try Dataset.moons(count: 20, noise: 0)
    for label in 0...1 {
      let ours = (0..<20).filter { data.labels[$0] == label }.compactMap(data.item)
      let theirs = zip(reference.points, reference.labels).filter { $0.1 == label }.map(\.0)
      #expect(ours.count == theirs.count)
      for (a, b) in zip(ours, theirs) { #expect(largestDifference(a, b) < 1e-6) }
    }
  }

  @Test("noise and clouds have the deviation that was asked for, and the seed decides")
  func deviations() throws {
    let (quiet, noisy) = (try Dataset.moons(count: 4000, noise: 0), try Dataset.moons(count: 4000, noise: 0.3, seed: 1))
    let moved = (0..<4000).flatMap { i in zip(noisy.item(i) ?? [], quiet.item(i) ?? []).map { Double($0 - $1) } }
    #expect(abs((moved.reduce(0) { $0 + $1 * $1 } / 8000).squareRoot() - 0.3) < 0.012)  // five standard errors
    let blobs = try Dataset.blobs(count: 3000, classes: 5, deviation: 0.5, seed: 2)
    let labels = blobs.labels
    for label in 0..<5 {
      let points = (0..<3000).filter { labels[$0] == label }.compactMap(blobs.item)
      #expect(points.count == 600)
      for axis in 0...1 {
        let values = points.map { Double($0[axis]) }
        let mean = values.reduce(0, +) / 600
        let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 600).squareRoot()
        #expect(abs(mean) < 10.2 && abs(deviation - 0.5) < 0.075)
      }
    }
    func items(_ data: Dataset) -> [[Float]] { (0..<data.count).compactMap(data.item) }
    let again = try Dataset.blobs(count: 3000, classes: 5, deviation: 0.5, seed: 2)
    let other = try Dataset.blobs(count: 3000, classes: 5, deviation: 0.5, seed: 3)
    #expect(items(again) == items(blobs) && items(other) != items(blobs))
    #expect(items(try Dataset.moons(count: 50, seed: 4)) != items(try Dataset.moons(count: 50, seed: 5)))
  }

  @Test("what makes no sense is refused")
  func refusals() {
    for (count, noise) in [(1, 0.1), (Int.max, 0.1), (10, -0.1), (10, .nan), (10, 1e300)] {
      #expect(throws: DataError.self) { try Dataset.moons(count: count, noise: noise) }
      #expect(throws: DataError.self) { try Dataset.blobs(count: count, classes: 2, deviation: noise) }
    }
    for classes in [-1, 0, 1, 11, .max] {
      #expect(throws: DataError.self) { try Dataset.blobs(count: 10, classes: classes) }
      #expect(throws: DataError.self) { try Dataset.spirals(count: 10, classes: classes) }
    }
  }
}

import Basics
import CKernels
import Glibc
import Testing

@testable import NN

/// What training does to items before the network sees them: only then, by chance, and the same for the same seed.
@Suite struct AugmentationTests {
  /// Images of 5 x 4 with two channels whose numbers are their own places.
  static func images(_ count: Int = 6) throws -> Dataset {
    try Dataset(
      features: FloatBuffer((0..<(count * 40)).map { Float($0 + 1) }), itemShape: Shape([5, 4, 2]),
      targets: .classes(labels: (0..<count).map { Int32($0 % 2) }, names: ["a", "b"]))
  }

  static func loaded(
    _ data: Dataset, seed: UInt64 = 0, epoch: Int? = 0, rows: [Int32]? = nil, standardization: Standardization? = nil
  ) throws -> [[Float]] {
    let plan = try Plan(Model([.dense(2)]), input: data.itemShape, batch: data.count, isTraining: true)
    let workspace = try Workspace(
      plan, loss: LossTerm(name: .crossEntropy).rule(), standardization: standardization, isTraining: true)
    let random = epoch.map { CounterRandom(seed: seed).stream(.augmentation, $0) }
    let rows = rows ?? data.rows
    return rows.withUnsafeBufferPointer { rows in
      guard let start = rows.baseAddress else { return [] }
      workspace.load(data, rows: start, count: rows.count, augmentedBy: random)
      return (0..<rows.count).map { workspace.input($0) }
    }
  }

  /// Pixel (row, column) of an image, or what stands for one outside.
  static func pixel(_ item: [Float], _ row: Int, _ column: Int, isEdge: Bool) -> ArraySlice<Float> {
    guard isEdge || (0..<5).contains(row) && (0..<4).contains(column) else { return [0, 0] }
    let start = (min(max(row, 0), 4) * 4 + min(max(column, 0), 3)) * 2
    return item[start..<(start + 2)]
  }

  @Test("a moved image is the image at another place, filled with black or its edge, and every place occurs")
  func moves() throws {
    let data = try Self.images(200)
    for (change, isEdge) in [(Augmentation.crop(padding: 2), false), (.shift(pixels: 2), true)] {
      var seen: Set<[Int]> = []
      let moved = try Self.loaded(data.augmented([change]))
      for (i, after) in moved.enumerated() {
        let before = try #require(data.item(i))
        let places = (-2...2).flatMap { down in (-2...2).map { [down, $0] } }
        let match = places.filter { place in
          (0..<20).allSatisfy { p in
            after[(2 * p)..<(2 * p + 2)] == Self.pixel(before, p / 4 - place[0], p % 4 - place[1], isEdge: isEdge)
          }
        }
        #expect(match.count == 1)
        seen.formUnion(match)
      }
      #expect(seen.count == 25)
    }
  }

  @Test("half of the images are mirrored, and mirrored exactly")
  func flips() throws {
    let data = try Self.images(400)
    var count = 0
    for (i, after) in try Self.loaded(data.augmented([.flip])).enumerated() {
      let before = try #require(data.item(i))
      let mirrored = (0..<20).flatMap { Self.pixel(before, $0 / 4, 3 - $0 % 4, isEdge: false) }
      #expect(after == before || after == mirrored)
      count += after == mirrored ? 1 : 0
    }
    #expect((150...250).contains(count))  // five deviations
  }

  @Test("the black of a standardized image is what black is seen as")
  func black() throws {
    let data = try Self.images(100).standardized().augmented([.crop(padding: 3)])
    let scale = try scaling(of: data)
    let black = (0..<2).map { -scale.means.array[$0] * scale.scales.array[$0] }
    let plain = try Self.loaded(data, epoch: nil, standardization: scale)
    for (before, after) in zip(plain, try Self.loaded(data, standardization: scale)) {
      let pixels = (0..<20).map { Array(after[(2 * $0)..<(2 * $0 + 2)]) }
      let old = Set((0..<20).map { Array(before[(2 * $0)..<(2 * $0 + 2)]) })
      #expect(pixels.allSatisfy { $0 == black || old.contains($0) })
    }
  }

  @Test("noise is normal: Kolmogorov's and Smirnov's distance, moments, no two alike", arguments: Kernels.available)
  func noise(level: Kernels.Level) throws {
    let count = 50_000
    var x = [Float](repeating: 1, count: count)
    for start in stride(from: 0, to: count, by: 1000) {
      x.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        var random = CounterRandom(seed: UInt64(start))
        Kernels.at(level).add_noise(1000, random.next(), 0.5, base + start)
      }
    }
    let z = x.map { Double($0 - 1) / 0.5 }.sorted()
    let distance = z.enumerated().map { i, z in abs(erfc(-z / 2.0.squareRoot()) / 2 - (Double(i) + 0.5) / Double(count))
    }
    #expect(try #require(distance.max()) < 1.95 / Double(count).squareRoot())  // one in a thousand is larger
    #expect(abs(z.reduce(0, +) / Double(count)) < 0.01)
    #expect(abs(z.reduce(0) { $0 + $1 * $1 } / Double(count) - 1) < 0.02)
    #expect(abs(z.reduce(0) { $0 + $1 * $1 * $1 * $1 } / Double(count) - 3) < 0.15)
    #expect(Set(z).count > count / 2)
  }

  @Test("seed, epoch and item decide; the place in the batch and the other items do not")
  func determinism() throws {
    let data = try Self.images().augmented([.shift(pixels: 3), .flip, .crop(padding: 1), .noise(deviation: 0.1)])
    let first = try Self.loaded(data, seed: 1, epoch: 2)
    #expect(try Self.loaded(data, seed: 1, epoch: 2) == first)
    #expect(try Self.loaded(data, seed: 2, epoch: 2) != first)
    #expect(try Self.loaded(data, seed: 1, epoch: 3) != first)
    let some = try Self.loaded(data, seed: 1, epoch: 2, rows: [4, 0])
    #expect(some == [first[4], first[0]])
    #expect(try Self.loaded(data, epoch: nil) == (0..<6).compactMap(data.item))
  }

  @Test("training alone is changed, and repeats")
  func training() throws {
    let (train, valid) = (try Digits.dataset(from: 0, count: 300), try Digits.dataset(from: 300, count: 100))
    let parts = DataParts(train: train, valid: valid)
    let changed = try parts.augmented([.crop(padding: 2), .noise(deviation: 0.05)]).train
    let net = Model([.dense(16, .relu), .dense(10)])
    func run(_ data: Dataset, epochs: Int) throws -> Run {
      try net.train(on: DataParts(train: data, valid: valid), options: TrainingOptions(epochs: epochs, seed: 3))
    }
    let (one, two, none) = (try run(changed, epochs: 2), try run(changed, epochs: 2), try run(train, epochs: 2))
    #expect(TrainingTests.weights(one.model) == TrainingTests.weights(two.model))
    #expect(TrainingTests.weights(one.model) != TrainingTests.weights(none.model))
    // Before any step both measure the same: what is measured is not augmented.
    let (before, plainBefore) = (try run(changed, epochs: 0), try run(train, epochs: 0))
    let scaled = try net.train(on: parts.standardized(), options: TrainingOptions(epochs: 1, seed: 3))
    #expect(scaled.valid?.loss.isFinite == true && scaled.valid?.loss != none.valid?.loss)
    #expect(try before.train.loss == plainBefore.train.loss && before.valid?.loss == plainBefore.valid?.loss)
  }

  @Test("what makes no sense is refused in words")
  func refusals() throws {
    let (images, table) = (try Self.images(), try quadrants(10))
    for change in [
      Augmentation.shift(pixels: -1), .shift(pixels: 4), .crop(padding: .max), .noise(deviation: -1),
      .noise(deviation: .nan), .noise(deviation: 1e300),
    ] {
      #expect(throws: DataError.self) { try images.augmented([.flip, change]) }
    }
    for change in [Augmentation.shift(pixels: 1), .crop(padding: 1), .flip] {
      let error = #expect(throws: DataError.self) { try table.augmented([change]) }
      #expect(error?.message == "\(change) cannot be applied: items of shape 2 are not images")
    }
    #expect(try table.augmented([.noise(deviation: 0.1)]).selecting([1]).augmentations.count == 1)
  }
}

import Testing

@testable import NN

/// The built-in images: the same every time, balanced, and neither trivial nor hopeless.
@Suite struct DigitsTests {
  @Test("classes are balanced, images differ and have ink in the middle")
  func images() throws {
    let data = try Digits.dataset(from: 0, count: 200)
    #expect(data.itemShape == Shape([28, 28, 1]) && data.classNames == (0...9).map(String.init))
    for digit in 0...9 { #expect(data.labels.count { $0 == digit } == 20) }
    let images = (0..<200).compactMap(data.item)
    #expect(Set(images).count == 200)
    #expect(images.joined().allSatisfy { (0...1).contains($0) })
    for image in images {
      let middle = (7..<21).flatMap { row in image[(row * 28 + 7)..<(row * 28 + 21)] }
      let border = image[..<28] + image[(27 * 28)...]
      let (inside, outside) = (middle.reduce(0, +) / 196, border.reduce(0, +) / 56)
      #expect(inside > 1.5 * outside)
    }
  }

  @Test("image n is the same whatever images are drawn with it")
  func deterministic() throws {
    let (all, some) = (try Digits.dataset(from: 0, count: 30), try Digits.dataset(from: 17, count: 5))
    for i in 0..<5 { #expect(all.item(17 + i) == some.item(i) && all.labels[17 + i] == some.labels[i]) }
  }

  @Test("an epoch with a good learning rate tells the digits apart, with a tiny one or 1.5 it does not")
  func difficulty() throws {
    let data = try DataParts.digits()
    #expect(data.train.count == 10_000 && data.valid?.count == 2000)
    func accuracy(_ learningRate: Double) throws -> Double {
      let net = Model([.dense(64, .relu), .dense(10)])
      return try #require(
        try net.train(on: data, options: TrainingOptions(learningRate: learningRate, seed: 1)).valid?.accuracy)
    }
    #expect((0.955..<0.995).contains(try accuracy(0.2)))
    #expect(try accuracy(1e-4) < 0.6)
    #expect(try accuracy(1.5) < 0.9)
  }
}

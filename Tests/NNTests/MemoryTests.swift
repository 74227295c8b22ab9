import Basics
import CAllocations
import Testing

@testable import NN

/// Memory that the system refuses, and sizes that no machine has: each is an error in words, whoever asks.
@Suite struct MemoryTests {
  @Test(
    "more than any machine gives is refused, and says how much it was", arguments: [1 << 46, 1 << 58, .max / 2, .max])
  func refused(count: Int) throws {
    let error = #expect(throws: MemoryError.self) { try FloatBuffer(zeros: count) }
    #expect(error?.bytes == .max || error?.bytes == 4 * count + 64)
    #expect(error?.hint?.contains("smaller batch") == true)
    #expect(MemoryError(bytes: 4096).message == "the system refuses 4096 bytes of memory")
  }

  /// Runs `body` again and again, each time with the next of its allocations refused, until none is left to refuse.
  ///
  /// - Returns: How many allocations there were.
  private func refusals(_ body: () throws -> Void) -> Int {
    for number in 1... {
      allocations_refuse(number)
      defer { allocations_refuse(0) }
      do {
        try body()
        if allocations_were_refused() == 0 { return number - 1 }
        allocations_refuse(0)
        Issue.record("allocation \(number) was refused, and nobody said so")
        return number
      } catch let error as MemoryError {
        let isRight = allocations_were_refused() != 0 && error.bytes > 0
        allocations_refuse(0)
        #expect(isRight, "allocation \(number)")
      } catch {
        allocations_refuse(0)
        Issue.record("allocation \(number): \(error)")
        return number
      }
    }
    return 0
  }

  @Test("a refusal anywhere is an error of what was asked for", .enabled(if: allocations_are_counted() != 0))
  func everywhere() throws {
    let net = Model([.conv(3, padding: 1), .batchNorm, .residual([.layerNorm]), .dropout(0.1), .dense(3)])
    var random = CounterRandom(seed: 3)
    let (items, shape) = (40, Shape([5, 4, 2]))
    let numbers = random.normals(items * shape.count)
    let targets = Targets.classes(labels: (0..<items).map { Int32($0 % 3) }, names: ["a", "b", "c"])
    func dataset() throws -> Dataset {
      try Dataset(features: FloatBuffer(numbers), itemShape: shape, targets: targets, isStandardized: true)
    }
    #expect(refusals { _ = try dataset() } == 1)
    let data = try dataset().split(valid: 0.25, test: 0.25, seed: 1)
    var options = TrainingOptions(batch: 8, epochs: 1, optimizer: .adam)
    options.classWeights = [1, 2, 3]
    #expect(refusals { _ = try net.train(on: data, options: options) } > 12)
    #expect(refusals { _ = try net.learningRateRange(on: data, options: options, steps: 5) } > 10)

    options.threads = 2
    let plain = Model([.dense(5, .gelu), .dense(3)])
    #expect(refusals { _ = try plain.train(on: data, options: options) } > 15)

    let run = try net.train(on: data, options: options)
    let network = run.model
    #expect(refusals { _ = try network.predict(data.train) } > 5)
    #expect(refusals { _ = try network.evaluate(data.train) } > 5)
    #expect(refusals { _ = try run.train } > 5)
    #expect(refusals { _ = try run.test } > 5)

    let (saved, state) = (try network.saved(), try TrainingState(net, on: data, options: options))
    #expect(refusals { _ = try network.saved() } > 0)
    #expect(refusals { _ = try Network(saved: saved, model: net) } > 0)
    #expect(refusals { _ = try state.valid } > 5)
    let checkpoint = try state.checkpoint()
    #expect(refusals { _ = try TrainingState(checkpoint: checkpoint, model: net, data: data) } > 0)
    // What was refused left the state as it was.
    var next = state
    #expect(refusals { try next.advance() } > 0)
    #expect(next.epoch == 1 && state.epoch == 0)
  }

  static let sizes = [
    Int.min, -1, 0, 1, 3, 1 << 10, 1_000_000, 1 << 24, 1 << 31, 4_000_000_000, 1 << 46, 1 << 62, .max,
  ]

  @Test("layers of any size are laid out or refused in words", arguments: sizes)
  func layers(size: Int) throws {
    let square = Size2D(size, size)
    let layers: [Layer] = [
      .dense(size), .conv(size), .conv(1_000_000, kernel: square, padding: .pixels(square)), .conv(2, kernel: square),
      .conv(2, kernel: 1, stride: square), .conv(2, kernel: 1, padding: .pixels(square)), .conv(2, dilation: square),
      .conv(4, groups: size), .conv(size, kernel: square, stride: square, padding: .same, groups: size),
      .maxPool(square), .maxPool(2, stride: square), .averagePool(square, padding: .pixels(square)),
      .maxPool(square, padding: .same), .embedding(size, 3), .embedding(3, size), .embedding(size, size),
      .residual([.dense(size)]),
    ]
    for shape in [Shape([6, 6, 2]), Shape([1, 1, size]), Shape([size, size, size]), Shape([size])] {
      for layer in layers {
        for model in [Model([layer]), Model([layer, .dense(1_000_000), .dense(1_000_000)])] {
          do {
            #expect(try model.summary(for: shape).lines.count == model.layers.count)
          } catch let error as TrainingError { #expect(!error.message.isEmpty) }
        }
      }
    }
  }

  @Test("sizes of training are taken or refused in words", arguments: sizes)
  func training(size: Int) throws {
    let data = try quadrants(20).split(valid: 0.5, seed: 1)
    func attempt(_ change: (inout TrainingOptions) -> Void) throws {
      var options = TrainingOptions(epochs: 0)
      change(&options)
      do {
        var state = try TrainingState(Model([.dense(2)]), on: data, options: options)
        try state.advance()
        try state.advance()
      } catch let error as TrainingError { #expect(!error.message.isEmpty) }
    }
    try attempt { $0.batch = size }
    try attempt { $0.epochs = size }
    for schedule in [
      Schedule.step(every: size), .plateau(patience: size), .plateau(patience: 0), .cosine(), .oneCycle(),
    ] {
      for length in [Schedule.WarmUp.Length.steps(size), .epochs(size), .steps(0)] {
        try attempt { ($0.schedule, $0.epochs) = (schedule.warmedUp(length), size) }
      }
    }
    for make in [
      { try Dataset.moons(count: size) }, { try Dataset.blobs(count: size) }, { try Dataset.spirals(count: size) },
      { try Dataset.blobs(count: 300, classes: size) }, { try Dataset.spirals(count: 300, classes: size) },
    ] where size < 1_000_000 || size > 10_000_000 {
      do { #expect(try make().count > 0) } catch let error as DataError { #expect(!error.message.isEmpty) }
    }
    let folds = try? data.train.folds(size, seed: 1)
    #expect(folds == nil || folds?.count == size)
  }

  @Test("more classes than metrics could count the pairs of are refused")
  func classes() {
    let names = (0..<3_000_000).map { _ in "" }
    let error = #expect(throws: DataError.self) {
      try Dataset(features: FloatBuffer([1]), itemShape: Shape([1]), targets: .classes(labels: [0], names: names))
    }
    #expect(error?.message == "3000000 classes are more than memory holds the confusion of")
  }
}

import Testing

@testable import NN

/// Runs as a whole: what they learn, that they repeat, and how they end.
@Suite struct TrainingTests {
  static let net = Model([.dense(16, .tanh), .dropout(0.1), .dense(2)])

  static func parts(_ count: Int = 300) throws -> DataParts {
    try quadrants(count).split(valid: 0.2, test: 0.2, seed: 1)
  }

  static func weights(_ network: Network) -> [[Float]] { network.parameters.map(\.values) }

  @Test("a small network learns what no straight line separates", arguments: OptimizerName.allCases)
  func learns(optimizer: OptimizerName) throws {
    let net = Model([.dense(16, .tanh), .dense(2)])
    let options = TrainingOptions(
      learningRate: [.sgd, .momentum, .adagrad].contains(optimizer) ? 0.1 : 0.01, batch: 16, epochs: 60,
      optimizer: optimizer, seed: 3)
    let run = try net.train(on: Self.parts(500), options: options)
    #expect(run.epochs == 60 && run.seconds > 0)
    #expect(try #require(run.valid?.accuracy) > 0.93)
    #expect(try #require(run.test?.accuracy) > 0.93)
    #expect(try run.train.loss < 0.2 && run.history[0].trainLoss > run.history[59].trainLoss)
  }

  @Test("the same seed gives the same bits, another seed others")
  func repeats() throws {
    let data = try Self.parts()
    func trained(_ seed: UInt64) throws -> [[Float]] {
      Self.weights(try Self.net.train(on: data, options: TrainingOptions(batch: 7, epochs: 3, seed: seed)).model)
    }
    let first = try trained(1)
    #expect(try trained(1) == first)
    #expect(try trained(2) != first)
  }

  @Test("two steps of one epoch are one of two, and a copy goes its own way", arguments: OptimizerName.allCases)
  func stepwise(optimizer: OptimizerName) throws {
    let options = TrainingOptions(learningRate: 0.01, batch: 16, epochs: 2, optimizer: optimizer, seed: 5)
    let data = try Self.parts()
    var state = try TrainingState(Self.net, on: data, options: options)
    let before = Self.weights(state.network)
    let loss = try state.valid?.loss
    var other = state
    try state.advance()
    #expect(try Self.weights(other.network) == before && other.epoch == 0 && other.valid?.loss == loss)
    try state.advance()
    try other.advance(epochs: 2)
    let run = try Self.net.train(on: data, options: options)
    #expect(Self.weights(state.network) == Self.weights(other.network))
    #expect(Self.weights(state.network) == Self.weights(run.model))
    #expect(try state.epoch == 2 && state.valid?.loss == run.valid?.loss)
    #expect(state.history.map(\.trainLoss) == run.history.map(\.trainLoss))
  }

  @Test("copies that train at the same time, each in memory of its own, give the same bits")
  func copies() async throws {
    let net = Model([.dense(9, .tanh), .dropout(0.2), .dense(2)])
    let start = try TrainingState(net, on: DataParts(train: quadrants(70)), options: TrainingOptions(batch: 32))
    @Sendable func train(_ epochs: [Int]) throws -> [[Float]] {
      var state = start
      for epochs in epochs { try state.advance(epochs: epochs) }
      return state.network.parameters.map(\.values)
    }
    let alone = try train([3])
    try await withThrowingTaskGroup(of: [[Float]].self) { group in
      for epochs in [[1, 2], [1, 1, 1], [2, 1], [3]] { group.addTask { try train(epochs) } }
      for try await together in group { #expect(together == alone) }
    }
  }

  @Test("a batch larger than the data is the data", arguments: [60, 61, 1_000_000, .max])
  func largeBatch(batch: Int) throws {
    let data = DataParts(train: try quadrants(60))
    func trained(_ batch: Int) throws -> [[Float]] {
      Self.weights(try Self.net.train(on: data, options: TrainingOptions(batch: batch, epochs: 2, seed: 4)).model)
    }
    #expect(try trained(batch) == trained(60))
    #expect(try trained(batch) != trained(59))
  }

  @Test("each epoch takes all items in an order of its own, decided by the seed")
  func order() throws {
    let data = try Self.parts().train.selecting(Array(20..<120))
    let plan = try Plan(Self.net, input: data.itemShape, batch: 8, isTraining: true)
    func order(seed: UInt64, epoch: Int, isShuffled: Bool = true) -> [Int32] {
      let options = TrainingOptions(seed: seed, isShuffled: isShuffled)
      return Epoch(data: data, plan: plan, optimizer: options.rule, options: options, done: epoch).order
    }
    let orders = [order(seed: 1, epoch: 0), order(seed: 1, epoch: 1), order(seed: 2, epoch: 0)]
    #expect(Set(orders).count == 3 && orders[0] == order(seed: 1, epoch: 0))
    for order in orders { #expect(order.sorted() == data.rows && order != data.rows) }
    #expect(order(seed: 1, epoch: 1, isShuffled: false) == data.rows)
  }

  @Test("an interruption abandons the epoch and leaves the state whole")
  func interruption() throws {
    var state = try TrainingState(Self.net, on: Self.parts(), options: TrainingOptions(batch: 16, seed: 2))
    try state.advance()
    let (before, whole) = (Self.weights(state.network), state)
    var asked = 0
    #expect(throws: TrainingError.interrupted(epoch: 1)) {
      try state.advance {
        asked += 1
        return asked > 5
      }
    }
    #expect(asked == 6 && state.epoch == 1 && Self.weights(state.network) == before)
    try state.advance()
    var other = whole
    try other.advance()
    #expect(Self.weights(state.network) == Self.weights(other.network))
  }

  @Test("rows of pixels are images to a network that begins with a layer of images")
  func rowsOfPixels() throws {
    let rows = (0..<60).map { item in (0..<16).map { Float((item * 7 + $0 * 5) % 11) } }
    let labels = (0..<60).map { Int32($0 % 3) }
    func data(_ shape: Shape) throws -> DataParts {
      try DataParts(
        train: Dataset(
          features: FloatBuffer(rows.flatMap(\.self)), itemShape: shape,
          targets: .classes(labels: labels, names: ["a", "b", "c"])))
    }
    let net = Model([.conv(4, activation: .relu), .maxPool(), .dense(3)])
    let options = TrainingOptions(batch: 8, epochs: 3, seed: 2)
    let table = try net.train(on: data(Shape([16])), options: options)
    let images = try net.train(on: data(Shape([4, 4, 1])), options: options)
    #expect(Self.weights(table.model) == Self.weights(images.model))
    #expect(try net.shapes(for: Shape([16])) == net.shapes(for: Shape([4, 4, 1])))
    let saved = try Network(saved: table.model.saved())
    #expect(Self.weights(saved) == Self.weights(table.model))
    #expect(throws: TrainingError.self) { try net.shapes(for: Shape([15])) }
    #expect(throws: TrainingError.self) { try net.shapes(for: Shape([2, 8])) }
  }

  @Test("the observer sees every epoch, and may end the run with what was learnt")
  func observer() throws {
    struct Stop: Error {}
    var seen: [Int] = []
    let options = TrainingOptions(epochs: 10)
    let run = try Self.net.train(
      on: Self.parts(), options: options,
      afterEpoch: { state in
        let record = try #require(state.history.last)
        seen.append(record.epoch)
        #expect(record.validLoss != nil && record.validAccuracy != nil && record.trainAccuracy != nil)
        return record.epoch == 3 ? .stop : .proceed
      })
    #expect(seen == [1, 2, 3] && run.epochs == 3 && run.valid?.loss == run.history[2].validLoss)
    #expect(throws: Stop.self) {
      try Self.net.train(on: Self.parts(), options: options, afterEpoch: { _ in throw Stop() })
    }
  }

  @Test("a batch larger than the data is the data, and no epochs leave the first weights")
  func extremes() throws {
    let data = try Self.parts(50)
    let large = try Self.net.train(on: data, options: TrainingOptions(batch: Int.max, epochs: 2, seed: 9))
    let exact = try Self.net.train(on: data, options: TrainingOptions(batch: data.train.count, epochs: 2, seed: 9))
    #expect(Self.weights(large.model) == Self.weights(exact.model))
    let none = try Self.net.train(on: data, options: TrainingOptions(epochs: 0, seed: 9))
    #expect(none.epochs == 0 && none.valid != nil && Self.weights(none.model) != Self.weights(exact.model))
    let single = try Self.net.train(on: data, options: TrainingOptions(batch: 1, seed: 9))
    #expect(try single.train.loss.isFinite)
  }

  @Test(
    "an option outside its range is named",
    arguments: [
      TrainingOptions(learningRate: 0), TrainingOptions(learningRate: -1), TrainingOptions(learningRate: .nan),
      TrainingOptions(learningRate: .infinity), TrainingOptions(batch: 0), TrainingOptions(epochs: -1),
      TrainingOptions(decay: -0.1), TrainingOptions(decay: .infinity), TrainingOptions(momentum: 1),
      TrainingOptions(momentum: -0.5), TrainingOptions(momentum: .nan),
    ])
  func badOption(_ options: TrainingOptions) throws {
    let error = #expect(throws: TrainingError.self) { try Self.net.train(on: Self.parts(), options: options) }
    guard case .option = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
  }

  @Test("training leaves the thread's treatment of denormals as it was")
  func denormals() throws {
    _ = try Self.net.train(on: Self.parts(60))
    let tiny = [Float.leastNormalMagnitude]
    #expect(tiny.map { $0 * Float(tiny.count) / 2 }[0] > 0)
  }
}

import Basics
import Testing

@testable import NN

/// Runs whose numbers overflow, and runs that only learn nothing.
@Suite struct DivergenceTests {
  /// A hundred items in ten batches.
  static func noise() throws -> Dataset {
    var random = CounterRandom(seed: 4)
    return try Dataset(
      features: FloatBuffer(random.normals(400).map { $0 * 10 }), itemShape: Shape([4]),
      targets: .values(random.normals(100)))
  }

  static func diverged(_ body: () throws -> Void) -> (epoch: Int, step: Int)? {
    let error = #expect(throws: TrainingError.self) { try body() }
    guard case .diverged(let epoch, let step) = error else {
      Issue.record("not diverged: \(String(describing: error))")
      return nil
    }
    return (epoch, step)
  }

  @Test(
    "a learning rate of a million is reported at the very step where a number overflowed",
    arguments: OptimizerName.allCases.filter { $0 == .sgd || $0 == .momentum }, [Activation.relu, .tanh, .gelu])
  func step(optimizer: OptimizerName, activation: Activation) throws {
    let data = try Self.noise()
    let net = Model([.dense(8, activation), .dense(1)])
    let options = TrainingOptions(learningRate: 1e6, batch: 10, epochs: 50, optimizer: optimizer, isShuffled: false)
    let found = try #require(Self.diverged { _ = try net.train(on: DataParts(train: data), options: options) })
    guard found.epoch == 1 else { return }
    // The same batches up to that step diverge there too, and those before it do not.
    func train(batches: Int) throws {
      var state = try TrainingState(
        net, on: DataParts(train: data.selecting(Array(0..<(10 * batches)))), options: options)
      try state.advance()
    }
    #expect(try #require(Self.diverged { try train(batches: found.step) }) == found)
    if found.step > 1 { try train(batches: found.step - 1) }
  }

  @Test("weights that overflow without touching the loss are reported too")
  func hiddenOverflow() throws {
    // The second feature is always zero, so its weight is moved by the decay alone: w <- (1 - lr decay) w = -9999 w.
    let x = (0..<40).flatMap { item -> [Float] in [Float(item % 5) / 5, 0] }
    let data = try Dataset(
      features: FloatBuffer(x), itemShape: Shape([2]),
      targets: .classes(labels: (0..<40).map { Int32($0 % 2) }, names: ["a", "b"]))
    var state = try TrainingState(
      Model([.dense(2)]), on: DataParts(train: data),
      options: TrainingOptions(learningRate: 1, batch: 4, decay: 1e4, isShuffled: false))
    try state.setParameters([[0, 0, 1, 1], [0, 0]])
    // 9999^9 is 1e36, and the tenth step is beyond 3.4e38.
    let found = Self.diverged { try state.advance(epochs: 3) }
    #expect(try #require(found) == (1, 10) && state.epoch == 0)
  }

  @Test("a learning rate of 3 that kills every unit leaves a finite loss and one predicted class, and is no failure")
  func learntNothing() throws {
    let data = try someDigits(600)
    let run = try Model([.dense(32, .relu), .dense(32, .relu), .dense(10)]).train(
      on: data, options: TrainingOptions(learningRate: 3, batch: 16, epochs: 3, seed: 1))
    let valid = try #require(run.valid?.classification)
    #expect(try valid.loss.isFinite && run.train.loss.isFinite && run.history.allSatisfy { $0.trainLoss.isFinite })
    let predicted = (0..<10).filter { c in valid.confusion.counts.contains { $0[c] > 0 } }
    #expect(predicted.count == 1 && valid.accuracy < 0.25 && valid.mcc == 0)
  }

  @Test("what NaN the loss meets is divergence, for every loss", arguments: LossName.allCases)
  func notANumber(loss: LossName) throws {
    let data = loss.isOfClasses ? try quadrants(20) : try Self.noise()
    var options = TrainingOptions(batch: 10)
    options.loss = loss
    var state = try TrainingState(
      Model([.dense(loss == .crossEntropy ? 2 : 1)]), on: DataParts(train: data), options: options)
    try state.setParameters(state.network.parameters.map { $0.values.map { _ in .nan } })
    #expect(try #require(Self.diverged { try state.advance() }) == (1, 1))
  }
}

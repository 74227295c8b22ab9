import Basics
import Testing

@testable import NN

/// When a run ends early, and which of its networks it gives.
@Suite struct EarlyStoppingTests {
  @Test("the best is the first that no later loss betters by the smallest improvement")
  func best() {
    let rule = EarlyStopping(patience: 2, minimumDelta: 0.1)
    #expect(rule.best(of: []) == nil && rule.best(of: [5]) == 0)
    #expect(rule.best(of: [1, 0.95, 0.92, 0.89]) == 3 && rule.best(of: [1, 0.95, 0.91]) == 0)
    #expect(EarlyStopping(patience: 2).best(of: [1, 0.95, 0.95, 0.96]) == 1)
    #expect(!rule.isOver(after: []) && !rule.isOver(after: [1, 1]) && rule.isOver(after: [1, 1, 1]))
    #expect(!rule.isOver(after: [1, 0.8, 0.8]) && rule.isOver(after: [1, 0.8, 0.8, 0.75]))
  }

  /// Data with classes at random: training soon learns its part by heart.
  static func unlearnable() throws -> DataParts {
    var random = CounterRandom(seed: 8)
    return try Dataset(
      features: FloatBuffer(random.normals(240)), itemShape: Shape([4]),
      targets: .classes(labels: (0..<60).map { _ in random.fraction() < 0.5 ? 0 : 1 }, names: ["a", "b"])
    ).split(valid: 0.4, seed: 1)
  }

  @Test("a run that no longer gets better ends, with the weights of its best epoch")
  func run() throws {
    let net = Model([.dense(32, .tanh), .dense(2)])
    var options = TrainingOptions(learningRate: 0.02, batch: 8, epochs: 200, optimizer: .adam, seed: 3)
    options.earlyStopping = EarlyStopping(patience: 5)
    let data = try Self.unlearnable()
    let run = try net.train(on: data, options: options)
    let best = try #require(run.bestEpoch)
    #expect(run.stoppedAt == best + 5 && run.epochs == best + 5 && run.history.count == best + 5)
    let losses = run.history.compactMap(\.validLoss)
    #expect(losses.min() == losses[best - 1] && run.valid?.loss == losses[best - 1])
    #expect(try run.model.metrics(of: try #require(data.valid)).loss == losses[best - 1])

    // The same as training to the best epoch and no further.
    options.earlyStopping = nil
    options.epochs = best
    let short = try net.train(on: data, options: options)
    #expect(short.model.parameters.map(\.values) == run.model.parameters.map(\.values))
    #expect(short.stoppedAt == nil && short.bestEpoch == best)

    options.earlyStopping = EarlyStopping(patience: 5, restoresBest: false)
    options.epochs = 200
    let last = try net.train(on: data, options: options)
    #expect(last.stoppedAt == run.stoppedAt && last.bestEpoch == best && last.valid?.loss == losses.last)
    #expect(last.model.parameters.map(\.values) != run.model.parameters.map(\.values))
  }

  @Test("a run that goes on getting better is not ended, and one without a validation part is refused")
  func notEnded() throws {
    var options = TrainingOptions(epochs: 8, seed: 1)
    options.earlyStopping = EarlyStopping(patience: 8)
    let data = try quadrants(200).split(valid: 0.2, seed: 1)
    let run = try Model([.dense(16, .tanh), .dense(2)]).train(on: data, options: options)
    #expect(run.stoppedAt == nil && run.epochs == 8)
    let error = #expect(throws: TrainingError.self) {
      try Model([.dense(2)]).train(on: DataParts(train: data.train), options: options)
    }
    #expect(error?.message == "early stopping looks at the validation loss, and the data has no validation part")
    options.earlyStopping = EarlyStopping(patience: 0)
    #expect(throws: TrainingError.self) { try options.check() }
  }
}

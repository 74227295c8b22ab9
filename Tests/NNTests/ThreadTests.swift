import Testing

@testable import NN

/// Several threads on one batch.
@Suite struct ThreadTests {
  static let net = Model([.dense(20, .tanh), .dense(2)])

  /// A run without dropout, so that the number of threads changes only the order of additions.
  static func run(threads: Int, batch: Int = 33, _ change: (inout TrainingOptions) -> Void = { _ in }) throws -> Run {
    var options = TrainingOptions(learningRate: 0.05, batch: batch, epochs: 4, optimizer: .momentum, seed: 3)
    options.threads = threads
    change(&options)
    return try net.train(on: quadrants(150).split(valid: 0.2, seed: 1), options: options)
  }

  @Test(
    "a batch that is shared has the gradient of one that is not, also where parts are short or empty", arguments: 2...5)
  func agreement(threads: Int) throws {
    for batch in [33, 7, 3, 1, 1000] {
      for weights in [[], [3, 0.2]] {
        let one = try Self.run(threads: 1, batch: batch) { $0.classWeights = weights }
        let many = try Self.run(threads: threads, batch: batch) { $0.classWeights = weights }
        for (a, b) in zip(one.model.parameters, many.model.parameters) {
          #expect(largestDifference(a.values, b.values.map(Double.init)) < 2e-5, "batch \(batch), \(a.name)")
        }
        for (a, b) in zip(one.history, many.history) {
          #expect(abs(a.trainLoss - b.trainLoss) < 1e-5 && a.trainAccuracy == b.trainAccuracy)
        }
      }
    }
  }

  @Test("the same number of threads gives the same bits, with dropout too", arguments: [2, 3])
  func repeats(threads: Int) throws {
    let net = Model([.dense(20, .tanh), .dropout(0.3), .dense(2)])
    var options = TrainingOptions(batch: 32, epochs: 3, optimizer: .adam, seed: 4)
    options.threads = threads
    let data = try quadrants(150).split(valid: 0.2, seed: 1)
    let runs = try (0..<3).map { _ in try net.train(on: data, options: options) }
    for run in runs.dropFirst() {
      #expect(run.model.parameters.map(\.values) == runs[0].model.parameters.map(\.values))
      #expect(run.history.map(\.validLoss) == runs[0].history.map(\.validLoss))
    }
  }

  @Test("the parts of a batch drop units of their own")
  func dropout() throws {
    // Equal items in both halves of the batch, and a network that is all dropout: equal masks would give equal gradients.
    let data = try Dataset(
      features: FloatBuffer([Float](repeating: 1, count: 2 * 64)), itemShape: Shape([64]), targets: .values([1, 1]))
    var options = TrainingOptions(learningRate: 1, batch: 2, optimizer: .sgd, isShuffled: false)
    options.threads = 2
    var state = try TrainingState(Model([.dropout(0.5), .dense(1)]), on: DataParts(train: data), options: options)
    try state.setParameters([[Float](repeating: 0, count: 64), [0]])
    try state.advance()
    // A weight moved by both parts, by one, or by none.
    #expect(Set(state.network.parameters[0].values).count == 3)
  }

  @Test("evaluation has the same bits on any number of threads")
  func evaluation() throws {
    let data = try quadrants(700)
    let network = try TrainingState(Self.net, on: DataParts(train: data)).network
    let one = try network.metrics(of: data)
    for threads in [2, 3, 50] {
      let many = try network.metrics(of: data, threads: threads)
      #expect(many.loss == one.loss)
      #expect(many.classification?.probabilities.array == one.classification?.probabilities.array)
    }
  }

  @Test("divergence is found at the same step, and odd numbers of threads are named")
  func corners() throws {
    let data = DataParts(train: try DivergenceTests.noise())
    var options = TrainingOptions(learningRate: 1e6, batch: 10, epochs: 5, isShuffled: false)
    let net = Model([.dense(8, .relu), .dense(1)])
    let one = DivergenceTests.diverged { _ = try net.train(on: data, options: options) }
    options.threads = 2
    let two = DivergenceTests.diverged { _ = try net.train(on: data, options: options) }
    #expect(try #require(one) == #require(two))
    for threads in [0, -1, 5000] {
      options.threads = threads
      #expect(throws: TrainingError.self) { try options.check() }
    }
  }

  @Test("the memory of many threads for a huge model is more than can be counted, and refused in words")
  func memory() throws {
    let huge = Model([Layer](repeating: .dense(1_000_000), count: 10_000) + [.dense(2)])
    var options = TrainingOptions(batch: 1024)
    options.threads = 1024
    let error = #expect(throws: TrainingError.self) {
      try TrainingState(huge, on: DataParts(train: quadrants(1024)), options: options)
    }
    guard case .tooLarge = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
  }
}

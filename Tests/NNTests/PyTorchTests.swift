import Testing

@testable import NN

/// Twenty steps against PyTorch's losses and weights (Tests/Support/pytorch_steps.py).
@Suite struct PyTorchTests {
  struct Steps: Decodable, CustomStringConvertible {
    let name: String, units: [Int], activation: String, optimizer: String
    let learningRate: Double, momentum: Double, decay: Double
    let batch: Int, isRegression: Bool
    let features: [Float], targets: [Float], initial: [[Float]]
    let losses: [Double], final: [[Double]]
    var description: String { name }
  }

  struct File: Decodable { let cases: [Steps] }

  @Test(
    "losses and weights follow PyTorch's", arguments: try Paths.reference("pytorch_steps.json", as: File.self).cases)
  func steps(_ expected: Steps) throws {
    let activation = try #require(Activation(rawValue: expected.activation))
    let optimizer = try #require(OptimizerName(rawValue: expected.optimizer))
    let count = expected.targets.count
    let data = try Dataset(
      features: FloatBuffer(expected.features), itemShape: Shape([expected.features.count / count]),
      targets: expected.isRegression
        ? .values(expected.targets) : .classes(labels: expected.targets.map { Int32($0) }, names: ["a", "b", "c"]))
    let model = Model(expected.units.map { .dense($0, activation) } + [.dense(expected.isRegression ? 1 : 3)])
    var state = try TrainingState(
      model, on: DataParts(train: data),
      options: TrainingOptions(
        learningRate: expected.learningRate, batch: expected.batch, optimizer: optimizer, momentum: expected.momentum,
        decay: expected.decay, isShuffled: false))
    state.setParameters(expected.initial)
    try state.advance(epochs: expected.losses.count)
    for (record, loss) in zip(state.history, expected.losses) {
      #expect(abs(record.trainLoss - loss) < 2e-5 * max(1, loss), "epoch \(record.epoch)")
    }
    #expect(state.history.count == expected.losses.count)
    for (parameter, values) in zip(state.network.parameters, expected.final) {
      #expect(largestDifference(parameter.values, values) < 1e-4, "\(parameter.name)")
    }
  }
}

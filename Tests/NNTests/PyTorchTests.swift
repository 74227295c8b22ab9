import Testing

@testable import NN

/// Twenty steps against PyTorch's losses and weights (Tests/Support/pytorch_steps.py).
@Suite struct PyTorchTests {
  struct Steps: Decodable, CustomStringConvertible {
    let name: String, units: [Int], activation: String, optimizer: String
    let learningRate: Double, batch: Int, isRegression: Bool
    let momentum: Double?, decay: Double?, nesterov: Bool?, beta1: Double?, beta2: Double?, epsilon: Double?
    let rho: Double?, l1: Double?, clipNorm: Double?, clipValue: Double?
    let loss: String?, smoothing: Double?, classWeights: [Double]?, delta: Double?
    let features: [Float], targets: [Float], initial: [[Float]]
    let losses: [Double], final: [[Double]]
    var description: String { name }

    func options() throws -> TrainingOptions {
      var options = TrainingOptions(
        learningRate: learningRate, batch: batch, optimizer: try #require(OptimizerName(rawValue: optimizer)),
        momentum: momentum, decay: decay, isShuffled: false)
      options.isNesterov = nesterov ?? options.isNesterov
      options.beta1 = beta1 ?? options.beta1
      options.beta2 = beta2 ?? options.beta2
      options.epsilon = epsilon
      options.rho = rho ?? options.rho
      options.l1 = l1 ?? options.l1
      options.clipNorm = clipNorm
      options.clipValue = clipValue
      options.loss = try loss.map { try #require(LossName(rawValue: $0)) }
      options.smoothing = smoothing ?? options.smoothing
      options.classWeights = classWeights ?? []
      options.delta = delta ?? options.delta
      return options
    }
  }

  struct File: Decodable { let cases: [Steps] }

  @Test(
    "losses and weights follow PyTorch's", arguments: try Paths.reference("pytorch_steps.json", as: File.self).cases)
  func steps(_ expected: Steps) throws {
    let activation = try #require(Activation(rawValue: expected.activation))
    let isBinary = expected.loss == "binary_cross_entropy"
    let data = try Dataset(
      features: FloatBuffer(expected.features), itemShape: Shape([expected.features.count / expected.targets.count]),
      targets: expected.isRegression
        ? .values(expected.targets)
        : .classes(labels: expected.targets.map { Int32($0) }, names: isBinary ? ["a", "b"] : ["a", "b", "c"]))
    let outputs = expected.isRegression || isBinary ? 1 : 3
    let model = Model(expected.units.map { .dense($0, activation) } + [.dense(outputs)])
    var state = try TrainingState(model, on: DataParts(train: data), options: expected.options())
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

  @Test("every optimiser and loss is among them")
  func coverage() throws {
    let cases = try Paths.reference("pytorch_steps.json", as: File.self).cases
    #expect(Set(cases.map(\.optimizer)) == Set(OptimizerName.allCases.map(\.rawValue)))
    let losses = cases.map { $0.loss ?? ($0.isRegression ? "mse" : "cross_entropy") }
    #expect(Set(losses) == Set(LossName.allCases.map(\.rawValue)))
  }
}

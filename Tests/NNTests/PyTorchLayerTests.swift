import Testing

@testable import NN

/// Twenty steps of networks with every layer, and the activations, against PyTorch (Tests/Support/pytorch_layers.py).
@Suite struct PyTorchLayerTests {
  struct Note: Decodable {
    let kind: String
    let units: Int?, vocabulary: Int?, activation: String?
    let layers: [Note]?, shortcut: [Note]?

    func layer() throws -> Layer {
      switch kind {
      case "dense": .dense(try #require(units), activation.flatMap(Activation.init))
      case "batch_norm": .batchNorm
      case "layer_norm": .layerNorm
      case "embedding": .embedding(try #require(vocabulary), try #require(units))
      case "residual":
        .residual(try #require(layers).map { try $0.layer() }, shortcut: try (shortcut ?? []).map { try $0.layer() })
      default: .activation(try #require(Activation(rawValue: kind)))
      }
    }
  }

  struct Steps: Decodable, CustomStringConvertible {
    let name: String, shape: [Int], layers: [Note], optimizer: String
    let learningRate: Double, momentum: Double, decay: Double
    let batch: Int, isRegression: Bool
    let features: [Float], targets: [Float], initial: [[Float]]
    let losses: [Double], final: [[Double]], outputs: [Double]
    var description: String { name }
  }

  struct Function: Decodable { let values: [Double], slopes: [Double] }

  struct File: Decodable {
    let cases: [Steps]
    let points: [Float]
    let functions: [String: Function]
  }

  static let file = Result { try Paths.reference("pytorch_layers.json", as: File.self) }

  @Test("losses, weights, running means and outputs follow PyTorch's", arguments: try file.get().cases)
  func steps(_ expected: Steps) throws {
    let optimizer = try #require(OptimizerName(rawValue: expected.optimizer))
    let data = try Dataset(
      features: FloatBuffer(expected.features), itemShape: Shape(expected.shape),
      targets: expected.isRegression
        ? .values(expected.targets) : .classes(labels: expected.targets.map { Int32($0) }, names: ["a", "b", "c"]))
    var state = try TrainingState(
      Model(try expected.layers.map { try $0.layer() }), on: DataParts(train: data),
      options: TrainingOptions(
        learningRate: expected.learningRate, batch: expected.batch, optimizer: optimizer, momentum: expected.momentum,
        decay: expected.decay, isShuffled: false))
    #expect(state.network.parameters.map(\.values.count) == expected.initial.map(\.count))
    state.setParameters(expected.initial)
    try state.advance(epochs: expected.losses.count)
    for (record, loss) in zip(state.history, expected.losses) {
      #expect(abs(record.trainLoss - loss) < 2e-5 * max(1, loss), "epoch \(record.epoch)")
    }
    #expect(state.history.count == expected.losses.count)
    for (parameter, values) in zip(state.network.parameters, expected.final) {
      #expect(largestDifference(parameter.values, values) < 1e-4, "\(parameter.name)")
    }
    switch try state.network.predict(data) {
    case .classes(_, let probabilities): #expect(largestDifference(probabilities.array, expected.outputs) < 1e-4)
    case .values(let values): #expect(largestDifference(values, expected.outputs) < 1e-4)
    }
  }

  @Test("functions and slopes are PyTorch's", arguments: Kernels.available, Activation.allCases)
  func functions(level: Kernels.Level, activation: Activation) throws {
    let file = try Self.file.get()
    let expected = try #require(file.functions[activation.rawValue])
    let (values, doubledSlopes) = ActivationTests.computed(level, activation, file.points)
    #expect(largestDifference(values, expected.values) < 5e-7)
    #expect(largestDifference(doubledSlopes.map { $0 / 2 }, expected.slopes) < 1e-6)
  }
}

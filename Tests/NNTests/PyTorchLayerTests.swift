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

  struct Steps: PyTorchSteps {
    let name: String, shape: [Int], layers: [Note], optimizer: String
    let learningRate: Double, momentum: Double, decay: Double
    let batch: Int, isRegression: Bool
    let features: [Float], targets: [Float], initial: [[Float]]
    let losses: [Double], final: [[Double]], outputs: [Double]

    func model() throws -> Model { Model(try layers.map { try $0.layer() }) }

    func data() throws -> Dataset {
      try Dataset(
        features: FloatBuffer(features), itemShape: Shape(shape),
        targets: isRegression
          ? .values(targets) : .classes(labels: targets.map { Int32($0) }, names: ["a", "b", "c"]))
    }

    func options() throws -> TrainingOptions {
      TrainingOptions(
        learningRate: learningRate, batch: batch, optimizer: try #require(OptimizerName(rawValue: optimizer)),
        momentum: momentum, decay: decay, isShuffled: false)
    }
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
    let state = try expected.follow(within: 2e-5) { _ in expected.initial }
    expectParameters(of: state.network, expected.final)
    switch try state.network.predict(expected.data()) {
    case .classes(_, let probabilities): #expect(largestDifference(probabilities.array, expected.outputs) < 1e-4)
    case .values(let values): #expect(largestDifference(values.map { Float($0) }, expected.outputs) < 1e-4)
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

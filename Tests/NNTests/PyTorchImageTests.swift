import Testing

@testable import NN

/// Twenty steps of networks of images against PyTorch's losses and weights (Tests/Support/pytorch_images.py).
@Suite struct PyTorchImageTests {
  struct Steps: PyTorchSteps {
    let name: String, image: [Int], layers: [Note], optimizer: String, learningRate: Double, momentum: Double
    let items: Int, batch: Int, seed: Int, scales: [Double], losses: [Double], final: [Final]

    func model() throws -> Model { Model(try layers.map { try $0.layer() }) }

    func data() throws -> Dataset {
      let image = Shape(image)
      return try Dataset(
        features: FloatBuffer(draws(seed, items * image.count, scale: 1)), itemShape: image,
        targets: .classes(labels: (0..<items).map { Int32($0 * $0 % 3) }, names: ["a", "b", "c"]))
    }

    func options() throws -> TrainingOptions {
      TrainingOptions(
        learningRate: learningRate, batch: batch, optimizer: try #require(OptimizerName(rawValue: optimizer)),
        momentum: momentum, isShuffled: false)
    }

    /// The first numbers of every parameter: what the script draws, but a running mean, of scale 0, starts as it does.
    func initial(_ network: Network) -> [[Float]] {
      zip(network.parameters, scales).enumerated().map { number, parameter in
        parameter.1 == 0
          ? parameter.0.values
          : draws(seed + number + 1, parameter.0.rows * parameter.0.columns, scale: Float(parameter.1))
      }
    }

    /// The numbers that the script draws: multiples of scale / 64.
    private func draws(_ seed: Int, _ count: Int, scale: Float) -> [Float] {
      var state = UInt32(seed)
      return (0..<count).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return (Float(state >> 25) - 64) / 64 * scale
      }
    }
  }

  struct Note: Decodable {
    let kind: String, units: Int?, kernel: Extent?, stride: Extent?, padding: Extent?, dilation: Extent?
    let groups: Int?, relu: Bool?, activation: String?, rate: Double?, layers: [Note]?, shortcut: [Note]?

    private enum CodingKeys: String, CodingKey {
      case kind = "layer"
      case units, kernel, stride, padding, dilation, groups, relu, activation, rate, layers, shortcut
    }

    func layer() throws -> Layer {
      let (kernel, stride) = (kernel?.size ?? 3, stride?.size ?? 1)
      let padding = padding.map { $0.size.map(Padding.pixels) ?? .same } ?? .valid
      switch kind {
      case "conv":
        return .conv(
          try #require(units), kernel: kernel, stride: stride, padding: padding, dilation: dilation?.size ?? 1,
          groups: groups ?? 1, activation: Activation(rawValue: activation ?? "relu"))
      case "max_pool": return .maxPool(kernel, stride: stride, padding: padding)
      case "average_pool": return .averagePool(kernel, stride: stride, padding: padding)
      case "global_max_pool": return .globalMaxPool
      case "global_average_pool": return .globalAveragePool
      case "flatten": return .flatten
      case "batch_norm": return .batchNorm
      case "layer_norm": return .layerNorm
      case "dropout": return .dropout(try #require(rate))
      case "residual":
        return .residual(
          try #require(layers).map { try $0.layer() }, shortcut: try (shortcut ?? []).map { try $0.layer() })
      case "dense": return .dense(try #require(units), relu == true ? .relu : nil)
      default: return .activation(try #require(Activation(rawValue: kind)))
      }
    }
  }

  struct Final: Decodable {
    let count: Int, sum: Double, samples: [Double]
  }

  /// A number, a pair of them, or "same".
  struct Extent: Decodable {
    let size: Size2D?

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int.self) {
        size = Size2D(number, number)
      } else if let pair = try? container.decode([Int].self) {
        size = Size2D(pair[0], pair[1])
      } else {
        size = nil
      }
    }
  }

  struct File: Decodable { let cases: [Steps] }

  static let cases = Result { try Paths.reference("pytorch_images.json", as: File.self).cases }

  @Test("every layer is among these, or those of the other comparison of layers")
  func coverage() throws {
    let models = try Self.cases.get().map { try $0.model() } + PyTorchLayerTests.file.get().cases.map { try $0.model() }
    expectEveryLayer(in: models.map(\.description))
  }

  @Test("losses, weights and running means follow PyTorch's", arguments: try cases.get())
  func steps(_ expected: Steps) throws {
    let state = try expected.follow(within: 5e-5, from: expected.initial)
    for (parameter, final) in zip(state.network.parameters, expected.final) {
      let values = parameter.values
      let samples = stride(from: 0, to: values.count, by: max(1, values.count / 24)).map { values[$0] }
      #expect(largestDifference(samples, final.samples) < 2e-4, "\(parameter.name)")
      let sum = values.reduce(0) { $0 + Double($1) }
      #expect(abs(sum - final.sum) < 1e-5 * Double(values.count) + 1e-3, "the sum of \(parameter.name)")
    }
  }
}

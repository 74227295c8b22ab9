import Testing

@testable import NN

/// Twenty steps of networks of images against PyTorch's losses and weights (Tests/Support/NN/pytorch_images.py).
@Suite struct PyTorchImageTests {
  struct Steps: Decodable, CustomStringConvertible {
    let name: String, image: [Int], layers: [Description], optimizer: String, learningRate: Double, momentum: Double
    let items: Int, batch: Int, seed: Int, scales: [Double], losses: [Double], final: [Final]
    var description: String { name }
  }

  struct Description: Decodable {
    let layer: String, units: Int?, kernel: Extent?, stride: Extent?, padding: Extent?, dilation: Extent?
    let groups: Int?, relu: Bool?
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

  @Test(
    "losses and weights follow PyTorch's", arguments: try Paths.reference("NN/pytorch_images.json", as: File.self).cases
  )
  func steps(_ expected: Steps) throws {
    let image = Shape(expected.image)
    let data = try Dataset(
      features: FloatBuffer(draws(expected.seed, expected.items * image.count, scale: 1)), itemShape: image,
      targets: .classes(labels: (0..<expected.items).map { Int32($0 * $0 % 3) }, names: ["a", "b", "c"]))
    let optimizer = try #require(OptimizerName(rawValue: expected.optimizer))
    var state = try TrainingState(
      Model(try expected.layers.map(layer)), on: DataParts(train: data),
      options: TrainingOptions(
        learningRate: expected.learningRate, batch: expected.batch, optimizer: optimizer, momentum: expected.momentum,
        isShuffled: false))
    let first = state.network.parameters
    #expect(first.map { $0.rows * $0.columns } == expected.final.map(\.count))
    state.setParameters(
      zip(first, expected.scales).enumerated().map { number, parameter in
        draws(expected.seed + number + 1, parameter.0.rows * parameter.0.columns, scale: Float(parameter.1))
      })
    try state.advance(epochs: expected.losses.count)
    for (record, loss) in zip(state.history, expected.losses) {
      #expect(abs(record.trainLoss - loss) < 5e-5 * max(1, loss), "epoch \(record.epoch)")
    }
    #expect(state.history.count == expected.losses.count)
    for (parameter, final) in zip(state.network.parameters, expected.final) {
      let values = parameter.values
      let samples = stride(from: 0, to: values.count, by: max(1, values.count / 24)).map { values[$0] }
      #expect(largestDifference(samples, final.samples) < 2e-4, "\(parameter.name)")
      let sum = values.reduce(0) { $0 + Double($1) }
      #expect(abs(sum - final.sum) < 1e-5 * Double(values.count) + 1e-3, "the sum of \(parameter.name)")
    }
  }

  private func layer(_ description: Description) throws -> Layer {
    let (kernel, stride) = (description.kernel?.size ?? 3, description.stride?.size ?? 1)
    let padding = description.padding.map { $0.size.map(Padding.pixels) ?? .same } ?? .valid
    switch description.layer {
    case "conv":
      return .conv(
        try #require(description.units), kernel: kernel, stride: stride, padding: padding,
        dilation: description.dilation?.size ?? 1, groups: description.groups ?? 1, activation: .relu)
    case "max_pool": return .maxPool(kernel, stride: stride, padding: padding)
    case "average_pool": return .averagePool(kernel, stride: stride, padding: padding)
    case "global_average_pool": return .globalAveragePool
    default: return .dense(try #require(description.units), description.relu == true ? .relu : nil)
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

import NN

/// The four networks of the benchmark, and data of their shapes.
enum BenchmarkNetwork: String {
  case mlp128, mlp512, lenet, cifar

  var model: Model {
    switch self {
    case .mlp128: Model([.dense(128, .relu), .dense(10)])
    case .mlp512: Model([.dense(512, .relu), .dense(512, .relu), .dense(10)])
    case .lenet:
      Model([
        .conv(6, kernel: 5, padding: .same, activation: .relu), .maxPool(2),
        .conv(16, kernel: 5, activation: .relu), .maxPool(2),
        .flatten, .dense(120, .relu), .dense(84, .relu), .dense(10),
      ])
    case .cifar:
      Model([
        .conv(32, kernel: 3, padding: .same, activation: .relu), .conv(32, kernel: 3, activation: .relu),
        .maxPool(2), .dropout(0.25),
        .conv(64, kernel: 3, padding: .same, activation: .relu), .conv(64, kernel: 3, activation: .relu),
        .maxPool(2), .dropout(0.25),
        .flatten, .dense(512, .relu), .dropout(0.5), .dense(10),
      ])
    }
  }

  private var itemShape: Shape {
    switch self {
    case .mlp128, .mlp512: Shape([784])
    case .lenet: Shape([28, 28, 1])
    case .cifar: Shape([32, 32, 3])
    }
  }

  /// Pixels in 0...1 (four of five dark, as in handwriting, but for the colour images) and labels, at random.
  func data(items: Int) throws -> DataParts {
    var random = Xorshift()
    let isSparse = self != .cifar
    let pixels = (0..<items * itemShape.count).map { _ -> Float in
      let value = random.uniform()
      return isSparse ? max(0, 5 * value - 4) : value
    }
    let labels = (0..<items).map { Int32($0 % 10) }
    let names = (0..<10).map(String.init)
    return DataParts(
      train: try Dataset(
        features: try FloatBuffer(pixels), itemShape: itemShape, targets: .classes(labels: labels, names: names)))
  }

  /// Enough items for a few dozen steps, and a part of a second.
  var items: Int {
    switch self {
    case .mlp128, .mlp512: 4096
    case .lenet: 2048
    case .cifar: 512
    }
  }
}

/// Marsaglia's generator, for data whose only purpose is to be there.
private struct Xorshift {
  private var state: UInt64 = 88_172_645_463_325_252

  mutating func uniform() -> Float {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Float(state >> 40) / Float(1 << 24)
  }
}

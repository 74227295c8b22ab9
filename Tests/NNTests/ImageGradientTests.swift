import Testing

@testable import NN

/// Networks of convolutions and pools against the same networks in plain loops and double precision: their losses, and
/// their gradients by central differences.
@Suite struct ImageGradientTests {
  struct Case: CustomStringConvertible {
    let image: [Int]
    let layers: [Layer]
    var description: String { "\(Shape(image)): \(Model(layers))" }
  }

  static let convolutions: [Case] = [
    Case(image: [6, 7, 3], layers: [.conv(4), .dense(3)]),
    Case(image: [1, 1, 5], layers: [.conv(4, kernel: 1), .dense(3)]),
    Case(image: [5, 5, 1], layers: [.conv(2, kernel: 5), .dense(3)]),
    Case(image: [6, 7, 3], layers: [.conv(4, kernel: Size2D(2, 3), padding: .same, activation: .tanh), .dense(3)]),
    Case(image: [6, 5, 2], layers: [.conv(5), .conv(3, kernel: 2, activation: .relu), .dense(3)]),
    Case(image: [6, 5, 2], layers: [.conv(17, padding: 1), .conv(20, padding: 2, activation: .gelu), .dense(3)]),
    Case(image: [9, 8, 2], layers: [.conv(3, padding: .same), .conv(4, stride: 2, activation: .tanh), .dense(3)]),
    Case(image: [9, 8, 2], layers: [.conv(3), .conv(4, stride: Size2D(3, 2), padding: 1), .dense(3)]),
    Case(image: [5, 6, 2], layers: [.conv(3, kernel: 1), .conv(4, kernel: 1, stride: 3), .dense(3)]),
    Case(image: [5, 6, 2], layers: [.conv(3, kernel: 1), .conv(4, kernel: 2, stride: 4, padding: .same), .dense(3)]),
    Case(image: [9, 9, 2], layers: [.conv(3, padding: 1), .conv(4, dilation: 2, activation: .sigmoid), .dense(3)]),
    Case(image: [9, 10, 2], layers: [.conv(3), .conv(4, stride: 2, padding: 2, dilation: Size2D(2, 3)), .dense(3)]),
    Case(image: [5, 6, 4], layers: [.conv(4, kernel: 1), .conv(6, groups: 2, activation: .tanh), .dense(3)]),
    Case(image: [7, 6, 6], layers: [.conv(6, kernel: 1), .conv(9, stride: 2, padding: 1, groups: 3), .dense(3)]),
    Case(image: [7, 6, 4], layers: [.conv(36, kernel: 1), .conv(40, padding: .same, groups: 2), .dense(3)]),
    Case(image: [6, 6, 3], layers: [.conv(3, kernel: 1), .conv(6, padding: 1, dilation: 2, groups: 3), .dense(3)]),
    Case(image: [7, 6, 5], layers: [.conv(5, kernel: 1), .conv(5, padding: 1, groups: 5), .dense(3)]),
    Case(
      image: [7, 6, 5], layers: [.conv(21, kernel: 1), .conv(21, stride: 2, groups: 21, activation: .relu), .dense(3)]),
    Case(
      image: [7, 8, 3], layers: [.conv(3, kernel: 1), .conv(3, padding: .same, dilation: 2, groups: 3), .dense(3)]),
    Case(
      image: [4, 4, 2], layers: [.conv(3, kernel: 2, padding: 3, activation: .gelu), .conv(2, padding: 4), .dense(3)]),
  ]

  static let pools: [Case] = [
    Case(image: [6, 6, 2], layers: [.conv(3, padding: 1, activation: .relu), .maxPool(), .dense(3)]),
    Case(image: [7, 5, 2], layers: [.conv(17, padding: 1), .maxPool(3, stride: 2, padding: 1), .dense(3)]),
    Case(image: [7, 5, 2], layers: [.conv(3), .maxPool(Size2D(2, 3), stride: 1, padding: .same), .dense(3)]),
    Case(image: [7, 5, 2], layers: [.conv(3), .averagePool(2, stride: 3, padding: .same), .dense(3)]),
    Case(image: [7, 5, 2], layers: [.conv(19), .averagePool(3, stride: 1, padding: 1), .flatten, .dense(3)]),
    Case(image: [6, 6, 2], layers: [.conv(3, activation: .tanh), .globalAveragePool, .dense(3)]),
    Case(image: [6, 6, 2], layers: [.conv(18), .globalMaxPool, .dense(3)]),
    Case(
      image: [12, 12, 1],
      layers: [
        .conv(6, kernel: 5, padding: 2, activation: .relu), .maxPool(), .conv(16, kernel: 3, activation: .relu),
        .maxPool(), .flatten, .dense(12, .relu), .dense(3),
      ]),
  ]

  @Test("losses and gradients agree with plain loops at every level", arguments: convolutions + pools)
  func gradients(_ test: Case) throws {
    let items = 3
    var random = CounterRandom(seed: 21)
    let x = random.normals(items * Shape(test.image).count)
    let data = try Dataset(
      features: FloatBuffer(x), itemShape: Shape(test.image),
      targets: .classes(labels: [2, 0, 1], names: ["a", "b", "c"]))
    let plan = try Plan(Model(test.layers), input: data.itemShape, batch: 4, isTraining: true)
    let weights = plan.initialWeights(seed: 5)
    let network = PlainNetwork(layers: test.layers, image: Shape(test.image), x: x.map(Double.init))
    var values = plan.parameters.map { plan.values(of: $0, in: weights).map(Double.init) }
    let found = Kernels.available.map { level in
      let workspace = Workspace(
        plan, loss: Objective(name: .crossEntropy).rule, standardization: nil, isTraining: true,
        kernels: Kernels.at(level))
      for rows in [items, 1, items] {  // also after a batch that was shorter
        let loss = weights.withPointer { weights in
          workspace.load(data, rows: data.rows, count: rows)
          return workspace.run(weights: weights, rows: rows, isTraining: true, random: CounterRandom(seed: 1))
        }
        let expected = network.loss(values, labels: Array(data.labels.prefix(rows)))
        #expect(abs(loss.sum / Double(rows) - expected) < 2e-6, "\(level), \(rows) items")
      }
      var gradients = FloatBuffer(zeros: plan.parameterCount)
      gradients.withMutablePointer { $0.update(from: workspace.gradients, count: plan.parameterCount) }
      return plan.parameters.map { plan.values(of: $0, in: gradients) }
    }
    for (number, parameter) in plan.parameters.enumerated() {
      for index in stride(from: 0, to: values[number].count, by: max(1, values[number].count / 10)) {
        let (value, h) = (values[number][index], 1e-5)
        values[number][index] = value + h
        let above = network.loss(values, labels: data.labels)
        values[number][index] = value - h
        let below = network.loss(values, labels: data.labels)
        values[number][index] = value
        let expected = (above - below) / (2 * h)
        for (level, gradients) in zip(Kernels.available, found) {
          let difference = abs(Double(gradients[number][index]) - expected)
          #expect(difference < 2e-6 + 2e-5 * abs(expected), "\(level), \(parameter.name)[\(index)]")
        }
      }
    }
  }
}

/// A network of images in plain loops and double precision, from the layers' meaning alone.
struct PlainNetwork {
  let layers: [Layer]
  let image: Shape
  let x: [Double]

  /// The mean cross-entropy of the first items.
  func loss(_ parameters: [[Double]], labels: [Int]) -> Double {
    labels.indices.reduce(0) { sum, item in
      let logits = output(of: Array(x[(item * image.count)..<((item + 1) * image.count)]), parameters)
      return sum + Reference.crossEntropy(logits, label: labels[item])
    } / Double(labels.count)
  }

  private func output(of item: [Double], _ parameters: [[Double]]) -> [Double] {
    var (values, shape, used) = (item, image, 0)
    for layer in layers {
      var activation: Activation?
      switch layer.definition {
      case let conv as Conv:
        let window = conv.rule.window(over: shape)
        let weights = grouped(parameters[used], window, conv)
        values = Reference.convolution(
          values, window, groups: conv.groups, weights: weights, bias: parameters[used + 1])
        (activation, used) = (conv.activation, used + 2)
      case let pool as Pool:
        let whole = Size2D(shape.dimensions[0], shape.dimensions[1])
        let rule = WindowRule(
          kernel: pool.size ?? whole, stride: pool.stride ?? pool.size ?? whole, padding: pool.padding)
        values = Reference.pool(pool.kind, values, rule.window(over: shape))
      case let dense as Dense:
        values = Reference.product(
          m: 1, n: dense.units, k: values.count, values, parameters[used], bias: parameters[used + 1])
        (activation, used) = (dense.activation, used + 2)
      case is Flatten: break
      default: Issue.record("no plain form of \(layer)")
      }
      if let activation { values = values.map { Reference.activate(activation, $0) } }
      do { shape = try layer.definition.outputShape(of: shape) } catch { Issue.record("\(error.reason)") }
      if shape.count != values.count { Issue.record("\(layer) gives \(values.count) numbers, not \(shape)") }
    }
    return values
  }

  /// Depthwise weights are stored as taps x channels: here as groups x taps.
  private func grouped(_ weights: [Double], _ window: Window, _ conv: Conv) -> [Double] {
    guard conv.groups > 1, conv.groups == window.channels, conv.groups == conv.filters else { return weights }
    let taps = weights.count / conv.groups
    return (0..<conv.groups).flatMap { group in (0..<taps).map { weights[$0 * conv.groups + group] } }
  }
}

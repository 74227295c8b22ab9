import Testing

@testable import NN

/// Gradients of whole networks against central differences of the same network in double precision.
@Suite struct GradientTests {
  struct Case: CustomStringConvertible {
    let layers: [Layer]
    let classes: Int?
    var description: String { "\(Model(layers)), \(classes.map { "\($0) classes" } ?? "a number")" }
  }

  static let cases: [Case] = [
    Case(layers: [.dense(3)], classes: 3), Case(layers: [.dense(1)], classes: nil),
    Case(layers: [.dense(5, .relu), .dense(3)], classes: 3), Case(layers: [.dense(18, .tanh), .dense(4)], classes: 4),
    Case(layers: [.dense(33, .sigmoid), .dense(2)], classes: 2),
    Case(layers: [.dense(7, .gelu), .dense(3)], classes: 3),
    Case(layers: [.dense(6, .gelu), .dense(17, .tanh), .dense(1)], classes: nil),
    Case(layers: [.dense(6, .tanh), .dense(70, .relu), .dense(33), .dense(3)], classes: 3),
    Case(layers: [.dense(9), .activation(.relu), .dense(3)], classes: 3),
    Case(layers: [.dense(9), .activation(.gelu), .activation(.sigmoid), .dense(1)], classes: nil),
    Case(layers: [.dense(40, .relu), .dropout(0.4), .dense(3)], classes: 3),
    Case(layers: [.dropout(0.3), .dense(6, .tanh), .dropout(0.5), .dense(1)], classes: nil),
  ]

  @Test("gradients agree with central differences", arguments: cases)
  func gradients(_ test: Case) throws {
    let (items, width) = (6, 5)
    var random = CounterRandom(seed: 11)
    let x = random.normals(items * width)
    let targets: Targets =
      test.classes.map { classes in
        .classes(labels: (0..<items).map { Int32($0 % classes) }, names: (0..<classes).map(String.init))
      } ?? .values(random.normals(items))
    let data = try Dataset(features: FloatBuffer(x), itemShape: Shape([width]), targets: targets)
    let plan = try Plan(Model(test.layers), input: data.itemShape, batch: 8, isTraining: true)
    let rule = TrainingOptions().objective(for: targets, outputs: plan.output.width).rule
    let workspace = Workspace(plan, loss: rule, standardization: nil, isTraining: true)
    let weights = plan.initialWeights(seed: 5)
    let stream = CounterRandom(seed: 12)
    let loss = weights.withPointer { weights in
      workspace.load(data, rows: data.rows, count: items)
      return workspace.run(weights: weights, rows: items, isTraining: true, random: stream)
    }
    var gradients = FloatBuffer(zeros: plan.parameterCount)
    gradients.withMutablePointer { $0.update(from: workspace.gradients, count: plan.parameterCount) }

    var values = plan.parameters.map { plan.values(of: $0, in: weights).map(Double.init) }
    let network = DoubleNetwork(
      layers: test.layers, x: x.map(Double.init), width: width, targets: targets, stream: stream)
    #expect(abs(loss.sum / Double(items) - network.loss(values)) < 1e-6)
    for (number, parameter) in plan.parameters.enumerated() {
      let found = plan.values(of: parameter, in: gradients)
      for index in stride(from: 0, to: found.count, by: max(1, found.count / 40)) {
        let (value, h) = (values[number][index], 1e-5)
        values[number][index] = value + h
        let above = network.loss(values)
        values[number][index] = value - h
        let below = network.loss(values)
        values[number][index] = value
        let expected = (above - below) / (2 * h)
        #expect(abs(Double(found[index]) - expected) < 2e-6 + 2e-5 * abs(expected), "\(parameter.name)[\(index)]")
      }
    }
  }
}

/// A network in plain loops and double precision, from the layers' meaning alone.
struct DoubleNetwork {
  let layers: [Layer]
  let x: [Double]
  let width: Int
  let targets: Targets
  let stream: CounterRandom

  func loss(_ parameters: [[Double]]) -> Double {
    let items = targets.count
    var (values, width, used) = (x, width, 0)
    for (index, layer) in layers.enumerated() {
      switch layer.definition {
      case let dense as Dense:
        values = Reference.product(
          m: items, n: dense.units, k: width, values, parameters[used], bias: parameters[used + 1])
        if let activation = dense.activation { values = values.map { Reference.activate(activation, $0) } }
        (width, used) = (dense.units, used + 2)
      case let activate as Activate:
        values = values.map { Reference.activate(activate.function, $0) }
      case let dropout as Dropout:
        var random = stream.stream(.dropout, index + 1)
        let key = UInt32(truncatingIfNeeded: random.next())
        for i in values.indices {
          let place = i / width * rowStride(width) + i % width
          let isKept = Reference.keeps(place, key: key, threshold: UInt32(dropout.rate * 0x1p32))
          values[i] = isKept ? values[i] * Double(Float(1 / (1 - dropout.rate))) : 0
        }
      default: Issue.record("no plain form of \(layer)")
      }
    }
    switch targets {
    case .classes(let labels, _):
      return labels.indices.reduce(0) { sum, i in
        sum + Reference.crossEntropy(Array(values[(i * width)..<((i + 1) * width)]), label: Int(labels[i]))
      } / Double(items)
    case .values(let numbers):
      return numbers.indices.reduce(0) { $0 + (values[$1] - Double(numbers[$1])) * (values[$1] - Double(numbers[$1])) }
        / Double(items)
    }
  }
}

import Testing

@testable import NN

/// Gradients of whole networks against central differences of the same network in double precision.
@Suite struct GradientTests {
  struct Case: CustomStringConvertible {
    let layers: [Layer]
    let classes: Int?
    var objective: Objective?
    var shape = Shape([5])
    var items = 6
    /// How many categories the inputs are numbers of, if they are.
    var categories: Int?
    var description: String {
      let loss = objective.map { ", \($0.name.rawValue)" } ?? ""
      let target = classes.map { "\($0) classes" } ?? "a number"
      return "\(Model(layers)), \(items) items of shape \(shape), \(target)\(loss)"
    }
  }

  static let cases: [Case] =
    [
      Case(layers: [.dense(3)], classes: 3), Case(layers: [.dense(1)], classes: nil),
      Case(layers: [.dense(5, .relu), .dense(3)], classes: 3),
      Case(layers: [.dense(18, .tanh), .dense(4)], classes: 4),
      Case(layers: [.dense(33, .sigmoid), .dense(2)], classes: 2),
      Case(layers: [.dense(7, .gelu), .dense(3)], classes: 3),
      Case(layers: [.dense(6, .gelu), .dense(17, .tanh), .dense(1)], classes: nil),
      Case(layers: [.dense(6, .tanh), .dense(70, .relu), .dense(33), .dense(3)], classes: 3),
      Case(layers: [.dense(9), .activation(.relu), .dense(3)], classes: 3),
      Case(layers: [.dense(9), .activation(.gelu), .activation(.sigmoid), .dense(1)], classes: nil),
      Case(layers: [.dense(40, .relu), .dropout(0.4), .dense(3)], classes: 3),
      Case(layers: [.dropout(0.3), .dense(6, .tanh), .dropout(0.5), .dense(1)], classes: nil),
    ]
    + Activation.allCases.flatMap { activation in
      [
        Case(layers: [.dense(19, activation), .dense(3)], classes: 3),
        Case(layers: [.dense(4), .activation(activation), .dense(1)], classes: nil),
      ]
    } + objectives + normalizations + structures

  static let objectives: [Case] = [
    Case(
      layers: [.dense(8, .tanh), .dense(4)], classes: 4,
      objective: Objective(name: .crossEntropy, smoothing: 0.2, classWeights: [1, 3, 0.5, 0.25])),
    Case(layers: [.dense(8, .tanh), .dense(1)], classes: 2, objective: Objective(name: .binaryCrossEntropy)),
    Case(
      layers: [.dense(8, .tanh), .dense(1)], classes: 2,
      objective: Objective(name: .binaryCrossEntropy, smoothing: 0.1, classWeights: [3, 0.5])),
    Case(layers: [.dense(8, .tanh), .dense(1)], classes: nil, objective: Objective(name: .absolute)),
    Case(layers: [.dense(8, .gelu), .dense(1)], classes: nil, objective: Objective(name: .huber, delta: 0.75)),
  ]

  static let normalizations: [Case] = [Layer.batchNorm, .layerNorm].flatMap { norm in
    [
      Case(layers: [norm, .dense(3)], classes: 3),
      Case(layers: [.dense(7), norm, .activation(.tanh), .dense(3)], classes: 3),
      Case(layers: [.dense(48, .tanh), norm, .dense(1)], classes: nil, items: 8),
      Case(layers: [norm, .dense(3, .tanh), norm, .dense(2)], classes: 2, shape: Shape([3, 4, 3])),
      Case(layers: [norm, .activation(.silu), norm, .dense(3)], classes: 3, shape: Shape([5, 5, 6]), items: 4),
      Case(layers: [.embedding(9, 16), norm, .dense(3)], classes: 3, shape: Shape([4]), categories: 9),
      Case(layers: [.embedding(9, 5), norm, .dense(3)], classes: 3, shape: Shape([7]), items: 1, categories: 9),
      Case(layers: [.dense(6, .tanh), norm, .dense(3)], classes: 3, items: 1),
    ]
  }

  static let structures: [Case] = [
    Case(layers: [.embedding(10, 4), .dense(3)], classes: 3, shape: Shape([1]), categories: 10),
    Case(layers: [.embedding(5, 35), .dense(3)], classes: 3, shape: Shape([6]), categories: 5),
    Case(layers: [.embedding(3, 7), .dense(1)], classes: nil, shape: Shape([2, 3]), items: 8, categories: 3),
    Case(layers: [.residual([.dense(5, .tanh)]), .dense(3)], classes: 3),
    Case(layers: [.dense(8), .residual([.dense(20, .gelu), .dense(8)]), .dense(3)], classes: 3),
    Case(layers: [.dense(8), .residual([.dense(6, .silu)], shortcut: [.dense(6)]), .dense(1)], classes: nil),
    Case(
      layers: [.residual([.dense(9, .elu), .dropout(0.3)], shortcut: [.layerNorm, .dense(9)]), .dense(2)], classes: 2),
    Case(
      layers: [
        .dense(6, .tanh), .dropout(0.2),
        .residual([.batchNorm, .activation(.gelu), .residual([.dense(6), .dropout(0.4)]), .dense(6)]),
        .dropout(0.2), .dense(3),
      ], classes: 3, items: 8),
  ]

  @Test("gradients agree with central differences", arguments: cases)
  func gradients(_ test: Case) throws {
    let (items, width) = (test.items, test.shape.count)
    var random = CounterRandom(seed: 11)
    let x =
      test.categories.map { count in (0..<items * width).map { _ in Float(Int(random.uniform() * Double(count))) } }
      ?? random.normals(items * width)
    let targets: Targets =
      test.classes.map { classes in
        .classes(labels: (0..<items).map { Int32($0 % classes) }, names: (0..<classes).map(String.init))
      } ?? .values(random.normals(items))
    let data = try Dataset(features: FloatBuffer(x), itemShape: test.shape, targets: targets)
    let plan = try Plan(Model(test.layers), input: data.itemShape, batch: 8, isTraining: true)
    let objective =
      test.objective ?? TrainingOptions().objective(for: targets, outputs: plan.output.width)
    let workspace = Workspace(plan, loss: objective.rule, standardization: nil, isTraining: true)
    var weights = plan.initialWeights(seed: 5)
    for parameter in plan.parameters where parameter.isTrained {  // so that no weight is 1 and no bias is 0
      let moved = zip(plan.values(of: parameter, in: weights), random.normals(parameter.count)).map { $0 + 0.3 * $1 }
      plan.set(parameter, to: moved, in: &weights)
    }
    let stream = CounterRandom(seed: 12)
    let loss = weights.withPointer { weights in
      workspace.load(data, rows: data.rows, count: items)
      return workspace.run(weights: weights, rows: items, isTraining: true, random: stream)
    }
    var gradients = FloatBuffer(zeros: plan.parameterCount)
    gradients.withMutablePointer { $0.update(from: workspace.gradients, count: plan.parameterCount) }

    let trained = plan.parameters.filter(\.isTrained)
    var values = trained.map { plan.values(of: $0, in: weights).map(Double.init) }
    let network = DoubleNetwork(
      layers: test.layers, x: x.map(Double.init), shape: test.shape, targets: targets, objective: objective,
      stream: stream)
    let expectedLoss = network.loss(values)
    #expect(abs(loss.mean - expectedLoss) < 1e-6 * max(1, expectedLoss))
    for (number, parameter) in trained.enumerated() {
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

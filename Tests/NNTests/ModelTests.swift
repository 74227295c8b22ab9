import Basics
import Testing

@testable import NN

/// Shapes, parameters and first weights of models, and what is said where they do not fit.
@Suite struct ModelTests {
  @Test("a model prints as it is written and knows its shapes and parameters")
  func description() throws {
    let net = Model([.dense(128, .relu), .dropout(0.1), .activation(.gelu), .dense(10)])
    #expect("\(net)" == "model(dense(128, relu), dropout(0.1), gelu, dense(10))")
    #expect(try net.shapes(for: Shape([28, 28, 1])).map(\.dimensions) == [[128], [128], [128], [10]])
    #expect(try net.parameterCount(for: Shape([28, 28, 1])) == 784 * 128 + 128 + 128 * 10 + 10)
  }

  struct Misfit: CustomStringConvertible {
    let layers: [Layer]
    let message: String
    var description: String { "\(Model(layers))" }
  }

  static let misfits = [
    Misfit(layers: [], message: "a model needs at least one layer"),
    Misfit(
      layers: [.dense(0)],
      message: "layer 1, dense(0), cannot take items of shape 2: a dense layer has from 1 to 1,000,000 units"),
    Misfit(
      layers: [.dense(5), .dropout(1)],
      message: "layer 2, dropout(1.0), cannot take items of shape 5: dropout takes a share from 0 up to, but not, 1"),
    Misfit(
      layers: [.dense(5), .dropout(.nan)],
      message: "layer 2, dropout(nan), cannot take items of shape 5: dropout takes a share from 0 up to, but not, 1"),
    Misfit(
      layers: [.dense(3)],
      message: "the model gives 3 numbers (shape 3), and the data has 2 classes: the last layer needs 2 units"),
  ]

  @Test("what does not fit is named with its place and shapes", arguments: misfits)
  func misfit(_ misfit: Misfit) throws {
    let data = DataParts(train: try quadrants(10))
    let error = #expect(throws: TrainingError.self) { try Model(misfit.layers).train(on: data) }
    #expect(error?.message == misfit.message)
  }

  @Test("a model beyond the machine's memory is refused in words")
  func tooLarge() throws {
    let net = Model([.dense(1_000_000, .relu), .dense(1_000_000, .relu), .dense(2)])
    let error = #expect(throws: TrainingError.self) { try net.train(on: DataParts(train: quadrants(10))) }
    guard case .tooLarge = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    #expect(MachineMemory.isExceeded(byFloats: .max, .max) && !MachineMemory.isExceeded(byFloats: 1000, 0))
    #expect(Shape([.max, 3]).count == .max)
  }

  @Test("regression needs one unit")
  func regressionOutput() throws {
    let data = try Dataset(features: FloatBuffer([1, 2]), itemShape: Shape([1]), targets: .values([1, 2]))
    let error = #expect(throws: TrainingError.self) { try Model([.dense(2)]).train(on: DataParts(train: data)) }
    #expect(error?.message.contains("the last layer needs 1 unit") == true)
  }

  @Test("first weights have the spread that their rule gives", arguments: Initialization.allCases)
  func initialization(_ rule: Initialization) throws {
    let model = Model([.dense(300, initialization: rule)])
    let plan = try Plan(model, input: Shape([200]), batch: 1, isTraining: false)
    let weights = try plan.initialWeights(seed: 1)
    let w = plan.values(of: plan.parameters[0], in: weights).map(Double.init)
    let b = plan.values(of: plan.parameters[1], in: weights)
    let mean = w.reduce(0, +) / Double(w.count)
    let deviation = (w.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(w.count)).squareRoot()
    let expected =
      switch rule {
      case .heNormal: (2.0 / 200).squareRoot()
      case .glorotUniform, .glorotNormal: (2.0 / 500).squareRoot()
      case .uniformFanIn: (1.0 / 600).squareRoot()
      }
    #expect(abs(mean) < 4 * expected / Double(w.count).squareRoot())
    #expect(abs(deviation / expected - 1) < 0.02)
    let largest = w.map(abs).max() ?? 0
    switch rule {
    case .glorotUniform: #expect(largest <= (6.0 / 500).squareRoot() + 1e-8)
    case .uniformFanIn: #expect(largest <= (1.0 / 200).squareRoot() + 1e-8)
    case .heNormal, .glorotNormal: #expect(largest > 3 * expected)
    }
    #expect(b.contains { $0 != 0 } == (rule == .uniformFanIn))
  }

  @Test("a rectifier starts by He's rule, a sigmoid by Glorot's")
  func standardInitialization() {
    #expect(Initialization.standard(for: .relu) == .heNormal && Initialization.standard(for: .gelu) == .heNormal)
    #expect(
      Initialization.standard(for: .tanh) == .glorotUniform && Initialization.standard(for: nil) == .glorotUniform)
  }

  @Test("dropout drops in training alone")
  func dropoutInEvaluation() throws {
    let data = try quadrants(20)
    let with = try TrainingState(Model([.dense(4, .tanh), .dropout(0.5), .dense(2)]), on: DataParts(train: data))
    var without = try TrainingState(Model([.dense(4, .tanh), .dense(2)]), on: DataParts(train: data))
    try without.setParameters(with.network.parameters.map(\.values))
    #expect(try with.network.evaluate(data).loss == without.network.evaluate(data).loss)
  }

  @Test("predictions are those that the metrics count, in whatever batches")
  func predictions() throws {
    let data = try quadrants(300)
    let network = try TrainingState(Model([.dense(9, .gelu), .dense(2)]), on: DataParts(train: data)).network
    guard case .classes(let classes, let probabilities) = try network.predict(data) else {
      Issue.record("no classes")
      return
    }
    let hits = zip(classes, data.labels).count { $0 == $1 }
    #expect(try network.evaluate(data).accuracy == Double(hits) / 300)
    let sums = stride(from: 0, to: 600, by: 2).map { probabilities.array[$0] + probabilities.array[$0 + 1] }
    #expect(sums.allSatisfy { abs($0 - 1) < 1e-6 })
    guard case .classes(_, let alone) = try network.predict(data.selecting([257])) else { return }
    #expect(alone.array == Array(probabilities.array[514..<516]))
  }

  @Test("a part of another shape or kind is refused by name")
  func partMismatch() throws {
    let train = try quadrants(20)
    let wide = try Dataset(
      features: FloatBuffer([1, 2, 3]), itemShape: Shape([3]), targets: .classes(labels: [0], names: ["odd", "even"]))
    let named = try Dataset(
      features: FloatBuffer([1, 2]), itemShape: Shape([2]), targets: .classes(labels: [0], names: ["a", "b"]))
    let net = Model([.dense(2)])
    for (data, part) in [
      (DataParts(train: train, valid: wide), "validation"), (DataParts(train: train, test: named), "test"),
      (DataParts(train: train, valid: train.selecting([])), "validation"),
      (DataParts(train: train.selecting([])), "training"),
    ] {
      let error = #expect(throws: (any Error).self) { try net.train(on: data) }
      let message = (error as? any ExplainedError)?.message ?? ""
      #expect(message.hasPrefix("the \(part) part does not fit the training part"), "\(part): \(message)")
    }
    let network = try TrainingState(net, on: DataParts(train: train)).network
    #expect(throws: TrainingError.self) { try network.predict(wide) }
  }
}

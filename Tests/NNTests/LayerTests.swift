import Testing

@testable import NN

/// What layers with a state, categories or a shortcut promise beyond their numbers.
@Suite struct LayerTests {
  static let net = Model([
    .dense(8, .leakyRelu), .batchNorm, .residual([.dense(8, .silu), .dropout(0.2), .batchNorm]), .layerNorm, .dense(2),
  ])

  static func weights(_ network: Network) -> [[Float]] { network.parameters.map(\.values) }

  static func running(_ network: Network) -> [Float] {
    network.parameters.filter { $0.name.contains("running") }.flatMap(\.values)
  }

  /// Items of whole numbers, the class being whether the first is even.
  static func categories(_ numbers: [Float], width: Int, isStandardized: Bool = false) throws -> Dataset {
    let labels = stride(from: 0, to: numbers.count, by: width).map { Int32(Int(numbers[$0].magnitude) % 2) }
    return try Dataset(
      features: FloatBuffer(numbers), itemShape: Shape([width]),
      targets: .classes(labels: labels, names: ["even", "odd"]), isStandardized: isStandardized)
  }

  @Test("blocks of weights have the names of their places")
  func names() throws {
    let net = Model([
      .dense(4), .batchNorm, .residual([.layerNorm, .dense(3)], shortcut: [.dense(3)]), .embedding(3, 2),
    ])
    #expect(
      "\(net)" == "model(dense(4), batch_norm, residual(layer_norm, dense(3), shortcut: [dense(3)]), embedding(3, 2))")
    let plan = try Plan(Model(Array(net.layers.dropLast())), input: Shape([5]), batch: 2, isTraining: true)
    #expect(
      plan.parameters.map(\.name) == [
        "1.weight", "1.bias", "2.weight", "2.bias", "2.running_mean", "2.running_variance", "3.1.weight", "3.1.bias",
        "3.2.weight", "3.2.bias", "3.shortcut.1.weight", "3.shortcut.1.bias",
      ])
  }

  @Test("the summary tells each layer's output, parameters and operations")
  func summary() throws {
    let net = Model([
      .embedding(50, 6), .layerNorm, .dense(8, .gelu), .batchNorm, .dropout(0.5),
      .residual([.dense(20, .relu), .dense(8)]), .residual([.dense(5)], shortcut: [.dense(5), .activation(.tanh)]),
      .dense(3),
    ])
    let summary = try net.summary(for: Shape([4]))
    #expect(summary.lines.map(\.layer) == net.layers.map(\.description))
    #expect(summary.lines.map(\.output.dimensions) == [[4, 6], [4, 6], [8], [8], [8], [8], [5], [3]])
    #expect(summary.lines.map(\.parameters) == [300, 12, 24 * 8 + 8, 16, 0, 8 * 20 + 20 + 20 * 8 + 8, 90, 18])
    #expect(
      summary.lines.map(\.flops) == [
        0, 8 * 24, 2 * 24 * 8 + 8, 16, 0, 2 * 8 * 20 + 20 + 2 * 20 * 8 + 8, 2 * 80 + 5 + 5, 30,
      ])
    #expect(summary.parameters == 984 && summary.flops == summary.lines.map(\.flops).reduce(0, +))
    #expect(try net.parameterCount(for: Shape([4])) == 984)
    #expect(throws: TrainingError.noLayers) { try Model([]).summary(for: Shape([4])) }
  }

  struct Misfit: CustomStringConvertible {
    let layers: [Layer]
    var shape = Shape([6])
    let message: String
    var description: String { "\(Model(layers))" }
  }

  static let misfits = [
    Misfit(
      layers: [.dense(4), .residual([.dense(5)])],
      message: "layer 2, residual(dense(5)), cannot take items of shape 4: its layers give shape 5, "
        + "which cannot be added to 4 without a shortcut that does the same"),
    Misfit(
      layers: [.residual([.dense(5)], shortcut: [.dense(3)])],
      message:
        "layer 1, residual(dense(5), shortcut: [dense(3)]), cannot take items of shape 6: its layers give shape 5, "
        + "and its shortcut gives 3: they cannot be added"),
    Misfit(
      layers: [.residual([.dense(6), .dropout(2)])],
      message: "layer 1, residual(dense(6), dropout(2.0)), cannot take items of shape 6: its layer 2, dropout(2.0), "
        + "cannot take items of shape 6: dropout takes a share from 0 up to, but not, 1"),
    Misfit(
      layers: [.residual([.dense(5)], shortcut: [.dense(0)])],
      message:
        "layer 1, residual(dense(5), shortcut: [dense(0)]), cannot take items of shape 6: its shortcut's layer 1, "
        + "dense(0), cannot take items of shape 6: a dense layer has from 1 to 1,000,000 units"),
    Misfit(
      layers: [.residual([])],
      message: "layer 1, residual(), cannot take items of shape 6: a residual block needs at least one layer"),
    Misfit(
      layers: [.dense(4), .embedding(3, 2)],
      message: "layer 2, embedding(3, 2), cannot take items of shape 4: an embedding takes numbers of categories, "
        + "so it is the first layer of a model"),
    Misfit(
      layers: [.residual([.embedding(3, 2)], shortcut: [.dense(12), .embedding(3, 2)])],
      message:
        "layer 1, residual(embedding(3, 2), shortcut: [dense(12), embedding(3, 2)]), cannot take items of shape 6: "
        + "its layers give shape 6 x 2, and its shortcut gives 12 x 2: they cannot be added"),
    Misfit(
      layers: [.residual([.embedding(3, 1)], shortcut: [.embedding(3, 1)])],
      message:
        "layer 1, residual(embedding(3, 1), shortcut: [embedding(3, 1)]), cannot take items of shape 6: its layer 1, "
        + "embedding(3, 1), cannot take items of shape 6: an embedding takes numbers of categories, "
        + "so it is the first layer of a model"),
    Misfit(
      layers: [.embedding(0, 2)],
      message:
        "layer 1, embedding(0, 2), cannot take items of shape 6: an embedding has from 1 to 16,777,216 categories"),
    Misfit(
      layers: [.embedding(2, -1)],
      message: "layer 1, embedding(2, -1), cannot take items of shape 6: "
        + "an embedding gives from 1 to 1,000,000 numbers for a category"),
    Misfit(
      layers: [.embedding(2, 1_000_000)], shape: Shape([1 << 30]),
      message: "layer 1, embedding(2, 1000000), cannot take items of shape 1073741824: "
        + "shape 1073741824 x 1000000, which it gives, is more numbers than memory holds"),
    Misfit(
      layers: [.batchNorm, .dense(2)],
      message: "layer 1, batch_norm, cannot take items of shape 6: "
        + "a batch of one row has no variance, so training needs batches of at least 2 items"),
  ]

  @Test("what does not fit is named with its place and shapes", arguments: misfits)
  func misfit(_ misfit: Misfit) throws {
    let error = #expect(throws: TrainingError.self) {
      _ = try Plan(Model(misfit.layers), input: misfit.shape, batch: 1, isTraining: true)
    }
    #expect(error?.message == misfit.message)
  }

  @Test("the same seed gives the same bits, running means included, and a copy goes its own way")
  func repeats() throws {
    let data = try TrainingTests.parts()
    let options = TrainingOptions(learningRate: 0.01, batch: 16, epochs: 2, optimizer: .adam, decay: 0.01, seed: 5)
    var state = try TrainingState(Self.net, on: data, options: options)
    try state.advance()
    let (network, loss) = (state.network, try state.valid?.loss)
    let (weights, running) = (Self.weights(network), Self.running(network))
    var other = state
    try state.advance()
    #expect(Self.weights(network) == weights && Self.weights(other.network) == weights)
    #expect(try Self.running(state.network) != running && other.valid?.loss == loss)
    try other.advance()
    let run = try Self.net.train(on: data, options: options)
    #expect(Self.weights(state.network) == Self.weights(other.network))
    #expect(try Self.weights(state.network) == Self.weights(run.model) && state.valid?.loss == run.valid?.loss)
    #expect(
      try Self.weights(Self.net.train(on: data, options: TrainingOptions(epochs: 2)).model) != Self.weights(run.model))
  }

  @Test("an item's prediction after batch norm does not depend on the items beside it")
  func evaluation() throws {
    let data = try TrainingTests.parts()
    let network = try Self.net.train(on: data, options: TrainingOptions(epochs: 3)).model
    guard case .classes(_, let all) = try network.predict(data.train),
      case .classes(_, let alone) = try network.predict(data.train.selecting([7]))
    else {
      Issue.record("no classes")
      return
    }
    #expect(alone.array == Array(all.array[14..<16]))
  }

  @Test("a last batch of one row leaves the running means, and batches of one row are refused")
  func oneRow() throws {
    let net = Model([.batchNorm, .dense(2)])
    let data = try quadrants(9)
    let options = TrainingOptions(batch: 8, seed: 3, isShuffled: false)
    let with = try net.train(on: DataParts(train: data), options: options)
    let without = try net.train(on: DataParts(train: data.selecting(Array(0..<8))), options: options)
    #expect(Self.running(with.model) == Self.running(without.model))
    #expect(Self.weights(with.model) != Self.weights(without.model))
    for (data, batch) in [(data, 1), (data.selecting([0]), 8)] {
      let error = #expect(throws: TrainingError.self) {
        try net.train(on: DataParts(train: data), options: TrainingOptions(batch: batch))
      }
      #expect(error?.message.contains("batches of at least 2 items") == true)
    }
    let pixels = try Dataset(
      features: FloatBuffer((0..<24).map(Float.init)), itemShape: Shape([2, 2, 3]),
      targets: .classes(labels: [0, 1], names: ["a", "b"]))
    let run = try net.train(on: DataParts(train: pixels), options: TrainingOptions(learningRate: 0.01, batch: 1))
    #expect(try run.train.loss.isFinite)
  }

  @Test("a constant channel is no division by zero")
  func constantChannel() throws {
    let data = try Dataset(
      features: FloatBuffer((0..<40).map { $0 % 2 == 0 ? 5 : Float($0) }), itemShape: Shape([2]),
      targets: .classes(labels: (0..<20).map { Int32($0 % 2) }, names: ["a", "b"]))
    for norm in [Layer.batchNorm, .layerNorm] {
      let run = try Model([norm, .dense(2)]).train(
        on: DataParts(train: data.selecting(Array(0..<20))), options: TrainingOptions(batch: 5, epochs: 20))
      #expect(try run.train.loss.isFinite)
    }
  }

  @Test(
    "a number that is no category is refused before training",
    arguments: [(Float(4), 4), (-1, 4), (1.5, 4), (.greatestFiniteMagnitude, 4)])
  func noCategory(number: Float, categories: Int) throws {
    let good = try Self.categories([0, 1, 2, 3, 3, 0, 1, 2], width: 2)
    let bad = try Self.categories([0, 1, 2, 3, 3, number, 1, 2], width: 2)
    let net = Model([.embedding(categories, 3), .dense(2)])
    func expected(_ part: String) -> TrainingError {
      .category(part: part, item: 2, number: number, categories: categories)
    }
    #expect(throws: expected("training")) { try net.train(on: DataParts(train: bad)) }
    #expect(throws: expected("validation")) { try net.train(on: DataParts(train: good, valid: bad)) }
    let network = try net.train(on: DataParts(train: good)).model
    #expect(throws: expected("given")) { try network.predict(bad) }
    #expect(throws: expected("given")) { try network.evaluate(bad) }
    #expect(
      expected("training").description.hasSuffix(
        "holds \(number), which is none of the embedding's 4 categories (categories are whole numbers from 0 to 3)"))
  }

  @Test("numbers of categories are not standardised, and a missing one is refused")
  func standardization() throws {
    let net = Model([.embedding(6, 4), .dense(2)])
    let numbers = (0..<60).map { Float($0 % 6) }
    func trained(_ isStandardized: Bool) throws -> Network {
      let data = try Self.categories(numbers, width: 1, isStandardized: isStandardized)
      return try net.train(on: DataParts(train: data), options: TrainingOptions(batch: 7, epochs: 20)).model
    }
    let network = try trained(true)
    #expect(try Self.weights(network) == Self.weights(trained(false)))
    #expect(try network.evaluate(Self.categories(numbers, width: 1)).accuracy == 1)
    let missing = try Dataset(
      features: FloatBuffer([0, 1, .nan, 2]), itemShape: Shape([1]),
      targets: .classes(labels: [0, 1, 0, 1], names: ["a", "b"]), isStandardized: true)
    let error = #expect(throws: TrainingError.self) { try net.train(on: DataParts(train: missing)) }
    #expect(error?.message.contains("item 2 of the training part holds nan") == true)
  }
}

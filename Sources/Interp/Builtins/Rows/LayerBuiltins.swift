import Basics
import DSL
import NN

/// Layers, in the order in which a network usually has them.
let layerBuiltins: [Builtin] = [
  Builtin(
    "dense", [.required("units"), .optional("activation"), .label("init")],
    "A layer in which every unit sees every input.", examples: [.init("dense(16, relu)", "dense(16, relu)")],
    seeAlso: ["model", "dropout", "relu"]
  ) { (a: Arguments) throws(Exit) in
    let units = try a.positive(0)
    return .host(
      LayerValue(
        .dense(
          units, try a.optional(1, a.activation), initialization: try a.optional(2, a.choice(of: Initialization.self)))
      ))
  },
  Builtin(
    "conv",
    [
      .required("filters"), .required("size"), .optional("activation"), .label("stride", .int(1)),
      .label("padding", .text("valid")), .label("dilation", .int(1)), .label("groups", .int(1)), .label("init"),
    ],
    """
    A layer of convolutions over the pixels of an image. `size` is a number or [height, width]; `padding` is \
    "valid", "same" or a number of pixels; `groups` divide the channels. Rows of n x n numbers, as tables of pixels \
    have them, are images to a model that begins with it.
    """,
    examples: [.init("conv(16, 3, relu)", "conv(16, 3, relu)"), .init("conv(8, [3, 5], padding: \"same\")")],
    seeAlso: ["pool", "batch_norm", "dense"]
  ) { (a: Arguments) throws(Exit) in
    .host(
      LayerValue(
        .conv(
          try a.positive(0), kernel: try a.size(1), stride: try a.size(3),
          padding: try a.padding(4), dilation: try a.size(5),
          groups: try a.positive(6), activation: try a.optional(2, a.activation),
          initialization: try a.optional(7, a.choice(of: Initialization.self)))))
  },
  pool("pool", "A layer that keeps the largest of each square of pixels.", seeAlso: "average_pool", Layer.maxPool),
  pool("average_pool", "A layer that takes the mean of each square of pixels.", seeAlso: "pool", Layer.averagePool),
  plain(
    "global_average_pool", .globalAveragePool, "A layer that takes the mean of every channel over the whole image.",
    seeAlso: ["global_max_pool", "average_pool"]),
  plain(
    "global_max_pool", .globalMaxPool, "A layer that keeps the largest number of every channel of the whole image.",
    seeAlso: ["global_average_pool", "pool"]),
  plain(
    "batch_norm", .batchNorm,
    "A layer that centres and scales every channel by the mean and deviation of the batch, then by weights it learns.",
    seeAlso: ["layer_norm", "conv"]),
  plain(
    "layer_norm", .layerNorm, "A layer that centres and scales the numbers of every item, or of every pixel.",
    seeAlso: ["batch_norm"]),
  Builtin(
    "dropout", [.required("rate")],
    "A layer that forgets a share of its inputs at each training step.",
    examples: [.init("dropout(10%)", "dropout(0.1)")], seeAlso: ["dense", "model"]
  ) { (a: Arguments) throws(Exit) in .host(LayerValue(.dropout(try a.share(0, of: "the inputs")))) },
  Builtin(
    "embedding", [.required("vocabulary"), .required("dimension")],
    "A layer that gives every category, numbered from 0, a row of numbers that are learnt.",
    examples: [.init("embedding(100, 8)", "embedding(100, 8)")], seeAlso: ["dense", "load"]
  ) { (a: Arguments) throws(Exit) in .host(LayerValue(.embedding(try a.positive(0), try a.positive(1)))) },
  Builtin(
    "residual", [.label("shortcut", .list([])), .rest("layers")],
    "Layers whose output is added to their input, or to what the layers of `shortcut` make of it.",
    examples: [.init("residual(dense(8, relu), dense(8))", "residual(dense(8, relu), dense(8))")],
    seeAlso: ["model", "conv"]
  ) { (a: Arguments) throws(Exit) in
    let shortcut = try a.list(0)
    var (count, depth) = (1, 1)
    for value in a.rest + shortcut {
      let inner = if case .host(let host) = value { host as? LayerValue } else { LayerValue?.none }
      count += inner?.count ?? 1
      depth = max(depth, 1 + (inner?.depth ?? 1))
      guard depth <= Layer.mostDepth else {
        throw failure(.modelUnfit, "at most \(Layer.mostDepth) layers can be within each other", a.span)
      }
      guard count <= mostLayers else {
        throw failure(.modelUnfit, "a residual block holds at most \(mostLayers) layers", a.span)
      }
    }
    return .host(
      LayerValue(
        .residual(try a.layers(), shortcut: try a.layers(shortcut) { _ in a.place(0) }), count: count, depth: depth))
  },
]

/// No network has more, and blocks within blocks are quickly more than can be written down.
private let mostLayers = 10_000

/// `flatten()`; the other form of the name is of lists.
let flattenLayer = Builtin.Form(
  parameters: [], summary: "A layer that lays the numbers of an image in one row, as a dense layer does by itself."
) { (a: Arguments) throws(Exit) in .host(LayerValue(.flatten)) }

/// A pool of windows.
private func pool(
  _ name: String, _ summary: String, seeAlso: String, _ layer: @escaping @Sendable (Size2D, Size2D?, Padding) -> Layer
) -> Builtin {
  Builtin(
    name, [.required("size"), .label("stride", computed: "size"), .label("padding", .text("valid"))], summary,
    examples: [.init("\(name)(2)", "\(name)(2)")], seeAlso: [seeAlso, "conv"]
  ) { (a: Arguments) throws(Exit) in
    let padding = try a.padding(2)
    return .host(LayerValue(layer(try a.size(0), try a.optional(1, a.size), padding)))
  }
}

/// A layer without numbers of its own, which a model also takes by its bare name.
private func plain(_ name: String, _ layer: Layer, _ summary: String, seeAlso: [String]) -> Builtin {
  Builtin(name, [], summary, examples: [.init("\(name)()", name)], seeAlso: seeAlso) {
    (a: Arguments) throws(Exit) in .host(LayerValue(layer))
  }
}

extension Arguments {
  /// The layers of the rest parameter.
  func layers() throws(Exit) -> [Layer] {
    try layers(rest) { place(form.parameters.count - 1 + $0) }
  }

  /// Layers, of which each is written at the place of its index.
  fileprivate func layers(_ values: some Sequence<Value>, at place: (Int) -> Span) throws(Exit) -> [Layer] {
    var layers: [Layer] = []
    for (index, value) in values.enumerated() { layers.append(try layer(value, at: place(index))) }
    return layers
  }

  /// A layer, an activation, or the bare name of a layer that takes no numbers.
  fileprivate func layer(_ value: Value, at place: @autoclosure () -> Span) throws(Exit) -> Layer {
    if case .host(let host) = value, let layer = host as? LayerValue { return layer.layer }
    if let activation = Activation(value) { return .activation(activation) }
    if case .builtin(let builtin) = value, let layer = Self.plainLayers[builtin.name] { return layer }
    let hint: String? =
      switch value {
      case .list: "the items of a list are spread by `...`: `model(...layers)`."
      case .text(let text):
        (Activation(rawValue: text.string)?.rawValue
          ?? Suggestion.nearest(to: text.string, among: Activation.allCases.map(\.rawValue)))
          .map { "it stands without quotes: `\($0)`." } ?? Self.layersHint
      default: Self.layersHint
      }
    throw failure(.argumentKind, "a model is made of layers, not \(value.kind)", place(), hint: hint)
  }

  private static let layersHint = "write `model(dense(64, relu), dense(10))`."

  private static let plainLayers: [String: Layer] = [
    "flatten": .flatten, "batch_norm": .batchNorm, "layer_norm": .layerNorm,
    "global_average_pool": .globalAveragePool, "global_max_pool": .globalMaxPool,
  ]

  fileprivate func activation(_ index: Int) throws(Exit) -> Activation {
    if let activation = Activation(self[index]) { return activation }
    throw wrongKind(index, "one of \(Activation.allCases.map(\.rawValue).joined(separator: ", "))")
  }

  /// A whole number from 1 up.
  fileprivate func positive(_ index: Int) throws(Exit) -> Int {
    let number = try int(index)
    try check(number, index, from: 1)
    return number
  }

  private func check(_ number: Int, _ index: Int, from least: Int) throws(Exit) {
    guard number < least else { return }
    throw failure(
      .argumentRange,
      least == 0 ? "`\(name(index))` must not be negative" : "`\(name(index))` must be above 0", place(index),
      label: "this is \(number)")
  }

  /// A number from 1 up for both extents, or [height, width].
  fileprivate func size(_ index: Int) throws(Exit) -> Size2D { try size(index, from: 1) }

  private func size(_ index: Int, from least: Int) throws(Exit) -> Size2D {
    if case .list(let extents) = self[index] {
      guard extents.count == 2, case .int(let height) = extents[0], case .int(let width) = extents[1] else {
        throw wrongKind(index, "a whole number or [height, width]")
      }
      try check(min(height, width), index, from: least)
      return Size2D(height, width)
    }
    let extent = try int(index)
    try check(extent, index, from: least)
    return Size2D(extent, extent)
  }

  fileprivate func padding(_ index: Int) throws(Exit) -> Padding {
    guard case .text(let text) = self[index] else { return .pixels(try size(index, from: 0)) }
    switch text.string {
    case "valid": return .valid
    case "same": return .same
    default: throw wrongKind(index, "\"valid\", \"same\" or a number of pixels")
    }
  }
}

extension Activation {
  /// The activation that a function of the language stands for.
  init?(_ value: Value) {
    guard case .builtin(let builtin) = value else { return nil }
    self.init(rawValue: builtin.name)
  }
}

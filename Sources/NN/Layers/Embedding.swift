import CKernels

extension Layer {
  /// A layer that gives each category of an item, told by its number, a vector that is learnt.
  ///
  /// It is the first layer of a model, and its items are numbers of categories from 0. Standardization leaves them alone.
  ///
  /// - Parameters:
  ///   - vocabulary: How many categories there are.
  ///   - dimension: How many numbers stand for one.
  /// - Returns: The layer's description.
  public static func embedding(_ vocabulary: Int, _ dimension: Int) -> Layer {
    Layer(definition: Embedding(vocabulary: vocabulary, dimension: dimension))
  }
}

/// Row x of a table (vocabulary x dimension) for each number x of an item.
struct Embedding: LayerDefinition {
  var vocabulary: Int
  var dimension: Int

  static let kind = "embedding"
  static let blank = Embedding(vocabulary: 1, dimension: 1)

  mutating func pass(_ archive: inout some Archive) throws {
    try archive.field("vocabulary") { try $0.pass(&vocabulary) }
    try archive.field("dimension") { try $0.pass(&dimension) }
  }

  /// Single precision counts no further.
  private static let largestVocabulary = 1 << 24

  var description: String { "embedding(\(vocabulary), \(dimension))" }

  func outputShape(of input: Shape) throws(LayerProblem) -> Shape {
    guard (1...Self.largestVocabulary).contains(vocabulary) else {
      throw LayerProblem(reason: "an embedding has from 1 to 16,777,216 categories")
    }
    guard (1...1_000_000).contains(dimension) else {
      throw LayerProblem(reason: "an embedding gives from 1 to 1,000,000 numbers for a category")
    }
    return Shape(input.dimensions + [dimension])
  }

  /// Rows are copied, and nothing is computed.
  func flops(of input: Shape) -> Int { 0 }

  func plan(_ input: Signal, _ output: Signal, in layout: inout Layout) throws(LayerProblem) -> any LayerPlan {
    guard layout.path == ["1"] else {
      throw LayerProblem(reason: "an embedding takes numbers of categories, so it is the first layer of a model")
    }
    layout.categories = vocabulary
    return EmbeddingPlan(
      input: input, output: output,
      table: layout.parameter(
        "weight", PanelMatrix(rows: vocabulary, columns: dimension), .normal(deviation: 1), as: .table))
  }
}

private struct EmbeddingPlan: LayerPlan {
  let input: Signal
  let output: Signal
  let table: ParameterBlock

  func forward(_ pass: Pass) {
    var lookup = lookup(pass)
    pass.kernels.embed(
      &lookup, pass.memory + input.values, pass.weights + table.offset, pass.memory + output.values)
  }

  func backward(_ pass: Pass) {
    guard let outputGradients = output.gradients else { return }
    var lookup = lookup(pass)
    pass.kernels.embed_backward(
      &lookup, pass.memory + input.values, pass.memory + outputGradients, pass.gradients + table.offset)
  }

  private func lookup(_ pass: Pass) -> nn_embedding {
    nn_embedding(
      rows: pass.rows, positions: input.width, x_stride: input.stride, y_stride: output.stride,
      vocabulary: table.layout.rows, columns: table.layout.columns)
  }
}

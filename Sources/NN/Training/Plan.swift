import Basics

/// A model laid out for one shape of item and one size of batch: where every number stands, and the passes in order.
///
/// A plan is made once and holds no memory; a `Workspace` is its memory. Parameters stand at the same offsets in every
/// plan of a model and shape, whatever the batch, so weights move freely between training and evaluation.
struct Plan: Sendable {
  let batch: Int
  let layers: [any LayerPlan]
  let input: Signal
  let output: Signal
  /// Where the loss writes: the output's gradient in training, its predictions in evaluation.
  let lossOutput: Int
  /// The blocks of weights, in the order of the layers.
  let parameters: [ParameterBlock]
  /// Floats that the trained parameters take, at the front of the weights.
  let parameterCount: Int
  /// Floats that all weights take, running means included.
  let weightCount: Int
  let memoryCount: Int
  /// Whether a layer measures its batch, so that a part of a batch does not stand for the whole.
  var hasStatistics: Bool { weightCount > parameterCount }
  /// How many categories there are where the input is numbers of categories.
  let categories: Int?

  /// Lays a model out, where it has no more parameters than `mostParameters`, padding included.
  init(_ model: Model, input shape: Shape, batch: Int, isTraining: Bool, mostParameters: Int = .max) throws {
    _ = try model.shapes(for: shape)  // before anything is counted
    var layout = Layout(batch: batch, mostParameters: mostParameters)
    input = layout.signal(model.shape(reading: shape), hasGradients: false)
    do {
      (layers, output) = try Sequential(layers: model.layers).plan(
        from: input, hasGradients: isTraining, in: &layout)
    } catch {
      throw TrainingError(error)
    }
    self.batch = batch
    lossOutput = output.gradients ?? layout.reserve(batch * output.stride)
    parameters = layout.parameters
    parameterCount = layout.parameterCount
    weightCount = layout.parameterCount + layout.runningCount
    memoryCount = layout.memoryCount
    categories = layout.categories
  }

  /// Fresh weights: each parameter from a stream of its own.
  func initialWeights(seed: UInt64) throws -> FloatBuffer {
    var weights = try FloatBuffer(zeros: weightCount)
    for (number, parameter) in parameters.enumerated() {
      let stream = CounterRandom(seed: seed).stream(.weights, number)
      try set(parameter, to: parameter.initial.draw(parameter.count, from: stream), in: &weights)
    }
    return weights
  }

  /// Stores a parameter that is given row by row.
  func set(_ parameter: ParameterBlock, to values: [Float], in weights: inout FloatBuffer) throws {
    guard values.count == parameter.count else { return }
    try weights.withMutablePointer { weights in
      values.withUnsafeBufferPointer { values in
        guard let start = values.baseAddress else { return }
        eachRun(of: parameter) { place, index, count in
          (weights + place).update(from: start + index, count: count)
        }
      }
    }
  }

  /// A parameter's numbers, row by row.
  func values(of parameter: ParameterBlock, in weights: FloatBuffer) -> [Float] {
    let count = parameter.count
    return [Float](unsafeUninitializedCapacity: count) { values, filled in
      guard let start = values.baseAddress else { return }
      weights.withPointer { weights in
        eachRun(of: parameter) { place, index, count in
          (start + index).initialize(from: weights + place, count: count)
        }
      }
      filled = count
    }
  }

  /// Calls `body` for every part of a row that stands in one piece: its place among the weights, its first index row by
  /// row, and its length.
  private func eachRun(of parameter: ParameterBlock, _ body: (Int, Int, Int) -> Void) {
    let (layout, start) = (parameter.layout, start(of: parameter))
    for row in 0..<layout.rows {
      for column in stride(from: 0, to: layout.columns, by: PanelMatrix.width) {
        body(
          start + layout.offset(row, column), row * layout.columns + column,
          min(PanelMatrix.width, layout.columns - column))
      }
    }
  }

  /// Where a parameter stands among the weights.
  private func start(of parameter: ParameterBlock) -> Int {
    parameter.offset + (parameter.isTrained ? 0 : parameterCount)
  }
}

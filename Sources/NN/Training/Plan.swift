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
  let parameters: [Parameter]
  let parameterCount: Int
  let memoryCount: Int

  init(_ model: Model, input shape: Shape, batch: Int, isTraining: Bool) throws {
    let shapes = try model.shapes(for: shape)
    var layout = Layout(batch: batch)
    input = layout.signal(shape, hasGradients: false)
    var signal = input
    var plans: [any LayerPlan] = []
    for (layer, shape) in zip(model.layers, shapes) {
      layout.layerNumber += 1
      let output = layout.signal(shape, hasGradients: isTraining)
      plans.append(layer.definition.plan(signal, output, in: &layout))
      signal = output
    }
    self.batch = batch
    layers = plans
    output = signal
    lossOutput = signal.gradients ?? layout.reserve(batch * signal.stride)
    parameters = layout.parameters
    parameterCount = layout.parameterCount
    memoryCount = layout.memoryCount
  }

  /// Fresh weights: each parameter from a stream of its own.
  func initialWeights(seed: UInt64) -> FloatBuffer {
    var weights = FloatBuffer(zeros: parameterCount)
    for (number, parameter) in parameters.enumerated() {
      let layout = parameter.layout
      let stream = CounterRandom(seed: seed).stream(.weights, number)
      set(parameter, to: parameter.initial.draw(layout.rows * layout.columns, from: stream), in: &weights)
    }
    return weights
  }

  /// Stores a parameter that is given row by row.
  func set(_ parameter: Parameter, to values: [Float], in weights: inout FloatBuffer) {
    guard values.count == parameter.layout.rows * parameter.layout.columns else { return }
    weights.withMutablePointer { weights in
      values.withUnsafeBufferPointer { values in
        guard let start = values.baseAddress else { return }
        eachRun(of: parameter) { place, index, count in
          (weights + place).update(from: start + index, count: count)
        }
      }
    }
  }

  /// A parameter's numbers, row by row.
  func values(of parameter: Parameter, in weights: FloatBuffer) -> [Float] {
    let count = parameter.layout.rows * parameter.layout.columns
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
  private func eachRun(of parameter: Parameter, _ body: (Int, Int, Int) -> Void) {
    let layout = parameter.layout
    for row in 0..<layout.rows {
      for column in stride(from: 0, to: layout.columns, by: PanelMatrix.width) {
        body(
          parameter.offset + layout.offset(row, column), row * layout.columns + column,
          min(PanelMatrix.width, layout.columns - column))
      }
    }
  }
}

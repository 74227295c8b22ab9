import CKernels

extension Layer {
  /// A layer that brings the numbers of each item to mean 0 and variance 1, then scales and shifts each.
  ///
  /// The mean is over the last axis: all features of a row, or the channels of each pixel of an image (Ba, Kiros and Hinton
  /// 2016). Items do not see each other, so training and evaluation are the same.
  public static let layerNorm = Layer(definition: LayerNorm())
}

struct LayerNorm: LayerDefinition {
  static let kind = "layer_norm"
  static let blank = LayerNorm()

  func pass(_ archive: inout some Archive) {}

  var description: String { "layer_norm" }

  /// What is added to variances, as in PyTorch.
  static let epsilon: Float = 1e-5

  func outputShape(of input: Shape) throws(LayerProblem) -> Shape { input }

  /// For each number a sum, a squared difference (3), the difference scaled (2), and the scale and shift (2).
  func flops(of input: Shape) -> Int { 8 * input.count }

  func plan(_ input: Signal, _ output: Signal, in layout: inout Layout) -> any LayerPlan {
    let groups = nn_groups(input)
    let vector = PanelMatrix(rows: 1, columns: groups.channels)
    return LayerNormPlan(
      input: input, output: output, groups: groups,
      weight: layout.parameter("weight", vector, .constant(1)),
      bias: layout.parameter("bias", vector, .constant(0)),
      moments: layout.reserve(2 * layout.batch * groups.positions), scratch: layout.reserve(4 * groups.channels))
  }
}

private struct LayerNormPlan: LayerPlan {
  let input: Signal
  let output: Signal
  /// The input as groups of channels, its rows yet to be told.
  let groups: nn_groups
  let weight: ParameterBlock
  let bias: ParameterBlock
  /// Where each group's mean and reciprocal deviation are kept for the backward pass.
  let moments: Int
  let scratch: Int

  func forward(_ pass: Pass) {
    var groups = groups
    groups.rows = pass.rows
    pass.kernels.layer_norm(
      &groups, pass.memory + input.values, LayerNorm.epsilon, pass.weights + weight.offset, pass.weights + bias.offset,
      pass.memory + moments, pass.memory + output.values)
  }

  func backward(_ pass: Pass) {
    guard let outputGradients = output.gradients else { return }
    var groups = groups
    groups.rows = pass.rows
    pass.kernels.layer_norm_backward(
      &groups, pass.memory + input.values, pass.memory + moments, pass.weights + weight.offset,
      pass.memory + outputGradients, pass.memory + scratch, input.gradients.map { pass.memory + $0 },
      pass.gradients + weight.offset, pass.gradients + bias.offset)
  }
}

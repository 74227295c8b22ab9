extension Layer {
  /// A layer that applies a function to each of its inputs.
  public static func activation(_ function: Activation) -> Layer {
    Layer(definition: Activate(function: function))
  }
}

struct Activate: LayerDefinition {
  var function: Activation

  static let kind = "activation"
  static let blank = Activate(function: .relu)

  mutating func pass(_ archive: inout some Archive) throws { try archive.field("function") { try $0.pass(&function) } }

  var description: String { "\(function)" }

  func outputShape(of input: Shape) throws(LayerProblem) -> Shape { input }

  func flops(of input: Shape) -> Int { input.count }

  func plan(_ input: Signal, _ output: Signal, in layout: inout Layout) -> any LayerPlan {
    ActivatePlan(input: input, output: output, function: function)
  }
}

private struct ActivatePlan: LayerPlan {
  let input: Signal
  let output: Signal
  let function: Activation

  func forward(_ pass: Pass) {
    pass.kernels.activate(
      function.kernel, pass.rows, output.width, output.stride, pass.memory + input.values, pass.memory + output.values)
  }

  func backward(_ pass: Pass) {
    guard let inputGradients = input.gradients, let outputGradients = output.gradients else { return }
    let dX = pass.memory + inputGradients
    dX.update(from: pass.memory + outputGradients, count: pass.rows * output.stride)
    let saved = pass.memory + (function.needsSum ? input.values : output.values)
    pass.kernels.activate_backward(function.kernel, pass.rows, output.width, output.stride, saved, dX)
  }
}

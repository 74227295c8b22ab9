extension Layer {
  /// Lays the numbers of an image in one row; a dense layer does so by itself.
  public static var flatten: Layer { Layer(definition: Flatten()) }
}

struct Flatten: LayerDefinition {
  static let kind = "flatten"
  static let blank = Flatten()

  func pass(_ archive: inout some Archive) {}

  var description: String { "flatten" }

  func outputShape(of input: Shape) throws(LayerProblem) -> Shape { Shape([input.count]) }

  func flops(of input: Shape) -> Int { 0 }

  func plan(_ input: Signal, _ output: Signal, in layout: inout Layout) -> any LayerPlan {
    FlattenPlan(input: input, output: output)
  }
}

/// The items are the same rows of numbers under either shape.
private struct FlattenPlan: LayerPlan {
  let input: Signal
  let output: Signal

  func forward(_ pass: Pass) {
    (pass.memory + output.values).update(from: pass.memory + input.values, count: pass.rows * input.stride)
  }

  func backward(_ pass: Pass) {
    guard let inputGradients = input.gradients, let outputGradients = output.gradients else { return }
    (pass.memory + inputGradients).update(from: pass.memory + outputGradients, count: pass.rows * input.stride)
  }
}

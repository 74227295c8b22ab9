extension Layer {
  /// A layer that sets a share of its inputs to zero at each training step and scales up the rest.
  ///
  /// The mean stays what it was, and nothing is dropped outside training (Srivastava et al. 2014).
  ///
  /// - Parameter rate: The share that is dropped, from 0 up to but without 1.
  /// - Returns: The layer's description.
  public static func dropout(_ rate: Double) -> Layer {
    Layer(definition: Dropout(rate: rate))
  }
}

struct Dropout: LayerDefinition {
  var rate: Double

  static let kind = "dropout"
  static let blank = Dropout(rate: 0)

  mutating func pass(_ archive: inout some Archive) throws { try archive.field("rate") { try $0.pass(&rate) } }

  var description: String { "dropout(\(rate))" }

  func outputShape(of input: Shape) throws(LayerProblem) -> Shape {
    guard rate >= 0, rate < 1 else { throw LayerProblem(reason: "dropout takes a share from 0 up to, but not, 1") }
    return input
  }

  func flops(of input: Shape) -> Int { 0 }

  func plan(_ input: Signal, _ output: Signal, in layout: inout Layout) -> any LayerPlan {
    DropoutPlan(
      input: input, output: output, stream: layout.layerNumber,
      threshold: UInt32(min(rate * 0x1p32, Double(UInt32.max))), scale: Float(1 / (1 - rate)))
  }
}

/// The mask is a hash of (step, layer, position), computed again by the backward pass instead of being stored.
private struct DropoutPlan: LayerPlan {
  let input: Signal
  let output: Signal
  let stream: Int
  let threshold: UInt32
  let scale: Float

  func forward(_ pass: Pass) {
    mask(pass, from: input.values, to: output.values)
  }

  func backward(_ pass: Pass) {
    if let inputGradients = input.gradients, let outputGradients = output.gradients {
      mask(pass, from: outputGradients, to: inputGradients)
    }
  }

  private func mask(_ pass: Pass, from: Int, to: Int) {
    let key = pass.dropoutKey(layer: stream)
    pass.kernels.dropout(
      pass.rows * input.stride, key, pass.isTraining ? threshold : 0, pass.isTraining ? scale : 1,
      pass.memory + from, pass.memory + to)
  }
}

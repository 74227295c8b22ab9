import CKernels

extension Layer {
  /// A layer in which every unit sees every input: y = f(x W + b).
  ///
  /// - Parameters:
  ///   - units: How many numbers come out.
  ///   - activation: The function f; none means the identity.
  ///   - initialization: How the weights are drawn; none means what suits the activation.
  /// - Returns: The layer's description.
  public static func dense(
    _ units: Int, _ activation: Activation? = nil, initialization: Initialization? = nil
  ) -> Layer {
    Layer(definition: Dense(units: units, activation: activation, initialization: initialization))
  }
}

/// y = f(x W + b): X is rows x k, W is k x n, b and Y have n columns.
struct Dense: LayerDefinition {
  var units: Int
  var activation: Activation?
  var initialization: Initialization?

  static let kind = "dense"
  static let blank = Dense(units: 1)

  mutating func pass(_ archive: inout some Archive) throws {
    try archive.field("units") { try $0.pass(&units) }
    try archive.field("activation") { try $0.pass(&activation, blank: .relu) { try $0.pass(&$1) } }
    try archive.field("initialization") { try $0.pass(&initialization, blank: .heNormal) { try $0.pass(&$1) } }
  }

  var description: String { activation.map { "dense(\(units), \($0))" } ?? "dense(\(units))" }

  func outputShape(of input: Shape) throws(LayerProblem) -> Shape {
    guard (1...1_000_000).contains(units) else {
      throw LayerProblem(reason: "a dense layer has from 1 to 1,000,000 units")
    }
    return Shape([units])
  }

  func flops(of input: Shape) -> Int { units * (2 * input.count + (activation == nil ? 0 : 1)) }

  func plan(_ input: Signal, _ output: Signal, in layout: inout Layout) -> any LayerPlan {
    let k = input.width
    let initialization = initialization ?? .standard(for: activation)
    let weights = layout.parameter(
      "weight", PanelMatrix(rows: k, columns: units), initialization.weights(fanIn: k, fanOut: units), as: .dense)
    let biases = layout.parameter("bias", PanelMatrix(rows: 1, columns: units), initialization.biases(fanIn: k))
    let hasInputGradient = input.gradients != nil
    let batchStride = rowStride(layout.batch)
    return DensePlan(
      input: input, output: output, activation: activation, weights: weights, biases: biases,
      sums: activation?.needsSum == true ? layout.reserve(layout.batch * output.stride) : output.values,
      batchStride: batchStride,
      outputGradientTransposed: hasInputGradient
        ? layout.reserve(weights.layout.panels * PanelMatrix.width * batchStride) : 0,
      inputGradientTransposed: hasInputGradient ? layout.reserve(k * batchStride) : 0,
      panelSegments: (0..<(layout.isTooLarge ? 0 : weights.layout.panels)).map {
        nn_segment(a: $0 * weights.layout.panelStride, b: $0 * PanelMatrix.width * batchStride)
      })
  }
}

private struct DensePlan: LayerPlan {
  let input: Signal
  let output: Signal
  let activation: Activation?
  let weights: ParameterBlock
  let biases: ParameterBlock
  /// Where x W + b stands: in the output's place, unless the derivative needs both.
  let sums: Int
  /// The stride of a transposed matrix: the batch, rounded up.
  let batchStride: Int
  let outputGradientTransposed: Int
  let inputGradientTransposed: Int
  /// The weights' panels as segments of the inner dimension, for the input's gradient.
  let panelSegments: [nn_segment]

  func forward(_ pass: Pass) {
    let panels = weights.layout
    let sums = pass.memory + self.sums
    var product = nn_gemm(
      m: pass.rows, n: panels.columns, k: panels.rows,
      a: UnsafePointer(pass.memory + input.values), aRow: input.stride, aColumn: 1,
      b: PanelView(start: pass.weights + weights.offset, row: PanelMatrix.width, panel: panels.panelStride),
      c: PanelView(start: sums, row: output.stride))
    product.bias = pass.weights + biases.offset
    product.relu = activation == .relu ? 1 : 0
    pass.kernels.gemm(&product)
    if let activation, activation != .relu {
      pass.kernels.activate(
        activation.kernel, pass.rows, output.width, output.stride, sums, pass.memory + output.values)
    }
  }

  func backward(_ pass: Pass) {
    guard let outputGradients = output.gradients else { return }
    let dY = pass.memory + outputGradients
    if let activation {
      let saved = pass.memory + (activation.needsSum ? sums : output.values)
      pass.kernels.activate_backward(activation.kernel, pass.rows, output.width, output.stride, saved, dY)
    }
    weightGradient(pass, dY)
    pass.kernels.column_sums(pass.rows, output.width, output.stride, dY, 0, pass.gradients + biases.offset)
    if let inputGradients = input.gradients { inputGradient(pass, dY, pass.memory + inputGradients) }
  }

  /// dW[k x n] = X^T dY, one product whose inner loop runs over the batch.
  private func weightGradient(_ pass: Pass, _ dY: UnsafeMutablePointer<Float>) {
    let panels = weights.layout
    var product = nn_gemm(
      m: panels.rows, n: panels.columns, k: pass.rows,
      a: UnsafePointer(pass.memory + input.values), aRow: 1, aColumn: input.stride,
      b: PanelView(start: UnsafePointer(dY), row: output.stride),
      c: PanelView(start: pass.gradients + weights.offset, row: PanelMatrix.width, panel: panels.panelStride))
    pass.kernels.gemm(&product)
  }

  /// dX^T[k x rows] = W dY^T, the sum over W's panels: so W is read as it lies, and only dY and dX^T are turned.
  private func inputGradient(_ pass: Pass, _ dY: UnsafeMutablePointer<Float>, _ dX: UnsafeMutablePointer<Float>) {
    let panels = weights.layout
    let dYT = pass.memory + outputGradientTransposed
    let dXT = pass.memory + inputGradientTransposed
    pass.kernels.transpose(pass.rows, output.width, dY, output.stride, dYT, batchStride)
    panelSegments.withUnsafeBufferPointer { segments in
      var product = nn_gemm(
        m: panels.rows, n: pass.rows, k: PanelMatrix.width,
        a: pass.weights + weights.offset, aRow: PanelMatrix.width, aColumn: 1,
        b: PanelView(start: UnsafePointer(dYT), row: batchStride),
        c: PanelView(start: dXT, row: batchStride))
      product.segments = segments.baseAddress
      product.segment_count = segments.count
      pass.kernels.gemm(&product)
    }
    pass.kernels.transpose(panels.rows, pass.rows, dXT, batchStride, dX, input.stride)
  }
}

import CKernels

/// A convolution that is laid out: item by item, forward and backward.
struct ConvPlan: LayerPlan {
  private let input: Signal
  private let output: Signal
  private let activation: Activation?
  private let weights: ParameterBlock
  private let biases: ParameterBlock
  /// Where x * w + b stands: in the output's place, unless the derivative needs both.
  private let sums: Int
  private let geometry: ConvGeometry
  private let image: BorderedImage
  /// Memory for the input of one item with its border.
  private let imagePlace: Int
  private let product: ImageProduct
  private let gradient: ConvGradient?

  init(
    input: Signal, output: Signal, activation: Activation?, weights: ParameterBlock, biases: ParameterBlock, sums: Int,
    geometry: ConvGeometry, in layout: inout Layout
  ) {
    self.input = input
    self.output = output
    self.activation = activation
    self.weights = weights
    self.biases = biases
    self.sums = sums
    self.geometry = geometry
    image = geometry.image
    imagePlace = image.isPlain ? 0 : layout.reserve(image.count)
    product = geometry.forward
    gradient =
      output.gradients == nil
      ? nil : ConvGradient(geometry, weights: weights, hasInputGradient: input.gradients != nil, in: &layout)
  }

  func forward(_ pass: Pass) {
    let filters = geometry.filtersPerPart
    for item in 0..<pass.rows {
      let x = borderedInput(pass, item)
      let z = pass.memory + sums + item * output.stride
      withProduct(x, into: z) { product in
        product.relu = activation == .relu ? 1 : 0
        for part in 0..<geometry.parts {
          product.a = x + part * geometry.channelsPerPart
          product.b = pass.weights + weights.offset + part * geometry.rowsPerPart * PanelMatrix.width
          product.c = z + part * filters
          product.bias = pass.weights + biases.offset + part * filters
          if geometry.isDepthwise { pass.kernels.channelwise(&product) } else { pass.kernels.gemm(&product) }
        }
      }
      if let activation, activation != .relu {
        let y = pass.memory + output.values + item * output.stride
        pass.kernels.activate(activation.kernel, 1, output.width, output.stride, z, y)
      }
    }
  }

  func backward(_ pass: Pass) {
    guard let gradient, let outputGradients = output.gradients else { return }
    gradient.begin(pass)
    let (filters, pixels) = (geometry.filters, output.width / geometry.filters)
    for item in 0..<pass.rows {
      let dY = pass.memory + outputGradients + item * output.stride
      if let activation {
        let saved = pass.memory + (activation.needsSum ? sums : output.values) + item * output.stride
        pass.kernels.activate_backward(activation.kernel, 1, output.width, output.stride, saved, dY)
      }
      pass.kernels.column_sums(pixels, filters, filters, dY, item > 0 ? 1 : 0, pass.gradients + biases.offset)
      let x = borderedInput(pass, item)
      if geometry.isDepthwise {
        let dW = pass.gradients + weights.offset
        withProduct(x, into: dY) { pass.kernels.channelwise_gradient(&$0, dY, dW) }
      } else {
        gradient.addWeightGradient(pass, x, dY, accumulates: item > 0)
      }
      if let inputGradients = input.gradients {
        gradient.inputGradient(pass, dY, into: pass.memory + inputGradients + item * input.stride)
      }
    }
  }

  /// The product of the first part of x and the weights, without a bias.
  private func withProduct(
    _ x: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>, _ body: (inout nn_gemm) -> Void
  ) {
    let window = geometry.window
    product.segments.withUnsafeBufferPointer { segments in
      var gemm = nn_gemm(
        m: window.columns.output, n: geometry.filtersPerPart, k: product.depth, a: x, aRow: product.aRow, aColumn: 1,
        b: PanelView(start: x, row: PanelMatrix.width, panel: weights.layout.panelStride),
        c: PanelView(start: c, row: geometry.filters))
      gemm.blocks = window.rows.output
      gemm.a_block = product.aBlock
      gemm.c_block = window.columns.output * geometry.filters
      gemm.segments = segments.baseAddress
      gemm.segment_count = segments.count
      body(&gemm)
    }
  }

  /// An item of the input with its border: where it lies, if it needs none, or a copy.
  private func borderedInput(_ pass: Pass, _ item: Int) -> UnsafePointer<Float> {
    let x = UnsafePointer(pass.memory + input.values + item * input.stride)
    if image.isPlain { return x }
    image.fill(pass.kernels, pass.memory + imagePlace, from: x)
    return UnsafePointer(pass.memory + imagePlace)
  }
}

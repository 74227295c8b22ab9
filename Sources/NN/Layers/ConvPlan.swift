import CKernels

/// A convolution that is laid out: item by item, forward and backward.
struct ConvPlan: LayerPlan {
  private let input: Signal
  private let output: Signal
  private let activation: Activation?
  private let weights: Parameter
  private let biases: Parameter
  /// Where x * w + b stands: in the output's place, unless the derivative needs both.
  private let sums: Int
  private let geometry: ConvGeometry
  /// The input of one item with its border; none where it needs no border.
  private let image: (place: Int, shape: BorderedImage)?
  /// The output's gradient of one item with its border; none where it needs no border.
  private let gradientImage: (place: Int, shape: BorderedImage)?
  private let turnedWeights: Int
  private let product: ImageProduct
  private let inputGradient: [ImageProduct]
  private let pixelRows: [nn_segment]
  private let gradientStrips: [GradientStrip]

  init(
    input: Signal, output: Signal, activation: Activation?, weights: Parameter, biases: Parameter, sums: Int,
    geometry: ConvGeometry, in layout: inout Layout
  ) {
    self.input = input
    self.output = output
    self.activation = activation
    self.weights = weights
    self.biases = biases
    self.sums = sums
    self.geometry = geometry
    let image = geometry.image
    self.image = image.isPlain ? nil : (layout.reserve(image.count), image)
    product = geometry.forward
    if output.gradients == nil {
      (pixelRows, gradientStrips) = ([], [])
    } else {
      (pixelRows, gradientStrips) = (geometry.pixelRows, geometry.gradientStrips)
    }
    if input.gradients == nil {
      (inputGradient, turnedWeights, gradientImage) = ([], 0, nil)
    } else {
      let image = geometry.gradientImage
      inputGradient = geometry.inputGradient
      turnedWeights = geometry.isDepthwise ? 0 : layout.reserve(geometry.turnedLayout.count)
      gradientImage = image.isPlain ? nil : (layout.reserve(image.count), image)
    }
  }

  func forward(_ pass: Pass) {
    let matrix = weights.layout
    for item in 0..<pass.rows {
      let x = borderedInput(pass, item)
      let z = pass.memory + sums + item * output.stride
      for part in 0..<geometry.parts {
        multiply(
          pass, product, x + part * geometry.channelsPerPart,
          PanelView(start: weightsOfPart(part, in: pass.weights), row: PanelMatrix.width, panel: matrix.panelStride),
          into: z + part * geometry.filtersPerPart, columns: geometry.filtersPerPart,
          bias: pass.weights + biases.offset + part * geometry.filtersPerPart)
      }
      if let activation, activation != .relu {
        pass.kernels.activate(
          activation.kernel, output.width, z, pass.memory + output.values + item * output.stride)
      }
    }
  }

  func backward(_ pass: Pass) {
    guard let outputGradients = output.gradients else { return }
    if input.gradients != nil, !geometry.isDepthwise { turnWeights(pass) }
    let dW = pass.gradients + weights.offset
    if geometry.isDepthwise { dW.update(repeating: 0, count: weights.layout.count) }
    for item in 0..<pass.rows {
      let dY = pass.memory + outputGradients + item * output.stride
      if let activation {
        let saved = pass.memory + (activation.needsSum ? sums : output.values) + item * output.stride
        pass.kernels.activate_backward(activation.kernel, output.width, saved, dY)
      }
      let (filters, pixels) = (geometry.filters, output.width / geometry.filters)
      pass.kernels.column_sums(pixels, filters, filters, dY, item > 0 ? 1 : 0, pass.gradients + biases.offset)
      addWeightGradient(pass, item, dY)
      if let inputGradients = input.gradients {
        addInputGradient(pass, dY, pass.memory + inputGradients + item * input.stride)
      }
    }
  }

  private func borderedInput(_ pass: Pass, _ item: Int) -> UnsafePointer<Float> {
    let x = UnsafePointer(pass.memory + input.values + item * input.stride)
    guard let image else { return x }
    image.shape.fill(pass.kernels, pass.memory + image.place, from: x)
    return UnsafePointer(pass.memory + image.place)
  }

  private func weightsOfPart(_ part: Int, in weights: UnsafePointer<Float>) -> UnsafePointer<Float> {
    weights + self.weights.offset + part * geometry.rowsPerPart * PanelMatrix.width
  }

  private func multiply(
    _ pass: Pass, _ shape: ImageProduct, _ a: UnsafePointer<Float>, _ b: PanelView<UnsafePointer<Float>>,
    into c: UnsafeMutablePointer<Float>, columns: Int, bias: UnsafePointer<Float>?
  ) {
    shape.segments.withUnsafeBufferPointer { segments in
      var product = nn_gemm(
        m: shape.width, n: columns, k: shape.depth, a: a, aRow: shape.aRow, aColumn: 1, b: b,
        c: PanelView(start: c + shape.cStart, row: shape.cRow))
      product.blocks = shape.height
      product.a_block = shape.aBlock
      product.c_block = shape.cBlock
      product.segments = segments.baseAddress
      product.segment_count = segments.count
      product.bias = bias
      product.relu = bias != nil && activation == .relu ? 1 : 0
      if geometry.isDepthwise { pass.kernels.channelwise(&product) } else { pass.kernels.gemm(&product) }
    }
  }

  /// dW[taps C x n] += X^T dY, whose inner dimension is the pixels of the output.
  private func addWeightGradient(_ pass: Pass, _ item: Int, _ dY: UnsafeMutablePointer<Float>) {
    let x = borderedInput(pass, item)
    let (matrix, dW) = (weights.layout, pass.gradients + weights.offset)
    if geometry.isDepthwise {
      product.segments.withUnsafeBufferPointer { segments in
        var forward = nn_gemm(
          m: product.width, n: geometry.filters, k: 1, a: x, aRow: product.aRow, aColumn: 1,
          b: PanelView(start: UnsafePointer(dW), row: PanelMatrix.width, panel: matrix.panelStride),
          c: PanelView(start: dY, row: product.cRow))
        forward.blocks = product.height
        forward.a_block = product.aBlock
        forward.c_block = product.cBlock
        forward.segments = segments.baseAddress
        forward.segment_count = segments.count
        pass.kernels.channelwise_gradient(&forward, dY, dW)
      }
      return
    }
    pixelRows.withUnsafeBufferPointer { rows in
      for part in 0..<geometry.parts {
        for strip in gradientStrips {
          let row = part * geometry.rowsPerPart + strip.row
          var product = nn_gemm(
            m: strip.height, n: geometry.filtersPerPart, k: self.product.width,
            a: x + part * geometry.channelsPerPart + strip.aStart, aRow: 1, aColumn: self.product.aRow,
            b: PanelView(start: UnsafePointer(dY + part * geometry.filtersPerPart), row: geometry.filters),
            c: PanelView(start: dW + row * PanelMatrix.width, row: PanelMatrix.width, panel: matrix.panelStride))
          product.blocks = strip.count
          product.a_block = strip.aBlock
          product.c_block = strip.rowsPerBlock * PanelMatrix.width
          product.segments = rows.baseAddress
          product.segment_count = rows.count
          product.accumulate = item > 0 ? 1 : 0
          pass.kernels.gemm(&product)
        }
      }
    }
  }

  private func addInputGradient(_ pass: Pass, _ dY: UnsafeMutablePointer<Float>, _ dX: UnsafeMutablePointer<Float>) {
    var a = UnsafePointer(dY)
    if let gradientImage {
      gradientImage.shape.fill(pass.kernels, pass.memory + gradientImage.place, from: a)
      a = UnsafePointer(pass.memory + gradientImage.place)
    }
    let turned = geometry.turnedLayout
    for phase in inputGradient {
      for part in 0..<geometry.parts {
        let b =
          geometry.isDepthwise
          ? PanelView(
            start: weightsOfPart(part, in: pass.weights), row: PanelMatrix.width, panel: weights.layout.panelStride)
          : PanelView(
            start: UnsafePointer(pass.memory + turnedWeights)
              + part * geometry.taps * geometry.filtersPerPart * PanelMatrix.width,
            row: PanelMatrix.width, panel: turned.panelStride)
        multiply(
          pass, phase, a + part * geometry.filtersPerPart, b, into: dX + part * geometry.channelsPerPart,
          columns: geometry.channelsPerPart, bias: nil)
      }
    }
  }

  /// W_t^T for each tap, the last tap first.
  private func turnWeights(_ pass: Pass) {
    let (width, from, to) = (PanelMatrix.width, weights.layout, geometry.turnedLayout)
    let (channels, filters, taps) = (geometry.channelsPerPart, geometry.filtersPerPart, geometry.taps)
    for block in 0..<(geometry.parts * taps) {
      let (part, tap) = (block / taps, block % taps)
      for c in stride(from: 0, to: channels, by: width) {
        for f in stride(from: 0, to: filters, by: width) {
          let row = (part * taps + taps - 1 - tap) * filters + f
          pass.kernels.transpose(
            min(width, channels - c), min(width, filters - f),
            pass.weights + weights.offset + from.offset(block * channels + c, f), width,
            pass.memory + turnedWeights + to.offset(row, c), width)
        }
      }
    }
  }
}

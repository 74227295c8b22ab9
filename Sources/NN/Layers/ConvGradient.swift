import CKernels

/// The gradients of a convolution by its weights and by its input (`ConvGeometry` has the mathematics).
struct ConvGradient: Sendable {
  private let geometry: ConvGeometry
  private let weights: ParameterBlock
  private let pixelRows: [nn_segment]
  private let strips: [GradientStrip]
  private let hasInputGradient: Bool
  private let rows: [[nn_segment]]
  private let fold: nn_fold
  private let turnedLayout: PanelMatrix
  private let turned: Int
  /// Memory for one row of U.
  private let unfolded: Int

  init(_ geometry: ConvGeometry, weights: ParameterBlock, hasInputGradient: Bool, in layout: inout Layout) {
    self.geometry = geometry
    self.weights = weights
    self.hasInputGradient = hasInputGradient
    pixelRows = geometry.pixelRows
    strips = geometry.gradientStrips
    fold = geometry.fold
    rows = hasInputGradient ? geometry.gradientRows : []
    turnedLayout = geometry.turnedLayout
    turned = hasInputGradient && !geometry.isDepthwise ? layout.reserve(turnedLayout.count) : 0
    unfolded =
      hasInputGradient ? layout.reserve(geometry.window.columns.output * geometry.turnedLayout.columns) : 0
  }

  /// What is done once a batch: W turned, or zeros for what `channelwise_gradient` adds to.
  func begin(_ pass: Pass) {
    if geometry.isDepthwise {
      (pass.gradients + weights.offset).update(repeating: 0, count: weights.layout.count)
    } else if hasInputGradient {
      turnWeights(pass)
    }
  }

  /// dW[taps C x n] += X^T dY, whose inner dimension is the pixels of the output.
  func addWeightGradient(
    _ pass: Pass, _ x: UnsafePointer<Float>, _ dY: UnsafeMutablePointer<Float>, accumulates: Bool
  ) {
    let (window, matrix, dW) = (geometry.window, weights.layout, pass.gradients + weights.offset)
    pixelRows.withUnsafeBufferPointer { rows in
      for part in 0..<geometry.parts {
        for number in strips.indices {
          let strip = strips[number]
          let row = part * geometry.rowsPerPart + strip.row
          var product = nn_gemm(
            m: strip.height, n: geometry.filtersPerPart, k: window.columns.output,
            a: x + part * geometry.channelsPerPart + strip.aStart, aRow: 1,
            aColumn: window.columns.stride * window.channels,
            b: PanelView(start: UnsafePointer(dY + part * geometry.filtersPerPart), row: geometry.filters),
            c: PanelView(start: dW + row * PanelMatrix.width, row: PanelMatrix.width, panel: matrix.panelStride))
          product.blocks = strip.count
          product.a_block = strip.aBlock
          product.c_block = strip.height * PanelMatrix.width
          product.segments = rows.baseAddress
          product.segment_count = rows.count
          product.accumulate = accumulates ? 1 : 0
          pass.kernels.gemm(&product)
        }
      }
    }
  }

  /// dX: U row by row, and folded.
  func inputGradient(_ pass: Pass, _ dY: UnsafeMutablePointer<Float>, into dX: UnsafeMutablePointer<Float>) {
    var fold = fold
    let (u, row) = (pass.memory + unfolded, geometry.window.columns.input * geometry.window.channels)
    for part in 0..<geometry.parts {
      for y in rows.indices {
        rows[y].withUnsafeBufferPointer { segments in
          unfold(pass, segments, part, UnsafePointer(dY + part * geometry.filtersPerPart), into: u)
        }
        pass.kernels.fold(&fold, u, dX + y * row + part * geometry.channelsPerPart)
      }
    }
  }

  /// U[output pixels of a row x (kx, channels)] = sum over ky of dY W_ky^T.
  private func unfold(
    _ pass: Pass, _ segments: UnsafeBufferPointer<nn_segment>, _ part: Int, _ dY: UnsafePointer<Float>,
    into u: UnsafeMutablePointer<Float>
  ) {
    let (width, columns) = (PanelMatrix.width, turnedLayout.columns)
    var product = nn_gemm(
      m: geometry.window.columns.output, n: columns, k: geometry.filtersPerPart, a: dY, aRow: geometry.filters,
      aColumn: 1,
      b: PanelView(
        start: UnsafePointer(
          pass.memory + turned + part * geometry.window.rows.kernel * geometry.filtersPerPart * width),
        row: width, panel: turnedLayout.panelStride),
      c: PanelView(start: u, row: columns))
    product.segments = segments.baseAddress
    product.segment_count = segments.count
    guard geometry.isDepthwise else {
      pass.kernels.gemm(&product)
      return
    }
    product.n = geometry.filters
    product.b_panel = weights.layout.panelStride
    for kx in 0..<geometry.window.columns.kernel {
      product.b = pass.weights + weights.offset + kx * width
      product.c = u + kx * geometry.filters
      pass.kernels.channelwise(&product)
    }
  }

  /// W_ky^T for each row of the kernel.
  private func turnWeights(_ pass: Pass) {
    let (width, from) = (PanelMatrix.width, weights.layout)
    let (columns, filters) = (turnedLayout.columns, geometry.filtersPerPart)
    for block in 0..<(geometry.parts * geometry.window.rows.kernel) {
      for column in stride(from: 0, to: columns, by: width) {
        for f in stride(from: 0, to: filters, by: width) {
          pass.kernels.transpose(
            min(width, columns - column), min(width, filters - f),
            pass.weights + weights.offset + from.offset(block * columns + column, f), width,
            pass.memory + turned + turnedLayout.offset(block * filters + f, column), width)
        }
      }
    }
  }
}

import CKernels

/// The products that a convolution is made of, for one item.
///
/// With x the input with its border, H x W x C and o = (oy, ox) an output pixel, tap t = (ky, kx) of the kernel sees pixel
/// (oy sh + ky dh, ox sw + kx dw) of x. So y = sum over t of X_t W_t, where X_t (output pixels x C) is x itself, read from
/// the place of t on with rows of pixels sw C apart: one product whose inner dimension has a segment for each tap, and none
/// of x is ever copied into columns.
///
/// The gradient by x at pixel i is the sum over t of dY W_t^T at o = (i - t d) / s where that is whole. The pixels of one
/// remainder modulo the stride (a *phase*) have the same taps, and neighbours among them have neighbouring o: so it is a
/// product of the same form for each phase, over the output's gradient with a border.
struct ConvGeometry: Sendable {
  let window: Window
  let filters: Int
  let groups: Int

  init(_ window: Window, filters: Int, groups: Int) {
    self.window = window
    self.filters = filters
    self.groups = groups
  }

  /// Whether every channel has one filter of its own, so that channels can be vectors.
  var isDepthwise: Bool { groups > 1 && groups == window.channels && groups == filters }
  var taps: Int { window.rows.kernel * window.columns.kernel }
  /// Products that are made one beside the other: the groups, but the channels of a depthwise one go together.
  var parts: Int { isDepthwise ? 1 : groups }
  var channelsPerPart: Int { window.channels / parts }
  var filtersPerPart: Int { filters / parts }

  /// Rows (part, ky, kx, channel of the part), columns the part's filters; taps x channels where it is depthwise.
  var weightLayout: PanelMatrix {
    isDepthwise
      ? PanelMatrix(rows: taps, columns: filters)
      : PanelMatrix(rows: parts * rowsPerPart, columns: filtersPerPart)
  }
  /// Rows of the weights that belong to one part.
  var rowsPerPart: Int { taps * rowsPerTap }
  /// Rows of the weights that belong to one tap.
  var rowsPerTap: Int { isDepthwise ? 1 : channelsPerPart }

  /// The weights turned for the input's gradient: rows (part, tap backwards, filter of the part), columns the channels.
  var turnedLayout: PanelMatrix {
    PanelMatrix(rows: parts * taps * filtersPerPart, columns: channelsPerPart)
  }

  /// The input with its border.
  var image: BorderedImage {
    BorderedImage(
      height: window.rows.input, width: window.columns.input, channels: window.channels,
      above: window.rows.before, before: window.columns.before,
      borderedHeight: max(window.rows.before + window.rows.input, window.rows.reach),
      borderedWidth: max(window.columns.before + window.columns.input, window.columns.reach))
  }

  /// The output's gradient with the border that the input's gradient needs.
  var gradientImage: BorderedImage {
    let (rows, columns) = (window.rows.gradientReach, window.columns.gradientReach)
    return BorderedImage(
      height: window.rows.output, width: window.columns.output, channels: filters,
      above: -rows.lowerBound, before: -columns.lowerBound,
      borderedHeight: rows.count, borderedWidth: columns.count)
  }

  /// Whether the channels of neighbouring taps follow each other in memory, so that a row of the kernel is one segment.
  private var areTapsAdjacent: Bool { window.columns.dilation == 1 && parts == 1 && !isDepthwise }

  /// y = x * w.
  var forward: ImageProduct {
    let (rows, columns) = (window.rows, window.columns)
    let rowLength = image.borderedWidth * window.channels
    let perSegment = areTapsAdjacent ? columns.kernel : 1
    var segments: [nn_segment] = []
    for ky in 0..<rows.kernel {
      for kx in Swift.stride(from: 0, to: columns.kernel, by: perSegment) {
        segments.append(
          nn_segment(
            a: ky * rows.dilation * rowLength + kx * columns.dilation * window.channels,
            b: (ky * columns.kernel + kx) * rowsPerTap * PanelMatrix.width))
      }
    }
    return ImageProduct(
      height: rows.output, width: columns.output, depth: perSegment * channelsPerPart, segments: segments,
      aRow: columns.stride * window.channels, aBlock: rows.stride * rowLength,
      cStart: 0, cRow: filters, cBlock: columns.output * filters)
  }

  /// dX = dY * w turned, a product for each phase.
  var inputGradient: [ImageProduct] {
    (0..<min(window.rows.stride, window.rows.input)).flatMap { y in
      (0..<min(window.columns.stride, window.columns.input)).map { x in phase(y, x) }
    }
  }

  private func phase(_ y: Int, _ x: Int) -> ImageProduct {
    let (rows, columns) = (window.rows, window.columns)
    let rowLength = gradientImage.borderedWidth * filters
    let isMerged = areTapsAdjacent && columns.stride == 1
    var segments: [nn_segment] = []
    for tap in (0..<taps).reversed() {
      let (ky, kx) = (tap / columns.kernel, tap % columns.kernel)
      // With the whole row of the kernel in one segment, its last tap, which comes first, begins it.
      guard !isMerged || kx == columns.kernel - 1,
        let oy = rows.output(ofPhase: y, tap: ky), let ox = columns.output(ofPhase: x, tap: kx)
      else { continue }
      segments.append(
        nn_segment(
          a: (oy + gradientImage.above) * rowLength + (ox + gradientImage.before) * filters,
          b: (isDepthwise ? tap : (taps - 1 - tap) * filtersPerPart) * PanelMatrix.width))
    }
    return ImageProduct(
      height: (rows.input - y + rows.stride - 1) / rows.stride,
      width: (columns.input - x + columns.stride - 1) / columns.stride,
      depth: (isMerged ? columns.kernel : 1) * filtersPerPart, segments: segments,
      aRow: filters, aBlock: rowLength,
      cStart: (y * columns.input + x) * window.channels, cRow: columns.stride * window.channels,
      cBlock: rows.stride * columns.input * window.channels)
  }

  /// The rows of x and dY as segments of the inner dimension of dW = X^T dY, which is the output pixels.
  var pixelRows: [nn_segment] {
    (0..<window.rows.output).map {
      nn_segment(
        a: $0 * window.rows.stride * image.borderedWidth * window.channels,
        b: $0 * window.columns.output * filters)
    }
  }

  /// The blocks of rows of dW: all taps of a kernel's row at once where they are adjacent, or tap by tap.
  var gradientStrips: [GradientStrip] {
    let (rows, columns) = (window.rows, window.columns)
    let rowLength = image.borderedWidth * window.channels
    if areTapsAdjacent {
      let length = columns.kernel * channelsPerPart
      return [
        GradientStrip(
          height: length, count: rows.kernel, aStart: 0, aBlock: rows.dilation * rowLength, row: 0, rowsPerBlock: length
        )
      ]
    }
    return (0..<rows.kernel).map {
      GradientStrip(
        height: channelsPerPart, count: columns.kernel, aStart: $0 * rows.dilation * rowLength,
        aBlock: columns.dilation * window.channels, row: $0 * columns.kernel * channelsPerPart,
        rowsPerBlock: channelsPerPart)
    }
  }
}

/// A product whose result is an image, or every so many-th pixel of one: what an `nn_gemm` needs to know for one item.
struct ImageProduct: Sendable {
  /// Rows of pixels, and pixels in a row.
  let height: Int
  let width: Int
  /// The inner dimension of a segment.
  let depth: Int
  let segments: [nn_segment]
  let aRow: Int
  let aBlock: Int
  let cStart: Int
  let cRow: Int
  let cBlock: Int
}

/// Rows of the weights' gradient that one product computes: `count` blocks of `height`.
struct GradientStrip: Sendable {
  let height: Int
  let count: Int
  let aStart: Int
  let aBlock: Int
  let row: Int
  let rowsPerBlock: Int
}

/// An image inside a larger one that is zero around it.
struct BorderedImage: Hashable, Sendable {
  let height: Int
  let width: Int
  let channels: Int
  let above: Int
  let before: Int
  let borderedHeight: Int
  let borderedWidth: Int

  /// Whether there is no border, so that the image can be used where it lies.
  var isPlain: Bool { above == 0 && before == 0 && borderedHeight == height && borderedWidth == width }
  var count: Int { borderedHeight * borderedWidth * channels }

  /// Copies an image into its place.
  func fill(_ kernels: nn_kernels, _ memory: UnsafeMutablePointer<Float>, from image: UnsafePointer<Float>) {
    kernels.copy_rows(
      height, width * channels, image, width * channels,
      memory + (above * borderedWidth + before) * channels, borderedWidth * channels)
  }
}

extension WindowAxis {
  /// The output whose tap falls on input `phase`, where there is such a one; it may lie outside the outputs.
  ///
  /// Tap t of output o falls on input o stride - before + t dilation.
  func output(ofPhase phase: Int, tap: Int) -> Int? {
    let distance = phase + before - tap * dilation
    return distance % stride == 0 ? distance / stride : nil
  }

  /// The outputs, real or imagined, whose taps fall on some input, together with all the real ones.
  var gradientReach: Range<Int> {
    var (low, high) = (0, output)
    for phase in 0..<min(stride, input) {
      let last = (input - phase - 1) / stride
      for tap in 0..<kernel {
        guard let first = output(ofPhase: phase, tap: tap) else { continue }
        (low, high) = (min(low, first), max(high, first + last + 1))
      }
    }
    return low..<high
  }
}

import CKernels

/// The products that a convolution is made of, for one item.
///
/// With x the input with its border, H x W x C and o = (oy, ox) an output pixel, tap t = (ky, kx) of the kernel sees pixel
/// (oy sh + ky dh, ox sw + kx dw) of x. So y = sum over t of X_t W_t, where X_t (output pixels x C) is x itself, read from
/// the place of t on with rows of pixels sw C apart: one product whose inner dimension has a segment for each tap, and none
/// of x is ever copied into columns.
///
/// The gradient by x sums, at pixel i, dY_o W_t^T over the taps t and the o that see i by them. For one row of x these are
/// the rows of dY that each row ky of the kernel has there, as segments of one product U = sum over ky of dY W_ky^T, whose
/// columns are (kx, channel); then U is folded: column kx of output ox belongs to pixel ox sw + kx dw.
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

  /// The weights turned for the input's gradient: rows (part, ky, filter of the part), columns (kx, channel of the part).
  var turnedLayout: PanelMatrix {
    PanelMatrix(rows: parts * window.rows.kernel * filtersPerPart, columns: window.columns.kernel * channelsPerPart)
  }

  /// The input with its border.
  var image: BorderedImage {
    BorderedImage(
      height: window.rows.input, width: window.columns.input, channels: window.channels,
      above: window.rows.before, before: window.columns.before,
      borderedHeight: max(window.rows.before + window.rows.input, window.rows.reach),
      borderedWidth: max(window.columns.before + window.columns.input, window.columns.reach))
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
      depth: perSegment * channelsPerPart, segments: segments,
      aRow: columns.stride * window.channels, aBlock: rows.stride * rowLength)
  }

  /// For each row of x, the rows ky of the kernel that see it: their rows of dY, and of the weights.
  var gradientRows: [[nn_segment]] {
    let (rows, length) = (window.rows, isDepthwise ? window.columns.kernel : filtersPerPart)
    return (0..<rows.input).map { y in
      (0..<rows.kernel).compactMap { ky in
        let distance = y + rows.before - ky * rows.dilation
        guard distance >= 0, distance % rows.stride == 0, distance / rows.stride < rows.output else { return nil }
        return nn_segment(
          a: distance / rows.stride * window.columns.output * filters, b: ky * length * PanelMatrix.width)
      }
    }
  }

  /// How the columns of U are folded into a row of x.
  var fold: nn_fold {
    let columns = window.columns
    return nn_fold(
      width: columns.input, channels: channelsPerPart, out_width: columns.output, kernel: columns.kernel,
      stride: columns.stride, dilation: columns.dilation, before: columns.before, to_row: window.channels)
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
          height: length, count: rows.kernel, aStart: 0, aBlock: rows.dilation * rowLength, row: 0)
      ]
    }
    return (0..<rows.kernel).map {
      GradientStrip(
        height: channelsPerPart, count: columns.kernel, aStart: $0 * rows.dilation * rowLength,
        aBlock: columns.dilation * window.channels, row: $0 * columns.kernel * channelsPerPart)
    }
  }
}

/// The product of the forward pass: what an `nn_gemm` needs to know for one item.
struct ImageProduct: Sendable {
  /// The inner dimension of a segment.
  let depth: Int
  let segments: [nn_segment]
  /// From one output pixel to the next, and from one row of them to the next, in the bordered input.
  let aRow: Int
  let aBlock: Int
}

/// Rows of the weights' gradient that one product computes: `count` blocks of `height`.
struct GradientStrip: Sendable {
  let height: Int
  let count: Int
  let aStart: Int
  let aBlock: Int
  let row: Int
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

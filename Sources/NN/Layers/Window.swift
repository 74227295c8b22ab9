import Basics
import CKernels

/// Two extents in the plane of an image; a literal such as `3` means both.
public struct Size2D: Hashable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
  /// Along the rows of pixels, from top to bottom.
  public var height: Int
  /// Along a row of pixels.
  public var width: Int

  /// Makes the pair.
  public init(_ height: Int, _ width: Int) {
    self.height = height
    self.width = width
  }

  /// Makes a pair of the same extent twice.
  public init(integerLiteral value: Int) {
    self.init(value, value)
  }

  /// Such as `3`, or `3 x 5` where the two differ.
  public var description: String { height == width ? "\(height)" : "\(height) x \(width)" }

  /// As it is written in a program: `3`, or `[3, 5]`.
  var written: String { height == width ? "\(height)" : "[\(height), \(width)]" }

  func isWithin(_ range: ClosedRange<Int>) -> Bool { range.contains(height) && range.contains(width) }
}

/// What surrounds an image before a window slides over it.
public enum Padding: Hashable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
  /// Nothing: the window stays inside.
  case valid
  /// As much as gives one output for every stride of input, the odd pixel at the end (as in TensorFlow and JAX).
  case same
  /// This many pixels on either side.
  case pixels(Size2D)

  /// Makes a padding of the same number of pixels on all sides.
  public init(integerLiteral value: Int) {
    self = .pixels(Size2D(value, value))
  }

  /// What it is, in words.
  public var description: String {
    switch self {
    case .valid: "valid"
    case .same: "same"
    case .pixels(let size): "\(size)"
    }
  }

  /// As it is written in a program.
  var written: String {
    switch self {
    case .valid: "\"valid\""
    case .same: "\"same\""
    case .pixels(let size): size.written
    }
  }
}

/// A window that slides along one axis: output o covers the inputs o stride - before + t dilation, 0 <= t < kernel.
struct WindowAxis: Hashable, Sendable {
  let input: Int
  let kernel: Int
  let stride: Int
  let dilation: Int
  /// Pixels of padding before the first input.
  let before: Int
  let output: Int

  /// From the first to the last input of one window.
  var extent: Int { (kernel - 1) * dilation + 1 }
  /// The inputs, from the first pixel of padding on, that all windows together reach.
  var reach: Int { (output - 1) * stride + extent }

  /// All windows along an axis; `padding` is nil for "same".
  init(input: Int, kernel: Int, stride: Int, dilation: Int = 1, padding: Int?) {
    (self.input, self.kernel, self.stride, self.dilation) = (input, kernel, stride, dilation)
    let extent = (kernel - 1) * dilation + 1
    if let padding {
      before = padding
      output = input + 2 * padding < extent ? 0 : (input + 2 * padding - extent) / stride + 1
    } else {
      output = (input + stride - 1) / stride
      before = max((output - 1) * stride + extent - input, 0) / 2
    }
  }
}

/// A window that slides over an image.
struct Window: Hashable, Sendable {
  let rows: WindowAxis
  let columns: WindowAxis
  let channels: Int
}

/// How a window slides, whatever the image.
struct WindowRule: Hashable, Sendable {
  var kernel: Size2D
  var stride: Size2D
  var dilation: Size2D = 1
  var padding: Padding

  /// What each extent of kernel, stride and dilation may be.
  static let limits = 1...Int(NN_MOST_TAPS)

  /// The window over images of a shape that fits.
  func window(over image: Shape) -> Window {
    let extents = image.dimensions.count == 3 ? image.dimensions : [1, 1, image.count]
    var pixels: Size2D?
    switch padding {
    case .valid: pixels = 0
    case .same: pixels = nil
    case .pixels(let size): pixels = size
    }
    return Window(
      rows: WindowAxis(
        input: extents[0], kernel: kernel.height, stride: stride.height, dilation: dilation.height,
        padding: pixels?.height),
      columns: WindowAxis(
        input: extents[1], kernel: kernel.width, stride: stride.width, dilation: dilation.width,
        padding: pixels?.width),
      channels: extents[2])
  }

  /// The window over images of this shape, where it fits into them.
  func checkedWindow(over image: Shape) throws(LayerProblem) -> Window {
    guard image.dimensions.count == 3, image.dimensions.allSatisfy({ $0 > 0 }) else {
      throw LayerProblem(reason: "it takes images, whose shape is height x width x channels")
    }
    for (size, name) in [(kernel, "kernel"), (stride, "stride"), (dilation, "dilation")] {
      guard size.isWithin(Self.limits) else {
        throw LayerProblem(reason: "the \(name) is \(size), and must be from 1 to \(Self.limits.upperBound)")
      }
    }
    var border: Size2D = 0
    if case .pixels(let size) = padding {
      guard size.isWithin(0...Self.limits.upperBound) else {
        throw LayerProblem(reason: "the padding is \(size), and must be from 0 to \(Self.limits.upperBound)")
      }
      border = size
    }
    let window = window(over: image)
    guard window.rows.output > 0, window.columns.output > 0 else {
      let (height, width) = (window.rows.input + 2 * border.height, window.columns.input + 2 * border.width)
      throw LayerProblem(
        reason: "the kernel covers \(window.rows.extent) x \(window.columns.extent) pixels, "
          + "and the \(border == 0 ? "" : "padded ")image has \(height) x \(width)")
    }
    return window
  }
}

extension Size2D {
  mutating func pass(_ archive: inout some Archive) throws {
    try archive.field("height") { try $0.pass(&height) }
    try archive.field("width") { try $0.pass(&width) }
  }
}

extension Padding {
  private enum Name: String { case valid, same, pixels }

  mutating func pass(_ archive: inout some Archive) throws {
    var (name, size): (Name, Size2D) =
      switch self {
      case .valid: (.valid, 0)
      case .same: (.same, 0)
      case .pixels(let size): (.pixels, size)
      }
    try archive.field("kind") { try $0.pass(&name) }
    try archive.field("size") { try size.pass(&$0) }
    self =
      switch name {
      case .valid: .valid
      case .same: .same
      case .pixels: .pixels(size)
      }
  }
}

extension WindowRule {
  static let blank = WindowRule(kernel: 1, stride: 1, padding: .valid)

  mutating func pass(_ archive: inout some Archive) throws {
    try archive.field("kernel") { try kernel.pass(&$0) }
    try archive.field("stride") { try stride.pass(&$0) }
    try archive.field("dilation") { try dilation.pass(&$0) }
    try archive.field("padding") { try padding.pass(&$0) }
  }
}

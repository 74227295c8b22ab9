import CKernels

extension Layer {
  /// Keeps the largest number of every window, channel by channel.
  ///
  /// - Parameters:
  ///   - size: The extent of a window.
  ///   - stride: From one window to the next; the size where none is given.
  ///   - padding: What surrounds the image; it is never the largest.
  /// - Returns: The layer's description.
  public static func maxPool(_ size: Size2D = 2, stride: Size2D? = nil, padding: Padding = .valid) -> Layer {
    Layer(definition: Pool(kind: .max, size: size, stride: stride, padding: padding))
  }

  /// Takes the mean of every window, channel by channel.
  ///
  /// - Parameters:
  ///   - size: The extent of a window.
  ///   - stride: From one window to the next; the size where none is given.
  ///   - padding: What surrounds the image; it is not counted.
  /// - Returns: The layer's description.
  public static func averagePool(_ size: Size2D = 2, stride: Size2D? = nil, padding: Padding = .valid) -> Layer {
    Layer(definition: Pool(kind: .average, size: size, stride: stride, padding: padding))
  }

  /// Keeps the largest number of every channel of the whole image.
  public static var globalMaxPool: Layer { Layer(definition: Pool(kind: .max, size: nil)) }

  /// Takes the mean of every channel over the whole image.
  public static var globalAveragePool: Layer { Layer(definition: Pool(kind: .average, size: nil)) }
}

/// What a window becomes, channel by channel: its largest number or its mean.
struct Pool: LayerDefinition {
  enum Kind: String, Hashable, Sendable {
    case max, average
  }

  var kind: Kind
  /// The extent of a window; none where the whole image is one, which then has no stride and no padding.
  var size: Size2D?
  var stride: Size2D?
  var padding = Padding.valid

  static let kind = "pool"
  static let blank = Pool(kind: .max)

  mutating func pass(_ archive: inout some Archive) throws {
    try archive.field("operation") { try $0.pass(&kind) }
    try archive.field("size") { try $0.pass(&size, blank: 1) { try $1.pass(&$0) } }
    guard size != nil else { return }
    try archive.field("stride") { try $0.pass(&stride, blank: 1) { try $1.pass(&$0) } }
    try archive.field("padding") { try padding.pass(&$0) }
  }

  var description: String {
    guard let size else { return kind == .max ? "global_max_pool" : "global_average_pool" }
    var parts = [size.written]
    if let stride, stride != size { parts.append("stride: \(stride.written)") }
    if padding != .valid { parts.append("padding: \(padding.written)") }
    return "\(kind == .max ? "pool" : "average_pool")(\(parts.joined(separator: ", ")))"
  }

  func outputShape(of input: Shape) throws(LayerProblem) -> Shape {
    guard let size else {
      guard input.dimensions.count == 3, input.count > 0 else {
        throw LayerProblem(reason: "it takes images, whose shape is height x width x channels")
      }
      return Shape([input.dimensions[2]])
    }
    let window = try WindowRule(kernel: size, stride: stride ?? size, padding: padding).checkedWindow(over: input)
    if case .pixels(let border) = padding, border.height >= size.height || border.width >= size.width {
      throw LayerProblem(reason: "a window of \(size) could lie in the padding of \(border) alone")
    }
    return Shape([window.rows.output, window.columns.output, window.channels])
  }

  /// One operation for each number of each window.
  func flops(of input: Shape) -> Int {
    guard let size, let output = try? outputShape(of: input) else { return input.count }
    return output.count * size.height * size.width
  }

  func plan(_ input: Signal, _ output: Signal, in layout: inout Layout) -> any LayerPlan {
    let extents = input.shape.dimensions
    let whole = extents.count == 3 ? Size2D(extents[0], extents[1]) : 1
    let rule = WindowRule(kernel: size ?? whole, stride: stride ?? size ?? whole, padding: padding)
    let window = nn_window(rule.window(over: input.shape))
    switch kind {
    case .max:
      return MaxPoolPlan(
        input: input, output: output, window: window, winners: layout.reserve(layout.batch * output.stride))
    case .average: return AveragePoolPlan(input: input, output: output, window: window)
    }
  }
}

extension nn_window {
  init(_ window: Window) {
    self.init(
      height: window.rows.input, width: window.columns.input, channels: window.channels,
      out_height: window.rows.output, out_width: window.columns.output,
      kernel_height: window.rows.kernel, kernel_width: window.columns.kernel,
      stride_height: window.rows.stride, stride_width: window.columns.stride,
      above: window.rows.before, before: window.columns.before)
  }
}

/// The forward pass remembers where each largest number stood; the backward pass sends its gradient there.
private struct MaxPoolPlan: LayerPlan {
  let input: Signal
  let output: Signal
  let window: nn_window
  let winners: Int

  func forward(_ pass: Pass) {
    var window = window
    for item in 0..<pass.rows {
      pass.kernels.max_pool(
        &window, pass.memory + input.values + item * input.stride, pass.memory + output.values + item * output.stride,
        winners(pass, item))
    }
  }

  func backward(_ pass: Pass) {
    guard let inputGradients = input.gradients, let outputGradients = output.gradients else { return }
    for item in 0..<pass.rows {
      pass.kernels.scatter(
        output.width, winners(pass, item), pass.memory + outputGradients + item * output.stride, input.width,
        pass.memory + inputGradients + item * input.stride)
    }
  }

  /// The places of an item's largest numbers: whole numbers that share the memory of the floats.
  private func winners(_ pass: Pass, _ item: Int) -> UnsafeMutablePointer<Int32> {
    UnsafeMutableRawPointer(pass.memory + winners + item * output.stride).assumingMemoryBound(to: Int32.self)
  }
}

private struct AveragePoolPlan: LayerPlan {
  let input: Signal
  let output: Signal
  let window: nn_window

  func forward(_ pass: Pass) {
    var window = window
    for item in 0..<pass.rows {
      pass.kernels.average_pool(
        &window, pass.memory + input.values + item * input.stride, pass.memory + output.values + item * output.stride)
    }
  }

  func backward(_ pass: Pass) {
    guard let inputGradients = input.gradients, let outputGradients = output.gradients else { return }
    var window = window
    for item in 0..<pass.rows {
      pass.kernels.average_pool_backward(
        &window, pass.memory + outputGradients + item * output.stride,
        pass.memory + inputGradients + item * input.stride)
    }
  }
}

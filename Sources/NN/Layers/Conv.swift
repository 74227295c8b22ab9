import CKernels

extension Layer {
  /// A convolution: every filter looks at every window of the image, y = f(sum over the window of x w + b).
  ///
  /// - Parameters:
  ///   - filters: How many channels come out.
  ///   - kernel: The extent of a window.
  ///   - stride: From one window to the next.
  ///   - padding: What surrounds the image.
  ///   - dilation: From one input of a window to the next.
  ///   - groups: Into how many parts the channels are divided, each with filters of its own; as many as there are
  ///     channels gives a depthwise convolution.
  ///   - activation: The function f; none means the identity.
  ///   - initialization: How the weights are drawn; none means what suits the activation.
  /// - Returns: The layer's description.
  public static func conv(
    _ filters: Int, kernel: Size2D = 3, stride: Size2D = 1, padding: Padding = .valid, dilation: Size2D = 1,
    groups: Int = 1, activation: Activation? = nil, initialization: Initialization? = nil
  ) -> Layer {
    Layer(
      definition: Conv(
        filters: filters, rule: WindowRule(kernel: kernel, stride: stride, dilation: dilation, padding: padding),
        groups: groups, activation: activation, initialization: initialization))
  }
}

/// y = f(x * w + b): images are height x width x channels, and w is (groups, kernel rows, kernel columns, channels of a
/// group) x filters of a group, or kernel x channels where it is depthwise with one filter a channel.
struct Conv: LayerDefinition {
  var filters: Int
  var rule: WindowRule
  var groups: Int
  var activation: Activation?
  var initialization: Initialization?

  static let kind = "conv"
  static let blank = Conv(filters: 1, rule: .blank, groups: 1)

  mutating func pass(_ archive: inout some Archive) throws {
    try archive.field("filters") { try $0.pass(&filters) }
    try rule.pass(&archive)
    try archive.field("groups") { try $0.pass(&groups) }
    try archive.field("activation") { try $0.pass(&activation, blank: .relu) { try $0.pass(&$1) } }
    try archive.field("initialization") { try $0.pass(&initialization, blank: .heNormal) { try $0.pass(&$1) } }
  }

  var description: String {
    var parts = ["\(filters)", rule.kernel.written]
    if let activation { parts.append("\(activation)") }
    if rule.stride != 1 { parts.append("stride: \(rule.stride.written)") }
    if rule.padding != .valid { parts.append("padding: \(rule.padding.written)") }
    if rule.dilation != 1 { parts.append("dilation: \(rule.dilation.written)") }
    if groups != 1 { parts.append("groups: \(groups)") }
    return "conv(\(parts.joined(separator: ", ")))"
  }

  func outputShape(of input: Shape) throws(LayerProblem) -> Shape {
    guard (1...1_000_000).contains(filters) else {
      throw LayerProblem(reason: "a convolution has from 1 to 1,000,000 filters")
    }
    let window = try rule.checkedWindow(over: input)
    guard groups >= 1, window.channels % groups == 0 else {
      throw LayerProblem(reason: "\(groups) groups do not divide its \(window.channels) channels")
    }
    guard filters % groups == 0 else {
      throw LayerProblem(reason: "\(groups) groups do not divide the layer's \(filters) filters")
    }
    let shape = Shape([window.rows.output, window.columns.output, filters])
    let taps = rule.kernel.height * rule.kernel.width
    let weights = taps.saturating(times: window.channels / groups).saturating(times: filters)
    guard shape.count <= Self.largestImage, weights <= Self.largestWeights else {
      throw LayerProblem(reason: "its \(weights) weights and \(shape) outputs are more than any machine holds")
    }
    return shape
  }

  private static let largestImage = 1 << 31
  private static let largestWeights = 1 << 40

  func flops(of input: Shape) -> Int {
    let window = rule.window(over: input)
    let taps = rule.kernel.height * rule.kernel.width * (window.channels / groups)
    return window.rows.output * window.columns.output * filters * (2 * taps + (activation == nil ? 0 : 1))
  }

  func plan(_ input: Signal, _ output: Signal, in layout: inout Layout) -> any LayerPlan {
    let window = rule.window(over: input.shape)
    let geometry = ConvGeometry(window, filters: filters, groups: groups)
    let initialization = initialization ?? .standard(for: activation)
    let (fanIn, fanOut) = (geometry.taps * window.channels / groups, geometry.taps * filters)
    let weights = layout.parameter(
      "weight", geometry.weightLayout, initialization.weights(fanIn: fanIn, fanOut: fanOut), as: .kernel(geometry))
    let biases = layout.parameter("bias", PanelMatrix(rows: 1, columns: filters), initialization.biases(fanIn: fanIn))
    return ConvPlan(
      input: input, output: output, activation: activation, weights: weights, biases: biases,
      sums: activation?.needsSum == true ? layout.reserve(layout.batch * output.stride) : output.values,
      geometry: geometry, in: &layout)
  }
}

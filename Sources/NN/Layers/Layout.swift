import CKernels

/// A batch of items somewhere in a plan's memory: rows of `stride` floats, of which `width` are used.
///
/// Places are offsets into the memory of a `Workspace`, so one plan serves any number of them.
struct Signal: Sendable {
  let shape: Shape
  let values: Int
  /// Where the gradient of the loss by these values stands; none where nobody needs it.
  let gradients: Int?

  let width: Int
  let stride: Int

  init(shape: Shape, values: Int, gradients: Int?) {
    self.shape = shape
    self.values = values
    self.gradients = gradients
    width = shape.count
    stride = rowStride(width)
  }
}

/// A block of numbers that training changes.
struct Parameter: Sendable {
  /// The layer's place and the block's role, such as `1.weight`.
  let name: String
  let layout: PanelMatrix
  /// Where it stands among the weights, and its gradient among the gradients.
  let offset: Int
  let initial: Initialization.Distribution
}

/// Hands out the memory of a plan, once, for the largest batch.
struct Layout: Sendable {
  let batch: Int
  /// The place of the layer being laid out, from 1.
  var layerNumber = 0
  private(set) var memoryCount = 0
  private(set) var parameters: [Parameter] = []
  private(set) var parameterCount = 0

  init(batch: Int) {
    self.batch = batch
  }

  /// Memory for `count` floats, at a cache line.
  mutating func reserve(_ count: Int) -> Int {
    let place = memoryCount
    let whole = (min(count, .max / 2) + 15) / 16 * 16 + 16  // one vector of slack, for loads beyond the last column
    memoryCount = min(place, .max / 2) + whole  // more than any machine has stays so, and is refused before it is used
    return place
  }

  mutating func signal(_ shape: Shape, hasGradients: Bool) -> Signal {
    let count = batch * rowStride(shape.count)
    return Signal(shape: shape, values: reserve(count), gradients: hasGradients ? reserve(count) : nil)
  }

  mutating func parameter(
    _ role: String, _ layout: PanelMatrix, _ initial: Initialization.Distribution
  ) -> Parameter {
    let parameter = Parameter(name: "\(layerNumber).\(role)", layout: layout, offset: parameterCount, initial: initial)
    parameters.append(parameter)
    parameterCount += layout.count
    return parameter
  }
}

/// What a layer is given for one pass over a batch.
struct Pass {
  let kernels: nn_kernels
  let memory: UnsafeMutablePointer<Float>
  let weights: UnsafePointer<Float>
  let gradients: UnsafeMutablePointer<Float>
  let rows: Int
  let isTraining: Bool
  /// The random stream of this training step.
  let random: CounterRandom

  func dropoutKey(layer: Int) -> UInt32 {
    var stream = random.stream(.dropout, layer)
    return UInt32(truncatingIfNeeded: stream.next())
  }
}

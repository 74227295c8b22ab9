import Basics
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

/// A block of numbers that training changes: by the optimiser, or as a running mean of what the batches show.
///
/// The weights are all blocks of the first kind, whose gradients the optimiser is given as one vector, and behind them all
/// of the second. A running mean finds what to move towards where the others find their gradient.
struct ParameterBlock: Sendable {
  /// The place of the layer that it belongs to, such as `["1"]`, or `["3", "2"]` within a residual block.
  let path: [String]
  /// What it is to its layer, such as `weight`.
  let role: String
  let layout: PanelMatrix
  /// Where it stands among the blocks of its kind.
  let offset: Int
  let initial: Initialization.Distribution
  /// Whether a gradient moves it.
  let isTrained: Bool
  /// What it is as a tensor, for other programs.
  let form: WeightForm

  /// The share of the way that a running mean goes towards what the last batch shows, as in PyTorch.
  static let runningShare: Float = 0.1

  /// The layer's place and the block's role, such as `1.weight`.
  var name: String { (path + [role]).joined(separator: ".") }
  /// Numbers that it holds, without padding.
  var count: Int { layout.rows * layout.columns }
}

/// Hands out the memory of a plan, once, for the largest batch.
struct Layout: Sendable {
  let batch: Int
  /// The place of the layer being laid out, such as `["3", "2"]` for the second within a residual block.
  private(set) var path: [String] = []
  /// The number of the layer being laid out, from 1, those within a residual block after it.
  private(set) var layerNumber = 0
  private(set) var memoryCount = 0
  private(set) var parameters: [ParameterBlock] = []
  /// Floats that the trained parameters take.
  private(set) var parameterCount = 0
  /// Floats that the running means take.
  private(set) var runningCount = 0
  /// How many categories there are where the input is numbers of categories.
  var categories: Int?
  /// More floats of trained parameters than this are refused, layer by layer, before layers make tables of their size.
  let mostParameters: Int

  init(batch: Int, mostParameters: Int = .max) {
    self.batch = batch
    self.mostParameters = mostParameters
  }

  /// Memory for `count` floats, at a cache line.
  ///
  /// More than can be counted is as much as can be; such a plan is refused before it gets memory.
  mutating func reserve(_ count: Int) -> Int {
    let place = memoryCount
    let whole = (min(count, .max / 2) + 15) / 16 * 16 + 16  // one vector of slack, for loads beyond the last column
    memoryCount = min(place, .max / 2) + whole  // more than any machine has stays so, and is refused before it is used
    return place
  }

  /// Whether no machine like this could hold what was reserved so far: such a plan is refused, and needs no tables.
  var isTooLarge: Bool { MachineMemory.isExceeded(byFloats: parameterCount, memoryCount) }

  /// Begins the next layer.
  mutating func enter(_ path: [String]) {
    self.path = path
    layerNumber += 1
  }

  mutating func signal(_ shape: Shape, hasGradients: Bool) -> Signal {
    let count = batch * rowStride(shape.count)
    return Signal(shape: shape, values: reserve(count), gradients: hasGradients ? reserve(count) : nil)
  }

  mutating func parameter(
    _ role: String, _ layout: PanelMatrix, _ initial: Initialization.Distribution, as form: WeightForm = .vector
  ) -> ParameterBlock {
    defer { parameterCount += layout.count }
    return block(role, layout, initial, offset: parameterCount, isTrained: true, form)
  }

  /// A running mean for each of `count` channels.
  mutating func runningMean(_ role: String, count: Int, initially value: Float) -> ParameterBlock {
    let layout = PanelMatrix(rows: 1, columns: count)
    defer { runningCount += layout.count }
    return block(role, layout, .constant(value), offset: runningCount, isTrained: false, .vector)
  }

  private mutating func block(
    _ role: String, _ layout: PanelMatrix, _ initial: Initialization.Distribution, offset: Int, isTrained: Bool,
    _ form: WeightForm
  ) -> ParameterBlock {
    let block = ParameterBlock(
      path: path, role: role, layout: layout, offset: offset, initial: initial, isTrained: isTrained, form: form)
    parameters.append(block)
    return block
  }
}

/// What a layer is given for one pass over a batch.
struct Pass {
  let kernels: nn_kernels
  let memory: UnsafeMutablePointer<Float>
  let weights: UnsafePointer<Float>
  let gradients: UnsafeMutablePointer<Float>
  /// The running means, and where to put what this batch shows, which they then move towards.
  let running: UnsafePointer<Float>
  let shown: UnsafeMutablePointer<Float>
  let rows: Int
  let isTraining: Bool
  /// The random stream of this training step.
  let random: CounterRandom

  func dropoutKey(layer: Int) -> UInt32 {
    var stream = random.stream(.dropout, layer)
    return UInt32(truncatingIfNeeded: stream.next())
  }
}

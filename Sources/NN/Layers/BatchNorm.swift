import CKernels

extension Layer {
  /// A layer that brings each channel to mean 0 and variance 1 over the batch, then scales and shifts it.
  ///
  /// The channels are the last axis: each feature of a row, or each channel over all pixels of an image. Outside training the
  /// running means of what the batches showed take the batch's place (Ioffe and Szegedy 2015). In training every channel
  /// needs two numbers, so rows cannot be trained in batches of one; where only the last, short batch is one row, that row is
  /// taken by the running means and leaves them as they are.
  public static let batchNorm = Layer(definition: BatchNorm())
}

struct BatchNorm: LayerDefinition {
  static let kind = "batch_norm"
  static let blank = BatchNorm()

  func pass(_ archive: inout some Archive) {}

  var description: String { "batch_norm" }

  /// What is added to variances, as in PyTorch.
  static let epsilon: Float = 1e-5

  func outputShape(of input: Shape) throws(LayerProblem) -> Shape { input }

  /// A scale and a shift of each number, which is what is left of it outside training.
  func flops(of input: Shape) -> Int { 2 * input.count }

  func plan(_ input: Signal, _ output: Signal, in layout: inout Layout) throws(LayerProblem) -> any LayerPlan {
    let groups = nn_groups(input)
    let channels = groups.channels
    guard output.gradients == nil || layout.batch * groups.positions > 1 else {
      throw LayerProblem(reason: "a batch of one row has no variance, so training needs batches of at least 2 items")
    }
    let vector = PanelMatrix(rows: 1, columns: channels)
    return BatchNormPlan(
      input: input, output: output, groups: groups,
      weight: layout.parameter("weight", vector, .constant(1)),
      bias: layout.parameter("bias", vector, .constant(0)),
      runningMean: layout.runningMean("running_mean", count: channels, initially: 0),
      runningVariance: layout.runningMean("running_variance", count: channels, initially: 1),
      mean: layout.reserve(channels), variance: layout.reserve(channels),
      scratch: layout.reserve(8 * channels * min(16, groups.positions)))
  }
}

private struct BatchNormPlan: LayerPlan {
  let input: Signal
  let output: Signal
  /// The input as groups of channels, its rows yet to be told.
  let groups: nn_groups
  let weight: ParameterBlock
  let bias: ParameterBlock
  let runningMean: ParameterBlock
  let runningVariance: ParameterBlock
  /// Where the batch's moments are kept for the backward pass.
  let mean: Int
  let variance: Int
  let scratch: Int

  /// The values of a channel in a batch.
  private func count(_ pass: Pass) -> Int { pass.rows * groups.positions }

  /// Whether the moments are those of the batch: in training, but for a batch that has none.
  private func isMeasured(_ pass: Pass) -> Bool { pass.isTraining && count(pass) > 1 }

  func forward(_ pass: Pass) {
    var groups = groups(of: pass)
    if isMeasured(pass) {
      pass.kernels.channel_moments(
        &groups, pass.memory + input.values, pass.memory + scratch, pass.memory + mean, pass.memory + variance)
    }
    let (mean, variance) = moments(pass)
    if pass.isTraining { show(mean, variance, pass) }
    pass.kernels.batch_norm(
      &groups, pass.memory + input.values, mean, variance, BatchNorm.epsilon, pass.weights + weight.offset,
      pass.weights + bias.offset, pass.memory + scratch, pass.memory + output.values)
  }

  func backward(_ pass: Pass) {
    guard let outputGradients = output.gradients else { return }
    var groups = groups(of: pass)
    let (mean, variance) = moments(pass)
    pass.kernels.batch_norm_backward(
      &groups, pass.memory + input.values, mean, variance, BatchNorm.epsilon, isMeasured(pass) ? 1 : 0,
      pass.weights + weight.offset, pass.memory + outputGradients, pass.memory + scratch,
      input.gradients.map { pass.memory + $0 }, pass.gradients + weight.offset, pass.gradients + bias.offset)
  }

  private func moments(_ pass: Pass) -> (UnsafePointer<Float>, UnsafePointer<Float>) {
    isMeasured(pass)
      ? (UnsafePointer(pass.memory + mean), UnsafePointer(pass.memory + variance))
      : (pass.running + runningMean.offset, pass.running + runningVariance.offset)
  }

  /// Tells the running means what this batch shows: the variance unbiased, that of all items being estimated.
  private func show(_ mean: UnsafePointer<Float>, _ variance: UnsafePointer<Float>, _ pass: Pass) {
    let unbiased = isMeasured(pass) ? Float(count(pass)) / Float(count(pass) - 1) : 1
    (pass.shown + runningMean.offset).update(from: mean, count: groups.channels)
    let variances = pass.shown + runningVariance.offset
    for c in 0..<groups.channels { variances[c] = variance[c] * unbiased }
  }

  private func groups(of pass: Pass) -> nn_groups {
    var groups = groups
    groups.rows = pass.rows
    return groups
  }
}

extension nn_groups {
  /// Items seen as groups of channels, the channels being the last axis; the rows are yet to be told.
  init(_ signal: Signal) {
    let channels = max(signal.shape.dimensions.last ?? 1, 1)
    self.init(rows: 0, positions: signal.width / channels, channels: channels, stride: signal.stride)
  }
}

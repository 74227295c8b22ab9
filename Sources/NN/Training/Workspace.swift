import CKernels

/// The memory of a plan while it runs, and the passes over one batch.
///
/// It belongs to one thread, and a pass allocates nothing.
final class Workspace {
  private let plan: Plan
  private let loss: any Loss
  private let standardization: Standardization?
  private let kernels: nn_kernels
  private let memory: FloatMemory
  private let gradientMemory: FloatMemory
  private let valueMemory: FloatMemory
  private let labels: UnsafeMutablePointer<Int32>

  init(
    _ plan: Plan, loss: any Loss, standardization: Standardization?, isTraining: Bool,
    kernels: nn_kernels = Kernels.best
  ) {
    self.kernels = kernels
    self.plan = plan
    self.loss = loss
    self.standardization = standardization
    memory = FloatMemory(count: plan.memoryCount)
    gradientMemory = FloatMemory(count: isTraining ? plan.parameterCount : 0)
    valueMemory = FloatMemory(count: plan.batch)
    labels = .allocate(capacity: plan.batch)
    labels.initialize(repeating: 0, count: plan.batch)
  }

  deinit { labels.deallocate() }

  /// The gradients of the last training pass, laid out as the weights.
  var gradients: UnsafePointer<Float> { UnsafePointer(gradientMemory.pointer) }

  /// What the loss predicts of the last batch: rows of the output's stride.
  var predictions: UnsafePointer<Float> { UnsafePointer(memory.pointer + plan.lossOutput) }

  /// Loads the features and targets of up to `plan.batch` rows of a data set.
  func load(_ data: Dataset, rows: UnsafePointer<Int32>, count: Int) {
    data.features.gather(
      kernels, rows, count: count, standardization, into: memory.pointer + plan.input.values, stride: plan.input.stride)
    switch data.targets {
    case .classes(let all, _):
      all.withUnsafeBufferPointer { all in
        for i in 0..<count { labels[i] = all[Int(rows[i])] }
      }
    case .values(let all):
      let (mean, scale) = (standardization?.targetMean ?? 0, 1 / (standardization?.targetDeviation ?? 1))
      all.withUnsafeBufferPointer { all in
        for i in 0..<count { valueMemory.pointer[i] = (all[Int(rows[i])] - mean) * scale }
      }
    }
  }

  /// Runs the loaded batch forward, and backward too when training: the gradients are then those of the mean loss.
  func run(weights: UnsafePointer<Float>, rows: Int, isTraining: Bool, random: CounterRandom) -> BatchLoss {
    let pass = Pass(
      kernels: kernels, memory: memory.pointer, weights: weights, gradients: gradientMemory.pointer, rows: rows,
      isTraining: isTraining, random: random)
    // By number: a generic iterator allocates where the compiler has not specialised it, in debug builds.
    for number in plan.layers.indices { plan.layers[number].forward(pass) }
    let result = loss.apply(
      pass, output: plan.output, out: memory.pointer + plan.lossOutput,
      targets: BatchTargets(labels: labels, values: valueMemory.pointer))
    if isTraining {
      for number in plan.layers.indices { plan.layers[plan.layers.count - 1 - number].backward(pass) }
    }
    return result
  }

  /// Changes the weights by the gradients of the last training pass.
  func update(
    _ optimizer: any Optimizer, weights: UnsafeMutablePointer<Float>, memory: UnsafeMutablePointer<Float>,
    learningRate: Double, decay: Double, step: Int
  ) {
    optimizer.update(
      WeightUpdate(
        kernels: kernels, count: plan.parameterCount, weights: weights, gradients: gradients, memory: memory,
        learningRate: learningRate, decay: decay, step: step))
  }

  /// Whether every one of these weights is a finite number.
  func areFinite(_ weights: UnsafePointer<Float>) -> Bool { kernels.all_finite(plan.parameterCount, weights) != 0 }
}

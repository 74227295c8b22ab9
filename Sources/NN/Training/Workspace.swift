import Basics
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
  private let labelMemory: FloatMemory
  private let labels: UnsafeMutablePointer<Int32>
  /// Room for an item while it is changed; only data that is augmented writes to it.
  private let scratch: FloatMemory

  init(
    _ plan: Plan, loss: any Loss, standardization: Standardization?, isTraining: Bool,
    kernels: nn_kernels = Kernels.best
  ) throws(MemoryError) {
    self.kernels = kernels
    self.plan = plan
    self.loss = loss
    self.standardization = standardization
    memory = try FloatMemory(count: plan.memoryCount)
    gradientMemory = try FloatMemory(count: isTraining ? plan.weightCount : 0)
    valueMemory = try FloatMemory(count: plan.batch)
    labelMemory = try FloatMemory(count: plan.batch)
    labels = UnsafeMutableRawPointer(labelMemory.pointer).bindMemory(to: Int32.self, capacity: plan.batch)
    scratch = try FloatMemory(count: isTraining ? plan.input.width : 0)
  }

  /// The gradients of the last training pass, laid out as the weights.
  var gradients: UnsafePointer<Float> { UnsafePointer(gradientMemory.pointer) }

  /// An item of the last batch as the first layer sees it.
  func input(_ row: Int) -> [Float] {
    let start = memory.pointer + plan.input.values + row * plan.input.stride
    return Array(UnsafeBufferPointer(start: start, count: plan.input.width))
  }

  /// What the loss predicts of the last batch: rows of the output's stride.
  var predictions: UnsafePointer<Float> { UnsafePointer(memory.pointer + plan.lossOutput) }

  /// Loads the features and targets of up to `plan.batch` rows of a data set; with a random stream, as augmented by it.
  func load(_ data: Dataset, rows: UnsafePointer<Int32>, count: Int, augmentedBy random: CounterRandom? = nil) {
    let items = memory.pointer + plan.input.values
    data.features.gather(kernels, rows, count: count, standardization, into: items, stride: plan.input.stride)
    if let random, !data.augmentations.isEmpty {
      let augmenter = Augmenter(
        kernels: kernels, shape: data.itemShape, standardization: standardization, scratch: scratch.pointer)
      for i in 0..<count {
        augmenter.apply(
          data.augmentations, to: items + i * plan.input.stride, random.stream(.augmentation, Int(rows[i])))
      }
    }
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
    case .absent:
      for i in 0..<count { (labels[i], valueMemory.pointer[i]) = (0, 0) }
    }
  }

  /// Runs the loaded batch forward, and backward too when training: the gradients are then those of the mean loss.
  func run(weights: UnsafePointer<Float>, rows: Int, isTraining: Bool, random: CounterRandom) -> BatchLoss {
    let pass = Pass(
      kernels: kernels, memory: memory.pointer, weights: weights, gradients: gradientMemory.pointer,
      running: weights + plan.parameterCount, shown: gradientMemory.pointer + plan.parameterCount, rows: rows,
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

  /// Moves the gradients by a share of the way towards those of another workspace.
  func average(in other: Workspace, share: Double) {
    kernels.approach(gradientMemory.count, Float(share), other.gradients, gradientMemory.pointer)
  }

  /// Changes the weights by the gradients of the last training pass, and running means by what its batch showed.
  func update(
    _ optimizer: any Optimizer, _ correction: GradientCorrection, weights: UnsafeMutablePointer<Float>,
    memory: UnsafeMutablePointer<Float>, learningRate: Double, step: Int
  ) {
    let count = plan.parameterCount
    optimizer.update(
      WeightUpdate(
        kernels: kernels, count: count, weights: weights, gradients: gradients, memory: memory,
        learningRate: learningRate, step: step,
        correction: correction.constants(kernels, count: count, gradients: gradients)))
    kernels.approach(plan.weightCount - count, ParameterBlock.runningShare, gradients + count, weights + count)
  }

  /// Whether every one of the weights, and of the numbers that the optimiser remembers, is finite.
  func areFinite(_ weights: UnsafePointer<Float>, _ memory: UnsafePointer<Float>, _ count: Int) -> Bool {
    kernels.all_finite(plan.weightCount, weights) != 0 && kernels.all_finite(count, memory) != 0
  }
}

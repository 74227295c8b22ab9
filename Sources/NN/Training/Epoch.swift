import Basics

/// One pass over the training part: what the weights, the optimiser's memory and the count of steps become.
struct Epoch {
  let data: Dataset
  let plan: Plan
  let optimizer: any Optimizer
  let options: TrainingOptions
  /// Epochs that were complete before this one.
  let done: Int

  /// What training changes.
  struct Learnt: Sendable {
    var weights: FloatBuffer
    var optimizerMemory: FloatBuffer
    var steps = 0
  }

  /// The rows of the training part in the order in which this epoch takes them.
  var order: [Int32] {
    var order = data.rows
    if options.isShuffled {
      var random = CounterRandom(seed: options.seed).stream(.batches, done)
      random.shuffle(&order)
    }
    return order
  }

  /// Runs the epoch.
  ///
  /// Whether weights overflowed is looked up once, at the end; if something did, the epoch is run again to find the step.
  ///
  /// - Parameters:
  ///   - learnt: What is changed.
  ///   - lanes: The memory of the passes.
  ///   - rate: The learning rate of a step; steps count from 1 over all epochs.
  ///   - isInterrupted: Asked before every batch.
  ///   - afterStep: Told the loss of every batch; when it says no, the epoch ends there.
  /// - Returns: The loss over the epoch, each batch measured just before the step that it led to.
  /// - Throws: `TrainingError.interrupted`, or `TrainingError.diverged` with the first step whose loss or weights are not
  ///   finite.
  func run(
    _ learnt: inout Learnt, with lanes: Lanes, rate: (Int) -> Double, isInterrupted: () -> Bool,
    afterStep: (BatchLoss) -> Bool = { _ in true }
  ) throws -> BatchLoss {
    let start = learnt
    do {
      let total = try pass(&learnt, lanes, rate, isInterrupted, afterStep, checksEveryStep: false)
      if lanes.leader.areFinite(learnt) { return total }
    } catch TrainingError.diverged {}
    learnt = start
    _ = try pass(&learnt, lanes, rate, isInterrupted, { _ in true }, checksEveryStep: true)
    throw TrainingError.diverged(epoch: done + 1, step: learnt.steps - start.steps)
  }

  private func pass(
    _ learnt: inout Learnt, _ lanes: Lanes, _ rate: (Int) -> Double, _ isInterrupted: () -> Bool,
    _ afterStep: (BatchLoss) -> Bool, checksEveryStep: Bool
  ) throws -> BatchLoss {
    let seed = CounterRandom(seed: options.seed)
    let correction = options.correction
    let first = learnt.steps
    var step = first
    defer { learnt.steps = step }
    var total = BatchLoss()
    try order.withUnsafeBufferPointer { order in
      guard let rows = order.baseAddress else { return }
      try learnt.optimizerMemory.withMutablePointer { memory in
        try learnt.weights.withMutablePointer { weights in
          for start in stride(from: 0, to: order.count, by: plan.batch) {
            if isInterrupted() { throw TrainingError.interrupted(epoch: done) }
            step += 1
            let count = min(plan.batch, order.count - start)
            let loss = lanes.run(
              data, rows: rows + start, count: count, weights: weights, random: seed.stream(.dropout, step),
              augmentedBy: seed.stream(.augmentation, done))
            guard loss.sum.isFinite else { throw TrainingError.diverged(epoch: done + 1, step: step - first) }
            lanes.leader.update(
              optimizer, correction, weights: weights, memory: memory, learningRate: rate(step), step: step)
            if checksEveryStep, !lanes.leader.areFinite(weights, memory, optimizer.slots * plan.parameterCount) {
              throw TrainingError.diverged(epoch: done + 1, step: step - first)
            }
            total += loss
            if !afterStep(loss) { return }
          }
        }
      }
    }
    return total
  }
}

extension Workspace {
  /// Whether what was learnt is finite numbers.
  func areFinite(_ learnt: Epoch.Learnt) -> Bool {
    learnt.weights.withPointer { weights in
      learnt.optimizerMemory.withPointer { areFinite(weights, $0, learnt.optimizerMemory.count) }
    }
  }
}

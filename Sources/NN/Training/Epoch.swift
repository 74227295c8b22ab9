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

  func run(_ learnt: inout Learnt, in workspace: Workspace, isInterrupted: () -> Bool) throws -> BatchLoss {
    let seed = CounterRandom(seed: options.seed)
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
            workspace.load(data, rows: rows + start, count: count, augmentedBy: seed.stream(.augmentation, done))
            let loss = workspace.run(
              weights: weights, rows: count, isTraining: true, random: seed.stream(.dropout, step))
            guard loss.sum.isFinite else { throw TrainingError.diverged(epoch: done + 1, step: step - first) }
            workspace.update(
              optimizer, weights: weights, memory: memory, learningRate: options.learningRate, decay: options.decay,
              step: step)
            total.sum += loss.sum
            total.correct += loss.correct
          }
          guard workspace.areFinite(weights) else {
            throw TrainingError.diverged(epoch: done + 1, step: step - first)
          }
        }
      }
    }
    return total
  }
}

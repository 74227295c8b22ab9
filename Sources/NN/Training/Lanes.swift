import Basics

/// The workspaces of one training run: each takes an equal part of a batch's rows, on a thread of its own.
///
/// The gradient of a batch is the mean of those of the parts, weighted as their losses are, and each part is always
/// computed in the same way: so the bits depend on the number of threads, and on nothing that happens at run time. What is
/// random in a part, or taken over its rows, is the part's own.
final class Lanes: @unchecked Sendable {
  // Unchecked: whoever takes lanes from their pool has them alone.
  private let workspaces: [Workspace]
  private let losses: UnsafeMutablePointer<BatchLoss>

  /// Makes at least one lane.
  init(_ first: Workspace, _ others: [Workspace] = []) {
    workspaces = [first] + others
    losses = .allocate(capacity: workspaces.count)
    losses.initialize(repeating: BatchLoss(), count: workspaces.count)
  }

  deinit { losses.deallocate() }

  /// The workspace that holds the gradients of the last batch.
  var leader: Workspace { workspaces[0] }

  /// Loads a batch and runs it forward and backward.
  func run(
    _ data: Dataset, rows: UnsafePointer<Int32>, count: Int, weights: UnsafePointer<Float>, random: CounterRandom,
    augmentedBy augmentation: CounterRandom
  ) -> BatchLoss {
    let threads = workspaces.count
    guard threads > 1 else {
      leader.load(data, rows: rows, count: count, augmentedBy: augmentation)
      return leader.run(weights: weights, rows: count, isTraining: true, random: random)
    }
    func start(_ part: Int) -> Int { (part * count + threads - 1) / threads }  // the first part is never empty
    inParallel(threads) { part in
      let (first, size) = (start(part), start(part + 1) - start(part))
      losses[part] = BatchLoss()
      guard size > 0 else { return }
      workspaces[part].load(data, rows: rows + first, count: size, augmentedBy: augmentation)
      losses[part] = workspaces[part].run(
        weights: weights, rows: size, isTraining: true, random: part == 0 ? random : random.stream(.batches, part))
    }
    var total = losses[0]
    for part in 1..<threads where losses[part].weight > 0 {
      total += losses[part]
      leader.average(in: workspaces[part], share: losses[part].weight / total.weight)
    }
    return total
  }
}

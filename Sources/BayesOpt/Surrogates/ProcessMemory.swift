import Synchronization

/// What a strategy need not compute again from one trial to the next; all of it is a function of the history.
final class ProcessMemory: Sendable {
  /// Hyperparameters by the observations up to their checkpoint.
  let fits = Memory<Checkpointed, WarpingFit>()
  private let last = Mutex<[Known]>([])

  private struct Known: Sendable {
    let logarithms: [Double]
    let axes: Axes
    let points: [[Double]]
    let factor: CovarianceFactor
  }

  /// Enough for the kernels that take turns.
  private static let capacity = 2

  /// The factor of the points up to a checkpoint, continued by a row for every point after it.
  ///
  /// A row has the same bits whether the rows above it were remembered or not.
  func factor(_ logarithms: [Double], _ data: GaussianData, from checkpoint: Int) -> CovarianceFactor {
    let points = data.points
    let noise = data.noise(logarithms)
    let known = last.withLock { last in
      last.first {
        $0.logarithms == logarithms && $0.axes == data.axes && $0.points.count >= checkpoint
          && points.starts(with: $0.points)
      }?.factor
    }
    let first =
      known
      ?? CovarianceFactor(
        Kernel(logarithms, data.axes), points: Array(points[..<checkpoint]),
        noise: [Double](repeating: noise, count: checkpoint))
    let rest = Array(points[first.count...])
    let factor = first.appending(rest, noise: rest.map { _ in noise })
    last.withLock { last in
      last.removeAll { $0.axes == data.axes }
      if last.count == Self.capacity { last.removeFirst() }
      last.append(Known(logarithms: logarithms, axes: data.axes, points: points, factor: factor))
    }
    return factor
  }
}

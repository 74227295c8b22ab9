import Synchronization

/// What a strategy need not compute again from one trial to the next; all of it is a function of the history.
final class ProcessMemory: Sendable {
  /// Hyperparameters by the observations up to their checkpoint.
  let fits = Memory<Checkpointed, WarpingFit>()
  private let last = Mutex<(logarithms: [Double], points: [[Double]], factor: CovarianceFactor)?>(nil)

  /// The factor of the points up to a checkpoint, continued by a row for every point after it.
  ///
  /// A row has the same bits whether the rows above it were remembered or not.
  func factor(_ logarithms: [Double], _ data: GaussianData, from checkpoint: Int) -> CovarianceFactor {
    let points = data.points
    let noise = data.noise(logarithms)
    let known = last.withLock { $0 }.flatMap { known in
      known.logarithms == logarithms && known.points.count >= checkpoint && points.starts(with: known.points)
        ? known.factor : nil
    }
    let first =
      known
      ?? CovarianceFactor(
        Kernel(logarithms, data.axes), points: Array(points[..<checkpoint]),
        noise: [Double](repeating: noise, count: checkpoint))
    let rest = Array(points[first.count...])
    let factor = first.appending(rest, noise: rest.map { _ in noise })
    last.withLock { $0 = (logarithms, points, factor) }
    return factor
  }
}

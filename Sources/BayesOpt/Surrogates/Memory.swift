// Nothing here changes a bit of a result: what is remembered is a function of the history, and is what would be computed.

import Synchronization

/// The last values of an expensive pure function, by its argument.
final class Memory<Key: Sendable, Value: Sendable>: Sendable {
  private let entries = Mutex<[(key: Key, value: Value)]>([])

  /// Enough for a search whose models take turns, and another one beside it.
  private static var capacity: Int { 4 }

  /// The youngest value whose argument is as wanted.
  func latest(where isWanted: (Key) -> Bool) -> Value? {
    entries.withLock { $0.last { isWanted($0.key) }?.value }
  }

  /// Remembers the value of an argument, and forgets the oldest.
  func remember(_ value: Value, of key: Key) {
    entries.withLock { entries in
      if entries.count == Self.capacity { entries.removeFirst() }
      entries.append((key, value))
    }
  }
}

extension Memory where Key: Equatable {
  /// The value of an argument, computed unless it is remembered.
  func value(of key: Key, _ compute: () -> Value) -> Value {
    if let known = latest(where: { $0 == key }) { return known }
    let value = compute()
    remember(value, of: key)
    return value
  }
}

/// What the hyperparameters of a checkpoint are a function of.
struct FitKey: Equatable, Sendable {
  /// The observations up to the checkpoint.
  let data: ModelData
  let prior: HyperparameterPrior
}

/// The last covariance factors, continued by a row for every new point.
final class FactorMemory: Sendable {
  private let entries = Mutex<[Entry]>([])

  private struct Entry: Sendable {
    let logarithms: [Double]
    let axes: Axes
    let points: [[Double]]
    let factor: CovarianceFactor
  }

  /// Enough for the kernels that take turns.
  private static let capacity = 2

  /// What of the kept factors is broken: nothing, unless there is a fault in this file.
  func checkInvariants() -> [String] {
    entries.withLock { entries in
      var broken: [String] = []
      if entries.count > Self.capacity { broken.append("capacity") }
      if Set(entries.map(\.axes)).count != entries.count { broken.append("kernels") }
      if !entries.allSatisfy({ $0.factor.count == $0.points.count }) { broken.append("points") }
      return broken
    }
  }

  /// The factor of the points up to a checkpoint, continued by a row for every point after it.
  ///
  /// A row has the same bits whether the rows above it were remembered or not.
  ///
  /// - Complexity: O(n^2) for each of n points that is new; O(n^3) where nothing is remembered.
  func factor(_ logarithms: [Double], _ data: GaussianData, from checkpoint: Int) -> CovarianceFactor {
    let points = data.points
    let noise = data.noise(logarithms)
    let known = entries.withLock { entries in
      entries.first {
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
    entries.withLock { entries in
      entries.removeAll { $0.axes == data.axes }
      if entries.count == Self.capacity { entries.removeFirst() }
      entries.append(Entry(logarithms: logarithms, axes: data.axes, points: points, factor: factor))
    }
    return factor
  }
}

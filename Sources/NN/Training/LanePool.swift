import Foundation
import Synchronization

/// Where a training state leaves its lanes between epochs, for itself and its copies.
///
/// The memory of the passes is most of what training takes, and the system clears whatever memory it gives: made anew for
/// every epoch, that can be a quarter of the time where epochs are of a few steps of a network of convolutions. All
/// states together keep no more lanes than there are processors, so that many that wait cost little.
final class LanePool: Sendable {
  /// Lanes that nobody has, those that have waited longest first.
  private static let idle = Mutex<[(owner: ObjectIdentifier, lanes: Lanes)]>([])
  private static let capacity = ProcessInfo.processInfo.activeProcessorCount

  deinit {
    let owner = ObjectIdentifier(self)
    Self.idle.withLock { idle in idle.removeAll { $0.owner == owner } }
  }

  /// Lanes that were put here and that no other has, if they were kept.
  func take() -> Lanes? {
    Self.idle.withLock { idle in
      idle.lastIndex { $0.owner == ObjectIdentifier(self) }.map { idle.remove(at: $0).lanes }
    }
  }

  /// Leaves lanes for the next that trains.
  func put(_ lanes: Lanes) {
    Self.idle.withLock { idle in
      idle.append((ObjectIdentifier(self), lanes))
      if idle.count > Self.capacity { idle.removeFirst() }
    }
  }
}

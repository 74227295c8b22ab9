import Foundation
import Synchronization

/// Where a training state leaves its team between epochs, for itself and its copies.
///
/// The memory of the passes is most of what training takes, and the system clears whatever memory it gives: made anew for
/// every epoch, that can be a quarter of the time where epochs are of a few steps of a network of convolutions. All
/// states together keep no more teams than there are processors, so that many that wait cost little.
final class LanePool: Sendable {
  /// Teams that nobody has, the one that has waited longest first.
  private static let idle = Mutex<[(owner: ObjectIdentifier, team: Lanes)]>([])
  private static let capacity = ProcessInfo.processInfo.activeProcessorCount

  deinit {
    let owner = ObjectIdentifier(self)
    Self.idle.withLock { idle in idle.removeAll { $0.owner == owner } }
  }

  /// A team that was put here and that no other has, if it was kept.
  func take() -> Lanes? {
    Self.idle.withLock { idle in
      idle.lastIndex { $0.owner == ObjectIdentifier(self) }.map { idle.remove(at: $0).team }
    }
  }

  /// Leaves a team for the next that trains.
  func put(_ team: Lanes) {
    Self.idle.withLock { idle in
      idle.append((ObjectIdentifier(self), team))
      if idle.count > Self.capacity { idle.removeFirst() }
    }
  }
}

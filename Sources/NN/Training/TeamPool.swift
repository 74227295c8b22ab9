import Synchronization

/// Where a training state leaves its team between epochs, for itself and its copies.
///
/// The memory of the passes is most of what training takes, and the system clears whatever memory it gives: made anew for
/// every epoch, that can be a quarter of the time where epochs are of a few steps of a network of convolutions.
final class TeamPool: Sendable {
  private let idle = Mutex<Team?>(nil)

  /// The team that was put here last, unless another has it.
  func take() -> Team? {
    idle.withLock { idle in
      defer { idle = nil }
      return idle
    }
  }

  /// Leaves a team for the next that trains.
  func put(_ team: Team) { idle.withLock { $0 = team } }
}

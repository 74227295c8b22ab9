import Synchronization

/// What was found out about a space: functions of it alone, so that nothing depends on who asked first.
final class SpaceMemory: Sendable {
  /// Whether drawing points until one is allowed has no chance.
  let isTight = Finding<Bool>()
  /// The excess of each constraint at ordinary points.
  let excessScales = Finding<[Double]>()
  /// All configurations that are allowed, where they can be found.
  let allowed = Finding<[Configuration]?>()
  /// What a grid has, by budget.
  let grids = Mutex<[Int: Finding<AllowedGrid?>]>([:])

  /// The points of a grid that the constraints allow.
  struct AllowedGrid: Sendable {
    let points: [Configuration]
    /// Whether they are all that the constraints allow in the whole space.
    let isWhole: Bool
  }

  /// A value that is worked out once.
  final class Finding<Value: Sendable>: Sendable {
    private let known = Mutex<Value?>(nil)

    /// The value, computed unless it is known.
    func value(_ compute: () -> Value) -> Value {
      // The lock is not held while functions of the program run; two who ask at once find the same.
      if let value = known.withLock({ $0 }) { return value }
      let value = compute()
      known.withLock { $0 = value }
      return value
    }
  }

  /// What a grid of a budget has.
  func grid(of budget: Int, _ compute: () -> AllowedGrid?) -> AllowedGrid? {
    grids.withLock { grids in
      let finding = grids[budget] ?? Finding()
      grids[budget] = finding
      return finding
    }.value(compute)
  }
}

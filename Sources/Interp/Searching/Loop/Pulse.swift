import Dispatch
import Studies
import Synchronization

/// How the thread that evaluates a trial shows that it lives: it renews the trial's lease, when it is asked to as it looks whether
/// it is interrupted.
///
/// No other thread does that for it. A thread that hangs, and a process that was stopped, give no sign, and when the lease has
/// run out somebody else evaluates the trial.
final class Pulse {
  /// What is renewed.
  struct Lease: Sendable {
    /// How many seconds may pass from one renewal to the next.
    let interval: Double
    let renew: @Sendable () throws(StorageError) -> Void
  }

  /// Set once somebody else has the trial.
  private final class Loss: Sendable {
    let isKnown = Atomic<Bool>(false)
  }

  /// What the trial's thread looks at.
  let interruption: Interruption
  private let loss: Loss
  private let timer: any DispatchSourceTimer

  /// The pulse of a trial that begins.
  ///
  /// - Parameters:
  ///   - lease: what is renewed.
  ///   - whole: what interrupts the search that the trial is of.
  init(_ lease: Lease, within whole: Interruption) {
    let loss = Loss()
    let interruption = Interruption(within: whole) {
      do throws(StorageError) { try lease.renew() } catch {
        // What cannot be written now is tried again.
        if error.isTemporary { return true }
        loss.isKnown.store(true, ordering: .relaxed)
        return false
      }
      return true
    }
    let timer = DispatchSource.makeTimerSource()
    timer.schedule(deadline: .now() + lease.interval, repeating: lease.interval)
    timer.setEventHandler { interruption.requestSign() }
    timer.activate()
    (self.loss, self.interruption, self.timer) = (loss, interruption, timer)
  }

  /// Whether somebody else has the trial.
  var isLost: Bool { loss.isKnown.load(ordering: .relaxed) }

  /// The trial has ended.
  func stop() { timer.cancel() }
}

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

  /// Why the trial is not this process's any more, once that is known.
  private final class Loss: Sendable {
    let reason = Mutex<StorageError?>(nil)
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
        guard error.isLoss || error == .noSuchStudy else { return true }
        loss.reason.withLock { $0 = error }
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

  /// Why the trial is not this process's any more; nil while it is.
  var lossReason: StorageError? { loss.reason.withLock { $0 } }

  /// The trial has ended.
  func stop() { timer.cancel() }
}

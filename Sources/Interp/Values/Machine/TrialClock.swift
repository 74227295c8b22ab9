import Dispatch

/// How long a trial has run, without the time in which it was laid aside; asks it to stop when its time is up.
final class TrialClock {
  private let limit: Double?
  private let interruption: Interruption
  private var elapsed = Duration.zero
  private var start: ContinuousClock.Instant?
  private var timer: (any DispatchSourceTimer)?

  /// The clock of a trial that begins.
  ///
  /// - Parameters:
  ///   - limit: how long it may run, in seconds; nil for as long as it takes.
  ///   - interruption: what is requested when that is over.
  init(limit: Double?, _ interruption: Interruption) {
    (self.limit, self.interruption) = (limit, interruption)
    resume()
  }

  /// How long the trial has run, in seconds.
  var seconds: Double {
    let running = start.map { ContinuousClock.now - $0 } ?? .zero
    return (elapsed + running) / .seconds(1)
  }

  /// Stops, while the trial may be laid aside, and at its end.
  func pause() {
    timer?.cancel()
    timer = nil
    elapsed += start.map { ContinuousClock.now - $0 } ?? .zero
    start = nil
  }

  /// Goes on.
  func resume() {
    start = .now
    guard let limit else { return }
    let timer = DispatchSource.makeTimerSource()
    timer.schedule(deadline: .now() + max(limit - seconds, 0))
    timer.setEventHandler { [interruption] in interruption.request() }
    timer.activate()
    self.timer = timer
  }
}

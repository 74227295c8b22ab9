/// How long a study has been searched: the time since the loop began, and what earlier sessions spent on it.
struct SearchClock {
  private let begin = ContinuousClock.now
  private let spent: Double

  init(spent: Double) { self.spent = spent }

  /// In seconds.
  var seconds: Double {
    let duration = (ContinuousClock.now - begin).components
    return spent + Double(duration.seconds) + Double(duration.attoseconds) * 1e-18
  }
}

/// What there is to say of a stored study without reading its trials.
public struct StudyOverview: Hashable, Sendable {
  /// What was sought, where, and how.
  public let description: StudyDescription
  /// How many trials are in each state.
  public let counts: [TrialState: Int]
  /// How many of those that run have nobody to run them: they were given back, or their process has ended.
  public let abandoned: Int
  /// The best value of a complete trial; nil without one, or with several objectives.
  public let best: Double?
  /// When a trial began or ended last.
  public let lastMoment: Timestamp?

  /// How many trials have ended.
  public var finished: Int { [.complete, .pruned, .failed].reduce(0) { $0 + (counts[$1] ?? 0) } }
  /// How many trials are being run.
  public var running: Int { max((counts[.running] ?? 0) - abandoned, 0) }
}

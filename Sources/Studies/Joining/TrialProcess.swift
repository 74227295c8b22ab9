/// The process that runs a trial, as people look for it.
public struct TrialProcess: Hashable, Sendable {
  /// The machine's name.
  public let host: String
  /// The process identifier on it.
  public let number: Int
}

extension StudyCursor {
  /// The processes of the trials that are under way, by trial, where they are known.
  public var processes: [Int: TrialProcess] {
    open.compactMapValues { trial in trial.owner.map { TrialProcess(host: $0.host, number: $0.process) } }
  }
}

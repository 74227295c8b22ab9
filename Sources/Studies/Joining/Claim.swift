import Basics
import Glibc

/// Who runs a trial, as the trial's attribute `hpo:owner` keeps it.
///
/// A trial whose process has ended is an orphan. It is handed out again, under its own number and with its own
/// configuration, so that nothing is lost, skipped or evaluated twice: the end of a process from outside looks like one by
/// its own objective, and says nothing about the trial. Only a configuration whose process has ended very often in a row,
/// with nothing else under way in it, is given up, or it would bring down every session that joins.
///
/// A paused trial is nobody's to evaluate until it is resumed, and ends no process while it lies. With the process that keeps what
/// it needs that is gone, and the trial is an orphan.
struct Claim: Hashable, Sendable {
  /// The process, `nil` where it gave the trial back, or paused it for anybody.
  var owner: Owner?
  /// How often the trial was begun in a row, this time included, in processes that had no other trial of the study under way
  /// when they ended.
  var attempt: Int
  /// Whether the trial is paused; its owner, if it has one, keeps what it needs to go on with it.
  var isPaused = false

  /// How often the process of a trial may end: so often that nobody kills it by chance, or by taking a machine away.
  static let mostAttempts = 100

  /// More attempts than any trial has had; an attribute that says more was not written by this program.
  private static let largestAttempt = 1000

  /// Whether someone else may take the trial over and begin it anew.
  var isOrphaned: Bool { owner?.hasEnded ?? !isPaused }

  /// Whether a process may go on with the trial.
  func canBeResumed(by process: Owner) -> Bool {
    isPaused && (owner.map { $0 == process || $0.hasEnded } ?? true)
  }

  /// Whether the trial has ended its process as often as it may.
  var isHopeless: Bool { attempt >= Self.mostAttempts }

  /// The claim of a process that takes the trial over.
  ///
  /// - Parameters:
  ///   - owner: the process.
  ///   - isCounted: whether the trial may be why the process before has ended.
  /// - Returns: the claim.
  func takenOver(by owner: Owner, isCounted: Bool = true) -> Claim {
    Claim(owner: owner, attempt: isCounted ? attempt + 1 : attempt)
  }

  /// The claim of a process that gives the trial back unharmed: the attempt does not count.
  var released: Claim { Claim(owner: nil, attempt: max(attempt - 1, 0)) }

  /// The claim on the trial while it is paused, for anybody to go on with or for its owner alone.
  func paused(isKept: Bool) -> Claim {
    Claim(owner: isKept ? owner : nil, attempt: attempt, isPaused: true)
  }

  /// The claim of a process that goes on with the paused trial.
  func resumed(by owner: Owner) -> Claim { Claim(owner: owner, attempt: attempt) }
}

extension Claim {
  /// The claim as the database keeps it.
  var json: JSON {
    var members: [JSON.Member] = []
    if let owner {
      members = [
        .init("host", .string(owner.host)), .init("boot", .string(owner.boot)),
        .init("process", .integer(owner.process)), .init("started", .integer(owner.started)),
      ]
    }
    members.append(.init("attempt", .integer(attempt)))
    if isPaused { members.append(.init("paused", true)) }
    return .object(members)
  }

  /// Reads the text of an attribute; `nil` where it is no claim.
  init?(text: String) {
    guard let json = JSON(parsing: text) else { return nil }
    self.init(json: json)
  }

  /// Reads what `json` wrote; `nil` where it is anything else, damaged for instance: such a trial is left alone.
  init?(json: JSON) {
    guard let attempt = json["attempt"]?.wholeNumber, 0...Self.largestAttempt ~= attempt else { return nil }
    self.attempt = attempt
    if let paused = json["paused"] {
      guard let isPaused = paused.truth else { return nil }
      self.isPaused = isPaused
    }
    if ["host", "boot", "process", "started"].allSatisfy({ json[$0] == nil }) { return }
    guard let host = json["host"]?.text, let boot = json["boot"]?.text,
      let process = json["process"]?.wholeNumber, 1...Int(pid_t.max) ~= process,
      let started = json["started"]?.wholeNumber, started >= 0
    else { return nil }
    owner = Owner(host: host, boot: boot, process: process, started: started)
  }
}

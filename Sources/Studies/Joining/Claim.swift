import Basics
import Glibc

/// Who runs a trial, as the trial's attribute `hpo:owner` keeps it.
///
/// A trial whose process has ended is an orphan. It is handed out again, under its own number and with its own
/// configuration, so that nothing is lost, skipped or evaluated twice: the end of a process from outside looks like one by
/// its own objective, and says nothing about the trial. Only a configuration whose process has ended very often in a row,
/// with nothing else under way in it, is given up, or it would bring down every session that joins.
///
/// Of a process that nothing is known of - it runs on another machine, or it was stopped - a lease tells: whoever evaluates the
/// trial renews it, and when it has run out the trial is an orphan too. A claim is changed only from the text that it is known
/// to have, so that whoever wakes up after that finds that it has lost the trial.
///
/// A paused trial is nobody's to evaluate until it is resumed, and ends no process while it lies. With the process that keeps what
/// it needs that is gone, and the trial is an orphan.
struct Claim: Hashable, Sendable {
  /// The process, `nil` where it gave the trial back, or paused it for anybody.
  var owner: Owner?
  /// How often the trial was begun in a row, this time included, in processes that had no other trial of the study under way
  /// when they ended.
  var attempt: Int
  /// For how many seconds the owner is taken to live without a sign of life; nil where only its process tells.
  var lease: Double?
  /// Whether the trial is paused; its owner, if it has one, keeps what it needs to go on with it.
  var isPaused = false

  /// How often the process of a trial may end: so often that nobody kills it by chance, or by taking a machine away.
  static let mostAttempts = 100

  /// More attempts than any trial has had; an attribute that says more was not written by this program.
  private static let largestAttempt = 1000

  /// Whether someone else may take the trial over and begin it anew.
  ///
  /// - Parameter renewal: when its lease was renewed, where it has one.
  /// - Returns: whether its process has ended, or is taken to have.
  func isOrphaned(_ renewal: StudyCursor.Lease?) -> Bool {
    guard let owner else { return !isPaused }
    switch owner.life {
    case .ended: return true
    case .beforeTheBoot:
      guard let lease, let renewal else { return true }
      return renewal.clockAge > lease
    case .alive, .unknown:
      guard let lease, let renewal else { return false }
      return renewal.age > lease
    }
  }

  /// Whether a process may go on with the trial.
  func canBeResumed(by process: Owner, _ renewal: StudyCursor.Lease?) -> Bool {
    isPaused && (owner == nil || owner == process || isOrphaned(renewal))
  }

  /// Whether the trial has ended its process as often as it may.
  var isHopeless: Bool { attempt >= Self.mostAttempts }

  /// The claim of a process that takes the trial over.
  ///
  /// - Parameters:
  ///   - owner: the process.
  ///   - lease: for how many seconds it is taken to live without a sign of life.
  ///   - isCounted: whether the trial may be why the process before has ended.
  /// - Returns: the claim.
  func takenOver(by owner: Owner, lease: Double?, isCounted: Bool = true) -> Claim {
    Claim(owner: owner, attempt: isCounted ? attempt + 1 : attempt, lease: lease)
  }

  /// The claim of a process that gives the trial back unharmed: the attempt does not count.
  var released: Claim { Claim(owner: nil, attempt: max(attempt - 1, 0)) }

  /// The claim on the trial while it is paused, for anybody to go on with or for its owner alone.
  func paused(isKept: Bool) -> Claim {
    Claim(owner: isKept ? owner : nil, attempt: attempt, lease: isKept ? lease : nil, isPaused: true)
  }

  /// The claim of a process that goes on with the paused trial.
  func resumed(by owner: Owner, lease: Double?) -> Claim { Claim(owner: owner, attempt: attempt, lease: lease) }
}

extension Claim {
  /// The claim as the database keeps it.
  var json: JSON {
    var members: [JSON.Member] = []
    if let owner {
      members = [
        .init("host", .string(owner.host)), .init("boot", .string(owner.boot)),
        .init("process", .integer(owner.process)), .init("started", .integer(owner.started)),
        .init("namespace", .string(owner.namespace)), .init("storage", .integer(owner.storage)),
      ]
    }
    if let lease { members.append(.init("lease", .real(lease))) }
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
    if let lease = json["lease"] {
      guard let seconds = lease.number, seconds > 0 else { return nil }
      self.lease = seconds
    }
    if ["host", "boot", "process", "started"].allSatisfy({ json[$0] == nil }) { return }
    guard let host = json["host"]?.text, let boot = json["boot"]?.text,
      let process = json["process"]?.wholeNumber, 1...Int(pid_t.max) ~= process,
      let started = json["started"]?.wholeNumber, started >= 0
    else { return nil }
    // A claim may leave out what was not known of its process.
    owner = Owner(
      host: host, boot: boot, process: process, started: started, namespace: json["namespace"]?.text ?? "",
      storage: json["storage"]?.wholeNumber ?? 0)
  }
}

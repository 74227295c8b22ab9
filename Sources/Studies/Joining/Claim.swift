import Basics

/// Who runs a trial, as the trial's attribute `hpo:owner` keeps it.
///
/// A trial whose process has ended is an orphan. It is handed out again, under its own number and with its own
/// configuration, so that nothing is lost, skipped or evaluated twice. A configuration that brought down its process
/// several times is given up instead, or it would bring down every session that joins.
struct Claim: Hashable, Sendable {
  /// The process, `nil` where it gave the trial back.
  var owner: Owner?
  /// How often the trial was begun, this time included.
  var attempt: Int

  /// How often a trial may end its process.
  static let mostAttempts = 3

  /// Whether someone else may take the trial over.
  var isOrphaned: Bool { owner?.hasEnded ?? true }

  /// Whether the trial has ended its process as often as it may.
  var isHopeless: Bool { attempt >= Self.mostAttempts }

  /// The claim of a process that takes the trial over.
  func takenOver(by owner: Owner) -> Claim {
    Claim(owner: owner, attempt: attempt + 1)
  }

  /// The claim of a process that gives the trial back unharmed: the attempt does not count.
  var released: Claim { Claim(owner: nil, attempt: attempt - 1) }
}

extension Claim {
  /// The claim as the database keeps it.
  var json: JSON {
    guard let owner else { return ["attempt": .integer(attempt)] }
    return [
      "host": .string(owner.host), "boot": .string(owner.boot), "process": .integer(owner.process),
      "started": .integer(owner.started), "attempt": .integer(attempt),
    ]
  }

  /// Reads what `json` wrote; `nil` where it is anything else.
  init?(json: JSON) {
    guard let attempt = json["attempt"]?.wholeNumber else { return nil }
    self.attempt = attempt
    guard let host = json["host"]?.text, let boot = json["boot"]?.text, let process = json["process"]?.wholeNumber,
      let started = json["started"]?.wholeNumber
    else { return }
    owner = Owner(host: host, boot: boot, process: process, started: started)
  }
}

import Basics
import BayesOpt

extension OptunaTables {
  /// So long a lock is waited for, in milliseconds, before whoever has a result is told that it cannot be written yet.
  private static let patience = 2000

  /// Records a trial that has ended, in one transaction.
  mutating func finish(_ trial: Trial, in study: StoredStudy) throws(StorageError) {
    let (claim, key, _) = try claim(on: trial, in: study)
    try database.hurrying(Self.patience) { [self] () throws(StorageError) in
      try database.transaction(.writing) { () throws(StorageError) in
        do throws(StorageError) { try lock(key, claimedBy: claim, number: trial.number, in: study) } catch {
          // Where the connection was lost before the answer came, the trial may have been recorded.
          if case .trialLost = error, try isRecorded(trial, key: key, claim) { return }
          throw error
        }
        try Self.end(trial, key: key, in: database)
      }
    }
    studies[study.place].claims[trial.number] = nil
  }

  /// Records reports of a running trial, in one transaction.
  func report(_ reports: [Report], of trial: Trial, in study: StoredStudy) throws(StorageError) {
    let (claim, key, _) = try claim(on: trial, in: study)
    try database.hurrying(Self.patience) { () throws(StorageError) in
      try database.transaction(.writing) { () throws(StorageError) in
        try lock(key, claimedBy: claim, number: trial.number, in: study)
        try Self.write(reports, key: .integer(key), in: database)
      }
    }
  }

  /// Renews the lease of a trial.
  func renew(_ trial: Trial, in study: StoredStudy) throws(StorageError) {
    let (claim, key, _) = try claim(on: trial, in: study)
    try database.hurrying(Self.patience) { () throws(StorageError) in
      try database.transaction(.writing) { () throws(StorageError) in
        try lock(key, claimedBy: claim, number: trial.number, in: study)
        try database.run(OptunaStatements.setLease(database.dialect), .integer(key))
      }
    }
  }

  /// Whether a trial has ended under a claim as it is to be recorded.
  private func isRecorded(_ trial: Trial, key: Int, _ claim: String) throws(StorageError) -> Bool {
    try claimText(of: key, inState: trial.state) == claim
  }

  /// Gives a trial back.
  mutating func release(_ trial: Trial, in study: StoredStudy) throws(StorageError) {
    try giveUp(trial, in: study) { $0.released }
  }

  /// Lays a running trial aside.
  mutating func pause(_ trial: Trial, isKept: Bool, in study: StoredStudy) throws(StorageError) {
    try giveUp(trial, in: study) { $0.paused(isKept: isKept) }
  }

  /// Goes on with a paused trial.
  mutating func resume(
    _ number: Int, in study: StoredStudy, among cursor: StudyCursor
  ) throws(StorageError) -> Trial? {
    let known = try openStudy(study)
    guard let open = cursor.open[number], let text = open.claim, let claim = Claim(text: text),
      claim.canBeResumed(by: owner, open.lease)
    else { return nil }
    let mine = claim.resumed(by: owner, lease: lease).json.description
    let trial = try database.transaction(.writing) { [self] () throws(StorageError) -> Trial? in
      try lock(trial: open.key)
      if claim.owner != owner, claim.owner != nil, try !isStillOrphaned(open, claim) { return nil }
      guard try change(open.key, from: text, to: mine) else { return nil }
      try database.run(OptunaStatements.setLease(database.dialect), .integer(open.key))
      let selection = OptunaSelection.keys([open.key])
      return try trials(try heads(selection), of: known, selection).first
    }
    if let trial { studies[study.place].claims[number] = (mine, open.key, trial.start) }
    return trial
  }

  /// Ends the ownership of a trial that has not ended.
  private mutating func giveUp(
    _ trial: Trial, in study: StoredStudy, _ claimAfter: (Claim) -> Claim
  ) throws(StorageError) {
    let (text, key, _) = try claim(on: trial, in: study)
    guard let claim = Claim(text: text) else { throw .trialLost(number: trial.number) }
    let after = claimAfter(claim).json.description
    try database.transaction(.writing) { [self] () throws(StorageError) in
      try lock(trial: key)
      if try change(key, from: text, to: after) { return }
      // Where the connection was lost before the answer came, it may have been changed.
      guard try claimText(of: key) == after else { throw try loss(of: trial.number, key: key, in: study) }
    }
    studies[study.place].claims[trial.number] = nil
  }

  /// Makes sure, until the end of a writing transaction, that a trial still runs under a claim.
  private func lock(
    _ key: Int, claimedBy claim: String, number: Int, in study: StoredStudy
  ) throws(StorageError) {
    try lock(trial: key)
    guard try claimText(of: key) == claim else { throw try loss(of: number, key: key, in: study) }
  }

  /// Why a trial is no longer this process's: it was taken over, or it or its study was deleted.
  private func loss(of number: Int, key: Int, in study: StoredStudy) throws(StorageError) -> StorageError {
    let known = try openStudy(study)
    _ = try trialCount(of: known)
    let row = try database.run(OptunaStatements.trial, .integer(key), .integer(known.key)).first
    return row?[0].integer == number ? .trialLost(number: number) : .trialDeleted(number: number)
  }

  /// The claim on a trial in a state; nil where it is in another, or has none.
  private func claimText(of key: Int, inState state: TrialState = .running) throws(StorageError) -> String? {
    let row = try database.run(OptunaStatements.claim, .integer(key), .text(OptunaKey.owner)).first
    return row?[1].text == OptunaEncoding.name(of: state) ? row?[0].text : nil
  }

  private func claim(
    on trial: Trial, in study: StoredStudy
  ) throws(StorageError) -> (text: String, trialKey: Int, start: Timestamp?) {
    guard let claim = try openStudy(study).claims[trial.number], claim.start == trial.start else {
      throw .trialLost(number: trial.number)
    }
    return claim
  }

  /// Writes reports; one of a step that has one already replaces it.
  private static func write(
    _ reports: [Report], key: SQLValue, in database: any SQLConnection
  ) throws(StorageError) {
    if reports.isEmpty { return }
    for report in reports {
      let (value, type) = OptunaEncoding.columns(report.value)
      try database.run(OptunaStatements.setReport, key, .integer(report.step), value, type)
    }
  }

  /// Writes how a trial ended: its state, its values, reports, notes and message.
  static func end(_ trial: Trial, key: Int, in database: any SQLConnection) throws(StorageError) {
    let key = SQLValue.integer(key)
    for (objective, value) in trial.values.enumerated() {
      let (value, type) = OptunaEncoding.columns(value)
      try database.run(OptunaStatements.addValue, key, .integer(objective), value, type)
    }
    try write(trial.reports, key: key, in: database)
    for note in trial.notes {
      try database.run(OptunaStatements.addNote, key, .text(note.name), .text(note.value.description))
    }
    if !trial.constraints.isEmpty {
      let text = JSON.array(trial.constraints.map { .real($0) }).description
      try database.run(OptunaStatements.setAttribute, key, .text(OptunaKey.constraints), .text(text))
    }
    if let message = trial.message {
      let text = JSON.string(message).description
      try database.run(OptunaStatements.addNote, key, .text(OptunaKey.message), .text(text))
    }
    let end = trial.end.map { SQLValue.text($0.description) } ?? .null
    try database.run(OptunaStatements.endTrial, .text(OptunaEncoding.name(of: trial.state)), end, key)
  }
}

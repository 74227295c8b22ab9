import Basics
import BayesOpt

extension OptunaTables {
  /// Starts the next trial: its row, its parameters and its claim in one transaction.
  mutating func start(
    _ configuration: Configuration, number: Int, in study: StoredStudy
  ) throws(StorageError) -> Trial? {
    let known = try openStudy(study)
    let database = database
    let trial = Trial(number: number, configuration: configuration)
    let claim = Claim(owner: owner, attempt: 1, lease: lease).json.description
    let key = try database.transaction(.beginning) { [self] () throws(StorageError) -> Int? in
      try lock(known)
      guard try trialCount(of: known) == number else { return nil }
      let now = trial.start.map { SQLValue.text($0.description) } ?? .null
      let rows = try database.run(OptunaStatements.makeTrial, .integer(number), .integer(known.key), now)
      guard let key = rows.first?[0].integer else {
        throw .failure(storage: database.name, reason: "the trial was given no key")
      }
      try write(configuration, claim, key: key, of: known)
      return key
    }
    guard let key else { return nil }
    studies[study.place].claims[number] = (claim, key, trial.start)
    return trial
  }

  /// Waits until no other connection has the turn to begin a trial of a study; false where that takes too long, or nobody waits.
  func takeTurn(in study: StoredStudy) throws(StorageError) -> Bool {
    guard let turn = database.dialect.turn else { return false }
    let known = try openStudy(study)
    try database.requirePresence()
    do throws(StorageError) { try database.run(turn.take, .integer(known.key)) } catch {
      if case .locked = error { return false }
      throw error
    }
    return true
  }

  /// Lets the next one have the turn; where the connection is lost, so is the turn.
  func giveTurn(in study: StoredStudy) {
    guard let turn = database.dialect.turn, let known = try? openStudy(study) else { return }
    _ = try? database.run(turn.give, .integer(known.key))
  }

  /// Takes a waiting trial up with the configuration that it is to have; nil where somebody else was faster.
  mutating func take(
    _ number: Int, _ configuration: Configuration, in study: StoredStudy, among cursor: StudyCursor
  ) throws(StorageError) -> Trial? {
    let known = try openStudy(study)
    guard let open = cursor.open[number] else { return nil }
    let database = database
    let trial = Trial(number: number, configuration: configuration)
    let claim = Claim(owner: owner, attempt: 1, lease: lease).json.description
    let isTaken = try database.transaction(.writing) { () throws(StorageError) in
      let now = trial.start.map { SQLValue.text($0.description) } ?? .null
      try database.run(OptunaStatements.takeTrial, now, .integer(open.key))
      guard database.changedRows == 1 else { return false }
      try database.run(OptunaStatements.dropParameters, .integer(open.key))
      try write(configuration, claim, key: open.key, of: known)
      return true
    }
    guard isTaken else { return nil }
    studies[study.place].claims[number] = (claim, open.key, trial.start)
    return trial
  }

  /// Writes what a trial has as it starts: its parameters and who runs it.
  private func write(
    _ configuration: Configuration, _ claim: String, key: Int, of study: OpenStudy
  ) throws(StorageError) {
    let parameters = zip(study.parameters, configuration.values).enumerated().compactMap { index, pair in
      pair.1.map { value -> [SQLValue] in
        [
          .integer(key), .text(pair.0.name), OptunaEncoding.column(value), .text(study.distribution(index, of: value)),
        ]
      }
    }
    try insert(parameters, into: "trial_params", OptunaStatements.parameterColumns)
    for (name, value) in Self.integers(of: configuration, in: study) {
      try database.run(OptunaStatements.setAttribute, .integer(key), .text(name), .text(value))
    }
    try database.run(
      OptunaStatements.setClaim(database.dialect), .integer(key), .text(OptunaKey.owner), .text(claim), .integer(key))
  }

  /// The attribute of the integers that the column of doubles would round, where there are any.
  private static func integers(of configuration: Configuration, in study: OpenStudy) -> [(String, String)] {
    guard study.hasLargeIntegers else { return [] }
    let members = zip(study.parameters, configuration.values).compactMap { parameter, value -> JSON.Member? in
      guard case .integer(let integer) = value, Int(exactly: Double(integer)) != integer else { return nil }
      return JSON.Member(parameter.name, .integer(integer))
    }
    return members.isEmpty ? [] : [(OptunaKey.integers, JSON.object(members).description)]
  }

  /// Takes over the first orphaned trial.
  ///
  /// One that is hopeless is recorded as failed instead. One that this storage has begun without knowing - the connection was
  /// lost before the answer came - is its own from then on.
  mutating func adopt(in study: StoredStudy, among cursor: StudyCursor) throws(StorageError) -> Trial? {
    let known = try openStudy(study)
    for open in cursor.openInOrder {
      guard let text = open.claim, let claim = Claim(text: text) else { continue }
      let isKnown = studies.contains { $0.key == known.key && $0.claims[open.trial.number] != nil }
      if claim.owner == owner, !claim.isPaused, !isKnown {
        studies[study.place].claims[open.trial.number] = (text, open.key, open.trial.start)
        return Trial(number: open.trial.number, configuration: open.trial.configuration, start: open.trial.start)
      }
      guard open.isOrphaned else { continue }
      // Of several trials that a process had under way, none can be blamed for its end: the others are given back.
      let others =
        claim.owner.map { owner in
          cursor.openInOrder.filter { $0.key != open.key && $0.owner?.isProcess(of: owner) == true }
        } ?? []
      let mine = claim.takenOver(by: owner, lease: lease, isCounted: others.isEmpty).json.description
      let now = Timestamp.now
      var trial = Trial(number: open.trial.number, configuration: open.trial.configuration, start: now)
      if claim.isHopeless, others.isEmpty {
        let message = "the process that ran it ended, \(claim.attempt) times"
        trial = open.trial.finished(.failed(message), objectives: known.objectives, at: now)
      }
      let isTaken = try database.transaction(.writing) { [self, trial] () throws(StorageError) in
        // Whoever is at it is no orphan's owner.
        guard try tryLock(trial: open.key), try isStillOrphaned(open, claim), try change(open.key, from: text, to: mine)
        else { return false }
        for other in others {
          guard let text = other.claim, let claim = Claim(text: text), !claim.isPaused else { continue }
          guard try tryLock(trial: other.key), try isStillOrphaned(other, claim) else { continue }
          _ = try change(other.key, from: text, to: claim.released.json.description)
        }
        if trial.isFinished {
          try Self.end(trial, key: open.key, in: database)
        } else {
          try database.run(OptunaStatements.restartTrial, .text(now.description), .integer(open.key))
          try database.run(OptunaStatements.dropReports, .integer(open.key))
          try database.run(OptunaStatements.setLease(database.dialect), .integer(open.key))
        }
        return true
      }
      guard isTaken else { continue }
      if !trial.isFinished { studies[study.place].claims[trial.number] = (mine, open.key, trial.start) }
      return trial
    }
    return nil
  }

  /// Whether a trial that was locked is an orphan: its lease may have been renewed since it was read.
  func isStillOrphaned(_ open: StudyCursor.OpenTrial, _ claim: Claim) throws(StorageError) -> Bool {
    // A process that has ended stays so.
    if claim.owner.map({ $0.life == .ended }) ?? !claim.isPaused { return true }
    let row = try database.run(OptunaStatements.lease, .integer(open.key)).first
    return open.isOrphaned && row?[0].text == open.lease?.stamp
  }

  /// Changes the claim on a running trial if it still is the one expected: of several processes one succeeds.
  func change(_ key: Int, from old: String, to new: String) throws(StorageError) -> Bool {
    try database.run(
      OptunaStatements.changeClaim, .text(new), .integer(key), .text(OptunaKey.owner), .text(old))
    return database.changedRows == 1
  }
}

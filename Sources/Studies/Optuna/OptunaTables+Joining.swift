import BayesOpt

extension OptunaTables {
  /// Starts the next trial: its row, its parameters and its claim in one transaction.
  mutating func start(
    _ configuration: Configuration, number: Int, in study: StoredStudy
  ) throws(StorageError) -> Trial? {
    let known = try openStudy(study)
    let database = database
    let trial = Trial(number: number, configuration: configuration)
    let claim = Claim(owner: owner, attempt: 1).json.description
    let key = try database.transaction(.writing) { [self] () throws(StorageError) -> Int? in
      try lock(known)
      guard try trialCount(of: known) == number else { return nil }
      let now = trial.start.map { SQLValue.text($0.description) } ?? .null
      let rows = try database.run(OptunaStatements.makeTrial, .integer(number), .integer(known.key), now)
      guard let key = rows.first?[0].integer else {
        throw .failure(path: database.name, reason: "the trial was given no key")
      }
      for (index, (parameter, value)) in zip(known.parameters, configuration.values).enumerated() {
        guard let value else { continue }
        try database.run(
          OptunaStatements.addParameter, .integer(key), .text(parameter.name), OptunaEncoding.column(value),
          .text(known.distributions[index]))
      }
      try database.run(OptunaStatements.addClaim, .integer(key), .text(OptunaKey.owner), .text(claim))
      return key
    }
    guard let key else { return nil }
    studies[study.place].claims[number] = (claim, key)
    return trial
  }

  /// Takes over the first orphaned trial.
  ///
  /// One that is hopeless is recorded as failed on the way.
  mutating func adopt(in study: StoredStudy, among cursor: StudyCursor) throws(StorageError) -> Trial? {
    let known = try openStudy(study)
    for open in cursor.openInOrder {
      guard let text = open.claim, let claim = Claim(text: text), claim.isOrphaned else { continue }
      let mine = claim.takenOver(by: owner).json.description
      let now = Timestamp.now
      let trial = Trial(number: open.trial.number, configuration: open.trial.configuration, start: now)
      let key = SQLValue.integer(open.key)
      let isTaken = try database.transaction(.writing) { [database] () throws(StorageError) in
        try database.run(OptunaStatements.changeClaim, .text(mine), key, .text(OptunaKey.owner), .text(text))
        guard database.changedRows == 1 else { return false }
        if claim.isHopeless {
          let message = "the process that ran it ended, \(claim.attempt) times"
          try Self.end(
            trial.finished(.failed(message), objectives: known.objectives, at: now), key: open.key, in: database)
          return false
        }
        try database.run(OptunaStatements.restartTrial, .text(now.description), key)
        return true
      }
      guard isTaken else { continue }
      studies[study.place].claims[trial.number] = (mine, open.key)
      return trial
    }
    return nil
  }

  /// Records a trial that has ended, in one transaction.
  mutating func finish(_ trial: Trial, in study: StoredStudy) throws(StorageError) {
    let (claim, key) = try claim(on: trial, in: study)
    let database = database
    try database.transaction(.writing) { () throws(StorageError) in
      let rows = try database.run(OptunaStatements.claim, .integer(key), .text(OptunaKey.owner))
      guard rows.first?[0].text == claim else { throw .trialLost(number: trial.number) }
      try Self.end(trial, key: key, in: database)
    }
    studies[study.place].claims[trial.number] = nil
  }

  /// Gives a trial back.
  mutating func release(_ trial: Trial, in study: StoredStudy) throws(StorageError) {
    let (text, key) = try claim(on: trial, in: study)
    guard let claim = Claim(text: text) else { throw .trialLost(number: trial.number) }
    try database.run(
      OptunaStatements.changeClaim, .text(claim.released.json.description), .integer(key), .text(OptunaKey.owner),
      .text(text))
    guard database.changedRows == 1 else { throw .trialLost(number: trial.number) }
    studies[study.place].claims[trial.number] = nil
  }

  private func claim(
    on trial: Trial, in study: StoredStudy
  ) throws(StorageError) -> (text: String, trialKey: Int) {
    guard let claim = try openStudy(study).claims[trial.number] else { throw .trialLost(number: trial.number) }
    return claim
  }

  /// Writes how a trial ended: its state, its values, reports, notes and message.
  private static func end(_ trial: Trial, key: Int, in database: any SQLConnection) throws(StorageError) {
    let key = SQLValue.integer(key)
    for (objective, value) in trial.values.enumerated() {
      let (value, type) = OptunaEncoding.columns(value)
      try database.run(OptunaStatements.addValue, key, .integer(objective), value, type)
    }
    for report in trial.reports {
      let (value, type) = OptunaEncoding.columns(report.value)
      try database.run(OptunaStatements.addReport, key, .integer(report.step), value, type)
    }
    for note in trial.notes {
      try database.run(OptunaStatements.addNote, key, .text(note.name), .text(note.value.description))
    }
    if let message = trial.message {
      let text = JSON.string(message).description
      try database.run(OptunaStatements.addNote, key, .text(OptunaKey.message), .text(text))
    }
    let end = trial.end.map { SQLValue.text($0.description) } ?? .null
    try database.run(OptunaStatements.endTrial, .text(OptunaEncoding.name(of: trial.state)), end, key)
  }
}

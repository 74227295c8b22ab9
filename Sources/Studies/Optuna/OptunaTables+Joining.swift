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
    let claim = Claim(owner: owner, attempt: 1).json.description
    let key = try database.transaction(.writing) { () throws(StorageError) -> Int? in
      // Trials are never taken away, so those that were settled need not be counted again.
      let recent = try database.run(
        OptunaStatements.trialCount, .integer(known.key), .integer(known.lastSettledKey)
      ).first?[0].integer
      guard let recent, known.settled + recent == number else { return nil }
      let now = trial.start.map { SQLValue.text($0.description) } ?? .null
      let rows = try database.run(OptunaStatements.makeTrial, .integer(number), .integer(known.key), now)
      guard let key = rows.first?[0].integer else {
        throw .failure(path: database.path, reason: "the trial was given no key")
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
  mutating func adopt(in study: StoredStudy) throws(StorageError) -> Trial? {
    let known = try openStudy(study)
    let rows = try database.run(
      OptunaStatements.claims, .integer(known.key), .integer(known.lastSettledKey), .text(OptunaKey.owner))
    for row in rows {
      guard let key = row[0].integer, let number = row[1].integer, let text = row[2].text,
        let claim = JSON(parsing: text).flatMap({ Claim(json: $0) }), claim.isOrphaned
      else { continue }
      let mine = claim.takenOver(by: owner).json.description
      let now = Timestamp.now
      let database = database
      let trial = try database.transaction(.writing) { () throws(StorageError) -> Trial? in
        try database.run(
          OptunaStatements.changeClaim, .text(mine), .integer(key), .text(OptunaKey.owner), .text(text))
        guard database.changedRows == 1 else { return nil }
        let configuration = try Self.configuration(
          of: key, number: number, parameters: known.parameters, in: database)
        let trial = Trial(number: number, configuration: configuration, start: now)
        if claim.isHopeless {
          let message = "the process that ran it ended, \(claim.attempt) times"
          try Self.end(trial.finished(.failed(message), at: now), key: key, in: database)
          return nil
        }
        try database.run(OptunaStatements.restartTrial, .text(now.description), .integer(key))
        return trial
      }
      guard let trial else { continue }
      studies[study.place].claims[number] = (mine, key)
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
    studies[study.place].note(trial, key: key)
  }

  /// Gives a trial back.
  mutating func release(_ trial: Trial, in study: StoredStudy) throws(StorageError) {
    let (text, key) = try claim(on: trial, in: study)
    guard let claim = JSON(parsing: text).flatMap({ Claim(json: $0) }) else { throw .trialLost(number: trial.number) }
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
  private static func end(_ trial: Trial, key: Int, in database: SQLiteDatabase) throws(StorageError) {
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

import Basics

extension OptunaTables {
  /// All studies at one moment, in the order they were made.
  func overviews() throws(StorageError) -> [StudyOverview] {
    try database.transaction(.reading) { () throws(StorageError) in
      var overviews: [StudyOverview] = []
      for row in try database.run(OptunaStatements.studies) {
        guard let id = row[0].integer, let name = row[1].text else { throw .unreadable(what: "the name of a study") }
        overviews.append(try overview(of: id, Self.stored(name: name, id: id, in: database).description))
      }
      return overviews
    }
  }

  private func overview(of id: Int, _ description: StudyDescription) throws(StorageError) -> StudyOverview {
    var counts: [TrialState: Int] = [:]
    for row in try database.run(OptunaStatements.stateCounts, .integer(id)) {
      guard let state = OptunaEncoding.state(row[0].text), let count = row[1].integer else {
        throw .unreadable(what: "the state of a trial of `\(description.name ?? "")`")
      }
      counts[state, default: 0] += count
    }
    let claims = try database.run(OptunaStatements.claims(database.dialect), .integer(id))
    let abandoned = claims.count { row in
      row[0].text.flatMap { Claim(text: $0) }?.isOrphaned(Self.lease(row)) == true
    }
    return StudyOverview(
      description: description, counts: counts, abandoned: abandoned,
      best: try best(of: id, description.objectives),
      lastMoment: try database.run(OptunaStatements.lastMoment, .integer(id)).first.flatMap { Self.timestamp($0[0]) })
  }

  private static func lease(_ row: SQLRow) -> StudyCursor.Lease? {
    StudyCursor.Lease(stamp: row[1].text, now: row[2].real)
  }

  /// The best value of a complete trial; of those that meet all constraints, where there are some.
  private func best(of id: Int, _ objectives: [Objective]) throws(StorageError) -> Double? {
    guard objectives.count == 1 else { return nil }
    let isMaximized = objectives[0].direction == .maximize
    var trials: [Int: (value: Double, constraints: [Double])] = [:]
    for row in try database.run(OptunaStatements.constrainedValues, .integer(id)) {
      guard let trial = row[0].integer, let value = OptunaEncoding.number(row[1], type: row[2]) else { continue }
      trials[trial, default: (value, [])].constraints += OptunaEncoding.constraints(row[3].text)
    }
    guard !trials.isEmpty else {
      let ends = try database.run(OptunaStatements.extremes, .integer(id)).compactMap { row in
        OptunaEncoding.number(row[isMaximized ? 2 : 1], type: row[0])
      }
      return isMaximized ? ends.max() : ends.min()
    }
    let count = trials.values.reduce(0) { max($0, $1.constraints.count) }
    let feasible = trials.values.filter { trial in
      trial.constraints.count == count && trial.constraints.allSatisfy { $0 <= 0 }
    }
    let values = feasible.map { $0.value }
    return isMaximized ? values.max() : values.min()
  }

  /// The study of a name as it is stored; nil where there is none.
  mutating func find(_ name: String) throws(StorageError) -> StoredStudy? {
    let database = database
    let found = try database.transaction(.reading) { () throws(StorageError) -> (Int, StudyDescription)? in
      guard let id = try database.run(OptunaStatements.study, .text(name)).first?[0].integer else { return nil }
      return (id, try Self.stored(name: name, id: id, in: database).description)
    }
    guard let (id, description) = found else { return nil }
    return StoredStudy(place: place(of: id, name, description), description: description, original: description)
  }

  /// Deletes the study of a name with all of its trials; false where there is none.
  func delete(_ name: String) throws(StorageError) -> Bool {
    try database.transaction(.writing) { () throws(StorageError) in
      let rows = try database.run(OptunaStatements.study + database.dialect.rowLock, .text(name))
      guard let id = rows.first?[0].integer else { return false }
      let running = try database.run(OptunaStatements.claims(database.dialect), .integer(id)).count { row in
        guard let claim = row[0].text.flatMap({ Claim(text: $0) }), let owner = claim.owner else { return false }
        let lease = Self.lease(row)
        return !claim.isOrphaned(lease) && (owner.life == .alive || lease != nil)
      }
      guard running == 0 else { throw .studyInUse(name: name, running: running) }
      for statement in OptunaStatements.deleteStudy { try database.run(statement, .integer(id)) }
      return true
    }
  }
}

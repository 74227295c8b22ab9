import Basics
import BayesOpt

extension OptunaTables {
  /// The trials of a study by number, from one consistent look at the database.
  mutating func trials(of study: StoredStudy) throws(StorageError) -> [Trial] {
    guard studies.indices.contains(study.place) else { throw .noSuchStudy }
    let database = database
    try database.transaction(.reading) { () throws(StorageError) in
      try studies[study.place].refresh(from: database)
    }
    return studies[study.place].trials
  }
}

extension OptunaTables.OpenStudy {
  /// Reads the trials that had not ended the last time, and those that are new.
  fileprivate mutating func refresh(from database: SQLiteDatabase) throws(StorageError) {
    let rows = try database.run(OptunaStatements.trialsAfter, .integer(key), .integer(lastSettledKey))
    for (number, row) in zip(settled..., rows) {
      if number < trials.count, trials[number].isFinished { continue }
      guard let trialKey = row[0].integer, row[1].integer == number else {
        throw .unreadable(what: "the number of trial \(number)")
      }
      note(
        try OptunaTables.trial(number, row: row, key: trialKey, parameters: parameters, in: database), key: trialKey)
    }
    while settled < trials.count, trials[settled].isFinished { settled += 1 }
  }
}

extension OptunaTables {
  fileprivate static func trial(
    _ number: Int, row: SQLRow, key: Int, parameters: [ParameterDescription], in database: SQLiteDatabase
  ) throws(StorageError) -> Trial {
    guard let state = OptunaEncoding.state(row[2].text) else { throw .unreadable(what: "the state of trial \(number)") }
    let configuration = try configuration(of: key, number: number, parameters: parameters, in: database)
    var trial = Trial(number: number, configuration: configuration, start: row[3].text.flatMap { Timestamp($0) })
    trial.state = state
    trial.end = row[4].text.flatMap { Timestamp($0) }
    trial.values = try values(of: key, number: number, in: database)
    trial.reports = try reports(of: key, number: number, in: database)
    for row in try database.run(OptunaStatements.notes, .integer(key)) {
      guard let name = row[0].text, let value = row[1].text.flatMap({ JSON(parsing: $0) }) else { continue }
      if name == OptunaKey.message { trial.message = value.text }
      if !name.hasPrefix(OptunaKey.prefix) { trial.notes.append(.init(name, value)) }
    }
    return trial
  }

  /// The configuration of a trial.
  ///
  /// A parameter that has no row is inactive, a row that is no parameter of the study is
  /// another program's.
  static func configuration(
    of key: Int, number: Int, parameters: [ParameterDescription], in database: SQLiteDatabase
  ) throws(StorageError) -> Configuration {
    var values = [ParameterValue?](repeating: nil, count: parameters.count)
    for row in try database.run(OptunaStatements.parameters, .integer(key)) {
      guard let index = parameters.firstIndex(where: { $0.name == row[0].text }) else { continue }
      guard let value = OptunaEncoding.value(row[1], of: parameters[index].domain) else {
        throw .unreadable(what: "parameter `\(parameters[index].name)` of trial \(number)")
      }
      values[index] = value
    }
    return Configuration(values: values)
  }

  private static func values(of key: Int, number: Int, in database: SQLiteDatabase) throws(StorageError) -> [Double] {
    try database.run(OptunaStatements.values, .integer(key)).map { row throws(StorageError) in
      guard let value = OptunaEncoding.number(row[0], type: row[1]) else {
        throw .unreadable(what: "the value of trial \(number)")
      }
      return value
    }
  }

  private static func reports(of key: Int, number: Int, in database: SQLiteDatabase) throws(StorageError) -> [Report] {
    try database.run(OptunaStatements.reports, .integer(key)).map { row throws(StorageError) in
      guard let step = row[0].integer, let value = OptunaEncoding.number(row[1], type: row[2]) else {
        throw .unreadable(what: "a report of trial \(number)")
      }
      return Report(step: step, value: value)
    }
  }
}

import Basics

// Studies that are read and written whole.

extension OptunaTables {
  /// A study with all that belongs to it, at one moment; nil where there is none of its name.
  ///
  /// A trial that a process runs is nobody's in the record.
  func record(of name: String) throws(StorageError) -> StudyRecord? {
    try database.transaction(.reading) { () throws(StorageError) in
      guard let id = try database.run(OptunaStatements.study, .text(name)).first?[0].integer else { return nil }
      return try record(name: name, id: id)
    }
  }

  /// All studies at one moment, in the order they were made.
  func records() throws(StorageError) -> [StudyRecord] {
    try database.transaction(.reading) { () throws(StorageError) in
      var records: [StudyRecord] = []
      for row in try database.run(OptunaStatements.studies) {
        guard let id = row[0].integer, let name = row[1].text else { throw .unreadable(what: "the name of a study") }
        records.append(try record(name: name, id: id))
      }
      return records
    }
  }

  private func record(name: String, id: Int) throws(StorageError) -> StudyRecord {
    let id = SQLValue.integer(id)
    var study = StudyRecord(
      name: name, directions: try database.run(OptunaStatements.directions, id).compactMap { $0[0].text })
    study.notes = try database.run(OptunaStatements.studyNotes, id).map(Self.attribute)
    study.attributes = try database.run(OptunaStatements.studyAttributes, id).map(Self.attribute)
    var places: [Int: Int] = [:]
    for row in try database.run(OptunaStatements.trials, id) {
      guard let key = row[0].integer, let number = row[1].integer else {
        throw .unreadable(what: "the number of a trial of `\(name)`")
      }
      guard let state = OptunaEncoding.state(row[2].text) else {
        throw .unreadable(what: "the state of trial \(number) of `\(name)`")
      }
      var trial = TrialRecord(number: number, state: state)
      trial.start = try Self.moment(row[3], "when trial \(number) of `\(name)` began")
      trial.end = try Self.moment(row[4], "when trial \(number) of `\(name)` ended")
      places[key] = study.trials.count
      study.trials.append(trial)
    }
    func rows(
      _ statement: String, _ body: (inout TrialRecord, SQLRow) throws(StorageError) -> Void
    ) throws(StorageError) {
      try database.run(statement, [id]) { (row) throws(StorageError) in
        guard let place = row[0].integer.flatMap({ places[$0] }) else { return }
        try body(&study.trials[place], row)
      }
    }
    func unreadable(_ what: String, _ trial: TrialRecord) -> StorageError {
      .unreadable(what: "\(what) of trial \(trial.number) of `\(name)`")
    }
    try rows(OptunaStatements.trialParameters) { (trial, row) throws(StorageError) in
      guard let parameter = row[1].text, let value = row[2].real, let distribution = row[3].text else {
        throw unreadable("a parameter", trial)
      }
      trial.parameters.append(.init(name: parameter, value: value, distribution: distribution))
    }
    try rows(OptunaStatements.trialValues) { (trial, row) throws(StorageError) in
      guard row[1].integer == trial.values.count, let value = OptunaEncoding.number(row[2], type: row[3]) else {
        throw unreadable("the value", trial)
      }
      trial.values.append(value)
    }
    try rows(OptunaStatements.trialReports) { (trial, row) throws(StorageError) in
      guard let step = row[1].integer, let value = OptunaEncoding.number(row[2], type: row[3]) else {
        throw unreadable("a report", trial)
      }
      trial.reports.append(Report(step: step, value: value))
    }
    try rows(OptunaStatements.trialNotes) { (trial, row) throws(StorageError) in
      trial.notes.append(Self.attribute(SQLRow(values: Array(row.values.dropFirst()))))
    }
    try rows(OptunaStatements.trialAttributes) { (trial, row) throws(StorageError) in
      trial.attributes.append(Self.attribute(SQLRow(values: Array(row.values.dropFirst()))))
    }
    for place in study.trials.indices { study.trials[place].release() }
    return study
  }

  private static func attribute(_ row: SQLRow) -> StudyRecord.Attribute {
    StudyRecord.Attribute(row[0].text ?? "", row[1].text ?? "null")
  }

  private static func moment(_ value: SQLValue, _ what: String) throws(StorageError) -> Timestamp? {
    if value == .null { return nil }
    guard let moment = timestamp(value) else { throw .unreadable(what: what) }
    return moment
  }

  /// Writes studies whole, all in one transaction.
  ///
  /// - Parameter records: the studies.
  /// - Throws: `studyExists` where there is one of such a name; then nothing is written.
  func add(_ records: [StudyRecord]) throws(StorageError) {
    for record in records {
      let attributes = record.notes + record.attributes + record.trials.flatMap { $0.notes + $0.attributes }
      let parameters = record.trials.flatMap { $0.parameters.map(\.name) }
      try Self.requireShort([record.name] + Set(attributes.map(\.name) + parameters))
    }
    try database.transaction(.writing) { () throws(StorageError) in
      for record in records {
        guard let id = try database.run(OptunaStatements.makeStudy, .text(record.name)).first?[0].integer else {
          throw .studyExists(name: record.name, storage: database.name)
        }
        try write(record, .integer(id))
      }
    }
  }

  private func write(_ record: StudyRecord, _ id: SQLValue) throws(StorageError) {
    for (index, direction) in record.directions.enumerated() {
      try database.run(OptunaStatements.addDirection, .text(direction), id, .integer(index))
    }
    for note in record.notes {
      try database.run(OptunaStatements.addStudyNote, id, .text(note.name), .text(note.text))
    }
    for attribute in record.attributes {
      try database.run(OptunaStatements.addStudyAttribute, id, .text(attribute.name), .text(attribute.text))
    }
    func text(_ moment: Timestamp?) -> SQLValue { moment.map { .text($0.description) } ?? .null }
    let made = try insert(
      record.trials.map { trial in
        [
          .integer(trial.number), id, .text(OptunaEncoding.name(of: trial.state)), text(trial.start), text(trial.end),
        ]
      }, into: "trials", "number, study_id, state, datetime_start, datetime_complete", returning: "number, trial_id")
    // Keys ascend in the order of the rows; what is returned has no order.
    let keys = made.sorted { ($0[1].integer ?? 0) < ($1[1].integer ?? 0) }
    guard keys.map({ $0[0].integer }) == record.trials.map({ $0.number }) else {
      throw .failure(storage: database.name, reason: "the trials were not given their keys in order")
    }
    func rows(_ body: (TrialRecord) -> [[SQLValue]]) -> [[SQLValue]] {
      zip(record.trials, keys).flatMap { trial, key in body(trial).map { [key[1]] + $0 } }
    }
    try insert(
      rows { $0.parameters.map { [.text($0.name), .real($0.value), .text($0.distribution)] } },
      into: "trial_params", OptunaStatements.parameterColumns)
    try insert(
      rows { trial in
        trial.values.enumerated().map { index, value in
          let (value, type) = OptunaEncoding.columns(value)
          return [.integer(index), value, type]
        }
      }, into: "trial_values", "trial_id, objective, value, value_type")
    try insert(
      rows { trial in
        trial.reports.map { report in
          let (value, type) = OptunaEncoding.columns(report.value)
          return [.integer(report.step), value, type]
        }
      }, into: "trial_intermediate_values", "trial_id, step, intermediate_value, intermediate_value_type")
    try insert(
      rows { $0.notes.map { [.text($0.name), .text($0.text)] } },
      into: "trial_user_attributes", "trial_id, \"key\", value_json")
    try insert(
      rows { $0.attributes.map { [.text($0.name), .text($0.text)] } },
      into: "trial_system_attributes", "trial_id, \"key\", value_json")
  }
}

import Basics
import BayesOpt

extension OptunaTables {
  /// What has happened since someone last looked, from one consistent look at the database.
  func changes(in study: StoredStudy, since cursor: StudyCursor) throws(StorageError) -> TrialChanges {
    let known = try openStudy(study)
    return try database.transaction(.reading) { () throws(StorageError) in
      let count = try trialCount(of: known)
      if try stillHolds(cursor, count, in: known),
        let changes = try read(known, count: count, since: cursor)
      {
        return changes
      }
      guard var changes = try read(known, count: count, since: StudyCursor()) else {
        throw .unreadable(what: "the trials of `\(known.name)`")
      }
      changes.replacesAll = cursor.count > 0
      return changes
    }
  }

  /// Whether the last trial that a cursor knows is still there and is the same.
  private func stillHolds(
    _ cursor: StudyCursor, _ count: Int, in study: OpenStudy
  ) throws(StorageError) -> Bool {
    if cursor.count == 0 { return true }
    guard cursor.count <= count,
      let row = try database.run(OptunaStatements.trial, .integer(cursor.lastKey), .integer(study.key)).first,
      row[0].integer == cursor.count - 1
    else { return false }
    // The start of an open trial changes as it is taken over.
    return cursor.open[cursor.count - 1] != nil || Self.timestamp(row[1]) == cursor.lastStart
  }

  /// The changes since a cursor; nil where a trial that had not ended is gone.
  private func read(
    _ study: OpenStudy, count: Int, since cursor: StudyCursor
  ) throws(StorageError) -> TrialChanges? {
    let open = cursor.openInOrder
    var heads: [Head] = []
    for keys in open.map(\.key).inGroups(of: OptunaSelection.mostKeys) { heads += try self.heads(.keys(keys)) }
    let areThere = zip(open, heads).allSatisfy {
      $0.key == $1.key && $0.trial.number == $1.number && $1.study == study.key
    }
    guard open.count == heads.count, areThere else { return nil }
    // What waits or is parked changes with its head; what runs can have new reports at any time.
    let changed = zip(open, heads).filter { $1.isRunning || $1.differs(from: $0) }.map(\.1)
    let fresh = count > cursor.count ? try self.heads(.after(study: study.key, key: cursor.lastKey)) : []
    for (number, head) in zip(cursor.count..., fresh) where head.number != number {
      throw .unreadable(what: "the number of trial \(number)")
    }
    var changes = TrialChanges(cursor: cursor)
    if changed.count + fresh.count <= OptunaSelection.mostKeys {
      let heads = changed + fresh
      try add(heads, to: &changes, of: study, .keys(heads.map(\.key)))
    } else {
      for group in changed.inGroups(of: OptunaSelection.mostKeys) {
        try add(group, to: &changes, of: study, .keys(group.map(\.key)))
      }
      try add(fresh, to: &changes, of: study, .after(study: study.key, key: cursor.lastKey))
    }
    if let last = fresh.last {
      changes.cursor.count = cursor.count + fresh.count
      changes.cursor.lastKey = last.key
      changes.cursor.lastStart = last.start
    }
    return changes
  }

  /// The heads of trials, by key.
  func heads(_ selection: OptunaSelection) throws(StorageError) -> [Head] {
    var heads: [Head] = []
    try database.run(selection.trials, selection.arguments) { (row) throws(StorageError) in
      heads.append(try Head(row))
    }
    return heads
  }

  /// Reads what belongs to trials, and tells of those that differ from what was told.
  private func add(
    _ heads: [Head], to changes: inout TrialChanges, of study: OpenStudy, _ selection: OptunaSelection
  ) throws(StorageError) {
    for (head, trial) in zip(heads, try trials(heads, of: study, selection)) {
      changes.note(StudyCursor.OpenTrial(key: head.key, claim: head.claim, trial: trial))
    }
  }
}

extension OptunaTables {
  /// The row of a trial in the table of trials, and its claim while it runs.
  struct Head {
    let key: Int
    let study: Int?
    let number: Int
    let state: TrialState
    /// Whether the trial may have new reports.
    let isRunning: Bool
    let start: Timestamp?
    let end: Timestamp?
    let claim: String?

    init(_ row: SQLRow) throws(StorageError) {
      guard let key = row[0].integer else { throw .unreadable(what: "the key of a trial") }
      guard let number = row[1].integer else { throw .unreadable(what: "the number of a trial") }
      guard let state = OptunaEncoding.state(row[2].text) else {
        throw .unreadable(what: "the state of trial \(number)")
      }
      let isPaused = row[5].text.flatMap { Claim(text: $0) }?.isPaused == true
      self.key = key
      self.number = number
      self.state = isPaused ? .paused : state
      claim = row[5].text
      study = row[6].integer
      isRunning = row[2].text == "RUNNING" && !isPaused
      start = OptunaTables.timestamp(row[3])
      end = OptunaTables.timestamp(row[4])
    }

    func differs(from open: StudyCursor.OpenTrial) -> Bool {
      state != open.trial.state || start != open.trial.start || claim != open.claim
    }
  }

  /// A moment; unknown where it cannot be read.
  fileprivate static func timestamp(_ value: SQLValue) -> Timestamp? { value.text.flatMap { Timestamp($0) } }

  /// The trials of heads, by four queries.
  func trials(
    _ heads: [Head], of study: OpenStudy, _ selection: OptunaSelection
  ) throws(StorageError) -> [Trial] {
    if heads.isEmpty { return [] }
    let inactive = Configuration(values: Array(repeating: nil, count: study.parameters.count))
    var trials = heads.map { head in
      var trial = Trial(number: head.number, configuration: inactive, start: head.start)
      trial.state = head.state
      trial.end = head.end
      return trial
    }
    let places = Dictionary(heads.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    func rows(_ sql: String, _ body: (inout Trial, SQLRow) throws(StorageError) -> Void) throws(StorageError) {
      try database.run(sql, selection.arguments) { (row) throws(StorageError) in
        guard let place = row[0].integer.flatMap({ places[$0] }) else { return }
        try body(&trials[place], row)
      }
    }
    // A parameter that has no row is inactive, a row that is no parameter of the study is another program's.
    try rows(selection.parameters) { (trial, row) throws(StorageError) in
      guard let place = row[1].text.flatMap({ study.places[$0] }) else { return }
      guard let value = OptunaEncoding.value(row[2], of: study.parameters[place].domain) else {
        throw .unreadable(what: "parameter `\(study.parameters[place].name)` of trial \(trial.number)")
      }
      trial.configuration.values[place] = value
    }
    try rows(selection.values) { (trial, row) throws(StorageError) in
      guard row[1].integer == trial.values.count, let value = OptunaEncoding.number(row[2], type: row[3]),
        !value.isNaN
      else { throw .unreadable(what: "the value of trial \(trial.number)") }
      trial.values.append(value)
    }
    try rows(selection.reports) { (trial, row) throws(StorageError) in
      guard let step = row[1].integer, let value = OptunaEncoding.number(row[2], type: row[3]) else {
        throw .unreadable(what: "a report of trial \(trial.number)")
      }
      trial.reports.append(Report(step: step, value: value))
    }
    try rows(selection.notes) { (trial, row) throws(StorageError) in
      guard let name = row[1].text, let value = row[2].text.flatMap({ JSON(parsing: $0) }) else { return }
      if name == OptunaKey.message { trial.message = value.text }
      if !name.hasPrefix(OptunaKey.prefix) { trial.notes.append(.init(name, value)) }
    }
    for trial in trials where trial.state == .complete && trial.values.count != study.objectives {
      throw .unreadable(what: "the values of trial \(trial.number): \(trial.values.count) of \(study.objectives)")
    }
    return trials
  }
}

extension Array {
  /// The elements in order, in groups of at most so many.
  fileprivate func inGroups(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}

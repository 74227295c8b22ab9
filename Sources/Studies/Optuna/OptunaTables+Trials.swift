import Basics
import BayesOpt

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
    /// Its lease while it runs, by the database's clock.
    let lease: StudyCursor.Lease?

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
      lease = StudyCursor.Lease(stamp: row[7].text, now: row[8].real)
      isRunning = row[2].text == "RUNNING" && !isPaused
      start = OptunaTables.timestamp(row[3])
      end = OptunaTables.timestamp(row[4])
    }

    func differs(from open: StudyCursor.OpenTrial) -> Bool {
      state != open.trial.state || start != open.trial.start || claim != open.claim
    }
  }

  /// A moment; unknown where it cannot be read.
  static func timestamp(_ value: SQLValue) -> Timestamp? { value.text.flatMap { Timestamp($0) } }

  /// The heads of trials, by key.
  func heads(_ selection: OptunaSelection) throws(StorageError) -> [Head] {
    var heads: [Head] = []
    try database.run(selection.trials(database.dialect), selection.arguments) { (row) throws(StorageError) in
      heads.append(try Head(row))
    }
    return heads
  }

  /// The trials of heads, by a query for each table.
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
    if study.hasLargeIntegers {
      try rows(selection.integers) { (trial, row) throws(StorageError) in
        guard case .object(let members) = row[1].text.flatMap({ JSON(parsing: $0) }) else { return }
        for member in members {
          // It says more precisely what the column says, or it is not believed.
          guard let place = study.places[member.name], case .integer(let exact) = member.value,
            case .integer(let rounded) = trial.configuration.values[place], Double(exact) == Double(rounded)
          else { continue }
          trial.configuration.values[place] = .integer(exact)
        }
      }
    }
    if heads.contains(where: { $0.state == .waiting }) {
      try rows(selection.fixed) { (trial, row) throws(StorageError) in
        guard case .object(let members) = row[1].text.flatMap({ JSON(parsing: $0) }) else { return }
        trial.fixed = members
      }
    }
    try rows(selection.reports) { (trial, row) throws(StorageError) in
      guard let step = row[1].integer, let value = OptunaEncoding.number(row[2], type: row[3]) else {
        throw .unreadable(what: "a report of trial \(trial.number)")
      }
      trial.reports.append(Report(step: step, value: value))
    }
    // What runs has neither values nor notes yet.
    if heads.contains(where: { !$0.isRunning }) {
      try rows(selection.constraints) { (trial, row) throws(StorageError) in
        trial.constraints += OptunaEncoding.constraints(row[1].text)
      }
      try rows(selection.values) { (trial, row) throws(StorageError) in
        guard row[1].integer == trial.values.count, let value = OptunaEncoding.number(row[2], type: row[3]),
          !value.isNaN
        else { throw .unreadable(what: "the value of trial \(trial.number)") }
        trial.values.append(value)
      }
      try rows(selection.notes) { (trial, row) throws(StorageError) in
        guard let name = row[1].text, let value = row[2].text.flatMap({ JSON(parsing: $0) }) else { return }
        if name == OptunaKey.message { trial.message = value.text }
        if !name.hasPrefix(OptunaKey.prefix) { trial.notes.append(.init(name, value)) }
      }
    }
    for trial in trials where trial.state == .complete && trial.values.count != study.objectives {
      throw .unreadable(what: "the values of trial \(trial.number): \(trial.values.count) of \(study.objectives)")
    }
    return trials
  }
}

import Basics
import BayesOpt

/// A table of a study's trials, as `save` and Optuna's `trials_dataframe().to_csv()` write it, from which the study is made anew.
///
/// What such a table does not say: which way is better, which the caller tells, and the domains of the parameters: each is the
/// range, or the choices, of what the trials have had.
public struct TrialTable {
  /// The titles of the columns.
  let titles: [String]
  /// The cells, as many in each row as there are titles; null where one is empty.
  private(set) var rows: [[JSON]]

  /// A table of titles and cells.
  ///
  /// - Parameters:
  ///   - titles: the titles of the columns.
  ///   - rows: the cells, as many in each row as there are titles; null where one is empty.
  public init(titles: [String], rows: [[JSON]]) {
    self.titles = titles
    self.rows = rows
    // Python's truth values.
    if isOptunas { self.rows = rows.map { $0.map { $0 == "True" ? true : $0 == "False" ? false : $0 } } }
  }

  /// The study of the trials.
  ///
  /// - Parameters:
  ///   - name: its name.
  ///   - objectives: which way is better, by the title of the column, in any order.
  ///   - now: when the last trial is taken to have ended where the table has no moments.
  /// - Returns: the study, and what there is to say of how the table was understood.
  /// - Throws: what is missing or cannot be understood.
  /// - Complexity: O(*n* log *n*) for *n* cells.
  public func study(
    name: String, objectives: [(title: String, direction: Direction)], now: Timestamp = .now
  ) throws(StudyFileError) -> (study: StudyRecord, notes: [String]) {
    let columns = try columns(objectives)
    var study = StudyRecord(name: name, directions: columns.objectives.map { OptunaEncoding.name(of: $0.direction) })
    let metrics = columns.objectives.map(\.metric)
    if metrics.contains(where: { $0 != nil }) {
      study.attributes = [.init(OptunaKey.metrics, .array(metrics.map { .string($0 ?? "value") }))]
    }
    let parameters = columns.parameters.compactMap { column in
      Self.described(column.name, rows.map { $0[column.index] }).map { (column, $0) }
    }
    for parameter in parameters.map(\.1) where (try? parameter.domain.validate()) == nil {
      throw StudyFileError("the parameter `\(parameter.name)` has values of which no range can be made")
    }
    let trials = try zip(1..., rows).map { (line, row) throws(StudyFileError) in
      try trial(row, columns, parameters, line: line)
    }
    study.trials = trials.sorted { $0.number < $1.number }
    for (number, trial) in study.trials.enumerated() where trial.number != number {
      let problem =
        trial.number < number ? "trial \(trial.number) is there twice" : "trial \(number) is missing"
      throw StudyFileError(problem, hint: "a study has all of its trials, numbered from 0")
    }
    guard !parameters.isEmpty else {
      throw StudyFileError(
        "it has no parameters",
        hint: isOptunas
          ? "Optuna titles them `params_NAME`"
          : "they stand between `number` and `\(titles[columns.objectives[0].index])`, which is named by `--minimize` or "
            + "`--maximize`")
    }
    if columns.start == nil { placeInTime(&study, columns, now) }
    return (study, notes(columns, parameters))
  }

  /// What may be meant otherwise than it is understood.
  private func notes(_ columns: Columns, _ parameters: [(Column, ParameterDescription)]) -> [String] {
    var notes = parameters.compactMap { column, parameter -> String? in
      guard case .choice = parameter.domain, rows.contains(where: { $0[column.index].number != nil }),
        let row = rows.firstIndex(where: { $0[column.index] != .null && $0[column.index].number == nil })
      else { return nil }
      return "`\(parameter.name.onOneLine)` is a choice, since row \(row + 1) has "
        + Self.words(rows[row][column.index])
    }
    // The usual title of what is sought may be that of something else where this has a name of its own.
    if let note = columns.notes.first(where: { titles[$0.index] == "value" }) {
      let sought = columns.objectives.map { "`\(titles[$0.index])`" }.joined(separator: " and ")
      notes.append("`\(note.name)` is taken for a note of the trials, and \(sought) for what is sought")
    }
    return notes
  }

  /// Lays trials of which only the seconds are known one after the other.
  private func placeInTime(_ study: inout StudyRecord, _ columns: Columns, _ now: Timestamp) {
    var moment = now
    let seconds = Dictionary(
      rows.map { row in (row[columns.number].wholeNumber ?? 0, columns.seconds.flatMap { row[$0].number } ?? 0) }
    ) { first, _ in first }
    for index in study.trials.indices.reversed() where study.trials[index].state != .waiting {
      if study.trials[index].state != .running { study.trials[index].end = moment }
      let length = Int(((seconds[study.trials[index].number] ?? 0) * 1e6).rounded())
      moment = Timestamp(microseconds: moment.microseconds - length)
      study.trials[index].start = moment
    }
  }
}

// MARK: Columns

extension TrialTable {
  /// A column, and what it is called in the study.
  private struct Column {
    let index: Int
    let name: String
  }

  /// Where what stands.
  private struct Columns {
    let number: Int
    let state: Int
    var objectives: [(index: Int, direction: Direction, metric: String?)] = []
    var parameters: [Column] = []
    var notes: [Column] = []
    var attributes: [Column] = []
    var reports: [(index: Int, step: Int)] = []
    var start: Int?
    var end: Int?
    var seconds: Int?
    var message: Int?
    var feasible: Int?
  }

  /// Whether the table is one of Optuna's: it says of most columns what they are.
  private var isOptunas: Bool {
    titles.contains { $0.hasPrefix("params_") || $0.hasPrefix("user_attrs_") || $0.hasPrefix("datetime_") }
  }

  private func columns(_ wanted: [(title: String, direction: Direction)]) throws(StudyFileError) -> Columns {
    for title in titles where !title.isEmpty && titles.count(where: { $0 == title }) > 1 {
      throw StudyFileError("two columns are called `\(title)`")
    }
    guard let number = titles.firstIndex(of: "number"), let state = titles.firstIndex(of: "state") else {
      throw StudyFileError(
        "there is no column `\(titles.contains("number") ? "state" : "number")`, which a table of trials has",
        hint: "points that were tried elsewhere are told to a search by `from load_csv(\"FILE\")`")
    }
    var columns = Columns(number: number, state: state)
    columns.objectives = try objectives(wanted)
    if isOptunas {
      nameOptunas(&columns)
    } else {
      try nameOurs(&columns)
    }
    return columns
  }

  /// The columns of the objectives, in the table's order.
  private func objectives(
    _ wanted: [(title: String, direction: Direction)]
  ) throws(StudyFileError) -> [(index: Int, direction: Direction, metric: String?)] {
    let possible = isOptunas ? titles.filter { $0 == "value" || metric($0) != nil } : titles
    guard !wanted.isEmpty else {
      let title = possible.first { isOptunas || $0 == "value" } ?? "COLUMN"
      throw StudyFileError(
        "the table does not say which way is better",
        hint: "add `--minimize \(shellWord(title))` or `--maximize \(shellWord(title))`, once for each objective")
    }
    var found: [(index: Int, direction: Direction, metric: String?)] = []
    for (title, direction) in wanted {
      guard let index = titles.firstIndex(where: { $0 == title || isOptunas && metric($0) == title }) else {
        let near = Suggestion.nearest(to: title, among: possible)
        throw StudyFileError(
          "there is no column `\(title)`",
          hint: near.map { "did you mean `\($0)`?" }
            ?? "the columns are " + titles.filter { !$0.isEmpty }.joined(separator: ", "))
      }
      guard !found.contains(where: { $0.index == index }) else {
        throw StudyFileError("the objective `\(title)` is named twice")
      }
      let name = isOptunas ? metric(titles[index]) : titles[index]
      let isPlain = name.map { $0 == "value" || $0.wholeMatch(of: /value [0-9]+|[0-9]+/) != nil } ?? true
      found.append((index, direction, isPlain ? nil : name))
    }
    if isOptunas, let other = possible.first(where: { title in !found.contains { titles[$0.index] == title } }) {
      throw StudyFileError(
        "the table does not say which way `\(other)` is better",
        hint: "add `--minimize \(shellWord(other))` or `--maximize \(shellWord(other))`")
    }
    return found.sorted { $0.index < $1.index }
  }

  /// What Optuna's column of an objective is of: `loss` for `value_loss` and `values_loss`, `1` for `values_1`.
  private func metric(_ title: String) -> String? {
    ["values_", "value_"].first { title.hasPrefix($0) }.map { String(title.dropFirst($0.count)) }
  }

  private func nameOptunas(_ columns: inout Columns) {
    for (index, title) in titles.enumerated() {
      func name(_ prefix: String) -> String? { title.hasPrefix(prefix) ? String(title.dropFirst(prefix.count)) : nil }
      if let name = name("params_") { columns.parameters.append(Column(index: index, name: name)) }
      if let name = name("user_attrs_") { columns.notes.append(Column(index: index, name: name)) }
      if let name = name("system_attrs_") { columns.attributes.append(Column(index: index, name: name)) }
      if let step = name("intermediate_values_").flatMap({ Int($0) }) { columns.reports.append((index, step)) }
    }
    columns.start = titles.firstIndex(of: "datetime_start")
    columns.end = titles.firstIndex(of: "datetime_complete")
  }

  /// Parameters stand before the objectives, notes behind them.
  private func nameOurs(_ columns: inout Columns) throws(StudyFileError) {
    guard let first = columns.objectives.first?.index, let last = columns.objectives.last?.index,
      columns.number < first, last < columns.state
    else {
      throw StudyFileError(
        "the columns are not those of a table of trials",
        hint: "they are `number`, the parameters, what is sought, notes and `state`, in this order")
    }
    func plain(_ title: String, _ prefix: String) -> String {
      title.hasPrefix(prefix) ? String(title.dropFirst(prefix.count)) : title
    }
    columns.parameters = (columns.number + 1..<first).map { Column(index: $0, name: plain(titles[$0], "params.")) }
    let objectives = columns.objectives.map(\.index)
    columns.notes = (first..<columns.state).filter { !objectives.contains($0) }
      .map { Column(index: $0, name: plain(titles[$0], "notes.")) }
    func behind(_ title: String) -> Int? { titles[columns.state...].firstIndex(of: title) }
    (columns.seconds, columns.message, columns.feasible) = (behind("seconds"), behind("message"), behind("feasible"))
  }
}

// MARK: Rows

extension TrialTable {
  /// The domain of a parameter by the values that it has had; nil where it has had none.
  private static func described(_ name: String, _ cells: [JSON]) -> ParameterDescription? {
    let values = cells.filter { $0 != .null }
    let numbers = values.compactMap(\.number)
    guard let low = numbers.min(), let high = numbers.max(), numbers.count == values.count else {
      var choices: [JSON] = []
      var seen: Set<JSON> = []
      for value in values where seen.insert(value).inserted { choices.append(value) }
      return choices.isEmpty
        ? nil
        : ParameterDescription(name: name, domain: .choice(count: choices.count, isOrdered: false), choices: choices)
    }
    // A program that keeps columns of doubles where cells are empty writes the integer 3 as `3.0`.
    let hasGaps = values.count < cells.count
    let integers = values.compactMap { value -> Int? in
      if case .integer(let integer) = value { integer } else { hasGaps ? value.wholeNumber : nil }
    }
    if let low = integers.min(), let high = integers.max(), integers.count == values.count {
      return ParameterDescription(name: name, domain: .integer(low: low, high: high, scale: .linear, step: 1))
    }
    return ParameterDescription(name: name, domain: .real(low: low, high: high, scale: .linear, step: nil))
  }

  private func trial(
    _ row: [JSON], _ columns: Columns, _ parameters: [(Column, ParameterDescription)], line: Int
  ) throws(StudyFileError) -> TrialRecord {
    let cell = row[columns.number]
    guard let number = cell.wholeNumber, number >= 0 else {
      throw StudyFileError("`number` is \(Self.words(cell)), and not the number of a trial", at: "row \(line)")
    }
    func error(_ problem: String) -> StudyFileError { StudyFileError(problem, at: "trial \(number)") }
    func moment(_ column: Int?) throws(StudyFileError) -> Timestamp? {
      guard let column, row[column] != .null else { return nil }
      guard let moment = row[column].text.flatMap({ Timestamp(local: $0) }) else {
        throw error("`\(titles[column])` is \(Self.words(row[column])), and no moment")
      }
      return moment
    }
    let word = row[columns.state].text ?? ""
    guard let state = OptunaEncoding.state(word) ?? TrialState(rawValue: word) else {
      throw error("`state` is \(Self.words(row[columns.state])), and no state of a trial")
    }
    var trial = TrialRecord(number: number, state: state == .paused ? .running : state)
    // Who ran it does not come along.
    if trial.state == .running { trial.attributes.append(.init(OptunaKey.owner, Claim(owner: nil, attempt: 0).json)) }
    (trial.start, trial.end) = (try moment(columns.start), try moment(columns.end))
    if let column = columns.seconds, row[column] != .null {
      // A hundred years.
      guard let seconds = row[column].number, 0...3.2e9 ~= seconds else {
        throw error("`seconds` is \(Self.words(row[column])), and no time that a trial takes")
      }
    }
    for (column, parameter) in parameters where row[column.index] != .null {
      let value: Double? =
        if case .choice = parameter.domain {
          parameter.choices.firstIndex(of: row[column.index]).map(Double.init)
        } else {
          row[column.index].number
        }
      guard let value, value.isFinite else {
        throw error("the parameter `\(column.name)` is \(Self.words(row[column.index])), and no finite number")
      }
      trial.parameters.append(
        .init(name: column.name, value: value, distribution: OptunaDistribution.json(of: parameter).description))
    }
    for objective in columns.objectives where [.complete, .pruned].contains(state) {
      let cell = row[objective.index]
      if cell == .null, state == .pruned { continue }
      guard let value = Self.number(cell), !value.isNaN else {
        throw error("it is \(state.rawValue), and its `\(titles[objective.index])` is \(Self.words(cell))")
      }
      trial.values.append(value)
    }
    for (column, step) in columns.reports where row[column] != .null {
      guard let value = Self.number(row[column]) else {
        throw error("`\(titles[column])` is \(Self.words(row[column])), and no number")
      }
      trial.reports.append(Report(step: step, value: value))
    }
    trial.reports.sort { $0.step < $1.step }
    trial.notes = columns.notes.filter { row[$0.index] != .null }.map { .init($0.name, row[$0.index]) }
    if let column = columns.message, row[column] != .null { trial.notes.append(.init(OptunaKey.message, row[column])) }
    // By how much constraints are not met is not told.
    if let column = columns.feasible, let isFeasible = row[column].truth {
      trial.attributes.append(.init(OptunaKey.constraints, [.integer(isFeasible ? 0 : 1)]))
    }
    for column in columns.attributes {
      // Python's own texts of lists and dictionaries are no JSON: what they were is not known.
      guard let value = row[column.index].text.map({ JSON(parsing: $0) }) ?? row[column.index], value != .null
      else { continue }
      trial.attributes.set(.init(column.name, value), by: \.name)
    }
    return trial
  }

  /// A number, also one that is not finite, as Python and C write it.
  private static func number(_ cell: JSON) -> Double? {
    if let number = cell.number { return number }
    return switch cell.text?.lowercased() {
    case "inf", "+inf", "infinity": .infinity
    case "-inf", "-infinity": -.infinity
    case "nan": .nan
    default: nil
    }
  }

  private static func words(_ cell: JSON) -> String { cell == .null ? "empty" : "`\(cell.text ?? cell.description)`" }
}

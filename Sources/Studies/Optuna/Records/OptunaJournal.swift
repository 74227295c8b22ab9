import Basics

/// A file of Optuna's journal storage: a line of JSON for everything that was done, from which the studies are made anew.
///
/// Studies and trials are called by their place among all that the file has begun, so that each line is read. A line that did
/// not hold when it was written, such as one about a trial that had ended, is passed over, as Optuna does.
public struct OptunaJournal {
  /// The studies that were not deleted, in the order they were made.
  public private(set) var studies: [StudyRecord] = []
  /// Whether there is something behind the last end of a line: it is being written, or was cut off.
  public private(set) var isCutOff = false

  /// The studies by their place in the file, nil for one that was deleted.
  private var made: [StudyRecord?] = []
  /// Where each trial of the file is: its study and its place there.
  private var trials: [(study: Int, place: Int)] = []
  /// What a parameter of a study is, by the first trial that has it.
  private var kinds: [Parameter: ParameterDescription] = [:]
  /// The distributions that were read already.
  private var distributions: [String: ParameterDescription] = [:]

  private struct Parameter: Hashable {
    let study: Int
    let name: String
  }

  /// Reads a file.
  ///
  /// - Parameter bytes: its content.
  /// - Throws: which line is not one of a journal, and why.
  /// - Complexity: O(*n*) for *n* bytes.
  public init(reading bytes: [UInt8]) throws(StudyFileError) {
    var number = 0
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 0x0A) {
      number += 1
      let line: JSON
      do throws(JSONError) { line = try JSON(reading: rest[..<end]) } catch {
        throw StudyFileError(error.problem, at: "line \(number), column \(error.column)", hint: Self.hint(number))
      }
      do throws(Damage) { try apply(line) } catch {
        throw StudyFileError(error.problem, at: "line \(number)", hint: Self.hint(number))
      }
      rest = rest[(end + 1)...]
    }
    isCutOff = !rest.isEmpty
    studies = made.compactMap { $0 }
  }

  private static func hint(_ line: Int) -> String? {
    line > 1 ? nil : "a journal is what Optuna's `JournalFileBackend` writes, a line of JSON for each step"
  }

  private struct Damage: Error {
    let problem: String
  }

  /// What a line does, by its number in the file.
  private enum Operation: Int {
    case createStudy, deleteStudy, setStudyNote, setStudyAttribute, createTrial, setParameter, setState, setReport
    case setNote, setAttribute
    /// Of another program; Optuna passes it over.
    case discardTrials
  }

  private mutating func apply(_ line: JSON) throws(Damage) {
    guard let code = line["op_code"]?.wholeNumber else {
      throw Damage(problem: "this is no step of a journal: it has no `op_code`")
    }
    guard let operation = Operation(rawValue: code) else { throw Damage(problem: "there is no step \(code)") }
    switch operation {
    case .createStudy: try createStudy(line)
    case .deleteStudy: if let study = try study(line) { made[study] = nil }
    case .setStudyNote: if let study = try study(line) { try set(\.notes, of: study, "user_attr", line) }
    case .setStudyAttribute: if let study = try study(line) { try set(\.attributes, of: study, "system_attr", line) }
    case .createTrial: if let study = try study(line) { try createTrial(line, study) }
    case .discardTrials: break
    case .setParameter, .setState, .setReport, .setNote, .setAttribute:
      guard let (study, place) = try openTrial(line), var trial = made[study]?.trials[place] else { return }
      switch operation {
      case .setParameter:
        try set(
          member("param_name", in: line) { $0.text }, member("param_value_internal", in: line) { $0.number },
          member("distribution", in: line) { $0.text }, of: &trial, in: study)
      case .setState: try setState(line, of: &trial, in: study)
      case .setReport:
        let step = try member("step", in: line) { $0.wholeNumber }
        let value = try member("intermediate_value", in: line) { $0.number }
        trial.reports.set(Report(step: step, value: value), by: \.step)
      case .setNote: trial.notes.set(try attribute(member("user_attr", in: line) { $0 }), by: \.name)
      default: trial.attributes.set(try attribute(member("system_attr", in: line) { $0 }), by: \.name)
      }
      made[study]?.trials[place] = trial
    }
  }
}

// MARK: Studies

extension OptunaJournal {
  private mutating func createStudy(_ line: JSON) throws(Damage) {
    let name = try member("study_name", in: line) { $0.text }
    let directions = try member("directions", in: line) { $0.items }
    // Somebody else was faster.
    if made.contains(where: { $0?.name == name }) { return }
    let names = ["NOT_SET", "MINIMIZE", "MAXIMIZE"]
    made.append(
      StudyRecord(
        name: name,
        directions: try directions.map { (direction) throws(Damage) in
          guard let code = direction.wholeNumber, names.indices.contains(code) else {
            throw Damage(problem: "there is no direction \(direction)")
          }
          return names[code]
        }))
  }

  /// The study that a line is about; nil where there is none.
  private func study(_ line: JSON) throws(Damage) -> Int? {
    let study = try member("study_id", in: line) { $0.wholeNumber }
    return made.indices.contains(study) && made[study] != nil ? study : nil
  }

  private mutating func set(
    _ list: WritableKeyPath<StudyRecord, [StudyRecord.Attribute]>, of study: Int, _ name: String, _ line: JSON
  ) throws(Damage) {
    let attribute = try attribute(member(name, in: line) { $0 })
    made[study]?[keyPath: list].set(attribute, by: \.name)
  }

  /// The one member of an object.
  private func attribute(_ json: JSON) throws(Damage) -> StudyRecord.Attribute {
    guard let members = json.members, members.count == 1 else {
      throw Damage(problem: "an attribute is an object of one member, not \(json.excerpt)")
    }
    return StudyRecord.Attribute(members[0].name, members[0].value)
  }
}

// MARK: Trials

extension OptunaJournal {
  /// By their numbers in the file.
  private static let states: [TrialState] = [.running, .complete, .pruned, .failed, .waiting]

  private mutating func createTrial(_ line: JSON, _ study: Int) throws(Damage) {
    var trial = TrialRecord(number: made[study]?.trials.count ?? 0, state: try state(line) ?? .running)
    trial.start = try moment("datetime_start", in: line)
    trial.end = try moment("datetime_complete", in: line)
    if let values = try optional("values", in: line, { $0.items }) {
      trial.values = try numbers(values)
    } else if let value = try optional("value", in: line, { $0 }) {
      trial.values = try numbers([value])
    }
    let distributions = try members("distributions", in: line)
    for parameter in try members("params", in: line) {
      guard let distribution = distributions.last(where: { $0.name == parameter.name })?.value.text,
        let value = parameter.value.number
      else { throw Damage(problem: "the parameter `\(parameter.name)` has no number and distribution") }
      try set(parameter.name, value, distribution, of: &trial, in: study)
    }
    for report in try members("intermediate_values", in: line) {
      guard let step = Int(report.name), let value = report.value.number else {
        throw Damage(problem: "the report `\(report.name)` is no number of a step")
      }
      trial.reports.set(Report(step: step, value: value), by: \.step)
    }
    trial.notes = try members("user_attrs", in: line).map { StudyRecord.Attribute($0.name, $0.value) }
    trial.attributes = try members("system_attrs", in: line).map { StudyRecord.Attribute($0.name, $0.value) }
    try requireValues(of: trial, in: study)
    trials.append((study, trial.number))
    made[study]?.trials.append(trial)
  }

  /// The trial that a line is about; nil where there is none, or it has ended.
  private func openTrial(_ line: JSON) throws(Damage) -> (study: Int, place: Int)? {
    let number = try member("trial_id", in: line) { $0.wholeNumber }
    guard trials.indices.contains(number), let study = made[trials[number].study] else { return nil }
    switch study.trials[trials[number].place].state {
    case .waiting, .running, .paused: return trials[number]
    case .complete, .pruned, .failed: return nil
    }
  }

  private func setState(_ line: JSON, of trial: inout TrialRecord, in study: Int) throws(Damage) {
    guard let state = try state(line) else { throw Damage(problem: "it has no `state`") }
    // Somebody else was faster.
    if state == .running, trial.state == .running { return }
    trial.state = state
    if state == .running { trial.start = try moment("datetime_start", in: line) }
    if [.complete, .pruned, .failed].contains(state) { trial.end = try moment("datetime_complete", in: line) }
    if let values = try optional("values", in: line, { $0.items }) { trial.values = try numbers(values) }
    try requireValues(of: trial, in: study)
  }

  private func requireValues(of trial: TrialRecord, in study: Int) throws(Damage) {
    let count = made[study]?.directions.count ?? 0
    guard trial.state == .complete, trial.values.count != count else { return }
    throw Damage(problem: "trial \(trial.number) is complete, with \(trial.values.count) values instead of \(count)")
  }

  /// Chooses a parameter, if it is the same kind of parameter as in the trials before.
  private mutating func set(
    _ name: String, _ value: Double, _ distribution: String, of trial: inout TrialRecord, in study: Int
  ) throws(Damage) {
    let description: ParameterDescription
    if let known = distributions[distribution] {
      description = known
    } else {
      guard let read = JSON(parsing: distribution).flatMap({ OptunaDistribution.parameter($0, name: name) }) else {
        throw Damage(problem: "the distribution of `\(name)` cannot be understood")
      }
      description = read
      distributions[distribution] = read
    }
    guard OptunaEncoding.value(.real(value), of: description.domain) != nil else {
      throw Damage(problem: "the parameter `\(name)` cannot be \(JSON.real(value))")
    }
    let parameter = Parameter(study: study, name: name)
    if let first = kinds[parameter], !first.isKind(of: description) { return }
    kinds[parameter] = kinds[parameter] ?? description
    trial.parameters.set(.init(name: name, value: value, distribution: distribution), by: \.name)
  }
}

// MARK: Members of a line

extension OptunaJournal {
  private func member<Value>(
    _ name: String, in line: JSON, _ read: (JSON) -> Value?
  ) throws(Damage) -> Value {
    guard let json = line[name] else { throw Damage(problem: "it has no `\(name)`") }
    guard let value = read(json) else { throw Damage(problem: "`\(name)` cannot be \(json.excerpt)") }
    return value
  }

  private func optional<Value>(
    _ name: String, in line: JSON, _ read: (JSON) -> Value?
  ) throws(Damage) -> Value? {
    line[name] == nil || line[name] == JSON.null ? nil : try member(name, in: line, read)
  }

  private func members(_ name: String, in line: JSON) throws(Damage) -> [JSON.Member] {
    try optional(name, in: line) { $0.members } ?? []
  }

  private func state(_ line: JSON) throws(Damage) -> TrialState? {
    try optional("state", in: line) { json in
      json.wholeNumber.flatMap { Self.states.indices.contains($0) ? Self.states[$0] : nil }
    }
  }

  private func moment(_ name: String, in line: JSON) throws(Damage) -> Timestamp? {
    try optional(name, in: line) { $0.text.flatMap { Timestamp(local: $0) } }
  }

  private func numbers(_ values: [JSON]) throws(Damage) -> [Double] {
    try values.map { (value) throws(Damage) in
      guard let number = value.number, !number.isNaN else {
        throw Damage(problem: "the value of a trial cannot be \(value.excerpt)")
      }
      return number
    }
  }
}

extension JSON {
  /// The beginning of the text.
  fileprivate var excerpt: String {
    let text = description
    return "`" + (text.count > 40 ? text.prefix(40) + "…" : text) + "`"
  }
}

extension ParameterDescription {
  /// Whether Optuna lets two trials of a study have a parameter as this one and another: ranges may differ, choices may not.
  fileprivate func isKind(of other: ParameterDescription) -> Bool {
    if case (.choice, .choice) = (domain, other.domain) { return choices == other.choices }
    return domain.isRange(like: other.domain)
  }
}

import Basics
import Charts
import DSL
import Studies

// What the command line does with a study of the session's storage.

extension Session {
  /// All there is to show of a study: its summary, its best trials, what matters in it, and all its trials.
  ///
  /// - Parameter name: the study's name.
  /// - Returns: the parts, each drawn as the language shows it.
  /// - Throws: an `ExplainedError` where it cannot be read, or a `Diagnostic` where something cannot be drawn.
  public func parts(ofStudy name: String) throws -> [String] {
    let value = try storedStudy(name)
    let study = value.study
    do throws(Exit) {
      var parts = [value.displayed(context.settings)]
      func add(_ builtin: String, caption: String? = nil, _ labelled: [(InternedName, Value)] = []) throws(Exit) {
        guard let function = BuiltinTable.value(of: builtin) else { return }
        var arguments = BoundArguments(positional: [.host(value)])
        arguments.labelled = labelled.map { (symbol: $0.0, value: $0.1) }
        let evaluator = Evaluator(machine: machine, slots: machine.pointee.stack)
        let result = try invoke(function, arguments, evaluator.slots, machine, .nowhere)
        guard case .host(let host) = result, var table = (host as? TableValue)?.table else { return }
        table.caption = caption ?? table.caption
        parts.append(try displayed(.host(TableValue(table)), mode: .code))
      }
      let count = study.count(.complete)
      let objectives = study.description.objectives
      if objectives.count == 1, count > 5 { try add("best", caption: "the best trials") }
      if count > 1, study.description.parameters.count > 1 {
        let titles = Table(study).titles.dropFirst(1 + study.description.parameters.count).prefix(objectives.count)
        for title in titles { try add("importance", [(InternedName("of"), .text(Text(title)))]) }
      }
      if !study.trials.isEmpty { try add("table", caption: "all trials") }
      return parts
    } catch {
      throw error.diagnostic
    }
  }

  /// The trials of a study as a table in a file, as `save` writes it.
  ///
  /// - Parameters:
  ///   - name: the study's name.
  ///   - ending: how such files end: `csv`, `tsv`, `md`, `tex` or `json`.
  /// - Returns: the text of the file; nil where files that end so hold no table.
  /// - Throws: an `ExplainedError` where it cannot be read.
  public func table(ofStudy name: String, as ending: String) throws -> String? {
    guard let format = TableFormat(rawValue: ending) else { return nil }
    return format.text(of: Table(try storedStudy(name).study))
  }

  /// How many trials a study has, in whatever state; nil where there is none of its name.
  ///
  /// - Parameter name: the study's name.
  /// - Returns: the number.
  /// - Throws: an `ExplainedError` where the storage cannot be read.
  public func trialCount(ofStudy name: String) throws -> Int? {
    try context.existingStorage().overviews().first { $0.description.name == name }?.counts.values.reduce(0, +)
  }

  /// Deletes a study with all of its trials.
  ///
  /// - Parameter name: the study's name.
  /// - Throws: an `ExplainedError` where there is none, its trials are running, or the storage cannot be written.
  public func deleteStudy(_ name: String) throws {
    guard try context.deleteStudy(name) else { throw try context.missingStudy(name, in: context.existingStorage()) }
  }

  /// Whether an error is that there is no such study.
  public func isMissing(_ error: any ExplainedError) -> Bool { error is MissingStudy }

  private func storedStudy(_ name: String) throws -> StudyValue {
    let (storage, stored) = try context.storedStudy(name)
    return try StudyValue(stored, in: storage)
  }
}

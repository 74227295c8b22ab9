import DSL

/// All builtins.
///
/// The one place from which the checker, completion and `?` take their names.
public enum BuiltinTable {
  static let rows: [Builtin] = [
    mathematicsBuiltins, statisticsBuiltins, listBuiltins, functionalBuiltins, sortingBuiltins, samplingBuiltins,
    rowBuiltins, stringBuiltins, textOfNumbersBuiltins, recordBuiltins, domainBuiltins, strategyBuiltins,
    networkBuiltins, layerBuiltins, scheduleBuiltins, savingBuiltins, dataBuiltins, studyBuiltins, tableBuiltins,
    programBuiltins, fileBuiltins, commandBuiltins, unavailableBuiltins,
  ].flatMap { $0 }

  /// The builtins by name.
  static let all: [String: Builtin] = Dictionary(rows.map { ($0.name, $0) }) { first, _ in first }
}

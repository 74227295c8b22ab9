import Basics
import DSL

/// All builtins.
///
/// The one place from which the checker, completion and `?` take their names.
public enum BuiltinTable {
  /// The builtins by the part of the language they belong to.
  static let topics: [(title: String, rows: [Builtin])] = [
    (
      "Searches",
      domainBuiltins + studyBuiltins + [importanceBuiltin] + explainBuiltins + strategyBuiltins
        + prunerBuiltins + [slurmBuiltin]
    ),
    ("Networks and training", networkBuiltins + layerBuiltins + scheduleBuiltins + savingBuiltins),
    ("Data", dataBuiltins),
    (
      "Tables, figures, files and programs",
      tableBuiltins + plotBuiltins + rowBuiltins + fileBuiltins + commandBuiltins + programBuiltins
    ),
    ("Lists and records", listBuiltins + functionalBuiltins + sortingBuiltins + samplingBuiltins + recordBuiltins),
    ("Numbers and statistics", mathematicsBuiltins + statisticsBuiltins + testBuiltins + estimationBuiltins),
    ("Texts", stringBuiltins + textOfNumbersBuiltins),
  ]

  static let rows: [Builtin] = topics.flatMap(\.rows)

  /// The builtins by name.
  static let all: [String: Builtin] = Dictionary(rows.map { ($0.name, $0) }) { first, _ in first }

  /// All functions by topic, a line each: the name and what it does.
  ///
  /// - Parameter library: the names of the library, with what they are.
  /// - Returns: the lists, each below its title.
  static func overview(of library: [(name: String, summary: String)]) -> String {
    let parts =
      topics.map { ($0.title, $0.rows.map { ($0.name, $0.forms.map(\.summary).joined(separator: " Or: ")) }) }
      + [
        ("Written in the language", library.map { ($0.name, $0.summary) }),
        ("Strategies and other values", constants.map { ($0.name, $0.summary) }),
      ]
    let width = parts.flatMap(\.1).map(\.0.count).max() ?? 0
    let texts = parts.map { title, rows in
      ([title] + rows.map { "  " + $0.0.padded(to: width + 2) + $0.1 }).joined(separator: "\n")
    }
    return texts.joined(separator: "\n\n")
  }
}

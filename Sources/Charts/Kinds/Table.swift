import Basics
import Studies

/// A table as a value: columns with titles, and rows of cells.
///
/// Cells are JSON values: strings stand bare, numbers align at their points, null is an empty cell.
public struct Table: Hashable, Sendable {
  /// The titles of the columns.
  public var titles: [String]
  /// The cells, row by row; a row that is short ends in empty cells.
  public var rows: [[JSON]]
  /// A line above the titles that says what the table shows.
  public var caption: String?

  /// A table of titles and rows.
  public init(titles: [String], rows: [[JSON]], caption: String? = nil) {
    self.titles = titles
    self.rows = rows
    self.caption = caption
  }

  /// A table of records: a column for each name, in the order in which the names first occur.
  public init(records: [[JSON.Member]]) {
    var columns: [String: Int] = [:]
    titles = []
    for member in records.joined() where columns[member.name] == nil {
      columns[member.name] = titles.count
      titles.append(member.name)
    }
    let width = titles.count
    rows = records.map { record in
      var row = [JSON](repeating: .null, count: width)
      for member in record {
        if let column = columns[member.name] { row[column] = member.value }
      }
      return row
    }
  }
}

extension Table {
  /// The trials of a study: number, parameters, value, notes, state, seconds, and messages where there are any.
  ///
  /// A note that is named like another column is titled `note ...`.
  public init(_ study: Study) {
    let objectives = study.description.objectives
    let values = objectives.enumerated().map { index, objective in
      objective.metric ?? (objectives.count == 1 ? "value" : "value \(index + 1)")
    }
    let notes = Table(records: study.trials.map(\.notes))
    let hasMessages = study.trials.contains { $0.message != nil }
    let left = ["number"] + study.description.parameters.map(\.name) + values
    let right = ["state", "seconds"] + (hasMessages ? ["message"] : [])
    titles = left + notes.titles.map { (left + right).contains($0) ? "note \($0)" : $0 } + right
    rows = zip(study.trials, notes.rows).map { trial, notes in
      var row: [JSON] = [.integer(trial.number)] + study.parameters(of: trial).map(\.value)
      row += values.indices.map { trial.values.indices.contains($0) ? .real(trial.values[$0]) : .null }
      row += notes + [.string(trial.state.rawValue), trial.seconds.map(JSON.real) ?? .null]
      return hasMessages ? row + [trial.message.map(JSON.string) ?? .null] : row
    }
  }
}

import Basics
import Charts

extension Table {
  /// The table of a study, of a list of records or trials, or of a table; nil for anything else.
  ///
  /// - Throws: a failure of the program where a cell cannot be kept.
  init?(_ value: Value, _ a: Arguments) throws(Exit) {
    if let study = value.study {
      self.init(study.study)
      return
    }
    if case .host(let host) = value, let table = host as? TableValue {
      self = table.table
      return
    }
    guard case .list(let items) = value else { return nil }
    var records: [[JSON.Member]] = []
    for item in items {
      guard case .record(let record) = item else { return nil }
      var members: [JSON.Member] = []
      for (name, cell) in record.fields {
        members.append(JSON.Member(name, try a.machine.json(cell, inside: 2, a.span)))
      }
      records.append(members)
    }
    self.init(records: records)
  }

  /// The table in CSV (RFC 4180): a line of titles, then a line for each row; null is empty.
  var csv: String {
    func line(_ cells: [String]) -> String { cells.map(Self.csvCell).joined(separator: ",") + "\n" }
    func text(_ cell: JSON) -> String {
      switch cell {
      case .null: ""
      case .string(let text): text
      default: cell.description
      }
    }
    return line(titles) + rows.map { line($0.map(text)) }.joined()
  }

  /// Quoted where it holds a comma, a quote or a line break.
  private static func csvCell(_ text: String) -> String {
    let isPlain = !text.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}

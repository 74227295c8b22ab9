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
    if case .host(let host) = value, let data = host as? DataValue, !data.parts.train.schema.columns.isEmpty {
      try self.init(data, a)
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

  /// The first rows of data whose columns have names.
  init(_ data: DataValue, first count: Int = .max, _ a: Arguments) throws(Exit) {
    let train = data.parts.train
    let rows = try a.map(0..<min(count, data.parts.count)) { (index) throws(Exit) -> [JSON] in
      guard case .record(let record) = data.item(at: index) else { return [] }
      return record.fields.map { $0.value.plainJSON }
    }
    let hasTarget = train.lack == nil || train.schema.targetName != nil
    self.init(titles: train.schema.columns.map(\.name) + (hasTarget ? [train.targetField] : []), rows: Array(rows))
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

extension Value {
  /// The value of a cell.
  fileprivate var plainJSON: JSON {
    switch self {
    case .int(let i): .integer(i)
    case .real(let r): .real(r)
    case .text(let text): .string(text.string)
    default: .null
    }
  }
}

/// Records as a table in CSV (RFC 4180): a line of column names, then a line for each record; `none` is empty.
///
/// The columns are the fields of all records, in the order in which they first appear.
func csvText(_ rows: [Record]) -> String {
  var columns: [Symbol] = []
  var known: Set<Symbol> = []
  for row in rows {
    for index in 0..<row.count where known.insert(row.names[index]).inserted { columns.append(row.names[index]) }
  }
  var text = columns.map { csvCell($0.name) }.joined(separator: ",") + "\n"
  for row in rows {
    let cells = columns.map { column in
      row.index(of: column).map { row.values[$0].isNone ? "" : csvCell(row.values[$0].shown) } ?? ""
    }
    text += cells.joined(separator: ",") + "\n"
  }
  return text
}

/// Quoted where it holds a comma, a quote or a line break.
private func csvCell(_ text: String) -> String {
  let isPlain = !text.utf8.contains { byte in
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
  return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
}

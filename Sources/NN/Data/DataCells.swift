extension Dataset {
  /// What stands in a column of an item, as it came from a table.
  public enum Cell: Hashable, Sendable {
    /// A number.
    case number(Double)
    /// A category or a class.
    case text(String)
    /// Nothing, or nothing that is known.
    case missing
  }

  /// The cells of an item in the order of the columns; empty where features have no names.
  ///
  /// - Parameter position: The place of the item, below `count`.
  /// - Returns: A cell for each column.
  public func cells(_ position: Int) -> [Cell] {
    guard rows.indices.contains(position) else { return [] }
    let row = Int(rows[position])
    let item = features.row(row)
    var start = 0
    return schema.columns.map { column in
      defer { start += column.width }
      if case .number(let form) = column.kind, let rests = features.rests[start], rests.indices.contains(row),
        !item[start].isNaN
      {
        return .number(form.offset + Double(item[start]) + Double(rests[row]))
      }
      return column.cell(item[start..<min(start + column.width, item.count)])
    }
  }

  /// What is to be predicted of an item.
  ///
  /// - Parameter position: The place of the item, below `count`.
  /// - Returns: The class, the number, or nothing.
  public func target(_ position: Int) -> Cell {
    guard rows.indices.contains(position) else { return .missing }
    let row = Int(rows[position])
    switch targets {
    case .classes(let labels, let names): return .text(names[Int(labels[row])])
    case .values(let values):
      if let rests = features.rests[-1], rests.indices.contains(row) {
        return .number(schema.targetForm.offset + Double(values[row]) + Double(rests[row]))
      }
      return .number(schema.targetForm.number(values[row]))
    case .absent: return .missing
    }
  }
}

extension DataSchema.Column {
  /// What stood in the column of which these are the features.
  func cell(_ features: ArraySlice<Float>) -> Dataset.Cell {
    guard let first = features.first else { return .missing }
    switch kind {
    case .number(let form): return first.isNaN ? .missing : .number(form.number(first))
    case .oneHot(let texts):
      return features.firstIndex { $0 != 0 }.map { .text(texts[$0 - features.startIndex]) } ?? .missing
    case .rank(let texts, _):
      return Int(exactly: first).flatMap { texts.indices.contains($0) ? .text(texts[$0]) : nil } ?? .missing
    }
  }
}

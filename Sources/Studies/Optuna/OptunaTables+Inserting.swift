extension OptunaTables {
  /// So many rows are inserted by one statement: a server is asked less often.
  private static let groupSize = 64

  /// Inserts rows in their order.
  ///
  /// - Parameters:
  ///   - rows: the values of each row's columns.
  ///   - table: the table.
  ///   - columns: the names of the columns.
  ///   - returning: the columns that are returned of each row.
  /// - Returns: what `returning` says of each row, in any order.
  /// - Throws: why they cannot be written.
  @discardableResult
  func insert(
    _ rows: [[SQLValue]], into table: String, _ columns: String, returning: String? = nil
  ) throws(StorageError) -> [SQLRow] {
    var results: [SQLRow] = []
    for group in rows.inGroups(of: Self.groupSize) {
      let places = group.map { row in "(" + row.map { _ in "?" }.joined(separator: ", ") + ")" }
      let statement =
        "INSERT INTO \(table) (\(columns)) VALUES " + places.joined(separator: ", ")
        + (returning.map { " RETURNING \($0)" } ?? "")
      try database.run(statement, Array(group.joined())) { (row) throws(StorageError) in results.append(row) }
    }
    return results
  }
}

extension Array {
  /// The elements in order, in groups of at most so many.
  func inGroups(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}

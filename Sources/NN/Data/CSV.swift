extension Dataset {
  /// What the target of a table is taken for.
  public enum TargetKind: Hashable, Sendable {
    /// A class, whatever it looks like.
    case classes
    /// A number.
    case number
  }

  /// Reads a table from a text file with separated columns.
  ///
  /// Columns of numbers are features as they are, columns of text one feature a category. A target of text, or of at most
  /// twenty different whole numbers that occur at least twice on average, is a class; any other a number. Missing numbers count
  /// as the mean of the training part, missing categories as none.
  ///
  /// - Parameters:
  ///   - path: The file, gzip'd or not; its first line names the columns, which are called 1, 2, ... where it does not.
  ///   - target: The column to predict; none means the last.
  ///   - kind: What to take the target for; none means by its look.
  /// - Returns: The data set; training standardizes it.
  /// - Throws: `DataError` where the file cannot be read or the table makes no sense.
  public static func load(_ path: String, target: String? = nil, kind: TargetKind? = nil) throws -> Dataset {
    let table = try CSVTable(path: path, target: target)
    let name = target ?? table.names[table.names.count - 1]
    guard let targetColumn = table.names.firstIndex(of: name) else {
      throw DataError.noSuchColumn(
        name: name, path: path, nearest: nearestName(to: name, among: table.names), columns: table.names)
    }
    let targets = try readTargets(table, targetColumn, kind)
    var blocks: [Block] = []
    for column in table.names.indices where column != targetColumn {
      blocks.append(try Block(table, column, offset: blocks.last.map { $0.offset + $0.names.count } ?? 0))
    }
    let names = blocks.flatMap(\.names)
    guard !names.isEmpty else { throw DataError.noFeatures(path: path) }
    guard !MachineMemory.isExceeded(byFloats: table.rowCount.multipliedReportingOverflow(by: names.count).partialValue)
    else { throw DataError.tooLarge(path: path, rows: table.rowCount, features: names.count) }
    var features = FloatBuffer(zeros: table.rowCount * names.count)
    features.withMutablePointer { features in
      for block in blocks { block.write(into: features, width: names.count) }
    }
    return try Dataset(
      features: features, itemShape: Shape([names.count]), targets: targets, featureNames: names, isStandardized: true)
  }

  private static func readTargets(_ table: CSVTable, _ column: Int, _ kind: TargetKind?) throws -> Targets {
    func missing(_ row: Int) -> DataError {
      .missingTarget(path: table.path, line: table.line(row), column: table.names[column])
    }
    switch try kind == .classes ? Column.categories(table, column) : Column(table, column) {
    case .numbers(let values):
      if let row = values.firstIndex(where: \.isNaN) { throw missing(row) }
      let distinct = Set(values).sorted()
      let looksLikeClasses =
        distinct.count <= 20 && 2 * distinct.count <= values.count
        && distinct.allSatisfy { $0 == $0.rounded() && abs($0) < 0x1p24 }
      guard looksLikeClasses, kind != .number else { return .values(values) }
      let numbers = Dictionary(uniqueKeysWithValues: zip(distinct, Int32(0)...))
      return .classes(
        labels: values.map { numbers[$0] ?? 0 }, names: distinct.map { String(Int($0)) })
    case .categories(let labels, let texts):
      if let row = labels.firstIndex(of: -1) { throw missing(row) }
      if kind == .number {
        throw DataError.sizeMismatch(reason: "the target \"\(table.names[column])\" of \(table.path) is not numeric")
      }
      if texts.count > 1000 {
        throw DataError.tooManyCategories(path: table.path, column: table.names[column], limit: 1000)
      }
      return .classes(labels: labels, names: texts)
    }
  }

  /// The features that one column gives.
  private struct Block {
    let column: Column
    let offset: Int
    let names: [String]

    init(_ table: CSVTable, _ number: Int, offset: Int) throws {
      column = try Column(table, number)
      self.offset = offset
      let name = table.names[number]
      switch column {
      case .numbers: names = [name]
      case .categories(_, let texts):
        guard texts.count <= 1000 else {
          throw DataError.tooManyCategories(path: table.path, column: name, limit: 1000)
        }
        names = texts.map { "\(name)=\($0)" }
      }
    }

    func write(into features: UnsafeMutablePointer<Float>, width: Int) {
      switch column {
      case .numbers(let values):
        for (row, value) in values.enumerated() { features[row * width + offset] = value }
      case .categories(let numbers, _):
        for (row, number) in numbers.enumerated() where number >= 0 {
          features[row * width + offset + Int(number)] = 1
        }
      }
    }
  }
}

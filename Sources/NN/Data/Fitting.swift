import Basics

extension Dataset {
  /// The same items in the form of another data set's: columns found by their names, categories and classes by their texts.
  ///
  /// Columns that the other has not are left out, and categories that it has not count as missing; remarks say so. Where
  /// one of the two has no names of columns, features stay in their places.
  ///
  /// - Parameters:
  ///   - other: What items of the other data set are.
  ///   - part: What messages call this data.
  ///   - needsTargets: Whether a target that is not known is an error.
  /// - Returns: The items.
  /// - Throws: `DataError.partMismatch` where a column is missing or of another kind, or a target is needed and not known.
  /// - Complexity: O(1) where items and classes are stored alike; otherwise a copy of the items, or of the targets.
  func fitted(to other: DataSchema, part: String, needsTargets: Bool) throws -> Dataset {
    var data = self
    if !schema.isStoredAlike(other) {
      var fitting = Fitting(self, to: other, part: part)
      data =
        schema.columns.isEmpty || other.columns.isEmpty || schema.columns == other.columns
        ? try fitting.withTargets() : try fitting.withFeatures()
    }
    if needsTargets, let lack = data.lack { throw DataError.partMismatch(part: part, reason: lack) }
    return data
  }
}

/// Items on their way into the form of another data set's.
private struct Fitting {
  private let data: Dataset
  private let schema: DataSchema
  private let part: String
  /// Categories that the other data set has not, by their columns: how many cells, and the first few.
  private var unknown: [String: (count: Int, texts: [String])] = [:]

  /// Where the cells of a column come from.
  private enum Source {
    case column(start: Int, DataSchema.Column)
    case target
  }

  init(_ data: Dataset, to schema: DataSchema, part: String) {
    (self.data, self.schema, self.part) = (data, schema, part)
  }

  private func refusal(_ reason: String) -> DataError { .partMismatch(part: part, reason: reason) }

  /// The items as they lie, with the targets in the other form.
  mutating func withTargets() throws -> Dataset {
    var other = data.schema
    (other.targetName, other.targetForm, other.classNames) = (schema.targetName, schema.targetForm, schema.classNames)
    return data.replacingTargets(try targets(count: data.features.rows) { Int(data.rows[$0]) }, other)
  }

  /// The items as a copy, column by column.
  mutating func withFeatures() throws -> Dataset {
    let sources = try schema.columns.map { column in
      guard let source = source(of: column.name) else {
        let names = data.schema.columns.map(\.name) + [data.schema.targetName].compactMap { $0 }
        // One that is needed itself is not meant by this name.
        let spare = names.filter { name in !schema.columns.contains { $0.name == name } }
        let hint = Suggestion.nearest(to: column.name, among: spare).map { "; did you mean its column \"\($0)\"?" }
        throw refusal("it has no column \"\(column.name)\"\(hint ?? "; its columns are \(listText(names))")")
      }
      return (source, column, numbers(column))
    }
    let (count, width) = (data.count, schema.itemShape.count)
    guard count > 0 else { throw refusal("it has no items") }
    try MachineMemory.need(bytes: count.saturating(times: width.saturating(times: MemoryLayout<Float>.stride)))
    var features = try FloatBuffer(zeros: count * width)
    try features.withMutablePointer { to in
      for position in 0..<count {
        let item = data.features.row(Int(data.rows[position]))
        var place = to + position * width
        for (source, column, numbers) in sources {
          try write(cell(source, item, position), column, numbers, to: place)
          place += column.width
        }
      }
    }
    var fitted = try Dataset(
      Features(features, width: width), count: count * width, schema, targets(count: count) { $0 },
      isStandardized: data.isStandardized)
    let names = Set(schema.columns.map(\.name) + [schema.targetName].compactMap { $0 })
    let ignored = data.schema.columns.map(\.name).filter { !names.contains($0) }
    fitted.remarks =
      data.remarks
      + unknown.sorted { $0.key < $1.key }.map { column, found in
        .unknown(found.texts, of: column, count: found.count, in: part)
      }
    if !ignored.isEmpty {
      fitted.remarks.append(.ignored(ignored, in: part))
    }
    return fitted
  }

  private func source(of name: String) -> Source? {
    var start = 0
    for column in data.schema.columns {
      if column.name == name { return .column(start: start, column) }
      start += column.width
    }
    return data.schema.targetName == name ? .target : nil
  }

  private func cell(_ source: Source, _ item: [Float], _ position: Int) -> Dataset.Cell {
    switch source {
    case .column(let start, let column): column.cell(item[start..<start + column.width])
    case .target: data.target(position)
    }
  }

  /// The ranks of categories that are numbers, which may be written in several ways.
  private func numbers(_ column: DataSchema.Column) -> Ranks {
    switch column.kind {
    case .number: Ranks([])
    case .oneHot(let texts), .rank(let texts, _): Ranks(texts)
    }
  }

  private mutating func write(
    _ cell: Dataset.Cell, _ column: DataSchema.Column, _ ranks: Ranks, to place: UnsafeMutablePointer<Float>
  ) throws {
    switch column.kind {
    case .number(let form):
      switch cell {
      case .number(let number): place.pointee = form.stored(number)
      case .missing: place.pointee = .nan
      case .text(let text):
        guard let number = Double(text) else {
          throw refusal("its column \"\(column.name)\" holds the text \"\(text)\", where numbers are needed")
        }
        place.pointee = form.stored(number)
      }
    case .oneHot: if let rank = rank(cell, column, ranks) { place[rank] = 1 }
    case .rank(let texts, let hasMissing):
      guard let rank = rank(cell, column, ranks) ?? (hasMissing ? texts.count : nil) else {
        throw refusal("its column \"\(column.name)\" holds \(Self.text(cell)), which is not one of the categories")
      }
      place.pointee = Float(rank)
    }
  }

  private mutating func rank(_ cell: Dataset.Cell, _ column: DataSchema.Column, _ ranks: Ranks) -> Int? {
    if cell == .missing { return nil }
    if let rank = ranks.rank(of: cell) { return rank }
    var found = unknown[column.name] ?? (0, [])
    found.count += 1
    let text = Self.text(cell)
    if found.texts.count < 20, !found.texts.contains(text) { found.texts.append(text) }
    unknown[column.name] = found
    return nil
  }

  /// The targets of all items, each at its place among `count`.
  private func targets(count: Int, _ place: (Int) -> Int) throws -> Targets {
    var source = Source.target
    if let name = schema.targetName, let own = data.schema.targetName, name != own {
      guard let found = self.source(of: name) else {
        return .absent(count: count, reason: "it has no column \"\(name)\"")
      }
      source = found
    }
    if case .target = source, case .absent(_, let reason) = data.targets {
      return .absent(count: count, reason: reason)
    }
    let ranks = Ranks(schema.classNames)
    var (labels, values) = ([Int32](), [Float]())
    if schema.classNames.isEmpty {
      values = [Float](repeating: 0, count: count)
    } else {
      labels = [Int32](repeating: 0, count: count)
    }
    for position in 0..<data.count {
      var item: [Float] = []
      if case .column = source { item = data.features.row(Int(data.rows[position])) }
      let cell = cell(source, item, position)
      func absent(_ reason: String) -> Targets { .absent(count: count, reason: reason) }
      if cell == .missing { return absent("item \(position) has no target") }
      if !labels.isEmpty {
        guard let rank = ranks.rank(of: cell) else {
          return absent(
            "the target of item \(position) is \(Self.text(cell)), which is not one of the classes "
              + "\(listText(schema.classNames))")
        }
        labels[place(position)] = Int32(rank)
      } else {
        guard let number = Self.number(cell) else {
          return absent("the target of item \(position) is \(Self.text(cell)), which is not a number")
        }
        values[place(position)] = schema.targetForm.stored(number)
      }
    }
    return labels.isEmpty ? .values(values) : .classes(labels: labels, names: schema.classNames)
  }

  private static func number(_ cell: Dataset.Cell) -> Double? {
    switch cell {
    case .number(let number): number
    case .text(let text): Double(text)
    case .missing: nil
    }
  }

  private static func text(_ cell: Dataset.Cell) -> String {
    switch cell {
    case .number(let number): number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    case .text(let text): "\"\(text)\""
    case .missing: "nothing"
    }
  }
}

/// The ranks of texts, and of the numbers that some of them are.
private struct Ranks {
  private let texts: [String: Int]
  private let numbers: [Double: Int]

  init(_ texts: [String]) {
    self.texts = Dictionary(texts.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    numbers = Dictionary(
      texts.enumerated().compactMap { rank, text in Double(text).map { ($0, rank) } },
      uniquingKeysWith: { first, _ in first })
  }

  func rank(of cell: Dataset.Cell) -> Int? {
    switch cell {
    case .text(let text): texts[text] ?? Double(text).flatMap { numbers[$0] }
    case .number(let number): numbers[number]
    case .missing: nil
    }
  }
}

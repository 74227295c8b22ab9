extension Dataset {
  /// Items of an array (its first axis) with the targets of another.
  ///
  /// Items without axes or with one are rows of a table and are standardized in training; others are images and used as they
  /// are. Unsigned bytes are seen as x / 255, and used where they are, as single-precision numbers are. Whole targets, at
  /// most a thousand different ones that occur at least twice on average, are classes (of floating-point numbers at most
  /// twenty).
  static func arrays(_ features: NPYArray, _ targets: NPYArray, kind: TargetKind?) throws -> Dataset {
    let count = features.count
    guard targets.count == count, targets.itemShape.allSatisfy({ $0 == 1 }) else {
      throw DataError.sizeMismatch(
        reason: "\(features.path) has shape \(Shape(features.shape)) and its targets \(targets.path) "
          + "\(Shape(targets.shape)): one number is needed for each item")
    }
    let (labels, targetForm) = try Self.targets(
      targets.values(count: count), isWhole: targets.kind != "f", path: targets.path, kind)
    let isTable = features.itemShape.count <= 1
    let shape =
      switch features.itemShape.count {
      case 0: Shape([1])
      case 2: Shape(features.itemShape + [1])
      default: Shape(features.itemShape)
      }
    let width = shape.count
    var forms = [NumberForm](repeating: NumberForm(), count: isTable ? width : 0)
    let stored: Features
    if features.kind == "u", features.size == 1 {
      stored = Features(ByteRecords([features.content], stride: width, width: width))
    } else if let singles = features.singles {
      stored = Features(raw: singles, width: width)
    } else {
      if isTable { forms = Self.forms(features, columns: Array(0..<width)) }
      stored = Features(try floats(features, columns: Array(0..<width), forms), width: width)
    }
    let columns = forms.enumerated().map { DataSchema.Column(name: "\($0 + 1)", kind: .number($1)) }
    return try Dataset(
      stored, count: count * width, DataSchema(itemShape: shape, columns: columns, targetForm: targetForm), labels,
      isStandardized: isTable)
  }

  /// The rows of a matrix, one column of which is the target.
  static func matrix(_ matrix: NPYArray, column: Int, kind: TargetKind?) throws -> Dataset {
    let (rows, columns) = (matrix.count, matrix.itemShape[0])
    let kept = (0..<columns).filter { $0 != column }
    let forms = forms(matrix, columns: kept)
    let (targets, targetForm) = try targets(
      matrix.values(from: column, count: rows, step: columns), isWhole: matrix.kind != "f", path: matrix.path, kind)
    let features = try floats(matrix, columns: kept, forms)
    let schema = DataSchema(
      itemShape: Shape([kept.count]),
      columns: zip(kept, forms).map { DataSchema.Column(name: "\($0 + 1)", kind: .number($1)) },
      targetName: "\(column + 1)", targetForm: targetForm)
    return try Dataset(
      Features(features, width: kept.count), count: features.count, schema, targets, isStandardized: true)
  }

  /// The forms for these columns of a matrix.
  private static func forms(_ matrix: NPYArray, columns: [Int]) -> [NumberForm] {
    let (rows, width) = (matrix.count, Shape(matrix.itemShape).count)
    var streams = [NumberStream](repeating: NumberStream(), count: columns.count)
    for row in 0..<rows {
      let values = matrix.values(from: row * width, count: width)
      for (place, column) in columns.enumerated() where values[column].isFinite { streams[place].add(values[column]) }
    }
    return streams.map(\.form)
  }

  /// These numbers of each item, in single precision; in these forms, if there are any.
  private static func floats(_ array: NPYArray, columns: [Int], _ forms: [NumberForm]) throws -> FloatBuffer {
    let (rows, width) = (array.count, Shape(array.itemShape).count)
    guard !MachineMemory.isExceeded(byFloats: rows * columns.count) else {
      throw DataError.tooLarge(path: array.path, rows: rows, features: columns.count)
    }
    let offsets = forms.isEmpty ? [Double](repeating: 0, count: columns.count) : forms.map(\.offset)
    var floats = try FloatBuffer(zeros: rows * columns.count)
    try floats.withMutablePointer { to in
      for row in 0..<rows {
        let values = array.values(from: row * width, count: width)
        for (place, column) in columns.enumerated() {
          to[row * columns.count + place] = Float(values[column] - offsets[place])
        }
      }
    }
    return floats
  }

  private static func targets(_ numbers: [Double], isWhole: Bool, path: String, _ kind: TargetKind?) throws -> (
    Targets, NumberForm
  ) {
    let values = numbers.map { Float($0) }
    if let item = values.firstIndex(where: { !$0.isFinite }) { throw DataError.notFinite(item: item) }
    let distinct = Set(numbers).sorted()
    let looksLikeClasses =
      isWhole
      ? distinct.count <= CategoryTable.limit && 2 * distinct.count <= numbers.count
      : ClassRule.few(distinct.map { Float($0) }, items: numbers.count)
    guard kind == .classes || looksLikeClasses, kind != .number else {
      var stream = NumberStream()
      for number in numbers { stream.add(number) }
      let form = stream.form
      return (.values(numbers.map(form.stored)), form)
    }
    guard distinct.count <= CategoryTable.limit else {
      throw DataError.tooManyCategories(path: path, column: "target", limit: CategoryTable.limit)
    }
    let ranks = Dictionary(uniqueKeysWithValues: zip(distinct, Int32(0)...))
    let targets = Targets.classes(
      labels: numbers.map { ranks[$0] ?? 0 }, names: distinct.map { Int(exactly: $0).map(String.init) ?? "\($0)" })
    try targets.check(path: path)
    return (targets, NumberForm())
  }
}

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
    return try arrays(
      features, width: Shape(features.itemShape).count, numbers: targets.values(count: count),
      isWhole: targets.kind != "f", from: targets, kind: kind)
  }

  /// The rows of a matrix, one column of which is the target.
  static func matrix(_ matrix: NPYArray, column: Int, kind: TargetKind?) throws -> Dataset {
    let (rows, columns) = (matrix.count, matrix.itemShape[0])
    let numbers = matrix.values(from: column, count: rows, step: columns)
    let kept = (0..<columns).filter { $0 != column }
    guard !MachineMemory.isExceeded(byFloats: rows * kept.count) else {
      throw DataError.tooLarge(path: matrix.path, rows: rows, features: kept.count)
    }
    var features = FloatBuffer(zeros: rows * kept.count)
    features.withMutablePointer { to in
      for row in 0..<rows {
        let values = matrix.values(from: row * columns, count: columns)
        for (place, column) in kept.enumerated() { to[row * kept.count + place] = Float(values[column]) }
      }
    }
    return try Dataset(
      features: features, itemShape: Shape([kept.count]),
      targets: targets(numbers, isWhole: matrix.kind != "f", path: matrix.path, kind),
      featureNames: kept.map { "\($0 + 1)" }, isStandardized: true)
  }

  private static func arrays(
    _ array: NPYArray, width: Int, numbers: [Double], isWhole: Bool, from source: NPYArray, kind: TargetKind?
  ) throws -> Dataset {
    let targets = try targets(numbers, isWhole: isWhole, path: source.path, kind)
    let isTable = array.itemShape.count <= 1
    let shape =
      switch array.itemShape.count {
      case 0: Shape([1])
      case 2: Shape(array.itemShape + [1])
      default: Shape(array.itemShape)
      }
    if array.kind == "u", array.size == 1 {
      return try Dataset(
        ByteRecords([array.content], stride: width, width: width), itemShape: shape, targets: targets,
        isStandardized: isTable)
    }
    let features: Features
    if let singles = array.singles {
      features = Features(raw: singles, width: width)
    } else {
      guard !MachineMemory.isExceeded(byFloats: array.count * width) else {
        throw DataError.tooLarge(path: array.path, rows: array.count, features: width)
      }
      var buffer = FloatBuffer(zeros: array.count * width)
      buffer.withMutablePointer { to in
        for row in 0..<array.count {
          for (column, value) in array.values(from: row * width, count: width).enumerated() {
            to[row * width + column] = Float(value)
          }
        }
      }
      features = Features(buffer, width: width)
    }
    return try Dataset(
      features, count: features.rows * width, shape, targets, isTable ? (1...width).map(String.init) : [],
      isStandardized: isTable)
  }

  private static func targets(_ numbers: [Double], isWhole: Bool, path: String, _ kind: TargetKind?) throws -> Targets {
    let values = numbers.map { Float($0) }
    if let item = values.firstIndex(where: { !$0.isFinite }) { throw DataError.notFinite(item: item) }
    let distinct = Set(numbers).sorted()
    let looksLikeClasses =
      isWhole
      ? distinct.count <= CategoryTable.limit && 2 * distinct.count <= numbers.count
      : ClassRule.few(distinct.map { Float($0) }, items: numbers.count)
    guard kind == .classes || looksLikeClasses, kind != .number else { return .values(values) }
    guard distinct.count <= CategoryTable.limit else {
      throw DataError.tooManyCategories(path: path, column: "target", limit: CategoryTable.limit)
    }
    let ranks = Dictionary(uniqueKeysWithValues: zip(distinct, Int32(0)...))
    let targets = Targets.classes(
      labels: numbers.map { ranks[$0] ?? 0 }, names: distinct.map { Int(exactly: $0).map(String.init) ?? "\($0)" })
    try targets.check(path: path)
    return targets
  }
}

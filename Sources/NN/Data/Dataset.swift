import CKernels

/// What is to be predicted of each item.
public enum Targets: Sendable {
  /// A class of each item: its index in the names.
  case classes(labels: [Int32], names: [String])
  /// A number for each item, less the offset of the schema.
  case values([Float])
  /// Nothing is known of what is to be predicted of so many items, and why.
  case absent(count: Int, reason: String)

  var count: Int {
    switch self {
    case .classes(let labels, _): labels.count
    case .values(let values): values.count
    case .absent(let count, _): count
    }
  }

  /// Throws where these targets, which may be those of a file, make no sense.
  func check(path: String? = nil) throws {
    guard count > 0, count <= Int(Int32.max) else {
      throw DataError.sizeMismatch(reason: "a data set has from 1 to 2147483647 items, not \(count)")
    }
    switch self {
    case .classes(let labels, let names):
      guard names.count > 0 else { throw DataError.oneClass(name: nil) }
      // Metrics count how often each class is taken for each.
      let pairs = names.count.saturating(times: names.count).saturating(times: MemoryLayout<Int>.stride)
      guard names.count <= CategoryTable.limit || !MachineMemory.isExceeded(byBytes: pairs) else {
        throw DataError.sizeMismatch(reason: "\(names.count) classes are more than memory holds the confusion of")
      }
      if let item = labels.firstIndex(where: { $0 < 0 || Int($0) >= names.count }) {
        throw DataError.labelOutsideClasses(label: Int(labels[item]), item: item, classes: names.count, path: path)
      }
    case .values(let values):
      if let item = values.firstIndex(where: { !$0.isFinite }) { throw DataError.notFinite(item: item) }
    case .absent: break
    }
  }
}

/// Items with their features and targets: a value whose slices share memory.
public struct Dataset: Sendable {
  let features: Features
  private(set) var targets: Targets
  /// The rows of the features that belong to this data set, in order.
  private(set) var rows: [Int32]
  /// What its items are.
  public private(set) var schema: DataSchema
  /// Whether training centres and scales features (and numeric targets) by the training part's mean and deviation.
  ///
  /// Missing numbers, which are NaN in the features, then count as the mean.
  public private(set) var isStandardized: Bool
  /// How training changes the items that it learns from, if at all.
  public private(set) var augmentations: [Augmentation] = []
  /// What is worth knowing about how the data was read, or made to fit other data.
  public internal(set) var remarks: [Remark] = []

  /// Makes a data set from features that stand item after item.
  ///
  /// - Parameters:
  ///   - features: The numbers of all items, one item after the other.
  ///   - itemShape: The shape of one item.
  ///   - targets: What is to be predicted, one target an item.
  ///   - featureNames: The names of the features, or none.
  ///   - isStandardized: Whether training centres and scales; NaN may then stand for missing numbers.
  /// - Throws: `DataError` where the sizes do not fit, a number is not finite, a label is outside the classes, or there
  ///   is only one class.
  public init(
    features: FloatBuffer, itemShape: Shape, targets: Targets, featureNames: [String] = [], isStandardized: Bool = false
  ) throws {
    let schema = DataSchema(
      itemShape: itemShape, columns: featureNames.map { DataSchema.Column(name: $0, kind: .number()) })
    try self.init(
      Features(features, width: Self.width(itemShape)), count: features.count, schema, targets,
      isStandardized: isStandardized)
  }

  /// Makes a data set of images, or of other items, whose numbers are bytes, seen by training as 0...1.
  init(
    _ records: ByteRecords, itemShape: Shape, targets: Targets, isStandardized: Bool = false
  ) throws {
    try self.init(
      Features(records), count: records.count * records.width, DataSchema(itemShape: itemShape), targets,
      isStandardized: isStandardized)
  }

  /// Makes a data set of items as the schema says, which is told what features and targets know.
  init(_ features: Features, count: Int, _ schema: DataSchema, _ targets: Targets, isStandardized: Bool) throws {
    let (itemShape, names) = (schema.itemShape, schema.featureNames.count)
    let width = Self.width(itemShape)
    guard width > 0, targets.count > 0, count / targets.count == width, count % targets.count == 0,
      features.rows == targets.count, features.width == width
    else {
      throw DataError.sizeMismatch(
        reason: "\(targets.count) targets and items of shape \(itemShape) do not fit \(count) numbers")
    }
    guard names == 0 || names == width else {
      throw DataError.sizeMismatch(reason: "\(names) names do not fit items of \(width) numbers")
    }
    try targets.check()
    let bad = features.withFloats { start -> Int? in
      guard Kernels.best.all_finite(count, start) == 0 else { return nil }
      let values = UnsafeBufferPointer(start: start, count: count)
      return values.firstIndex { isStandardized ? $0.isInfinite : !$0.isFinite }
    }
    if let bad = bad ?? nil { throw DataError.notFinite(item: bad / width) }
    self.features = features
    self.targets = targets
    var schema = schema
    if case .classes(_, let names) = targets { schema.classNames = names }
    if case .bytes = features.storage { schema.isOfBytes = true }
    self.schema = schema
    self.isStandardized = isStandardized
    rows = (0..<features.rows).map(Int32.init)
  }

  /// Numbers of an item; 0 where the shape is none.
  private static func width(_ shape: Shape) -> Int {
    shape.dimensions.allSatisfy { $0 > 0 } ? shape.count : 0
  }

  /// How many items there are.
  public var count: Int { rows.count }

  /// The shape of one item.
  public var itemShape: Shape { schema.itemShape }
  /// The names of the features; empty for images.
  public var featureNames: [String] { schema.featureNames }
  /// See `DataSchema.categoryCounts`.
  public var categoryCounts: [Int] { schema.categoryCounts }
  /// The names of the classes; empty where the target is a number.
  public var classNames: [String] { schema.classNames }

  /// Whether the target is a class rather than a number.
  public var isClassification: Bool { !classNames.isEmpty }

  /// Why the targets are not known, if they are not.
  public var lack: String? {
    if case .absent(_, let reason) = targets { reason } else { nil }
  }

  /// The features of an item as they are stored; nil outside the data set.
  public func item(_ position: Int) -> [Float]? {
    rows.indices.contains(position) ? features.row(Int(rows[position])) : nil
  }

  /// The first number that is none of this many categories counted from 0, and the position of its item.
  func firstNumber(outside categories: Int) -> (item: Int, number: Float)? {
    for position in rows.indices {
      for number in item(position) ?? []
      where !(number >= 0 && number < Float(categories) && number == number.rounded()) {
        return (position, number)
      }
    }
    return nil
  }

  /// The class of each item; empty where the target is a number.
  public var labels: [Int] {
    guard case .classes(let labels, _) = targets else { return [] }
    return rows.map { Int(labels[Int($0)]) }
  }

  /// The numeric target of each item, less the offset of the schema; empty where the target is a class.
  public var values: [Float] {
    guard case .values(let values) = targets else { return [] }
    return rows.map { values[Int($0)] }
  }

  /// The items at these positions, in this order; positions outside the data set are passed over.
  public func selecting(_ positions: [Int]) -> Dataset {
    var slice = self
    slice.rows = positions.compactMap { rows.indices.contains($0) ? rows[$0] : nil }
    return slice
  }

  /// The same items with other targets, of which the schema says what they are.
  func replacingTargets(_ targets: Targets, _ schema: DataSchema) -> Dataset {
    var data = self
    (data.targets, data.schema) = (targets, schema)
    return data
  }

  /// The same items and as many others of the same features and targets, after them.
  func appending(rows others: [Int32]) -> Dataset {
    var data = self
    data.rows += others
    return data
  }

  /// The same items, centred and scaled in training: each feature of a table, each channel of an image, a numeric target.
  public func standardized() -> Dataset {
    var data = self
    data.isStandardized = true
    return data
  }

  /// The same items, changed in training, and there alone, in all of these ways, one after the other.
  ///
  /// - Parameter augmentations: The changes, in their order.
  /// - Returns: The data; the seed of a training run, the epoch and the item decide what becomes of an item.
  /// - Throws: `DataError.badAugmentation` where one makes no sense for items of this shape.
  public func augmented(_ augmentations: [Augmentation]) throws -> Dataset {
    for augmentation in augmentations { try augmentation.check(itemShape) }
    var data = self
    data.augmentations = augmentations
    return data
  }

  /// How many channels the items have if they are images.
  var channels: Int? { itemShape.dimensions.count == 3 ? itemShape.dimensions[2] : nil }
}

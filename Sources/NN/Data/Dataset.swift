import CKernels

/// What is to be predicted of each item.
public enum Targets: Sendable {
  /// A class of each item: its index in the names.
  case classes(labels: [Int32], names: [String])
  /// A number for each item.
  case values([Float])

  var count: Int {
    switch self {
    case .classes(let labels, _): labels.count
    case .values(let values): values.count
    }
  }
}

/// Items with their features and targets: a value whose slices share memory.
public struct Dataset: Sendable {
  let features: Features
  let targets: Targets
  /// The rows of the features that belong to this data set, in order.
  let rows: [Int32]
  /// The shape of one item.
  public let itemShape: Shape
  /// The names of the features, empty for images.
  public let featureNames: [String]
  /// Whether training centres and scales features (and numeric targets) by the training part's mean and deviation.
  ///
  /// Missing numbers, which are NaN in the features, then count as the mean.
  public let isStandardized: Bool

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
    let width = itemShape.dimensions.allSatisfy { $0 > 0 } ? itemShape.count : 0
    guard width > 0, targets.count > 0, features.count / targets.count == width, features.count % targets.count == 0
    else {
      throw DataError.sizeMismatch(
        reason: "\(targets.count) targets and items of shape \(itemShape) do not fit \(features.count) numbers")
    }
    try Self.check(targets)
    let isBad: (Float) -> Bool = isStandardized ? { $0.isInfinite } : { !$0.isFinite }
    let bad = features.withPointer { start in
      Kernels.best.all_finite(features.count, start) != 0
        ? nil : UnsafeBufferPointer(start: start, count: features.count).firstIndex(where: isBad)
    }
    if let bad { throw DataError.notFinite(item: bad / width) }
    self.init(Features(features, width: width), targets, itemShape, featureNames, isStandardized)
  }

  /// Makes a data set of grey images whose pixels are bytes, seen by training as 0...1.
  init(images: [UInt8], itemShape: Shape, labels: [Int32], names: [String]) throws {
    let targets = Targets.classes(labels: labels, names: names)
    try Self.check(targets)
    self.init(Features(images, width: itemShape.count), targets, itemShape, [], false)
  }

  private init(
    _ features: Features, _ targets: Targets, _ itemShape: Shape, _ featureNames: [String], _ isStandardized: Bool,
    rows: [Int32]? = nil
  ) {
    self.features = features
    self.targets = targets
    self.itemShape = itemShape
    self.featureNames = featureNames
    self.isStandardized = isStandardized
    self.rows = rows ?? (0..<features.rows).map(Int32.init)
  }

  /// How many items there are.
  public var count: Int { rows.count }

  /// The names of the classes; empty where the target is a number.
  public var classNames: [String] {
    if case .classes(_, let names) = targets { names } else { [] }
  }

  /// Whether the target is a class rather than a number.
  public var isClassification: Bool {
    if case .classes = targets { true } else { false }
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

  /// The numeric target of each item; empty where the target is a class.
  public var values: [Float] {
    guard case .values(let values) = targets else { return [] }
    return rows.map { values[Int($0)] }
  }

  /// The items at these positions, in this order; positions outside the data set are passed over.
  public func selecting(_ positions: [Int]) -> Dataset {
    Dataset(
      features, targets, itemShape, featureNames, isStandardized,
      rows: positions.compactMap { rows.indices.contains($0) ? rows[$0] : nil })
  }

  private static func check(_ targets: Targets) throws {
    guard targets.count > 0, targets.count <= Int(Int32.max) else {
      throw DataError.sizeMismatch(reason: "a data set has from 1 to 2147483647 items, not \(targets.count)")
    }
    switch targets {
    case .classes(let labels, let names):
      guard names.count > 1 else { throw DataError.oneClass(name: names.first) }
      if let item = labels.firstIndex(where: { $0 < 0 || Int($0) >= names.count }) {
        throw DataError.labelOutsideClasses(label: Int(labels[item]), item: item, classes: names.count)
      }
    case .values(let values):
      if let item = values.firstIndex(where: { !$0.isFinite }) { throw DataError.notFinite(item: item) }
    }
  }
}

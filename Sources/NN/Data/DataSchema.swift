/// What the items of a data set are: all that must be known to make an item of the same kind from what it came from, such as
/// a row of a table.
public struct DataSchema: Hashable, Sendable {
  /// The shape of one item.
  public internal(set) var itemShape: Shape
  /// Whether an item is bytes, such as those of an image, of which training sees x / 255.
  public internal(set) var isOfBytes = false
  /// The columns that the features were made of, in the order of the features; empty where features have no names.
  public internal(set) var columns: [Column] = []
  /// The name of the target's column, if it has one.
  public internal(set) var targetName: String?
  /// How a numeric target is stored.
  public internal(set) var targetForm = NumberForm()
  /// The names of the classes; empty where the target is a number.
  public internal(set) var classNames: [String] = []

  /// A column of a table, and what becomes of it.
  public struct Column: Hashable, Sendable {
    /// The column's name.
    public internal(set) var name: String
    /// What its cells become.
    public internal(set) var kind: Kind

    /// What the cells of a column become.
    public enum Kind: Hashable, Sendable {
      /// The number, stored in this form; NaN where it is missing.
      case number(NumberForm = NumberForm())
      /// A feature for each of these categories, 1 where it is the item's; zeros where it is missing.
      case oneHot([String])
      /// The category's place in this list, from 0; where missing ones were seen, they are a category after the others.
      case rank([String], hasMissing: Bool)
    }

    /// The names of the features that the column becomes.
    var featureNames: [String] {
      switch kind {
      case .number, .rank: [name]
      case .oneHot(let categories): categories.map { "\(name)=\($0)" }
      }
    }

    /// How many features the column becomes.
    var width: Int {
      if case .oneHot(let categories) = kind { categories.count } else { 1 }
    }

    /// For each of the features, how many categories it is the number of; 0 for a quantity.
    var categoryCounts: [Int] {
      switch kind {
      case .number: [0]
      case .oneHot(let categories): categories.map { _ in 0 }
      case .rank(let categories, let hasMissing): [categories.count + (hasMissing ? 1 : 0)]
      }
    }
  }

  /// The names of the features; empty where they have none.
  public var featureNames: [String] { columns.flatMap(\.featureNames) }

  /// For each feature that is the number of a category, as an embedding takes it, how many categories there are.
  ///
  /// It is 0 for a feature that is a quantity, and the list is empty where all are.
  public var categoryCounts: [Int] {
    let counts = columns.flatMap(\.categoryCounts)
    return counts.contains { $0 > 0 } ? counts : []
  }

  /// Whether items and targets of the other kind are stored as those of this one.
  func isStoredAlike(_ other: DataSchema) -> Bool {
    func storage(_ column: Column) -> Column {
      guard case .number(var form) = column.kind else { return column }
      form.isWhole = false
      return Column(name: column.name, kind: .number(form))
    }
    return columns.map(storage) == other.columns.map(storage) && targetName == other.targetName
      && classNames == other.classNames && targetForm.offset == other.targetForm.offset
  }

  /// Whether there can be items of this kind: each has numbers, and a name for every one of them or for none.
  var isConsistent: Bool {
    guard !itemShape.dimensions.isEmpty, itemShape.dimensions.allSatisfy({ $0 > 0 }), itemShape.count <= 1 << 31 else {
      return false
    }
    return columns.isEmpty || columns.reduce(0) { $0 + $1.categoryCounts.count } == itemShape.count
  }
}

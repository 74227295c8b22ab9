/// How a table in a text file is to be read; what is not said is decided from the table.
public struct TableOptions: Hashable, Sendable {
  /// The column to predict; the last that has a value if none is named.
  public var target: String?
  /// What the target is taken for.
  public var kind: Dataset.TargetKind?
  /// What columns of categories become.
  public var categories = Dataset.CategoryEncoding.oneHot
  /// The columns that are read beside the target; all if none are named.
  public var kept: [String]?
  /// Columns that are left out.
  public var dropped: [String] = []
  /// What the cells of columns are taken for.
  public var kinds: [String: CellKind] = [:]
  /// The character between two cells, in ASCII.
  public var separator: UInt8?
  /// The sign before the decimals.
  public var decimal: DecimalSign?
  /// The cells that stand for a missing value, beside empty ones.
  public var missing: MissingCells?
  /// What the first row is.
  public var header: Header?

  /// What the cells of a column are taken for.
  public enum CellKind: String, CaseIterable, Hashable, Sendable {
    /// Categories, whatever they look like.
    case text
    /// Numbers.
    case number
  }

  /// What stands before the decimals of a number.
  public enum DecimalSign: String, CaseIterable, Hashable, Sendable {
    /// As in 1.5, which may stand as 1,234.5 where it is large.
    case point = "."
    /// As in 1,5, which may stand as 1.234,5 where it is large.
    case comma = ","
  }

  /// What the first row of a table is.
  public enum Header: Hashable, Sendable {
    /// The names of the columns.
    case names
    /// An item; the columns are then called 1, 2, ...
    case none
    /// An item; the columns are called by these names.
    case given([String])
  }

  /// Options that say nothing.
  public init() {}

  /// An option that is said and only means something for a table of text.
  var tableOption: String? {
    let said: KeyValuePairs = [
      "categories": categories != .oneHot, "columns": kept != nil || !kinds.isEmpty, "drop": !dropped.isEmpty,
      "separator": separator != nil, "decimal": decimal != nil, "missing": missing != nil, "header": header != nil,
    ]
    return said.first { $0.value }?.key
  }

  /// The columns that the options name.
  var names: [String] { [target].compactMap { $0 } + (kept ?? []) + dropped + kinds.keys.sorted() }
}

/// Cells that stand for a missing value, beside empty ones.
public enum MissingCells: Hashable, Sendable {
  /// A question mark, NA, N/A, NaN, null and none, in capitals or not.
  case usual
  /// Cells with these texts, byte by byte, or with these numbers, however they are written.
  indirect case given(words: [[UInt8]], numbers: [Double])

  /// Cells with these texts or numbers.
  public init(words: [String], numbers: [Double] = []) {
    self = .given(words: words.map { Array($0.utf8) }, numbers: numbers)
  }

  private static let usualWords: Set<String> = ["?", "na", "n/a", "#n/a", "<na>", "nan", "null", "none"]

  func contains(_ cell: CSVCell) -> Bool {
    guard let first = cell.text.first else { return true }
    switch self {
    case .usual:
      switch first {
      case UInt8(ascii: "?"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "#"), UInt8(ascii: "<"),
        UInt8(ascii: " "):
        return cell.isBlank || cell.text.count <= 4 && Self.usualWords.contains(cell.string.lowercased())
      default: return false
      }
    case .given(let words, let numbers):
      if cell.isBlank || words.contains(where: { $0.elementsEqual(cell.text) }) { return true }
      return !numbers.isEmpty && cell.number.map(numbers.contains) == true
    }
  }
}

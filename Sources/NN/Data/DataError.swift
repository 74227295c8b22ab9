import Basics

/// What is wrong with a file or a data set.
public enum DataError: ExplainedError, Hashable {
  /// There is no file of this name.
  case missingFile(path: String)
  /// The file is there and cannot be read.
  case unreadableFile(path: String, reason: String)
  /// The file has no content.
  case emptyFile(path: String)
  /// The table has a header and no rows.
  case noRows(path: String)
  /// The text of the table is in another encoding than UTF-8.
  case notUTF8(path: String, line: Int)
  /// The file ends before what its header announces.
  case truncated(path: String, expected: Int, found: Int)
  /// The file's compressed content is damaged or cut off.
  case damagedGzip(path: String, reason: String)
  /// The content of the file is more than the memory of this machine.
  case exceedsMemory(path: String, bytes: Int)
  /// The content of the file is not what its format asks for.
  case malformed(path: String, format: String, reason: String)
  /// The file was written to while it was read.
  case changed(path: String)
  /// Two files that belong together differ in length.
  case countMismatch(images: Int, labels: Int)
  /// A row of a table with more or fewer cells than the first.
  case raggedRow(path: String, line: Int, expected: Int, found: Int)
  /// A quote that is not closed.
  case openQuote(path: String, line: Int)
  /// A cell of more than a megabyte.
  case longCell(path: String, line: Int)
  /// The table has no column of this name.
  case noSuchColumn(name: String, path: String, nearest: String?, columns: [String])
  /// A row without a value in the target's column.
  case missingTarget(path: String, line: Int, column: String)
  /// A cell of a numeric column that is infinite.
  case infiniteCell(path: String, line: Int, column: String)
  /// A text column with more different values than categories can have.
  case tooManyCategories(path: String, column: String, limit: Int)
  /// A table whose features take more memory than the machine has.
  case tooLarge(path: String, rows: Int, features: Int)
  /// A table that has nothing beside its target.
  case noFeatures(path: String)
  /// Classification needs two classes.
  case oneClass(name: String?)
  /// A label outside the classes; `item` counts from 0, in its file where it comes from one.
  case labelOutsideClasses(label: Int, item: Int, classes: Int, path: String? = nil)
  /// A number that is infinite or not a number; `item` counts from 0.
  case notFinite(item: Int)
  /// Arrays whose lengths do not fit each other.
  case sizeMismatch(reason: String)
  /// A share of the data that is no share, or leaves a part without items.
  case badSplit(reason: String)
  /// An augmentation that makes no sense, or not for these items.
  case badAugmentation(name: String, reason: String)

  /// What is wrong, in one sentence without a full stop.
  public var message: String {
    switch self {
    case .missingFile(let path): "there is no file \(path)"
    case .unreadableFile(let path, let reason): "\(path) cannot be read: \(reason)"
    case .emptyFile(let path): "\(path) is empty"
    case .noRows(let path): "\(path) has no rows below its header"
    case .notUTF8(let path, let line): "\(path), line \(line): the text is not in UTF-8"
    case .truncated(let path, let expected, let found):
      "\(path) is cut off: its header announces \(expected) bytes, and \(found) are there"
    case .damagedGzip(let path, let reason): "the gzip content of \(path) is damaged: \(reason)"
    case .exceedsMemory(let path, let bytes):
      "\(path) holds \(bytes / 1_000_000) MB, more than the memory of this machine"
    case .malformed(let path, let format, let reason): "\(path) cannot be read as \(format): \(reason)"
    case .changed(let path): "\(path) was written to while it was read"
    case .countMismatch(let images, let labels): "there are \(images) images and \(labels) labels"
    case .raggedRow(let path, let line, let expected, let found):
      "\(path), line \(line): \(found) cell\(found == 1 ? "" : "s") where the first row has \(expected)"
    case .openQuote(let path, let line): "\(path), line \(line): the quote is not closed"
    case .longCell(let path, let line): "\(path), line \(line): a cell is longer than a megabyte"
    case .noSuchColumn(let name, let path, _, _): "\(path) has no column \"\(name)\""
    case .missingTarget(let path, let line, let column): "\(path), line \(line): no value for the target \"\(column)\""
    case .infiniteCell(let path, let line, let column):
      "\(path), line \(line): the number in column \"\(column)\" is infinite or too large"
    case .tooManyCategories(let path, let column, let limit):
      "\(path): the text column \"\(column)\" has more than \(limit) different values"
    case .tooLarge(let path, let rows, let features):
      "\(path) gives \(rows) rows of \(features) features, more than the machine's memory holds"
    case .noFeatures(let path): "\(path) has no column beside the target"
    case .oneClass(let name):
      name.map { "every item is of class \"\($0)\"" } ?? "classification needs at least two classes"
    case .labelOutsideClasses(let label, let item, let classes, let path):
      "\(path.map { "\($0): " } ?? "")item \(item) has label \(label), outside 0..\(classes - 1)"
    case .notFinite(let item): "item \(item) holds a number that is infinite or not a number"
    case .sizeMismatch(let reason), .badSplit(let reason): reason
    case .badAugmentation(let name, let reason): "\(name) cannot be applied: \(reason)"
    }
  }

  /// What would help, if anything is known to.
  public var hint: String? {
    switch self {
    case .missingFile: "paths are relative to where the program was started"
    case .notUTF8: "convert the file, for instance with `iconv -f latin1 -t utf8`"
    case .truncated, .damagedGzip: "fetch the file again"
    case .raggedRow: "a cell that contains the separator needs quotes"
    case .longCell: "is a quote not closed?"
    case .noSuchColumn(_, _, let nearest, let columns):
      nearest.map { "did you mean \"\($0)\"?" }
        ?? "its columns are \(columns.prefix(12).joined(separator: ", "))\(columns.count > 12 ? ", ..." : "")"
    case .missingTarget: "remove the rows that have none"
    case .tooLarge: "take fewer rows or columns; a column of text gives a feature for each of its values"
    case .exceedsMemory: "a file that is not compressed can be used where it lies"
    case .tooManyCategories: "remove the column, or group its values"
    case .oneClass: "there is nothing to tell apart"
    case .unreadableFile, .emptyFile, .noRows, .malformed, .changed, .countMismatch, .openQuote, .infiniteCell,
      .noFeatures,
      .labelOutsideClasses, .notFinite, .sizeMismatch, .badSplit, .badAugmentation:
      nil
    }
  }
}

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
  /// The content of the file is of a kind that no data is read from.
  case foreign(path: String, kind: ContentKind)
  /// The file was written to while it was read.
  case changed(path: String)
  /// Two files that belong together differ in length.
  case countMismatch(images: Int, labels: Int)
  /// A row of a table with more or fewer cells than the first, and what may help.
  case raggedRow(path: String, line: Int, expected: Int, found: Int, advice: String? = nil)
  /// A quote that is not closed.
  case openQuote(path: String, line: Int)
  /// A cell of more than a megabyte.
  case longCell(path: String, line: Int)
  /// The sign that was said to separate the cells of the table does not; another one seems to.
  case separator(path: String, said: Character, found: Character)
  /// The table has no column of this name.
  case noSuchColumn(name: String, path: String, columns: [String])
  /// The table lacks a column that the data has that it is to be read like; perhaps one of its own is meant by it.
  case lacksColumn(name: String, path: String, near: String?, needed: [String])
  /// The names that were given for the columns are not as many as these.
  case headerMismatch(path: String, names: Int, columns: Int)
  /// A cell that is not a number in a column where `numbers` others are; with the other decimal sign it may be one.
  case oddCell(
    path: String, line: Int, column: String, cell: String, numbers: Int, decimal: TableOptions.DecimalSign?)
  /// A category that the data has not that a table is read like, where there is no place for another.
  case unknownCategory(path: String, line: Int, column: String, cell: String)
  /// An option of tables where there is no table, or not one of text.
  case noTable(path: String, option: String)
  /// A part of the data that has not what the training part has.
  case partMismatch(part: String, reason: String)
  /// Data whose targets are not known, and why.
  case noTargets(reason: String)
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

  /// What kind of thing is wrong.
  public var topic: Topic {
    switch self {
    case .missingFile: .missingFile
    case .unreadableFile, .changed: .unreadableFile
    case .foreign: .foreignFile
    case .exceedsMemory, .tooLarge: .capacity
    case .emptyFile, .noRows, .notUTF8, .truncated, .damagedGzip, .malformed, .countMismatch, .raggedRow, .openQuote,
      .longCell,
      .separator, .headerMismatch, .oddCell, .missingTarget, .infiniteCell, .noFeatures:
      .table
    case .noSuchColumn, .lacksColumn: .missingColumn
    case .noTable: .unknownLabel
    case .badAugmentation: .argumentRange
    case .unknownCategory, .partMismatch, .badSplit, .noTargets, .tooManyCategories, .oneClass, .labelOutsideClasses,
      .notFinite,
      .sizeMismatch:
      .dataUnfit
    }
  }

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
    case .foreign(let path, let kind): "\(path) is \(kind.description), not data"
    case .changed(let path): "\(path) was written to while it was read"
    case .countMismatch(let images, let labels): "there are \(images) images and \(labels) labels"
    case .raggedRow(let path, let line, let expected, let found, _):
      "\(path), line \(line): \(found) cell\(found == 1 ? "" : "s") where the first row has \(expected)"
    case .openQuote(let path, let line): "\(path), line \(line): the quote is not closed"
    case .longCell(let path, let line): "\(path), line \(line): a cell is longer than a megabyte"
    case .separator(let path, let said, _): "\(path) is not a table whose cells are separated by \(Self.text(said))"
    case .noSuchColumn(let name, let path, _): "\(path) has no column \"\(name)\""
    case .lacksColumn(let name, let path, _, _): "\(path) has no column \"\(name)\""
    case .headerMismatch(let path, let names, let columns):
      "\(path) has \(columns) column\(columns == 1 ? "" : "s"), and "
        + (names == 1 ? "1 name is given for them" : "\(names) names are given for them")
    case .oddCell(let path, let line, let column, let cell, let numbers, _):
      "\(path), line \(line): \"\(cell)\" in column \"\(column)\" is not a number"
        + (numbers > 0 ? ", as \(numbers) other cell\(numbers == 1 ? " is" : "s are")" : "")
    case .unknownCategory(let path, let line, let column, let cell):
      "\(path), line \(line): \"\(cell)\" is not one of the known categories of \"\(column)\""
    case .noTable(let path, let option): "`\(option)` is for tables of text, and \(path) is not one"
    case .partMismatch(let part, let reason): "\(part) does not fit the training part: \(reason)"
    case .noTargets(let reason): "there is nothing to learn from: \(reason)"
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

  /// A separator in words.
  private static func text(_ separator: Character) -> String {
    switch separator {
    case "\t": "a tab"
    case " ": "a space"
    default: "\"\(separator)\""
    }
  }

  /// What would help, if anything is known to.
  public var hint: String? {
    switch self {
    case .missingFile(let path):
      advice(onForeignPath: path) ?? nearestFile(to: path).map { "did you mean \"\($0)\"?" }
        ?? "paths are relative to where the program was started"
    case .notUTF8: "convert the file, for instance with `iconv -f latin1 -t utf8`"
    case .foreign(let path, let kind): kind.advice(for: path)
    case .truncated, .damagedGzip: "fetch the file again"
    case .raggedRow(_, _, _, _, let advice): advice ?? "a cell that contains the separator needs quotes"
    case .openQuote: "close it with another; a quote within a quoted cell is written twice"
    case .longCell: "is a quote not closed?"
    case .separator(_, _, let found):
      "\(Self.text(found)) seems to separate them; without `separator`, that is found out"
    case .noSuchColumn(let name, _, let columns)
    where Int(name) == nil && columns == (1...max(columns.count, 1)).map(String.init):
      "its columns have no names, and are called 1, 2, ...; `header: [\"...\"]` names them"
    case .noSuchColumn(let name, _, let columns):
      Suggestion.nearest(to: name, among: columns).map { "did you mean \"\($0)\"?" }
        ?? "its columns are \(columns.prefix(12).joined(separator: ", "))\(columns.count > 12 ? ", ..." : "")"
    case .lacksColumn(_, _, let near, let needed):
      near.map { "did you mean \"\($0)\"?" } ?? "the data that it is read like has \(listText(needed))"
    case .missingTarget: "remove the rows that have none; rows to be predicted are read by `load(file, like: data)`"
    case .oddCell(_, _, let column, let cell, _, let decimal):
      (decimal.map { "if it is one, write `decimal: \"\($0.rawValue)\"`; otherwise " } ?? "")
        + "`missing: [\"\(cell)\"]` takes it for a missing value, `columns: {\"\(column)\": \"text\"}` the column for text, "
        + "and `drop: [\"\(column)\"]` leaves it out"
    case .tooLarge: "take fewer rows or columns; a column of text gives a feature for each of its values"
    case .exceedsMemory: "a file that is not compressed can be used where it lies"
    case .tooManyCategories(_, let column, _): "`drop: [\"\(column)\"]` leaves it out"
    case .noFeatures: "if another sign separates its cells, `separator: \";\"` says which"
    case .oneClass: "there is nothing to tell apart"
    case .unreadableFile, .emptyFile, .noRows, .malformed, .changed, .countMismatch, .infiniteCell,
      .headerMismatch, .unknownCategory, .noTable, .partMismatch,
      .noTargets,
      .labelOutsideClasses, .notFinite, .sizeMismatch, .badSplit, .badAugmentation:
      nil
    }
  }
}

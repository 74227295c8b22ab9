import Basics

/// A table of text as it stands, with nothing made of its cells.
public struct TextTable: Sendable {
  /// What stands between two separators.
  public struct Cell: Hashable, Sendable {
    /// The text, without its quotes.
    public let text: String
    /// Whether it stood in quotes, so that it is a text whatever it looks like.
    public let isQuoted: Bool
  }

  /// The cells of the first row.
  public let titles: [String]
  /// The cells of the others, as many in each as there are titles.
  public let rows: [[Cell]]

  /// Reads a file, gzip'd or not; what separates its cells is told from its first rows.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - isInterrupted: asked at every row, and while a pipe has nothing to read.
  /// - Throws: `DataError`, also where it is interrupted.
  public init(contentsOf path: String, isInterrupted: @escaping () -> Bool) throws {
    let content = try FileContent(path, isInterrupted: isInterrupted)
    let start = try content.start(ContentKind.neededCount)
    if let kind = ContentKind(startingWith: start) { throw DataError.foreign(path: path, kind: kind) }
    let dialect = try CSVDialect.of(content, TableOptions())
    let collector = try CSVScanner.visit(
      content, separator: dialect.separator, with: Collector(path: path, isInterrupted: isInterrupted))
    titles = collector.rows.first?.map(\.text) ?? []
    rows = Array(collector.rows.dropFirst())
  }

  private struct Collector: CSVVisitor {
    let path: String
    let isInterrupted: () -> Bool
    var rows: [[Cell]] = []
    private var row: [Cell] = []

    init(path: String, isInterrupted: @escaping () -> Bool) {
      (self.path, self.isInterrupted) = (path, isInterrupted)
    }

    mutating func cell(_ text: UnsafeBufferPointer<UInt8>, isQuoted: Bool, column: Int, line: Int) {
      row.append(Cell(text: String(decoding: text, as: UTF8.self), isQuoted: isQuoted))
    }

    mutating func endRow(width: Int, line: Int) throws {
      if isInterrupted() { throw DataError.unreadableFile(path: path, reason: "it was interrupted") }
      rows.append(row)
      row = []
    }
  }
}

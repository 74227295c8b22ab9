import Basics
import Foundation

/// Reads rows of metrics out of a file that grows.
///
/// It holds JSON lines, a table with a line of titles, one JSON value, or lines such as `epoch=3 loss=0.41`: its first line tells.
struct MetricRows {
  /// What a file holds.
  private enum Form {
    case unknown, jsonLines, json
    case table(separator: UInt8, titles: [String])
    case text

    var isUnknown: Bool { if case .unknown = self { true } else { false } }
    /// Whether each line makes rows of its own.
    var hasLines: Bool { if case .json = self { false } else { true } }
  }

  /// The names of the metrics that are looked for, the first being what pruners compare.
  let metrics: [String]
  /// Whether its name says that it is a table.
  let isTable: Bool
  private var form = Form.unknown
  /// What no row was made of yet.
  private var rest: [UInt8] = []

  init(metrics: [String], isTable: Bool) { (self.metrics, self.isTable) = (metrics, isTable) }

  /// The rows that more of the file makes whole.
  ///
  /// - Parameters:
  ///   - bytes: what was added to the file.
  ///   - isOver: whether nothing will follow.
  /// - Returns: the rows, each the names and values of what was measured at a time.
  mutating func add(_ bytes: [UInt8], isOver: Bool) -> [[JSON.Member]] {
    rest += bytes
    var rows: [[JSON.Member]] = []
    var start = 0
    while start < rest.count, form.hasLines {
      guard let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) ?? (isOver ? rest.count : nil) else { break }
      var line = rest[start..<end]
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
      if line.contains(where: { $0 > 0x20 }) {
        rows += form.isUnknown ? begin(with: line) : self.rows(of: line)
        if case .json = form { break }
      }
      start = min(end + 1, rest.count)
    }
    rest.removeFirst(start)
    return rows
  }

  /// How many bytes wait for the end of their line, or of their JSON value.
  var restCount: Int { rest.count }

  /// The rows of one JSON value, as long as it may be all that the file holds; none where it is not whole yet.
  var rowsOfValue: [[JSON.Member]] { form.hasLines && !form.isUnknown ? [] : JSON(parsing: rest)?.rows ?? [] }

  /// Why one JSON value makes no rows, where it should.
  var complaint: String? {
    guard case .json = form else { return nil }
    do throws(JSONError) { _ = try JSON(reading: rest) } catch { return "it is not JSON: \(error.message)" }
    return nil
  }

  /// Sees by the first line what the file holds.
  private mutating func begin(with line: ArraySlice<UInt8>) -> [[JSON.Member]] {
    if let first = line.first(where: { $0 > 0x20 }), "{[".utf8.contains(first) {
      form = JSON(parsing: line) == nil ? .json : .jsonLines
      return rows(of: line)
    }
    let separator = ",;\t".utf8.max { a, b in line.count { $0 == a } < line.count { $0 == b } } ?? UInt8(ascii: ",")
    let titles = Self.cells(line, separator).map(\.text)
    guard isTable || titles.count > 1 && metrics.contains(where: titles.contains) else {
      form = .text
      return rows(of: line)
    }
    form = .table(separator: separator, titles: titles)
    return []
  }

  private func rows(of line: ArraySlice<UInt8>) -> [[JSON.Member]] {
    switch form {
    case .unknown, .json: return []
    case .jsonLines: return JSON(parsing: line)?.rows ?? []
    case .text:
      guard !metrics.isEmpty, let told = StreamedReports(metrics: metrics).read(line) else { return [] }
      let step = told.step.map { [JSON.Member("step", .integer($0))] } ?? []
      return [step + told.metrics.map { JSON.Member($0.name, .real($0.value)) }]
    case .table(let separator, let titles):
      let row = zip(titles, Self.cells(line, separator)).compactMap { title, cell in
        cell.value.map { JSON.Member(title, $0) }
      }
      return row.isEmpty ? [] : [row]
    }
  }

  /// What stands between separators, without quotes.
  private static func cells(_ line: ArraySlice<UInt8>, _ separator: UInt8) -> [Cell] {
    var cells: [Cell] = []
    var (text, isInside, isQuoted): ([UInt8], Bool, Bool) = ([], false, false)
    for byte in line {
      switch byte {
      case UInt8(ascii: "\""):
        isInside.toggle()
        isQuoted = true
      case separator where !isInside:
        cells.append(Cell(text, isQuoted))
        (text, isQuoted) = ([], false)
      default: text.append(byte)
      }
    }
    return cells + [Cell(text, isQuoted)]
  }

  private struct Cell {
    let text: String
    private let isQuoted: Bool

    init(_ bytes: [UInt8], _ isQuoted: Bool) {
      text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespaces)
      self.isQuoted = isQuoted
    }

    /// A number if it looks like one; nil for an empty cell.
    var value: JSON? {
      if text.isEmpty { return nil }
      if isQuoted { return .string(text) }
      return Int(text).map { .integer($0) } ?? Double(text).map { .real($0) } ?? .string(text)
    }
  }
}

extension JSON {
  /// The rows that a JSON value means: a list of objects has one in each; an object of lists of one length, such as Keras's
  /// history, one for each place of the lists; any other object is one.
  fileprivate var rows: [[Member]] {
    if let items { return items.compactMap(\.members) }
    guard let members else { return [] }
    let columns = members.compactMap { member in member.value.items.map { (name: member.name, items: $0) } }
    guard let first = columns.first, !first.items.isEmpty, columns.count == members.count,
      columns.allSatisfy({ $0.items.count == first.items.count })
    else { return [members] }
    return first.items.indices.map { place in columns.map { Member($0.name, $0.items[place]) } }
  }
}

extension [JSON.Member] {
  /// The value of a metric: a member of this name, or of an object in an object, as in `valid.loss`.
  func metric(_ name: String) -> Double? {
    if let member = last(where: { $0.name == name }) { return member.value.number }
    guard let dot = name.firstIndex(of: "."), let inner = last(where: { $0.name == name[..<dot] })?.value.members else {
      return nil
    }
    return inner.metric(String(name[name.index(after: dot)...]))
  }
}

import Basics
import Foundation

/// Listens to a file to which a program writes its metrics.
///
/// What stood in it before the program is not read. A file that is written anew while the program runs, as a table is by some after
/// each epoch, tells only those rows that it has not told before.
final class MetricsFile: ProgramListener {
  /// What tells whether a file has changed.
  private struct State: Equatable {
    let device: UInt
    let file: UInt
    let size: Int
    let seconds: Int
    let nanoseconds: Int

    /// A file that is no folder, pipe or device; nil where there is none.
    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
      (device, file, size) = (status.st_dev, status.st_ino, status.st_size)
      (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
    }

    func isSameFile(as other: State) -> Bool { device == other.device && file == other.file }
  }

  private let path: String
  private let metrics: [String]
  /// Takes a row; gives false where the program is to end.
  private let take: ([JSON.Member]) -> Bool
  private var state: State?
  /// How much of the file was read, and what its last bytes were: a file that holds others there was written anew.
  private var readCount = 0
  private var lastBytes: [UInt8] = []
  private var rows: MetricRows
  /// Digests of the rows that were told, and how many the part of the file has that was read.
  private var told: [Int] = []
  private var rowCount = 0
  /// The file before the program; whether nothing was read of what it has written.
  private let before: State?
  private(set) var isUntouched = true

  /// The last value of each name.
  private(set) var last: [JSON.Member] = []
  /// Why it was given up, if it was.
  private(set) var complaint: String?

  /// What waits for the end of its line, or of one JSON value, in bytes at most.
  private static let mostRest = 64 << 20
  private static let keptCount = 4096

  /// A file that a program will write to, or does not.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - metrics: the names of the metrics that are looked for.
  ///   - take: takes each row as it appears; gives false where the program is to end.
  init(_ path: String, metrics: [String], _ take: @escaping ([JSON.Member]) -> Bool) {
    (self.path, self.metrics, self.take) = (path, metrics, take)
    rows = Self.rows(of: path, metrics)
    before = State(path)
    state = before
    readCount = state?.size ?? 0
    if state != nil, let file = FileHandle(forReadingAtPath: path) { keepLastBytes(of: file) }
  }

  private static func rows(of path: String, _ metrics: [String]) -> MetricRows {
    MetricRows(metrics: metrics, isTable: ["csv", "tsv"].contains(fileEnding(of: path.lowercased())))
  }

  func hasNews(in printed: [UInt8], isOver: Bool) -> Bool { complaint == nil && (isOver || State(path) != state) }

  func tell(of printed: [UInt8], isOver: Bool) -> Bool {
    let now = State(path)
    defer { state = now }
    guard let now, let file = FileHandle(forReadingAtPath: path) else { return true }
    defer { try? file.close() }
    // Also where it has written what stood there before.
    let isWrittenAgain = isOver && isUntouched && now != before
    if isWrittenAgain || now.size < readCount || state.map(now.isSameFile) == false || !hasLastBytes(file) {
      beginAnew()
    }
    do {
      try file.seek(toOffset: UInt64(readCount))
      while let chunk = try file.read(upToCount: 1 << 20), !chunk.isEmpty {
        isUntouched = false
        readCount += chunk.count
        let new = rows.add(Array(chunk), isOver: false)
        if !tell(new) { return false }
        rowCount += new.count
        if rows.restCount > Self.mostRest {
          complaint = "it holds more than \(Self.mostRest >> 20) MB without an end"
          return true
        }
      }
    } catch {
      complaint = "it cannot be read: \(systemText(errno))"
      return true
    }
    keepLastBytes(of: file)
    if isUntouched { return true }
    let rest = isOver ? rows.add([], isOver: true) + rows.rowsOfValue : rows.rowsOfValue
    if isOver { complaint = rows.complaint }
    return tell(rest)
  }

  /// Tells rows that follow those which were read, but for those which were told before.
  private func tell(_ rows: [[JSON.Member]]) -> Bool {
    for (place, row) in zip(rowCount..., rows) {
      for member in row {
        last.removeAll { $0.name == member.name }
        last.append(member)
      }
      let digest = JSON.object(row).description.hashValue
      if place < told.count {
        if told[place] == digest { continue }
        told.removeSubrange(place...)
      }
      told.append(digest)
      if !take(row) { return false }
    }
    return true
  }

  private func beginAnew() {
    (readCount, rowCount, lastBytes) = (0, 0, [])
    rows = Self.rows(of: path, metrics)
  }

  private func keepLastBytes(of file: FileHandle) {
    let count = min(Self.keptCount, readCount)
    guard count > 0, (try? file.seek(toOffset: UInt64(readCount - count))) != nil,
      let bytes = try? file.read(upToCount: count)
    else { return lastBytes = [] }
    lastBytes = Array(bytes)
  }

  private func hasLastBytes(_ file: FileHandle) -> Bool {
    guard !lastBytes.isEmpty, (try? file.seek(toOffset: UInt64(readCount - lastBytes.count))) != nil else {
      return true
    }
    return (try? file.read(upToCount: lastBytes.count)).map { $0.map(Array.init) == lastBytes } ?? true
  }
}

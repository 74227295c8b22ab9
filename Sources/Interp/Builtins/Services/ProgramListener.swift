/// Who listens to a program while it runs.
protocol ProgramListener: AnyObject {
  /// Whether there is something to tell.
  ///
  /// - Parameters:
  ///   - printed: all that the program has printed so far.
  ///   - isOver: whether it has ended.
  /// - Returns: whether `tell` is to be called.
  func hasNews(in printed: [UInt8], isOver: Bool) -> Bool

  /// Tells it, while the program stands still.
  ///
  /// - Parameters:
  ///   - printed: all that the program has printed so far.
  ///   - isOver: whether it has ended.
  /// - Returns: false where the program is to end.
  func tell(of printed: [UInt8], isOver: Bool) -> Bool
}

/// Listens to what a program prints, line by line.
final class PrintedLines: ProgramListener {
  /// Takes a line; gives false where the program is to end.
  private let take: (ArraySlice<UInt8>) -> Bool
  /// How much of what was printed has been taken.
  private var takenCount = 0
  /// Where the end of the next line is looked for.
  private var scannedCount = 0

  init(_ take: @escaping (ArraySlice<UInt8>) -> Bool) { self.take = take }

  func hasNews(in printed: [UInt8], isOver: Bool) -> Bool {
    if isOver { return takenCount < printed.count }
    if printed[scannedCount...].contains(where: Self.endsLine) { return true }
    scannedCount = printed.count
    return false
  }

  func tell(of printed: [UInt8], isOver: Bool) -> Bool {
    while takenCount < printed.count {
      let end = printed[scannedCount...].firstIndex(where: Self.endsLine)
      guard let end = end ?? (isOver ? printed.count : nil) else {
        scannedCount = printed.count
        break
      }
      let line = printed[takenCount..<end]
      takenCount = min(end + 1, printed.count)
      scannedCount = takenCount
      if !take(line) { return false }
    }
    return true
  }

  /// A progress bar goes back to the beginning of its line.
  private static func endsLine(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
}

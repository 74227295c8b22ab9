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
    scannedCount = Self.endOfLine(printed, from: scannedCount)
    return scannedCount < printed.count
  }

  func tell(of printed: [UInt8], isOver: Bool) -> Bool {
    while takenCount < printed.count {
      scannedCount = Self.endOfLine(printed, from: scannedCount)
      if scannedCount == printed.count, !isOver { break }
      let line = printed[takenCount..<scannedCount]
      takenCount = min(scannedCount + 1, printed.count)
      scannedCount = takenCount
      if !take(line) { return false }
    }
    return true
  }

  /// Where the line ends that goes on at a place: at its end, or that of the text.
  ///
  /// A progress bar goes back to the beginning of its line.
  private static func endOfLine(_ text: [UInt8], from start: Int) -> Int {
    text.withUnsafeBufferPointer { bytes in
      var place = start
      while place < bytes.count, bytes[place] != UInt8(ascii: "\n"), bytes[place] != UInt8(ascii: "\r") { place += 1 }
      return place
    }
  }
}

import CReadline
import Foundation
import Interp

/// The list of candidates below the line: with what each is if that fits on the screen, else the words alone in columns,
/// page by page after a question.
struct CandidateList {
  let completion: Completion

  init(_ completion: Completion) { self.completion = completion }

  /// Shows the list, and draws the line again.
  func show() {
    var (height, width): (Int32, Int32) = (0, 0)
    rl_get_screen_size(&height, &width)
    let room = max(2, Int(height) - 2)
    let rows = completion.rows(width: max(10, Int(width)))
    let columns = completion.columns(width: max(10, Int(width)))
    readline_begin_rows()
    defer { readline_end_rows() }
    if rows.count <= room { return write(rows) }
    if columns.count <= room { return write(columns) }
    guard ask("Show all \(completion.candidates.count)? (y or n) ", "yY \t") else { return }
    var rest = columns[...]
    while true {
      write(Array(rest.prefix(room)))
      rest = rest.dropFirst(room)
      guard !rest.isEmpty, ask("-- \(rest.count) more rows (space, or q) --", " \t\r\nyY") else { return }
    }
  }

  private func write(_ rows: [String]) { readline_write(rows.map { $0 + "\r\n" }.joined()) }

  /// Asks a question, which is taken away again.
  ///
  /// - Returns: whether one of `keys` was pressed.
  private func ask(_ question: String, _ keys: String) -> Bool {
    readline_write(question)
    defer { readline_write("\r\u{1B}[K") }
    return pressedKey().map(keys.contains) ?? false
  }

  /// The next key; nil if a signal comes first.
  private func pressedKey() -> Character? {
    while true {
      switch Keyboard.next(within: -1) {
      case .byte(let byte): return Character(Unicode.Scalar(byte))
      case .signal(SIGWINCH), .signal(SIGCONT), .nothing: break
      case .signal(let signal):
        // Ctrl-C leaves the list; what is to end the program still has to be heard.
        if signal != SIGINT { Signals.arrivals.send(UInt8(truncatingIfNeeded: signal)) }
        return nil
      case .end: return nil
      }
    }
  }
}

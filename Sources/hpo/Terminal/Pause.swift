import Basics
import Foundation

extension Terminal {
  /// Waits for Enter where a person types and reads; elsewhere it goes on at once.
  ///
  /// What was typed before does not count: a class is not to miss a picture because of a key that was pressed too often.
  ///
  /// - Parameters:
  ///   - text: what stands before the keys, on one line.
  ///   - isInterrupted: asked twenty times a second.
  /// - Returns: false where the program is to end: after `q`, Ctrl-D, an interruption, or the end of the terminal.
  func pause(_ text: String?, isInterrupted: () -> Bool) -> Bool {
    guard Terminal.isInteractive, let keyboard = Keyboard() else { return true }
    defer { keyboard.release() }
    let keys = "— Enter goes on, q ends —"
    let line = text.map { "— \($0.truncated(to: max(0, columns - keys.displayWidth - 4))) \(keys)" } ?? keys
    return showing(isOutputColoured ? "\u{1B}[2m\(line)\u{1B}[0m" : line) {
      while let key = keyboard.next(isInterrupted: isInterrupted) {
        switch key {
        case "\n", "\r": return true
        case "q", "Q", "\u{4}": return false
        default: continue
        }
      }
      return false
    }
  }
}

/// The keys of standard input one by one, and unseen; Ctrl-C and Ctrl-Z keep their meaning.
private struct Keyboard {
  private let before: termios

  /// Nil where standard input is no terminal.
  init?() {
    var mode = termios()
    guard tcgetattr(STDIN_FILENO, &mode) == 0 else { return nil }
    before = mode
    mode.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &mode)
  }

  /// Gives the terminal back as it was.
  func release() {
    var mode = before
    tcsetattr(STDIN_FILENO, TCSADRAIN, &mode)
  }

  /// The next key; nil at the end of the terminal, or of the wait.
  func next(isInterrupted: () -> Bool) -> Character? {
    var file = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    while !isInterrupted() {
      guard poll(&file, 1, 50) > 0 else { continue }
      var byte: UInt8 = 0
      let count = read(STDIN_FILENO, &byte, 1)
      if count == 1 { return Character(Unicode.Scalar(byte)) }
      guard count < 0, errno == EINTR || errno == EAGAIN else { return nil }
    }
    return nil
  }
}

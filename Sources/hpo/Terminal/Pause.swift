import Basics
import Foundation

extension Terminal {
  /// Waits for Enter where a person types and reads; elsewhere it goes on at once.
  ///
  /// - Parameters:
  ///   - text: what stands before the keys, on one line.
  ///   - isInterrupted: asked twenty times a second.
  /// - Returns: false where the program is to end: after `q`, Ctrl-D, an interruption, or the end of the terminal.
  func pause(_ text: String?, isInterrupted: () -> Bool) -> Bool {
    guard Terminal.isInteractive, let reader = KeyReader(keepsScreen: false) else { return true }
    defer { reader.restore() }
    let keys = "— Enter goes on, q ends —"
    let line = text.map { "— \($0.truncated(to: max(0, columns - keys.displayWidth - 4))) \(keys)" } ?? keys
    return showing(isOutputColoured ? "\u{1B}[2m\(line)\u{1B}[0m" : line) {
      while true {
        switch reader.next(isInterrupted: isInterrupted) {
        case .enter: return true
        case .quit, .interrupted: return false
        default: continue
        }
      }
    }
  }
}

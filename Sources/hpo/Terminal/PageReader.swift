import Basics
import Foundation
import Interp

/// Shows pages on the whole screen, one at a time, to somebody who leafs through them.
///
/// | key                    | what it does                                         |
/// |------------------------|------------------------------------------------------|
/// | space, Return          | the next page; after the last one, leaves            |
/// | right                  | the next page                                        |
/// | left                   | the page before                                      |
/// | down, up               | goes through a page that is longer than the screen   |
/// | q, Escape, Ctrl-D      | leaves                                               |
/// | Ctrl-C                 | leaves, and ends the statement                       |
///
/// The last page that was looked at stays on the screen.
struct PageReader: Sendable {
  let terminal: Terminal

  /// Shows pages until somebody has seen enough.
  ///
  /// - Parameters:
  ///   - count: how many there are.
  ///   - page: makes one; nil where it cannot, which ends the reading.
  @Sendable func read(_ count: Int, _ page: (Int) -> String?) {
    guard let keys = KeyReader(keepsScreen: true) else { return }
    var (index, top) = (0, 0)
    guard var text = page(index) else { return }
    terminal.beginScreen()
    reading: while true {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let rows = max(terminal.rows - 1, 1)
      top = min(max(top, 0), max(lines.count - rows, 0))
      terminal.drawScreen(Array(lines[top..<min(top + rows, lines.count)]), status(index, count, lines.count > rows))
      var target = index
      switch keys.next() {
      case .space, .enter: target = index + 1
      case .right: target = min(index + 1, count - 1)
      case .left: target = max(index - 1, 0)
      case .down: top += 1
      case .up: top -= 1
      case .resized: text = page(index) ?? text
      case .quit, .escape, .interrupted: break reading
      }
      if target == count { break }
      guard target != index else { continue }
      guard let next = page(target) else { break }
      (index, top, text) = (target, 0, next)
    }
    terminal.endScreen()
    keys.restore()
    terminal.print(text)
  }

  private func status(_ index: Int, _ count: Int, _ isLong: Bool) -> String {
    "\(index + 1) of \(count)   ← → pages" + (isLong ? "   ↑ ↓ lines" : "") + "   q leaves"
  }
}

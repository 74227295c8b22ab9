import Basics
import Foundation
import Synchronization

/// Standard output and standard error, and the progress line that may stand on the latter.
///
/// Lines are written whole and at once, by whichever thread has them. Nothing is buffered: what a long run prints can
/// be followed in a log, and is there when the run is killed.
final class Terminal: Sendable {
  /// When to colour.
  enum Colour: String, CaseIterable, Sendable {
    case auto, always, never
  }

  /// Whether a person types and reads: only then is there a prompt.
  static let isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1

  /// Whether standard output may be coloured.
  let isOutputColoured: Bool
  /// Whether standard error may be coloured.
  let isErrorColoured: Bool
  private let isErrorTerminal = isatty(STDERR_FILENO) == 1
  /// The width of the progress line that stands on the screen; 0 where there is none.
  private let progressWidth = Mutex(0)

  init(colour: Colour) {
    isOutputColoured = Terminal.isColoured(STDOUT_FILENO, colour)
    isErrorColoured = Terminal.isColoured(STDERR_FILENO, colour)
  }

  /// Writes a line, or several, to standard output.
  func print(_ text: String) {
    progressWidth.withLock { width in
      clearProgress(&width)
      write(text + "\n", to: STDOUT_FILENO)
    }
  }

  /// Writes a line, or several, to standard error.
  func note(_ text: String) {
    progressWidth.withLock { width in
      clearProgress(&width)
      write(text.hasSuffix("\n") ? text : text + "\n", to: STDERR_FILENO)
    }
  }

  /// Draws the progress line anew, or takes it away; where standard error is no terminal there is none.
  func progress(_ text: String?) {
    guard isErrorTerminal else { return }
    progressWidth.withLock { width in
      let home = startOfProgress(width)
      guard let text else { return clearProgress(&width) }
      let line = String(text.prefix(max(1, columns - 1)))
      width = line.displayWidth
      write(home + line + "\u{1B}[K", to: STDERR_FILENO)
    }
  }

  /// The width of the terminal.
  var columns: Int {
    var size = winsize()
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] where ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 {
      if size.ws_col > 0 { return Int(size.ws_col) }
    }
    return 80
  }

  private func clearProgress(_ width: inout Int) {
    guard width > 0 else { return }
    write(startOfProgress(width) + "\u{1B}[K", to: STDERR_FILENO)
    width = 0
  }

  /// Goes to where a progress line of a width starts: a window that was made narrower has broken it into several rows.
  private func startOfProgress(_ width: Int) -> String {
    let further = max(0, width - 1) / max(1, columns)
    return further == 0 ? "\r" : "\r\u{1B}[\(further)A\u{1B}[J"
  }

  private static func isColoured(_ descriptor: Int32, _ colour: Colour) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    switch colour {
    case .always: return true
    case .never: return false
    case .auto:
      return isatty(descriptor) == 1 && environment["TERM"] != "dumb" && (environment["NO_COLOR"] ?? "").isEmpty
    }
  }
}

/// Writes all of a text.
///
/// A reader that has gone ends the process as it ends any other (`hpo ... | head`); results that cannot be written end
/// it with a message.
private func write(_ text: String, to descriptor: Int32) {
  let code = Array(text.utf8).withUnsafeBytes { bytes -> Int32 in
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&ready, 1, -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }
  guard code != 0, descriptor == STDOUT_FILENO else { return }
  if code == EPIPE {
    signal(SIGPIPE, SIG_DFL)
    raise(SIGPIPE)
  }
  write("error: cannot write to standard output: \(String(cString: strerror(code)))\n", to: STDERR_FILENO)
  exit(1)
}

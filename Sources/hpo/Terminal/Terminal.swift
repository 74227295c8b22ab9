import Basics
import Foundation
import Interp
import Synchronization

/// Standard output and standard error, and the progress lines that may stand on the latter.
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
  /// Which characters standard output and standard error can show.
  let outputGlyphs, errorGlyphs: Glyphs
  /// Whether standard error goes to a person.
  let isErrorTerminal = isatty(STDERR_FILENO) == 1
  /// Whether standard output goes to a person.
  let isOutputTerminal = isatty(STDOUT_FILENO) == 1
  private let progress = Mutex(ProgressState())

  /// What a person sees of what runs.
  enum ProgressStyle: String, CaseIterable, Sendable {
    /// A few lines where there is room for them, or one.
    case panel
    /// One line.
    case plain
    /// Nothing.
    case none
  }

  /// The progress lines.
  private struct ProgressState {
    /// What they say, if there are any.
    var text: ProgressText?
    /// The lines that stand on the screen.
    var drawn: [String] = []
    /// Whether a thread draws them.
    var isTicking = false
    /// Whether another line stands in its place.
    var isHeld = false
  }

  /// What is seen of progress.
  private let progressStyle: ProgressStyle

  init(colour: Colour, progress: ProgressStyle = .panel) {
    progressStyle = progress
    isOutputColoured = Terminal.isColoured(STDOUT_FILENO, colour)
    isErrorColoured = Terminal.isColoured(STDERR_FILENO, colour)
    let environment = ProcessInfo.processInfo.environment
    outputGlyphs = Glyphs(environment: environment, isTerminal: isOutputTerminal)
    errorGlyphs = Glyphs(environment: environment, isTerminal: isErrorTerminal)
  }

  /// Writes a line, or several, to standard output.
  func print(_ text: String) {
    progress.withLock { state in
      clear(&state)
      write(text + "\n", to: STDOUT_FILENO)
    }
  }

  /// Writes a line, or several, to standard error.
  func note(_ text: String) {
    progress.withLock { state in
      clear(&state)
      write(errorGlyphs.drawn(Secrets.hidden(in: text.hasSuffix("\n") ? text : text + "\n")), to: STDERR_FILENO)
    }
  }

  /// Shows progress lines, or takes them away; where standard error is no terminal there are none.
  ///
  /// They are drawn by a thread of its own, so that time goes on whatever the others do; what is over sooner than the first
  /// drawing is never seen.
  func show(_ text: ProgressText?) {
    guard isErrorTerminal, progressStyle != .none else { return }
    progress.withLock { state in
      state.text = text
      guard text != nil else { return clear(&state) }
      if state.isTicking { return }
      state.isTicking = true
      Thread { [self] in
        usleep(500_000)
        while draw() { usleep(200_000) }
      }.start()
    }
  }

  /// What `body` gives, with a line on standard output while it runs, where no progress line is drawn over it.
  func showing<R>(_ line: String, while body: () -> R) -> R {
    progress.withLock { state in
      clear(&state)
      state.isHeld = true
      write(outputGlyphs.drawn(line), to: STDOUT_FILENO)
    }
    defer {
      progress.withLock { state in
        state.isHeld = false
        write("\r\u{1B}[K", to: STDOUT_FILENO)
      }
    }
    return body()
  }

  /// Draws the progress lines where they have changed; false where there are none any more, and nobody to draw them from now
  /// on.
  private func draw() -> Bool {
    progress.withLock { state in
      guard let text = state.text else {
        state.isTicking = false
        return false
      }
      let size = self.size
      let columns = max(1, size.columns - 1)
      let lines = text(columns, progressStyle == .panel ? size.rows : 1)
        .map { errorGlyphs.drawn($0.truncated(to: columns)) }
      guard !state.isHeld, lines != state.drawn else { return true }
      // At once, and held back until it is whole by terminals that know how: then nothing flickers.
      let drawing = lines.map { $0 + "\u{1B}[K" }.joined(separator: "\r\n")
      let start = start(of: state.drawn, size.columns)
      write("\u{1B}[?2026h" + start + drawing + "\u{1B}[J\u{1B}[?2026l", to: STDERR_FILENO)
      state.drawn = lines
      return true
    }
  }

  /// Moves to where lines begin that were drawn; a window that was made narrower since has broken them into several.
  private func start(of lines: [String], _ columns: Int) -> String {
    let rows = lines.reduce(0) { $0 + max(($1.displayWidth + columns - 1) / columns, 1) }
    return rows > 1 ? "\u{1B}[\(rows - 1)A\r" : "\r"
  }

  /// The width of the terminal.
  var columns: Int { size.columns }

  /// The size of the terminal.
  private var size: (columns: Int, rows: Int) {
    var size = winsize()
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] where ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 {
      if size.ws_col > 0 { return (Int(size.ws_col), Int(size.ws_row)) }
    }
    return (80, 24)
  }

  /// The height of the terminal.
  var rows: Int { size.rows }

  // MARK: The whole screen

  /// Begins to draw on a screen beside that of the lines, which comes back as it was.
  func beginScreen() {
    progress.withLock { state in
      clear(&state)
      write("\u{1B}[?1049h\u{1B}[?25l", to: STDOUT_FILENO)
    }
  }

  /// Draws lines from the top of the screen, and one at its bottom.
  func drawScreen(_ lines: [String], _ status: String) {
    let bottom = "\u{1B}[\(rows);1H" + outputGlyphs.drawn(status.truncated(to: max(columns - 1, 1)))
    progress.withLock { _ in
      write("\u{1B}[H\u{1B}[2J" + lines.joined(separator: "\r\n") + bottom, to: STDOUT_FILENO)
    }
  }

  /// Goes back to the lines.
  func endScreen() {
    progress.withLock { _ in write("\u{1B}[?25h\u{1B}[?1049l", to: STDOUT_FILENO) }
  }

  private func clear(_ state: inout ProgressState) {
    guard !state.drawn.isEmpty else { return }
    write(start(of: state.drawn, size.columns) + "\u{1B}[J", to: STDERR_FILENO)
    state.drawn = []
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
  let mark = "[\(Topic.unwritableFile.code)]"
  write("error: cannot write to standard output: \(String(cString: strerror(code))) \(mark)\n", to: STDERR_FILENO)
  exit(1)
}

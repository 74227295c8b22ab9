import CReadline
import Foundation
import Interp

/// Lines typed by a person, edited with GNU readline.
///
/// Readline is used by its callback interface: the program waits for keys and signals together and hands readline one
/// key after the other. The blocking `readline()` loses the keys that follow a Ctrl-C.
struct ReadlineLoop {
  /// What a person did.
  enum Event: Equatable {
    /// A line, and whether more had arrived with it: it is being pasted then.
    case line(String, isFollowed: Bool)
    /// Ctrl-C, and whether there was anything on the line.
    case cleared(wasEmpty: Bool)
    /// Ctrl-D on an empty line, or the terminal is gone.
    case end
    case terminated
  }

  /// Whether the environment names no locale of UTF-8.
  private let needsLocale: Bool

  /// Readies readline: one loop exists in a process, on one thread.
  init() {
    // Without a locale readline would take every byte beyond ASCII for a key combination.
    setlocale(LC_CTYPE, "")
    readline_configure { _ in Callbacks.nextKey() }
    needsLocale = String(cString: nl_langinfo(Int32(CODESET))) != "UTF-8"
    if needsLocale { setlocale(LC_CTYPE, "C.UTF-8") }
    using_history()
    readline_bind("\t") { _, _ in Callbacks.completeLine() }
    for closer in ["}", "]", ")"] { readline_bind(closer) { count, key in Callbacks.closeBracket(count, key) } }
    readline_bind("\u{1B}\r") { _, _ in Callbacks.breakLine() }
    readline_bind("\u{4}") { count, key in Callbacks.endOrDelete(count, key) }
    for up in ["\u{1B}[A", "\u{1B}OA"] { readline_bind(up) { count, key in LineWalk.go(up: true, count, key) } }
    for down in ["\u{1B}[B", "\u{1B}OB"] { readline_bind(down) { count, key in LineWalk.go(up: false, count, key) } }
  }

  /// Gives readline the inputs of before, oldest first.
  func recall(_ entries: [String]) { for entry in entries { add_history(entry) } }

  /// Adds an input to what the arrow keys find, as `change` says.
  static func remember(_ input: String, _ change: InputHistory.Change) {
    if let removed = change.removed { free_history_entry(remove_history(Int32(removed))) }
    add_history(input)
    if change.isOldestDropped { free_history_entry(remove_history(0)) }
  }

  /// Waits for a line.
  ///
  /// - Parameters:
  ///   - prompt: what stands before it; invisible characters between U+0001 and U+0002.
  ///   - lines: those of the input that were entered before.
  ///   - complete: the ways to go on from the input before the cursor.
  /// - Returns: what happened.
  func next(prompt: String, after lines: String, complete: @escaping (String) -> Completion) -> Event {
    Callbacks.line = nil
    Callbacks.linesBefore = lines.isEmpty ? "" : lines + "\n"
    Callbacks.complete = complete
    LineWalk.recalled = nil
    let indentation = lines.isEmpty ? "" : Indentation.next(after: lines)
    // What is being pasted has its own indentation; what comes once the prompt is seen is typed.
    let isPasted = Callbacks.hasMoreInput
    readline_install(prompt, { Callbacks.accept($0) }, needsLocale ? 1 : 0)
    Keyboard.neverWait()
    if !indentation.isEmpty, !isPasted {
      rl_insert_text(indentation)
      rl_redisplay()
    }
    return Signals.whilePrompting { wait() }
  }

  private func wait() -> Event {
    while true {
      if let line = Callbacks.line { return line.map { .line($0, isFollowed: Callbacks.wasFollowed) } ?? .end }
      // One key is here before readline asks for it; those that it asks for behind it may end with a signal.
      if Callbacks.key != nil {
        rl_callback_read_char()
        continue
      }
      switch Keyboard.next(within: -1) {
      case .byte(let byte): Callbacks.key = byte
      case .signal(SIGWINCH): rl_resize_terminal()
      case .signal(SIGCONT): resume()
      case .signal(let signal): return leave(signal)
      case .nothing: break
      case .end:
        rl_callback_handler_remove()
        return .end
      }
    }
  }

  /// Goes on after the shell had the terminal.
  private func resume() {
    readline_resume()
    Keyboard.neverWait()
    rl_on_new_line()
    rl_redisplay()
  }

  /// Leaves the line because of a signal.
  private func leave(_ signal: Int32) -> Event {
    let wasEmpty = String(cString: readline_line()).allSatisfy(\.isWhitespace)
    readline_abandon()
    Callbacks.isInterrupted = false
    return signal == SIGINT ? .cleared(wasEmpty: wasEmpty) : .terminated
  }
}

/// What readline calls back.
///
/// It is called, and calls back, on the thread of the prompt alone.
private enum Callbacks {
  /// The line that was entered: `.some(nil)` for the end of the input.
  nonisolated(unsafe) static var line: String??
  /// The lines of the input that were entered before, each with its end.
  nonisolated(unsafe) static var linesBefore = ""
  nonisolated(unsafe) static var complete: (String) -> Completion = { _ in Completion(of: "", []) }

  /// Whether more input had arrived when the line was entered.
  nonisolated(unsafe) static var wasFollowed = false

  /// A key that was read for readline, and that it has not asked for yet.
  nonisolated(unsafe) static var key: UInt8?

  /// Whether a signal came where readline waited for a further key: it is told that the input ends, and what it makes of that
  /// does not count.
  nonisolated(unsafe) static var isInterrupted = false

  /// Readline asks for a key: the one that is here, or, within a sequence of keys and where several were typed at once, the next.
  static func nextKey() -> Int32 {
    if let key {
      self.key = nil
      return Int32(key)
    }
    while true {
      switch Keyboard.next(within: -1) {
      case .byte(let byte): return Int32(byte)
      case .signal(SIGWINCH): rl_resize_terminal()
      case .signal(SIGCONT): break
      case .signal(let signal):
        isInterrupted = true
        Signals.arrivals.send(UInt8(truncatingIfNeeded: signal))
        return EOF
      case .nothing: break
      case .end: return EOF
      }
    }
  }

  /// Whether there is input that was not read yet.
  static var hasMoreInput: Bool {
    if key != nil { return true }
    var file = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&file, 1, 0) == 1
  }

  static func accept(_ text: UnsafeMutablePointer<CChar>?) {
    defer { free(text) }
    if isInterrupted { return }
    wasFollowed = hasMoreInput
    line = .some(text.map { String(cString: $0) })
    // At once: readline would write the prompt again.
    rl_callback_handler_remove()
  }

  static var textBeforeCursor: String {
    String(decoding: UnsafeRawBufferPointer(start: readline_line(), count: Int(readline_cursor())), as: UTF8.self)
  }

  /// Tab: types what all ways to go on have in common, or lists them.
  static func completeLine() -> Int32 {
    let completion = complete(linesBefore + textBeforeCursor)
    let start = readline_cursor() - Int32(completion.typed.utf8.count)
    let insertion = completion.insertion
    if insertion != completion.typed {
      readline_replace(start, insertion)
    } else if completion.candidates.count > 1 || !completion.advice.isEmpty {
      CandidateList(completion).show()
    } else {
      rl_ding()
    }
    return 0
  }

  /// Ctrl-D: the end of the input where nothing is typed but indentation, otherwise deletes a character.
  static func endOrDelete(_ count: Int32, _ key: Int32) -> Int32 {
    guard String(cString: readline_line()).allSatisfy({ $0 == " " }) else { return rl_delete(count, key) }
    accept(nil)
    return 0
  }

  /// The input before the line that the cursor is in, and that line up to the cursor.
  private static var splitAtLine: (before: String, line: Substring) {
    let text = textBeforeCursor
    let start = text.lastIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex
    return (linesBefore + text[..<start], text[start...])
  }

  /// A closing bracket: sets the line in less if it begins with such.
  static func closeBracket(_ count: Int32, _ key: Int32) -> Int32 {
    let closers = String(
      repeating: Character(Unicode.Scalar(UInt8(truncatingIfNeeded: key))), count: Int(max(1, count)))
    let (before, line) = splitAtLine
    if !before.isEmpty, let indentation = Indentation.next(after: before, for: line + closers) {
      readline_replace(readline_cursor() - Int32(line.utf8.count), indentation + line.drop { $0 == " " } + closers)
    } else {
      readline_replace(readline_cursor(), closers)
    }
    return 0
  }

  /// Alt-Enter: a further line in the midst of the input.
  static func breakLine() -> Int32 {
    readline_replace(readline_cursor(), "\n" + Indentation.next(after: linesBefore + textBeforeCursor))
    return 0
  }
}

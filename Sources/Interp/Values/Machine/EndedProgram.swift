import Basics
import Glibc

/// Another program that has ended, for messages about what it printed.
struct EndedProgram {
  /// Its name, as it was started.
  let name: String
  /// 0 where all went well; 128 + n after signal n.
  let code: Int
  /// The signal that has ended it; nil where none has.
  var signal: Int32?
  let output: Text
  let errors: Text

  /// How it failed, with the last line that it wrote to standard error; nil where it did not.
  var failure: String? {
    guard code != 0 else { return nil }
    let last = lastLine(of: errors.string).truncated(to: 200)
    let end = signal.map { "was killed by \(signalName($0))" } ?? "ended with code \(code)"
    return "`\(name)` \(end)" + (last.isEmpty ? "" : ": \(last)")
  }

  /// The last lines that it wrote to standard error, where it has failed; none where the message has all there is.
  var lastLines: [String] {
    let lines = code == 0 ? [] : Interp.lastLines(of: errors.string, Self.mostLines)
    return lines.count > 1 ? lines : []
  }

  /// So many lines of standard error stand under a message.
  static let mostLines = 5

  /// Whether a value is what `run` gave of it, or part of what it printed.
  func isShown(by value: Value) -> Bool {
    switch value {
    case .record(let record): record["code"] != nil && record["text"] != nil
    case .text(let text): output.string.contains(text.string) || text.utf8.isEmpty
    default: false
    }
  }

  /// The hint at it where something is empty that may come of its output.
  var hint: String? { failure.map { "the program before it failed: \($0)." } }
}

/// The last line of a text that is not blank; empty where all are.
func lastLine(of text: String) -> String { lastLines(of: text, 1).last ?? "" }

/// The last lines of a text that are not blank.
func lastLines(of text: String, _ count: Int) -> [String] {
  text.split(whereSeparator: \.isNewline).lazy.filter { !$0.allSatisfy(\.isWhitespace) }.suffix(count)
    .map { String($0).truncated(to: 200) }
}

/// What a signal is called, and what it often means.
private func signalName(_ signal: Int32) -> String {
  let names: [Int32: String] = [
    SIGHUP: "SIGHUP", SIGINT: "SIGINT", SIGQUIT: "SIGQUIT", SIGILL: "SIGILL", SIGTRAP: "SIGTRAP", SIGABRT: "SIGABRT",
    SIGBUS: "SIGBUS", SIGFPE: "SIGFPE", SIGKILL: "SIGKILL", SIGSEGV: "SIGSEGV", SIGPIPE: "SIGPIPE",
    SIGALRM: "SIGALRM", SIGTERM: "SIGTERM", SIGXCPU: "SIGXCPU", SIGXFSZ: "SIGXFSZ",
  ]
  let name = names[signal] ?? "signal \(signal)"
  return signal == SIGKILL ? "\(name), as the system does where memory runs out" : name
}

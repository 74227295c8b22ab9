import Basics

/// Another program that has ended, for messages about what it printed.
struct EndedProgram {
  /// Its name, as it was started.
  let name: String
  /// 0 where all went well; 128 + n after signal n.
  let code: Int
  let output: Text
  let errors: Text

  /// How it failed, with the last line that it wrote to standard error; nil where it did not.
  var failure: String? {
    guard code != 0 else { return nil }
    let last = lastLine(of: errors.string).truncated(to: 200)
    return "`\(name)` ended with code \(code)" + (last.isEmpty ? "" : ": \(last)")
  }

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
func lastLine(of text: String) -> String {
  text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }.map(String.init) ?? ""
}

import Basics
import Foundation

/// What is written instead, where a command line stands in the place of a program's name.
enum CommandHabit {
  /// The hint where there is no program of a name.
  static func hint(forMissing program: String) -> String {
    if let script = hint(forScript: program) { return script }
    let words = program.split(whereSeparator: \.isWhitespace)
    if program.contains(where: "|&;<>()$`\\\"'*?[\n".contains) || words.contains(where: { $0.hasPrefix("~") })
      || words.first?.contains("=") == true
    {
      return "there is no shell: write `run(\"sh\", \"-c\", \(Value.text(program)))`."
    }
    if words.count > 1 {
      let quoted = words.map { Value.text(String($0)).description }
      return "arguments stand apart, and there is no shell: write `run(\(quoted.joined(separator: ", ")))`."
    }
    return program.contains("/")
      ? "a relative path begins in the folder that the program starts in."
      : "it is looked for in the folders of `PATH`."
  }

  /// What is told where a program failed over a word that a shell would have changed, as its own complaint shows; nil
  /// otherwise.
  static func note(on words: [String], errors: String) -> String? {
    for (index, word) in words.enumerated().dropFirst() where errors.contains(word) {
      let parts = word.split(separator: " ").map(String.init)
      if parts.count > 1, parts.contains(where: { $0.hasPrefix("-") }) {
        let all = words[..<index] + parts + words[(index + 1)...]
        return "`\(word)` is one word: write `\(call(Array(all)))`"
      }
      let isOperator = ["|", ">", ">>", "<", "&&", "||", ";", "&", "2>&1"].contains(word)
      guard isOperator || word.contains(where: "*?[$".contains) || word.hasPrefix("~") else { continue }
      return "`\(words[0])` was given `\(word)` as it stands, since there is no shell: write "
        + "`\(call(["sh", "-c", words.joined(separator: " ")]))`"
    }
    return nil
  }

  /// A call of `run` with these words.
  private static func call(_ words: [String]) -> String {
    "run(\(words.map { Value.text(Text($0)).description }.joined(separator: ", ")))"
  }

  /// The hint where the program is a file that is there, but is not started by its name alone; nil otherwise.
  static func hint(forScript program: String) -> String? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: program, isDirectory: &isFolder), !isFolder.boolValue else {
      return nil
    }
    let ending = program.split(separator: ".").last.map { $0.lowercased() } ?? ""
    if let interpreter = ForeignFile.interpreters[ending] {
      return "write `run(\(Value.text(interpreter)), \(Value.text(program)))`."
    }
    if !program.contains("/") { return "write `run(\(Value.text("./" + program)))` for the one in this folder." }
    return access(program, X_OK) == 0 ? nil : "`chmod +x \(shellWord(program))` makes a program of it."
  }
}

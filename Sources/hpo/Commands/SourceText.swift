import ArgumentParser
import Basics
import Foundation
import Interp

/// The text of a program and where it came from.
struct SourceText {
  let text: String
  /// What messages call it.
  let name: String
  /// The file, for imports beside it; nil for text that lies in none.
  let path: String?

  init(text: String, name: String, path: String?) {
    self.text = text
    self.name = name
    self.path = path
  }

  /// Reads a file, or standard input for `-`; what cannot be read ends the command with 66.
  init(readingFrom file: String, _ terminal: Terminal) throws {
    do {
      if file == "-" {
        self.init(text: try readSource(FileReader(descriptor: 0, name: "stdin")), name: "stdin", path: nil)
      } else {
        self.init(text: try readSource(file, Signals.interruption), name: file, path: file)
      }
    } catch {
      let isWord = !file.contains { "./".contains($0) } && !FileManager.default.fileExists(atPath: file)
      terminal.note(isWord ? "error: `\(file)` is neither a command nor a file" : "error: \(error)")
      if let hint = SourceText.hint(for: file) { terminal.note("Hint: \(hint)") }
      throw ExitStatus.missingFile.code
    }
  }

  /// What may have been meant by a file that is not there: one with a similar name, or a command.
  private static func hint(for file: String) -> String? {
    guard !FileManager.default.fileExists(atPath: file) else { return nil }
    let url = URL(fileURLWithPath: file)
    let directory = file.contains("/") ? url.deletingLastPathComponent().path : "."
    let beside = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    let commands = file.contains("/") ? [] : HPO.commandNames
    if let command = Suggestion.nearest(to: file, among: commands) { return "did you mean the command `\(command)`?" }
    let name = url.lastPathComponent
    let near = beside.contains(name + ".hpo") ? name + ".hpo" : Suggestion.nearest(to: name, among: beside)
    if let near { return "there is a `\(near)` there." }
    return file.contains { "./".contains($0) } ? nil : HPO.commandHint(for: file)
  }

  /// Runs it in `session`; what does not end well ends the command.
  func run(in session: Session, mode: Session.Mode, _ terminal: Terminal) throws {
    let execution = Signals.whileRunning { session.run(text, name: name, path: path, mode: mode) }
    for diagnostic in execution.diagnostics {
      terminal.note(session.render(diagnostic, colour: terminal.isErrorColoured, atPrompt: false))
    }
    // What came too late for this text to hear ends the command all the same.
    let isUnheard = Signals.interruption.isRequested && execution.outcome.status == .done
    let status = Signals.wasTerminated || isUnheard ? .interrupted : execution.outcome.status
    if status == .interrupted { terminal.note("interrupted") }
    if status != .done { throw status.code }
  }
}

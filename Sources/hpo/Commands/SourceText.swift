import ArgumentParser
import Basics
import DSL
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

  /// Reads a file, or standard input for `-`; what cannot be read ends the command with 66, and what is no program
  /// with 65.
  ///
  /// - Parameters:
  ///   - file: the file.
  ///   - terminal: where it is said why it cannot be read.
  ///   - behind: where the name of a command could stand in its place, what is typed behind it.
  /// - Throws: how the program ends.
  init(readingFrom file: String, _ terminal: Terminal, orCommandBefore behind: [String]? = nil) throws {
    if let foreign = ForeignFile(file), FileManager.default.fileExists(atPath: file) {
      terminal.tell(
        .foreignFile, "`\(file)` is \(foreign.kind), not a program of hpo",
        hint: foreign.command(behind ?? []).map { "`\($0)` makes use of it." })
      throw ExitStatus.refused.code
    }
    do throws(FileError) {
      if file == "-" {
        self.init(text: try readSource(FileReader(descriptor: 0, name: "stdin")), name: "stdin", path: nil)
      } else {
        self.init(text: try readSource(file, Signals.interruption), name: file, path: file)
      }
    } catch {
      let isWord = behind != nil && SourceText.isWord(file) && error.reason == .missing
      terminal.tell(
        isWord ? .unknownOption : error.topic,
        isWord ? "`\(file)` is neither a command nor a file" : error.message,
        hint: SourceText.hint(for: error, orCommandBefore: behind))
      throw ExitStatus.missingFile.code
    }
  }

  private static func hint(for error: FileError, orCommandBefore behind: [String]?) -> String? {
    switch error.reason {
    case .missing: hint(for: error.path, orCommandBefore: behind)
    case .folder where behind != nil: "`hpo test \(shellWord(error.path))` runs the tests of its programs."
    case .folder: "write the name of a program in it, which ends in `.hpo`."
    default: error.hint.map { $0 + "." }
    }
  }

  private static func isWord(_ file: String) -> Bool {
    fileEnding(of: file) == nil && !file.contains("/") || file.contains(" ")
  }

  /// What may have been meant by a file that is not there: one with a similar name, or a command.
  private static func hint(for file: String, orCommandBefore behind: [String]?) -> String? {
    let url = URL(fileURLWithPath: file)
    let directory = file.contains("/") ? url.deletingLastPathComponent().path : "."
    let beside = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    let name = url.lastPathComponent
    if beside.contains(name + ".hpo") { return "there is a `\(name).hpo` there." }
    if let behind, isWord(file), let hint = WordHabits.hint(for: file, behind) { return hint }
    if let near = Suggestion.nearest(to: name, among: beside) { return "there is a `\(near)` there." }
    return behind != nil && isWord(file) ? HPO.listOfCommands : nil
  }

  /// A message about a name in a text from the command line that has no quotes at all: the shell may have taken them.
  private func suspectingQuotes(_ diagnostic: Diagnostic) -> Diagnostic {
    let isAboutTexts = diagnostic.title.hasPrefix("unknown name `") || diagnostic.title == "texts stand in quotes"
    guard !text.contains("\""), isAboutTexts, diagnostic.hint == nil else {
      return diagnostic
    }
    var diagnostic = diagnostic
    diagnostic.hint =
      "a text stands in quotes, which the shell takes away unless others are around: `hpo -e 'print(\"a\")'`."
    return diagnostic
  }

  /// Runs it in `session`; what does not end well ends the command.
  func run(in session: Session, mode: Session.Mode, _ terminal: Terminal) throws {
    let execution = Signals.whileRunning { session.run(text, name: name, path: path, mode: mode) }
    for diagnostic in execution.diagnostics.map({ mode == .code ? suspectingQuotes($0) : $0 }) {
      terminal.note(session.render(diagnostic, colour: terminal.isErrorColoured, atPrompt: false))
    }
    // What came too late for this text to hear ends the command all the same.
    let isUnheard = Signals.interruption.isRequested && execution.outcome.status == .done
    let status = Signals.wasTerminated || isUnheard ? .interrupted : execution.outcome.status
    if status == .interrupted { terminal.note("interrupted") }
    if status != .done { throw status.code }
  }
}

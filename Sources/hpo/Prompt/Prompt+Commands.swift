import Basics
import Foundation
import Interp

extension Prompt {
  /// Does what a line such as `:load x.hpo` says.
  func obey(_ line: String) -> Next {
    let word = line.prefix { !$0.isWhitespace }
    let argument = String(line.dropFirst(word.count)).trimming(while: \.isWhitespace)
    guard let command = MetaCommand(word) else {
      let near = Suggestion.nearest(to: String(word.dropFirst()), among: MetaCommand.allCases.map(\.rawValue))
      terminal.tell(
        .unknownOption,
        "unknown command `\(word)`" + (near.map { "; did you mean `:\($0)`?" } ?? "; `:help` lists them"))
      return .goOn
    }
    if let needed = command.argument, argument.isEmpty {
      terminal.tell(.commandLine, "write `\(command.spelling) \(needed)`")
      return .goOn
    }
    switch command {
    case .help:
      let text = argument.isEmpty ? MetaCommand.list : HelpPages(session: session).answer(to: "?" + argument)
      terminal.print(text.wrapped(to: terminal.columns))
    case .load: return load(argument)
    case .save: save(argument)
    case .vars: showVariables()
    case .studies: showStudies()
    case .time: return time(argument)
    case .reset: reset()
    case .quit: return .leave(0)
    }
    return .goOn
  }

  /// A question for help: `?name`, `??name`, or `name?` as other prompts have it; nil for anything else.
  func helpQuestion(_ line: String) -> String? {
    if line.hasPrefix("?") { return line }
    let name = line.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let marks = line.dropFirst(name.count)
    return !name.isEmpty && ["?", "??"].contains(marks) ? String(marks + name) : nil
  }

  /// What is typed here for a command line of the program itself, such as `hpo tune.hpo`; nil for anything else.
  func hintAtShellCommand(_ line: String) -> String? {
    let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count > 1, words[0] == "hpo", session.value(of: "hpo") == nil,
      !["=", "(", "."].contains(words[1].prefix(1))
    else { return nil }
    switch words[1] {
    case "studies": return "here, write `:studies`."
    case "show" where words.count > 2: return "here, write `study(\(JSON.string(words[2])))`."
    case "delete" where words.count > 2: return "here, write `delete_study(\(JSON.string(words[2])))`."
    case "help", "doc": return words.count > 2 ? "here, write `?\(words[2])`." : "here, write `:help` or `?`."
    case let file where file.hasSuffix(".hpo"): return "here, write `:load \(file)`."
    default: return "leave the prompt by `quit`, and type it there."
    }
  }

  private func load(_ path: String) -> Next {
    if let foreign = ForeignFile(path), FileManager.default.fileExists(atPath: path) {
      terminal.tell(
        .foreignFile, "`\(path)` is \(foreign.kind), not a program of hpo",
        hint: foreign.expression.map { "write `\($0)`." })
      return .goOn
    }
    do {
      try Signals.whileRunning {
        let text = try readSource(path, Signals.interruption)
        report(session.run(text, name: path, path: path, mode: .file))
      }
    } catch {
      terminal.tell((error as? any ExplainedError)?.topic ?? .unexplained, "\(error)")
    }
    return Signals.wasTerminated ? .leave(Signals.exitCode) : .goOn
  }

  private func save(_ path: String) {
    let directory = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let saved = SavedSession(records, directory: directory)
    do throws(FileError) { try writeFile(Array(saved.text.utf8), to: path) } catch {
      return terminal.tell(.unwritableFile, "cannot write `\(path)`: \(error.words)")
    }
    let count = saved.inputCount
    note("wrote \(count) \(count == 1 ? "input" : "inputs") to \(path)")
    guard saved.leftOutCount > 0 else { return }
    note(
      "\(saved.leftOutCount) left out: what failed, what needs it, and what used a builtin whose name was bound later")
  }

  private func showVariables() {
    let variables = session.variables
    if variables.isEmpty { return note("nothing is bound yet") }
    for (name, value) in variables {
      let line = "\(name) = \(value)"
      terminal.print(line.count > terminal.columns ? line.prefix(max(1, terminal.columns - 1)) + "…" : line)
    }
  }

  private func showStudies() {
    do {
      guard let table = try session.studiesTable() else {
        return note("no studies yet; `as \"name\"` keeps one")
      }
      terminal.print(table)
      terminal.print("  study(\"NAME\") opens one, delete_study(\"NAME\") removes it".wrapped(to: terminal.columns))
    } catch {
      note("\(error.message)" + (error.hint.map { ": \($0)" } ?? ""))
    }
  }

  private func time(_ expression: String) -> Next {
    let start = ContinuousClock.now
    let next = run(expression)
    if next == .unfinished {
      terminal.tell(.commandLine, "`:time` takes an expression on one line")
      return .goOn
    }
    note(Self.text(of: ContinuousClock.now - start))
    return next
  }

  /// A duration in the unit that suits it.
  static func text(of duration: Duration) -> String {
    let seconds = duration / .seconds(1)
    let units = [(60.0, "min"), (1, "s"), (1e-3, "ms")]
    let (size, unit) = units.first { seconds >= $0.0 } ?? (1e-6, "µs")
    return NumberText.rounded(seconds / size, digits: 3) + unit
  }
}

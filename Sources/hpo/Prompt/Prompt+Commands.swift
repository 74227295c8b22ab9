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
      terminal.note(
        "error: unknown command `\(word)`" + (near.map { "; did you mean `:\($0)`?" } ?? "; `:help` lists them"))
      return .goOn
    }
    if let needed = command.argument, argument.isEmpty {
      terminal.note("error: write `\(command.spelling) \(needed)`")
      return .goOn
    }
    switch command {
    case .help: terminal.print(MetaCommand.list)
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

  private func load(_ path: String) -> Next {
    do {
      try Signals.whileRunning {
        let text = try readSource(path, Signals.interruption)
        report(session.run(text, name: path, path: path, mode: .file))
      }
    } catch {
      terminal.note("error: \(error)")
    }
    return Signals.wasTerminated ? .leave(Signals.exitCode) : .goOn
  }

  private func save(_ path: String) {
    do throws(FileError) {
      try writeFile(Array((inputs.joined(separator: "\n") + "\n").utf8), to: path)
      terminal.note("wrote \(inputs.count) input\(inputs.count == 1 ? "" : "s") to \(path)")
    } catch {
      terminal.note("error: cannot write `\(path)`: \(error.words)")
    }
  }

  private func showVariables() {
    let variables = session.variables
    if variables.isEmpty { return terminal.note("nothing is bound yet") }
    for (name, value) in variables {
      let line = "\(name) = \(value)"
      terminal.print(line.count > terminal.columns ? line.prefix(max(1, terminal.columns - 1)) + "…" : line)
    }
  }

  private func showStudies() {
    do {
      let studies = try session.storedStudies()
      if studies.isEmpty { return terminal.note("no studies yet; `as \"name\"` keeps one") }
      for study in studies { terminal.print(study) }
    } catch {
      terminal.note("error: \(error)")
    }
  }

  private func time(_ expression: String) -> Next {
    let start = ContinuousClock.now
    let next = run(expression)
    if next == .unfinished {
      terminal.note("error: `:time` takes an expression on one line")
      return .goOn
    }
    let seconds = Double((ContinuousClock.now - start) / .milliseconds(1)) / 1_000
    terminal.note(String(format: "%.3f s", seconds))
    return next
  }
}

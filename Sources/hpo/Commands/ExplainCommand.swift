import ArgumentParser
import Basics
import struct DSL.Diagnostic
import Interp

/// Shows why the trials of a stored study were chosen.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show trial by trial why a stored study tried what it tried.",
    discussion: """
      What was known, what the strategy made of it, and what came of it, in words
      and pictures. At a terminal the arrow keys go from trial to trial, and q
      leaves. In a program, explain(study("NAME")) does the same.
      """)

  @OptionGroup var place: StorageOption

  @Option(help: ArgumentHelp("A strategy whose model is put beside the study's own.", valueName: "strategy"))
  var compare: String?

  @Flag(help: "Ask where one would look next before it is told.")
  var guess = false

  @Option(help: "Colour the output.")
  var color = Terminal.Colour.auto

  @Argument(help: "The name of the study.")
  var study: String

  @Argument(help: "One of its trials; without it, all of them.")
  var trial: Int?

  func run() throws {
    let terminal = Terminal(colour: color)
    let session = try place.makeSession(terminal)
    do { _ = try session.context.existingStorage() } catch {
      terminal.tell(error)
      throw ExitStatus.missingFile.code
    }
    do {
      try Signals.whileRunning {
        try session.explain(study: study, trial: trial, comparedWith: compare, asksFirst: guess)
      }
    } catch let diagnostic as Diagnostic {
      terminal.note(session.render(diagnostic, colour: terminal.isErrorColoured))
      throw ExitStatus.failed.code
    } catch let error as any ExplainedError {
      if !session.studyNames.contains(study), let hint = WordHabits.hint(forFileAsStudy: study) {
        terminal.tell(error.topic, error.message, hint: hint)
      } else {
        terminal.tell(error)
      }
      throw ExitStatus.failed.code
    } catch is CancellationError {
      terminal.note("interrupted")
      throw ExitStatus.interrupted.code
    }
  }
}

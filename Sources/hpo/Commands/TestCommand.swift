import ArgumentParser
import struct DSL.Diagnostic
import Interp

/// Runs the `test` blocks and the examples of programs.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the tests and the documented examples of programs.",
    discussion: """
      Of a program, `test` blocks, `expect`s and the `>>>` examples above its
      bindings are run, with the bindings that they mention; no search, no output
      and no other statement that they do not need. Imported files are tested too.
      Of a Markdown document, FILE.md, the blocks marked `hpo` are one session:
      inputs behind `>>> ` and what they show.
      """)

  @OptionGroup var options: SessionOptions

  @Argument(
    help: ArgumentHelp("Programs, or directories to look through for them.", valueName: "path"), completion: .file())
  var paths: [String]

  func run() throws {
    let terminal = options.terminal
    var status = ExitStatus.done
    var passed = 0
    var failed = 0
    var expectCount = 0
    for file in try paths.flatMap(ProgramFiles.inside) {
      let program = try SourceText(readingFrom: file, terminal)
      let session = try options.makeSession(terminal, pauses: false)
      let report = Signals.whileRunning {
        file.hasSuffix(".md")
          ? session.testDocument(program.text, name: program.name)
          : session.test(program.text, name: program.name, path: program.path)
      }
      expectCount += report.expectCount
      for problem in report.outcome.diagnostics { note(problem, session, terminal) }
      if report.outcome.status != .done { status = report.outcome.status }
      for result in report.results {
        terminal.print("\(result.failure == nil ? "ok  " : "FAIL")  \(file): \(result.title)")
        if let failure = result.failure { note(failure, session, terminal) }
        if result.failure == nil { passed += 1 } else { failed += 1 }
      }
      if report.wasInterrupted { throw ExitStatus.interrupted.code }
    }
    if status == .done, passed + failed + expectCount == 0 {
      throw ValidationError(
        "there are no tests in \(paths.map { "`\($0)`" }.joined(separator: ", ")). "
          + "`test \"sums\" { expect 1 + 1 == 2 }` is one.")
    }
    terminal.print("\(passed) passed, \(failed) failed")
    if status == .done, failed > 0 { status = .failed }
    if status != .done { throw status.code }
  }

  private func note(_ diagnostic: Diagnostic, _ session: Session, _ terminal: Terminal) {
    terminal.note(session.render(diagnostic, colour: terminal.isErrorColoured, atPrompt: false))
  }
}

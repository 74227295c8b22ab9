import Basics
import Interp

/// A program as a command line names it: texts behind `-e`, a file, or standard input.
struct RunProgram {
  /// The texts; each is an input of one session.
  let code: [String]
  /// The program's own arguments; without texts, the file comes first.
  let arguments: [String]

  /// Runs it; what does not end well ends the command.
  ///
  /// - Parameters:
  ///   - options: those of the session.
  ///   - terminal: where results and messages go.
  ///   - role: that it is run as a worker.
  ///   - began: called with the session before the program runs.
  /// - Returns: the session that has run it.
  /// - Throws: how the program ends.
  @discardableResult
  func run(
    _ options: SessionOptions, _ terminal: Terminal, as role: WorkerRole? = nil, began: (Session) -> Void = { _ in }
  ) throws -> Session {
    code.isEmpty ? try runFile(options, terminal, role, began) : try runCode(options, terminal, role, began)
  }

  private func runCode(
    _ options: SessionOptions, _ terminal: Terminal, _ role: WorkerRole?, _ began: (Session) -> Void
  ) throws -> Session {
    let words = code.flatMap { ["-e", $0] } + (arguments.isEmpty ? [] : ["--"] + arguments)
    let session = try options.makeSession(terminal, arguments: arguments, program: words, role: role)
    began(session)
    try ProgramArguments(arguments, of: "-e CODE").check(code.joined(separator: "\n"), nil, in: session, terminal)
    for (index, text) in code.enumerated() where session.context.workerProgress.finishedStudy == nil {
      let name = code.count == 1 ? "-e" : "-e \(index + 1)"
      try SourceText(text: text, name: name, path: nil).run(in: session, mode: .code, terminal)
    }
    return session
  }

  private func runFile(
    _ options: SessionOptions, _ terminal: Terminal, _ role: WorkerRole?, _ began: (Session) -> Void
  ) throws -> Session {
    let file = arguments.first ?? "-"
    let own = Array(arguments.dropFirst())
    let program = try SourceText(readingFrom: file, terminal, orCommandBefore: own)
    // What came from standard input is read, and nobody else can read it.
    let words = file == "-" ? nil : ["--", file] + own
    let session = try options.makeSession(terminal, arguments: own, program: words, role: role)
    began(session)
    try ProgramArguments(own, of: shellWord(file)).check(program.text, program.path, in: session, terminal)
    try program.run(in: session, mode: .file, terminal)
    return session
  }
}

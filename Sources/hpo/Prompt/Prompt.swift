import Basics
import Foundation
import Interp

/// The prompt: reads inputs, which may have several lines, runs each in one session and shows what it gives.
final class Prompt {
  /// What stands before an input.
  static let first = "hpo> "
  /// What stands before each further line of it.
  static let further = "...> "

  let terminal: Terminal
  private let makeSession: () throws -> Session
  private(set) var session: Session
  /// What inputs that were run bound and used, for `:save`.
  private(set) var records: [InputRecord] = []
  private var inputCount = 0
  private var history: InputHistory
  private let historyFile = HistoryFile.standard(ProcessInfo.processInfo.environment)

  init(terminal: Terminal, makeSession: @escaping () throws -> Session) throws {
    self.terminal = terminal
    self.makeSession = makeSession
    session = try makeSession()
    history = historyFile?.load() ?? InputHistory()
  }

  /// Converses until the person leaves.
  ///
  /// - Returns: the exit code of the program.
  func converse() -> Int32 {
    Signals.beginPrompting()
    terminal.print(terminal.outputGlyphs.drawn("hpo \(Version.short) — ? for help, :quit to leave"))
    let loop = ReadlineLoop()
    loop.recall(history.entries)
    var text = ""
    var emptyClears = 0
    // A transcript that arrives line by line: lines without a prompt were printed by the program.
    var isTranscript = false
    while true {
      switch next(loop, after: text) {
      case .line(let line, let isFollowed):
        emptyClears = 0
        let startsTranscript = Pasting.hasPrompt(line) || Pasting.startsSession(line)
        let isPrinted = (isTranscript || isFollowed && startsTranscript) && !Pasting.hasPrompt(line)
        isTranscript = isFollowed && (isTranscript || startsTranscript)
        if isPrinted { continue }
        let input = text.isEmpty ? Pasting.withoutPrompts(line) : text + "\n" + Pasting.withoutPrompts(line)
        switch take(input) {
        case .goOn: text = ""
        case .unfinished: text = input
        case .leave(let code): return code
        }
      case .cleared(let wasEmpty):
        emptyClears = wasEmpty && text.isEmpty ? emptyClears + 1 : 0
        if emptyClears > 1 { terminal.note(":quit or Ctrl-D leaves") }
        text = ""
      case .end where text.isEmpty:
        terminal.print("")
        return 0
      case .end:
        terminal.print("")
        text = ""
      case .terminated: return Signals.exitCode
      }
    }
  }

  private func next(_ loop: ReadlineLoop, after text: String) -> ReadlineLoop.Event {
    let completer = PromptCompleter(session: session)
    if text.isEmpty { return loop.next(prompt: coloured(Prompt.first), indentation: "", complete: completer.complete) }
    let indentation = Indentation.next(after: text)
    return loop.next(prompt: coloured(Prompt.further), indentation: indentation) {
      completer.complete(text + "\n" + $0)
    }
  }

  // Invisible characters are marked, so that readline knows how wide the prompt is.
  private func coloured(_ prompt: String) -> String {
    terminal.isOutputColoured ? "\u{1}\u{1B}[36m\u{2}\(prompt)\u{1}\u{1B}[0m\u{2}" : prompt
  }

  // MARK: Inputs

  /// What is to be done after an input.
  enum Next: Equatable {
    case goOn
    case unfinished
    case leave(Int32)
  }

  /// Takes an input, which may be the beginning of one.
  private func take(_ input: String) -> Next {
    let trimmed = input.trimming(while: \.isWhitespace)
    if trimmed.isEmpty { return .goOn }
    let next: Next
    if trimmed.hasPrefix(":") {
      next = obey(trimmed)
    } else if let command = MetaCommand(plainWord: trimmed), session.value(of: command.rawValue) == nil {
      next = obey(command.spelling)
    } else if let question = helpQuestion(trimmed) {
      terminal.print(HelpPages(session: session).answer(to: question).wrapped(to: terminal.columns))
      next = .goOn
    } else if let hint = hintAtShellCommand(trimmed) {
      terminal.tell(.misplaced, "`hpo` is a command of the shell", hint: hint)
      next = .goOn
    } else {
      next = run(input)
    }
    if next != .unfinished { remember(input) }
    return next
  }

  /// Runs a program text in the session.
  func run(_ input: String) -> Next {
    let execution = Signals.whileRunning {
      session.run(input, name: "input \(inputCount + 1)", mode: .prompt)
    }
    if case .unfinished = execution.outcome { return .unfinished }
    inputCount += 1
    report(execution)
    return Signals.wasTerminated ? .leave(Signals.exitCode) : .goOn
  }

  /// Keeps what a run bound, and says how it ended, unless it ended well.
  func report(_ execution: Execution) {
    if let record = execution.record { records.append(record) }
    for diagnostic in execution.diagnostics {
      terminal.note(session.render(diagnostic, colour: terminal.isErrorColoured, atPrompt: true))
    }
    guard execution.wasInterrupted else { return }
    note(execution.kept.map { "interrupted: \($0)" } ?? "interrupted")
  }

  private func remember(_ input: String) {
    guard let change = history.add(input) else { return }
    ReadlineLoop.remember(input, change)
    historyFile?.add(input, isRepeated: change.removed != nil)
  }

  /// Says something on standard error, broken between words where the terminal is too narrow.
  func note(_ text: String) { terminal.note(text.wrapped(to: terminal.columns)) }

  /// A new session in the place of the old one.
  func reset() {
    do {
      session = try makeSession()
      records = []
      note("everything is forgotten; stored studies stay")
    } catch {
      terminal.tell((error as? any ExplainedError)?.topic ?? .unexplained, "\(error)")
    }
  }
}

extension String {
  /// This text without the characters at both ends that fulfil `predicate`.
  func trimming(while predicate: (Character) -> Bool) -> String {
    guard let first = firstIndex(where: { !predicate($0) }), let last = lastIndex(where: { !predicate($0) }) else {
      return ""
    }
    return String(self[first...last])
  }
}

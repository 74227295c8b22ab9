import Basics
import DSL
import Foundation

/// The running program: output, failures, seeds, the machine.
let programBuiltins: [Builtin] = [
  Builtin(
    "print", [.rest("values")], "Writes values on a line, with spaces between them.",
    examples: [.init("print(\"lr\", 0.1, [\"a\"])")], seeAlso: ["string", "fixed", "save"]
  ) { (a: Arguments) throws(Exit) in
    // Of what is printed, tables and images are drawn; a string is the program's.
    let glyphs = a.context.settings.glyphs
    let values = try a.map(a.rest) { (value) throws(Exit) in
      guard glyphs != .unicode, case .host = value else { return value }
      return .text(Text(glyphs.drawn(try a.shown(value).string)))
    }
    a.context.output(try a.joined(values, separator: Text(" ")).string)
    return .none
  },
  Builtin(
    "progress", [.required("text")],
    """
    Shows a text at a terminal, before what searches and trainings show of themselves, until the next one or the end; \
    `none` takes it away. What is printed stays.
    """,
    examples: [.init("for k in 1..5 { progress(\"fold {k} of 5\") }")], seeAlso: ["print", "compare"]
  ) { (a: Arguments) throws(Exit) in
    guard a.machine.pointee.trial == nil else { return .none }
    a.context.setStage(a[0].isNone ? nil : try a.shown(a[0]).string)
    return .none
  },
  Builtin(
    "wait", [.optional("text")],
    """
    Waits at a terminal until Enter is pressed, so that people can look and think; `q` ends the program, as Ctrl-C does. A \
    text is shown for as long. In a pipe, a trial, a test and with `--sandbox` it does nothing.
    """,
    examples: [.init("wait(\"What will the next trial be?\")")], seeAlso: ["print", "progress"]
  ) { (a: Arguments) throws(Exit) in
    guard a.machine.pointee.trial == nil, !a.context.settings.isSandboxed else { return .none }
    let text = a[0].isNone ? nil : try a.shown(a[0]).string.onOneLine
    guard a.context.pause(text, a.isInterrupted) else { throw .interrupted }
    try a.machine.poll()
    return .none
  },
  Builtin(
    "fail", [.required("message")], "Ends the program, or the trial that is running, with a message.",
    examples: [.init("if 1 > 2 { fail(\"impossible\") }")], seeAlso: ["expect", "print"]
  ) { (a: Arguments) throws(Exit) in throw failure(.failCalled, try a.shown(a[0]).string, a.span) },
  Builtin(
    "seed", [.required("number")],
    """
    Sets the seed of all randomness that is given none: of strategies, networks, splits and shuffles. In an objective, it \
    does so for the trial.
    """,
    examples: [.init("seed(7)")], seeAlso: ["shuffle", "sample"]
  ) { (a: Arguments) throws(Exit) in
    a.machine.pointee.seed = UInt64(bitPattern: Int64(try a.int(0)))
    return .none
  },
  Builtin(
    "args", [], "The arguments after the script's name on the command line, a list of strings.",
    examples: [.init("for arg in args() { print(arg) }")], seeAlso: ["number"]
  ) { (a: Arguments) throws(Exit) in .list(ContiguousArray(a.context.settings.arguments.map { .text($0) })) },
  Builtin(
    "cores", [],
    "The number of processors that the program may use; in a task of Slurm, those that the task was given.",
    examples: [.init("let workers = cores() workers")], seeAlso: ["on", "clock"]
  ) { (a: Arguments) throws(Exit) in .int(Processors.count) },
  Builtin(
    "clock", [], "Seconds on a clock that only goes forward; the difference of two is a time.",
    examples: [.init("clock() >= 0", "true")], seeAlso: ["cores"]
  ) { (a: Arguments) throws(Exit) in .real(ProcessInfo.processInfo.systemUptime) },
  Builtin(
    "kind", [.required("value")], "What kind of value it is.",
    examples: [.init("kind(0.1)", "\"real\""), .init("kind([1, 2])", "\"list\""), .init("kind(30s)", "\"time\"")],
    seeAlso: ["name"]
  ) { (a: Arguments) throws(Exit) in
    let kind = a[0].kind
    for article in ["a ", "an "] where kind.hasPrefix(article) { return .text(String(kind.dropFirst(article.count))) }
    return .text(kind)
  },
  Builtin(
    "name", [.required("value")], "The name of a strategy or a function.",
    examples: [.init("name(sqrt)", "\"sqrt\"")], seeAlso: ["kind"]
  ) { (a: Arguments) throws(Exit) in
    guard let name = a[0].ownName else { throw failure(.argumentKind, "\(a[0].kind) has no name", a.place(0)) }
    return .text(name)
  },
]

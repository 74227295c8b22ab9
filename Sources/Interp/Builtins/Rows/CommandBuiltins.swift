import Basics
import DSL

/// Other programs.
let commandBuiltins: [Builtin] = [
  Builtin(
    "run", [.required("program"), .label("timeout"), .label("stdin", .text("")), .rest("arguments")],
    """
    Runs another program, without a shell, and waits for it: gives its exit `code`, the `text` that it printed, what it \
    wrote as `err`, and its `seconds`.
    """,
    examples: [
      .init("run(\"echo\", \"loss=\", 0.25).text", "\"loss= 0.25\\n\""),
      .init("run(\"cat\", stdin: \"abc\", timeout: 10s).text", "\"abc\""),
    ], seeAlso: ["flags", "last_line", "after", "number"]
  ) { (a: Arguments) throws(Exit) in
    guard !a.context.settings.isSandboxed else { throw refused("run", a) }
    let program = try a.string(0)
    guard !program.isEmpty else { throw failure("the name of a program is needed", a.span) }
    let words = try [program] + arguments(a)
    guard !words.contains(where: { $0.utf8.contains(0) }) else {
      throw failure("an argument of a program cannot hold a NUL", a.span)
    }
    let timeout = try a.optional(1, a.seconds)
    let input = try a.string(2)
    let result = try a.showing({ "run \(program)  \($0)" }) { () throws(Exit) in
      Result { () throws(ChildProcess.Failure) in
        try ChildProcess.run(words, input: input, timeout: timeout, isInterrupted: a.isInterrupted)
      }
    }
    do throws(ChildProcess.Failure) {
      let ended = try result.get()
      return .record([
        "code": .int(Int(ended.code)), "text": .text(String(decoding: ended.output, as: UTF8.self)),
        "err": .text(String(decoding: ended.errors, as: UTF8.self)), "seconds": .real(ended.seconds),
      ])
    } catch {
      switch error {
      case .interrupted: throw .interrupted
      case .missing:
        let words = program.split(separator: " ").map { "\"\($0)\"" }
        throw failure(
          "there is no program `\(program)`", a.place(0),
          hint: words.count > 1
            ? "arguments stand apart, and there is no shell: write `run(\(words.joined(separator: ", ")))`."
            : "it is looked for in the folders of `PATH`.")
      case .notStarted(let reason): throw failure("`\(program)` cannot be started: \(reason)", a.span)
      case .timedOut: throw failure("`\(program)` was stopped after \(DurationText.exact(timeout ?? 0))", a.span)
      case .tooMuchOutput:
        throw failure("`\(program)` was stopped: it printed more than \(ChildProcess.mostOutput >> 20) MB", a.span)
      }
    }
  }
]

private func arguments(_ a: Arguments) throws(Exit) -> [String] {
  var words: [String] = []
  for value in a.rest {
    switch value {
    case .text, .int, .real, .bool: words.append(value.shown)
    default: throw failure("an argument of a program must be a string or a number, not \(value.kind)", a.span)
    }
  }
  return words
}

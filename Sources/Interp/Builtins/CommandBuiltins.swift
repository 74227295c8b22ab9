import DSL

/// Other programs.
let commandBuiltins: [Builtin] = [
  Builtin(
    "execute", .program, [.required("command"), .optional("timeout"), .optional("stdin")],
    """
    Runs a program without a shell, given as a list of its name and its arguments, and waits for it; `run` is the usual \
    way to write it.
    """,
    examples: [.init("execute([\"echo\", \"loss=\", 0.25]).text", "\"loss= 0.25\\n\"")],
    seeAlso: ["run", "flags", "last_line", "after"]
  ) { (a: Arguments) throws(Exit) in
    guard !a.context.settings.isSandboxed else { throw refused("run", a) }
    let words = try commandWords(a)
    guard let program = words.first, !program.isEmpty else { throw failure("the name of a program is needed", a.span) }
    let timeout = try a.optional(1, a.seconds)
    let input = try a.optional(2, a.string)
    let interruption = a.machine.pointee.interruption
    do throws(ChildProcess.Failure) {
      let ended = try ChildProcess.run(words, input: input ?? "", timeout: timeout) { interruption.isRequested }
      return .record([
        "code": .int(Int(ended.code)), "text": .text(String(decoding: ended.output, as: UTF8.self)),
        "err": .text(String(decoding: ended.errors, as: UTF8.self)), "seconds": .real(ended.seconds),
      ])
    } catch {
      switch error {
      case .interrupted: throw .interrupted
      case .missing:
        throw failure("there is no program `\(program)`", a.span, hint: "it is looked for in the folders of `PATH`.")
      case .notStarted(let reason): throw failure("`\(program)` cannot be started: \(reason)", a.span)
      case .timedOut: throw failure("`\(program)` was stopped after \(durationText(timeout ?? 0))", a.span)
      case .tooMuchOutput:
        throw failure("`\(program)` was stopped: it printed more than \(ChildProcess.mostOutput >> 20) MB", a.span)
      }
    }
  }
]

private func commandWords(_ a: Arguments) throws(Exit) -> [String] {
  var words: [String] = []
  for item in try a.list(0) {
    switch item {
    case .text, .int, .real, .bool: words.append(item.shown)
    default:
      throw failure("an argument of a program must be a string or a number, not \(item.kind)", a.span)
    }
    if words.last?.utf8.contains(0) == true { throw failure("an argument of a program cannot hold a NUL", a.span) }
  }
  return words
}

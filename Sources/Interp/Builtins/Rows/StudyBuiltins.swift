import DSL
import Studies

/// What an objective says about its trial.
let studyBuiltins: [Builtin] = [
  Builtin(
    "report", [.required("value"), .optional("at")],
    "Tells how the trial is doing at a step, for its record and for pruners.",
    examples: [.init("search x in 0.0..1.0 for 5 trials minimize { report(x, at: 1); x }")], seeAlso: ["note", "prune"]
  ) { (a: Arguments) throws(Exit) in
    let value = try a.number(0)
    guard let trial = a.machine.pointee.trial else { throw outsideOfTrial("report", a) }
    try trial.report(value, at: try a.optional(1, a.int) ?? trial.nextStep)
    return .none
  },
  Builtin(
    "note", [.labels("values")],
    """
    Attaches named values to the trial: they become columns of its table; one named like another column is titled \
    `note ...`. Numbers, strings, booleans, lists and records can be noted; of a run, its numbers.
    """,
    examples: [.init("search x in 0.0..1.0 for 5 trials minimize { note(square: x^2); x }")], seeAlso: ["report"]
  ) { (a: Arguments) throws(Exit) in
    guard let trial = a.machine.pointee.trial else { throw outsideOfTrial("note", a) }
    for (name, value) in try a.record(0).fields {
      let json = try a.machine.json(value, inside: 4, a.span) { kind, hint in
        let isRun = if case .host(let host) = value { host is RunValue } else { false }
        return failure(
          "\(kind) cannot be noted as `\(name)`", a.span,
          hint: isRun ? "note its numbers: `note(\(name): \(name).valid.loss)`." : hint)
      }
      trial.note(name, json)
    }
    return .none
  },
]

private func outsideOfTrial(_ name: String, _ a: Arguments) -> Exit {
  failure("`\(name)` belongs in the objective of a search", a.span)
}

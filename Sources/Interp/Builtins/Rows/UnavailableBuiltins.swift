import DSL

/// Names that programs may mention before this version has what they stand for.
let unavailableBuiltins: [Builtin] = [
  unavailable(
    "plot", [.required("data"), .optional("path")], "Draws a study, or the curves of several.",
    "plot(study, \"study.svg\")", seeAlso: ["curve", "table"])
]

/// A builtin that says, when it is called, that it is not there yet.
private func unavailable(
  _ name: String, _ parameters: [Builtin.Parameter], _ summary: String, _ example: String,
  seeAlso: [String]
) -> Builtin {
  Builtin(name, parameters, summary, examples: [.init(example)], seeAlso: seeAlso) {
    (a: Arguments) throws(Exit) in throw failure("this version of hpo does not have `\(name)` yet", a.span)
  }
}

import Basics
import Charts
import DSL

/// What shows how strategies choose.
let explainBuiltins: [Builtin] = [
  Builtin(
    "explain",
    [.required("study"), .optional("trial"), .label("compare"), .label("guess", .bool(false)), .label("path")],
    """
    Trial by trial, why its point was chosen: what was known, what the strategy made of it, and what came of it. At a terminal \
    the arrow keys go from trial to trial, q leaves, and a page is as high as the window; in a trial all is printed. With a `path` that ends in `.html` or `.txt`, or of one picture in \
    `.svg`, it is written to a file.
    """,
    examples: [
      .init("explain(search x in 0.0..1.0 with gamma for 12 trials minimize (x - 0.3)^2 + 0.1)"),
      .init("explain(study(\"digits\"), 17, compare: \"gaussian\")"),
      .init("explain(study(\"digits\"), path: \"digits.html\")"),
    ], seeAlso: ["study", "plot", "gaussian", "gamma", "hull"]
  ) { (a: Arguments) throws(Exit) in
    let study = try a.study(0)
    let number = try a.optional(1, a.int)
    let other = try a.optional(2, a.strategy)
    let asksFirst = try a.bool(3)
    let format = try a.figureFormat(4)
    if format != nil, a.context.settings.isSandboxed { throw refused("explain", a) }
    do {
      let evaluator = Evaluator(machine: a.machine, slots: a.slots + a.count)
      let replay = try StudyReplay(study, comparedWith: other, evaluator)
      let pages = try ExplanationPages(replay, trial: number, asksFirst: asksFirst)
      let interruption = a.machine.pointee.interruption
      guard let format else {
        try pages.show(a.context, interruption, isInTrial: a.machine.pointee.trial != nil)
        return .none
      }
      guard let text = format.text(of: try pages.figures(interruption)) else {
        throw failure(
          .unwritableFile,
          "a file that ends in `.svg` holds one picture", a.place(4), hint: "name one that ends in `.html`.")
      }
      try a.write(Array(text.utf8), to: 4)
      return .none
    } catch {
      var isOfNumber = false
      if case ReplayError.noTrial = error { isOfNumber = true }
      throw Exit(of: error, at: a.place(isOfNumber ? 1 : 0))
    }
  }
]

extension Arguments {
  /// The form of the file that is named, if one is.
  fileprivate func figureFormat(_ index: Int) throws(Exit) -> FigureFormat? {
    guard let path = try optional(index, string) else { return nil }
    if let format = FigureFormat(path: path) { return format }
    throw failure(
      .unwritableFile,
      "\(self[index]) does not say how the pictures are written", place(index),
      hint: "a name ends in `.html`, `.txt` or `.svg`.")
  }

  /// A strategy, or the text of one.
  fileprivate func strategy(_ index: Int) throws(Exit) -> StrategyValue {
    guard case .text(let text) = self[index] else { return try StrategyValue.read(self[index], place(index)) }
    if let strategy = StrategyValue.read(text.string) { return strategy }
    throw failure(
      .unknownStrategy,
      "\(self[index]) is not the name of a strategy", place(index),
      hint: "write `compare: \"gaussian\"`, or `compare: gaussian(acquisition: pi)`.")
  }
}

extension Exit {
  /// What went wrong in a part below the language, as a failure at a place.
  init(of error: any Error, at span: Span) {
    switch error {
    case let exit as Exit: self = exit
    case let explained as any ExplainedError:
      self = failure(explained.topic, explained.message, span, advice: explained.hint)
    default: self = failure(.unexplained, "\(error)", span)
    }
  }
}

import Basics
import BayesOpt
import DSL

/// Who ends trials early.
let prunerBuiltins: [Builtin] = [
  Builtin(
    "asha", rungParameters + [.label("mode", .text("pause"))] + [mostPausedParameter],
    """
    Compares trials at steps `from`, `from * factor`, `from * factor^2`, ...: one in `factor` goes on. Trials wait there, and the \
    best goes on when a worker is free; with `mode: "stop"` none waits, and who is behind ends.
    """,
    examples: [.init("asha(from: 1, to: 27, factor: 3)", "asha(from: 1, to: 27, factor: 3)")],
    seeAlso: ["prune", "report", "hyperband", "pasha", "median"]
  ) { (a: Arguments) throws(Exit) in
    let (rungs, isPausing) = (try a.rungs(), try a.isPausing())
    return .host(PrunerValue(SuccessiveHalving(rungs, isPausing: isPausing), mostPaused: try a.mostPaused()))
  },
  Builtin(
    "hyperband", rungParameters + [.label("mode", .text("pause"))] + [mostPausedParameter],
    "Several brackets of `asha` that begin to compare at different steps, for when it is not known how early is too early.",
    examples: [.init("hyperband(to: 27)", "hyperband(from: 1, to: 27, factor: 3)")], seeAlso: ["prune", "asha"]
  ) { (a: Arguments) throws(Exit) in
    _ = try a.lastStep(atMost: 1 << 53)
    let (rungs, isPausing) = (try a.rungs(), try a.isPausing())
    return .host(
      PrunerValue(
        try a.pruner { () throws(PrunerError) in try Hyperband(rungs, isPausing: isPausing) },
        mostPaused: try a.mostPaused()))
  },
  Builtin(
    "pasha", rungParameters + [mostPausedParameter],
    "An `asha` that trains for longer only while the order of the best trials still changes from rung to rung.",
    examples: [.init("pasha(to: 27)", "pasha(from: 1, to: 27, factor: 3)")], seeAlso: ["prune", "asha"]
  ) { (a: Arguments) throws(Exit) in
    .host(PrunerValue(Pasha(try a.rungs()), mostPaused: try a.mostPaused()))
  },
  Builtin(
    "freeze_thaw",
    [.optional("from", .int(1)), .optional("to"), .label("mode", .text("pause"))] + [mostPausedParameter],
    """
    Goes on with the trial that promises most for each step that it still takes, by a model of all learning curves and of where \
    the configurations lie; a new one begins where that promises more. `to` is the step at which a trial is done.
    """,
    examples: [.init("freeze_thaw(to: 27)", "freeze_thaw(from: 1, to: 27)")], seeAlso: ["prune", "asha", "hyperband"]
  ) { (a: Arguments) throws(Exit) in
    let (first, last) = (try a.named("from", a.steps), try a.lastStep(atMost: FreezeThaw.mostSteps))
    let isPausing = try a.isPausing()
    let pruner = try a.pruner { () throws(PrunerError) in
      try FreezeThaw(from: first, to: last, isPausing: isPausing)
    }
    return .host(PrunerValue(pruner, mostPaused: try a.mostPaused()))
  },
  Builtin(
    "percentile", [.required("percentile")] + percentileParameters,
    """
    Ends a trial whose best so far is worse than this percentile of what the complete trials had at the same step: with 25, \
    who is behind the best quarter.
    """,
    examples: [.init("percentile(25, after: 5)", "percentile(25, after: 5, startup: 5)")],
    seeAlso: ["prune", "median", "quantile"]
  ) { (a: Arguments) throws(Exit) in
    // Both `percentile(25)` and `percentile(25%)`: nobody means a quarter of a hundredth.
    let number = try a.number(0)
    return try percentile(number > 0 && number < 1 ? number * 100 : number, a)
  },
  Builtin(
    "patient", [.optional("pruner"), .label("patience", .int(3)), .label("min_delta", .int(0))],
    "Ends a trial that has not improved by `min_delta` for `patience` reports, if `pruner`, where one is given, would end it too.",
    examples: [.init("patient(patience: 5)", "patient(patience: 5, min_delta: 0)")], seeAlso: ["prune", "median"]
  ) { (a: Arguments) throws(Exit) in
    let inner = try a.optional(0) { (index) throws(Exit) in
      try a.host(index, PrunerValue.self, "a pruner, such as `median()`").pruner
    }
    let (patience, least) = (try a.named("patience", a.steps), try a.named("min_delta", a.number))
    return .host(
      PrunerValue(
        try a.pruner { () throws(PrunerError) in try PatientPruner(inner, patience: patience, leastGain: least) }))
  },
  Builtin(
    "threshold", [.label("lower"), .label("upper"), .label("after", .int(0))],
    "Ends a trial that reports a value below `lower` or above `upper`, or none that is a number.",
    examples: [.init("threshold(upper: 10)", "threshold(upper: 10)")], seeAlso: ["prune", "report"]
  ) { (a: Arguments) throws(Exit) in
    let (lower, upper) = (try a.given("lower", a.number), try a.given("upper", a.number))
    let after = try a.named("after", a.steps)
    return .host(
      PrunerValue(
        try a.pruner { () throws(PrunerError) in try ThresholdPruner(lower: lower, upper: upper, after: after) }))
  },
]

extension Builtin {
  /// Whether it gives a pruner, or one of its forms does.
  var isPruner: Bool { prunerBuiltins.contains { $0.name == name } || ["median", "wilcoxon"].contains(name) }
}

/// `median(after: 5 epochs)`: the second form of `median`.
let medianPruner = Builtin.Form(
  parameters: percentileParameters,
  summary: "Ends a trial whose best so far is worse than the median of what the complete trials had at the same step."
) { (a: Arguments) throws(Exit) in try percentile(50, a) }

/// `wilcoxon(p: 10%)`: the second form of `wilcoxon`.
let wilcoxonPruner = Builtin.Form(
  parameters: [.label("p", .real(0.1)), .label("startup", .int(2))],
  summary: """
    Ends a trial whose reports, one a fold or a seed, are significantly worse than those of the best complete trial at the \
    same steps.
    """
) { (a: Arguments) throws(Exit) in
  let (level, startup) = (try a.named("p", a.number), try a.named("startup", a.int))
  return .host(
    PrunerValue(try a.pruner { () throws(PrunerError) in try WilcoxonPruner(level: level, startup: startup) }))
}

private let rungParameters: [Builtin.Parameter] = [
  .optional("from", .int(1)), .optional("to"), .optional("factor", .int(3)),
]
private let mostPausedParameter = Builtin.Parameter.label("paused", .int(PrunerValue.usualMostPaused))
private let percentileParameters: [Builtin.Parameter] = [.label("after", .int(0)), .label("startup", .int(5))]

private func percentile(_ percentile: Double, _ a: Arguments) throws(Exit) -> Value {
  let (after, startup) = (try a.named("after", a.steps), try a.named("startup", a.trials))
  return .host(
    PrunerValue(
      try a.pruner { () throws(PrunerError) in try PercentilePruner(percentile, after: after, startup: startup) }))
}

extension Arguments {
  /// The pruner that `body` makes; what is wrong with a parameter is said at its place.
  fileprivate func pruner<P>(_ body: () throws(PrunerError) -> P) throws(Exit) -> P {
    do throws(PrunerError) { return try body() } catch {
      let index = form.parameters.firstIndex { $0.name == error.parameter }
      throw failure(.pruning, error.message, index.map { isGiven($0) ? place($0) : span } ?? span)
    }
  }

  fileprivate func rungs() throws(Exit) -> Rungs {
    let (first, last) = (try named("from", steps), try given("to", steps))
    let factor = try named("factor", int)
    return try pruner { () throws(PrunerError) in try Rungs(from: first, to: last, factor: factor) }
  }

  /// The step at which a trial is done, for pruners that have to know.
  fileprivate func lastStep(atMost most: Int) throws(Exit) -> Int {
    if let last = try given("to", { (index) throws(Exit) in try steps(index, atMost: most) }) { return last }
    let first = try named("from", steps)
    let isLabelled = context.sources.source(at: span.start)?.text(under: span).contains("from") == true
    let options = isLabelled ? "from: \(first), to: 27" : "to: \(isGiven(0) ? first : 27)"
    throw failure(
      .pruning,
      "`\(form.name)` needs `to`, the step at which a trial is done", span, hint: "write `\(form.name)(\(options))`.")
  }

  fileprivate func isPausing() throws(Exit) -> Bool {
    try named("mode", choice(among: ["pause": true, "stop": false]))
  }

  fileprivate func mostPaused() throws(Exit) -> Int {
    try named("paused") { (index) throws(Exit) in
      let count = try trials(index)
      guard (1...1000).contains(count) else {
        throw failure(.pruning, "from 1 to 1000 trials may be paused, not \(count)", place(index))
      }
      return count
    }
  }

  /// A number of steps: `5`, `5 epochs` or `5 steps`.
  fileprivate func steps(_ index: Int) throws(Exit) -> Int { try steps(index, atMost: 1 << 53) }

  /// The same, of no more than `most`.
  fileprivate func steps(_ index: Int, atMost most: Int) throws(Exit) -> Int {
    let amount = if case .quantity(let quantity) = self[index] { quantity.amount } else { self[index].number ?? 0 }
    guard !(amount > Double(most)) else {
      throw failure(
        .pruning, "`\(name(index))` must be \(most) at most, not \(words(index) ?? "\(self[index])")", place(index))
    }
    return try count(index, of: [.epochs, .steps], "a number of epochs")
  }

  /// A number of trials: `5` or `5 trials`.
  fileprivate func trials(_ index: Int) throws(Exit) -> Int { try count(index, of: [.trials], "a number of trials") }

  private func count(_ index: Int, of units: [CountUnit], _ kind: String) throws(Exit) -> Int {
    guard case .quantity(let quantity) = self[index] else { return try int(index) }
    guard case .count(let unit) = quantity.unit, units.contains(unit), let count = Int(exactly: quantity.amount) else {
      throw wrongKind(index, kind)
    }
    return count
  }
}

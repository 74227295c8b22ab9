import Testing

@testable import Interp

/// `prune`: trials that report go on, end, or wait until others are known to be worse.
@Suite struct PruningTests {
  private static let curves =
    "{ for e in 1..9 { report(x + 1 / e, at: e) }; x }"

  private func states(_ clauses: String, objective: String = curves, direction: String = "minimize") -> [String] {
    run(
      """
      let s = search x in 0.0..1.0 with random(seed: 1) for 27 trials \(clauses) \(direction) \(objective)
      print([length([t for t in s.trials if t.state == q]) for q in ["complete", "pruned", "failed"]])
      print(sum([length(t.reports) for t in s.trials]))
      print(s.best.number == (s.trials |> sort_by(fn(t) = if t.state == "complete" { t.params.x } else { 2 }) |> first).number)
      """, Settings()
    ).output
  }

  @Test func ashaLaysAsideAndGoesOn() {
    let output = states("prune asha(from: 1, to: 9, factor: 3)")
    // Of 27 three are to come to the end, and one went on while it was the best that was known.
    #expect(output.first == "[4, 23, 0]", "\(output)")
    #expect(Int(output[1]).map { $0 < 27 * 9 / 2 } == true)
    #expect(output.last == "true")
  }

  @Test func ashaStops() {
    let output = states("prune asha(from: 1, to: 9, factor: 3, mode: \"stop\")")
    #expect(output.first?.hasSuffix(", 0]") == true && output.first != "[27, 0, 0]", "\(output)")
    #expect(output.last == "true")
  }

  @Test(arguments: [
    "hyperband(to: 9)", "pasha(to: 9)", "median()", "median", "median(after: 3 epochs, startup: 4 trials)",
    "percentile(25%)", "threshold(upper: 1.2)", "patient(median(), patience: 2)", "wilcoxon(p: 0.2)", "asha",
    "asha(to: 9, paused: 2)",
  ])
  func everyPrunerEndsSome(pruner: String) {
    let output = states("prune \(pruner)")
    #expect(output.first?.hasSuffix(", 0]") == true, "\(output)")
    #expect(output.first != "[27, 0, 0]" || pruner.hasPrefix("patient"), "\(output)")
    #expect(output.last == "true" || output.first?.hasPrefix("[0,") == true, "\(output)")
  }

  /// The first line of a report that is never made does not come either.
  @Test func whatEndsEndsWhereItReports() {
    let transcript = run(
      """
      search x in [1, 2] with grid for 2 trials prune threshold(upper: 1.5) minimize {
        print("before {x}"); report(x, at: 1); print("after {x}"); x
      }
      """, Settings())
    #expect(
      transcript.output.filter { $0.hasPrefix("before") || $0.hasPrefix("after") } == [
        "before 1", "after 1", "before 2",
      ])
  }

  @Test func oneWorkerGivesTheSameTrialsEveryTime() {
    func once(_ with: String) -> [String] {
      run(
        """
        let s = search x in 0.0..1.0 with \(with) for 20 trials prune asha(to: 9) minimize \(Self.curves)
        print([[t.params.x, t.state, length(t.reports)] for t in s.trials])
        """, Settings()
      ).output
    }
    for strategy in ["random(seed: 1)", "gaussian(seed: 1)", "tpe(seed: 1)", "hull(gamma(seed: 1))", "cmaes(seed: 1)"] {
      #expect(once(strategy) == once(strategy), "\(strategy)")
      #expect(once(strategy).first?.contains("pruned") == true, "\(strategy)")
    }
  }

  /// What was laid aside goes on exactly where it was: the weights are those of a training that nobody has stopped.
  @Test(arguments: ["train", "step"]) func whatGoesOnIsWhatItWouldHaveBeen(by way: String) {
    let training =
      way == "train"
      ? "train(net, data, lr: lr, epochs: 6, batch: 16, optimizer: \"adam\", seed: 3)"
      : """
      var t = start(net, data, lr: lr, batch: 16, optimizer: "adam", seed: 3)
        for e in 1..6 { t = step(t); report(t.valid.loss, at: e) }
        t
      """
    let output = run(
      """
      let data = split(spirals(), valid: 20%, seed: 1)
      let net = model(dense(8, tanh), dropout(20%), dense(3))
      fn trained(lr) {
        \(training)
      }
      fn losses(t) = [e.valid.loss for e in t.history]
      let s = search lr in log(1e-3, 0.1) with random(seed: 2) for 12 trials prune asha(to: 6, factor: 2) minimize {
        let t = trained(lr)
        note(losses: losses(t), outputs: string(predict(t, data.valid)))
        t.valid.loss
      }
      fn alone(rate) {
        let one = search lr in [rate] with grid for 1 trials minimize {
          let t = trained(lr)
          note(losses: losses(t), outputs: string(predict(t, data.valid)))
          t.valid.loss
        }
        one.trials[0]
      }
      let done = [t for t in s.trials if t.state == "complete"]
      print(length(done) >= 1)
      print(all(done, fn(t) = alone(t.params.lr).notes == t.notes and alone(t.params.lr).value == t.value))
      """, Settings())
    #expect(output.output == ["true", "true"], "\(output)")
  }

  @Test func aTrainingReportsWhatTheObjectiveMeasures() {
    let output = run(
      """
      let data = split(spirals(), valid: 20%, seed: 1)
      fn reports(f, label) {
        let s = search lr in [0.1] with grid for 1 trials prune median() maximize f(train(model(dense(3)), data, lr: lr, epochs: 2, report: label))
        [r.value for r in s.trials[0].reports]
      }
      let run = train(model(dense(3)), data, lr: 0.1, epochs: 2)
      print(reports(fn(r) = r.valid.accuracy, none) == [e.valid.accuracy for e in run.history])
      print(reports(fn(r) = r.valid.accuracy, "loss") == [e.valid.loss for e in run.history])
      print(length(reports(fn(r) = r.valid.mcc, "mcc")))
      """, Settings())
    #expect(output.output == ["true", "true", "2"], "\(output)")
    let failure = run(
      "search lr in [0.1] with grid for 1 trials prune median() minimize train(model(dense(3)), spirals(), lr: lr, report: \"acc\").valid.loss",
      Settings())
    #expect(failure.failure?.contains("a training has no metric `acc` to report") == true, "\(failure)")
  }

  @Test func withoutAPrunerATrainingReportsNothing() {
    let output = run(
      """
      let s = search lr in [0.1] with grid for 1 trials minimize train(model(dense(10)), digits(), lr: lr, epochs: 2).valid.loss
      print(s.trials[0].reports)
      """, Settings())
    #expect(output.output.last == "[]")
  }

  @Test func severalWorkersKeepTheBudget() {
    let output = run(
      """
      let s = search x in 0.0..1.0 with random(seed: 1) for 40 trials on 3 workers prune hyperband(to: 9) minimize \(Self.curves)
      print(length(s.trials), length(unique([t.number for t in s.trials])))
      print(length([t for t in s.trials if t.state == "complete" and length(t.reports) != 9]))
      """, Settings())
    #expect(output.output == ["40 40", "0"], "\(output)")
  }

  @Test func aTrialThatFailsWhileOthersWaitIsCounted() {
    let output = run(
      """
      let s = search x in 0.0..1.0 with random(seed: 1) for 12 trials prune asha(to: 9) minimize {
        for e in 1..9 { if e == 5 { fail("five") }; report(x + 1 / e, at: e) }
        x
      }
      """, Settings())
    #expect(output.failure?.contains("five") == true, "\(output)")
  }

  @Test func aPrunerThatHasNothingToDoSaysSo() {
    func notes(_ objective: String, _ pruner: String) -> [String] {
      run("search x in 0.0..1.0 with random(seed: 1) for 6 trials prune \(pruner) minimize \(objective)", Settings())
        .notes
    }
    #expect(notes("x", "median()").contains { $0.contains("`prune` has ended no trial, since none has reported") })
    #expect(notes(Self.curves, "threshold(upper: -1)").contains { $0.contains("`prune` has ended every trial") })
    #expect(!notes(Self.curves, "median()").contains { $0.contains("`prune`") })
  }

  /// Ctrl-C while trials wait: nothing is lost, and the study goes on.
  @Test func anInterruptionEndsWhatWaits() {
    let interruption = Interruption()
    let inputs = run(
      [
        """
        search x in 0.0..1.0 with random(seed: 1) for 30 trials prune asha(to: 9) minimize {
          if trial == 12 { print("now"); while true { } }
          for e in 1..9 { report(x + 1 / e, at: e) }
          x
        }
        """, "[t.state for t in _.trials] |> unique",
      ], mode: .prompt, Settings(), interruption
    ) { line in
      if line == "now" { interruption.request() }
    }
    #expect(inputs[0].failure == "interrupted")
    #expect(inputs[1].output == ["[\"complete\"]"], "\(inputs[1])")
  }

  @Test(arguments: [
    ("prune 3", "`prune` needs a pruner, not an integer"), ("prune gamma", "`prune` needs a pruner, not a strategy"),
    ("prune asha(to: 1)", "`to` must be above `from`, which is 1, not 1"),
    ("prune asha(mode: \"halt\")", "unknown mode \"halt\""),
    ("prune percentile(200)", "a percentile is from 0 to 100, not 200"),
    ("prune hyperband()", "`hyperband` needs `to`, the step at which a trial is done"),
  ])
  func whatIsNoPrunerIsRefused(clause: String, message: String) {
    let failure = run("search x in 0.0..1.0 with random for 3 trials \(clause) minimize x", Settings()).failure
    #expect(failure?.contains(message) == true, "\(failure ?? "nothing")")
  }

  /// What a pruner lacks is written out, with the number that was meant for it.
  @Test(arguments: [
    ("freeze_thaw", "write `freeze_thaw(to: 27)`."), ("freeze_thaw()", "write `freeze_thaw(to: 27)`."),
    ("freeze_thaw(9)", "write `freeze_thaw(to: 9)`."),
    ("freeze_thaw(from: 9)", "write `freeze_thaw(from: 9, to: 27)`."),
    ("hyperband", "write `hyperband(to: 27)`."),
  ])
  func whatAPrunerLacksIsTold(pruner: String, hint: String) {
    let transcript = run("search x in 0.0..1.0 for 3 trials prune \(pruner) minimize x")
    let name = pruner.prefix { $0 != "(" }
    #expect(transcript.failure == "`\(name)` needs `to`, the step at which a trial is done")
    #expect(transcript.hint == hint)
  }

  @Test(arguments: [
    ("freeze_thaw(to: 1e30)", "`to` must be 10000 at most, not 1e30", "1e30"),
    ("freeze_thaw(to: 20000 epochs)", "`to` must be 10000 at most, not 20000 epochs", "20000 epochs"),
    ("asha(to: 1e30)", "`to` must be 9007199254740992 at most, not 1e30", "1e30"),
  ])
  func stepsWithoutEndAreRefused(pruner: String, message: String, place: String) {
    let transcript = run("search x in 0.0..1.0 for 3 trials prune \(pruner) minimize x")
    #expect(transcript.failure == message && transcript.place == place)
  }

  /// However many reports a trial makes, each costs the same.
  @Test(arguments: ["", "prune threshold(upper: 9)"]) func aTrialMayReportOften(clause: String) {
    let transcript = run(
      """
      let s = search x in [1, 2] with grid for 2 trials \(clause) minimize { for e in 1..20000 { report(x, at: e) }; x }
      print([length(t.reports) for t in s.trials], s.trials[1].reports[19999].step)
      """)
    #expect(transcript.output == ["[20000, 20000] 20000"], "\(transcript)")
  }
}

import Foundation
import Testing

@testable import Interp

/// Searches for several objectives, and under constraints on what comes of a trial.
struct ObjectivesTests {
  private static let parabolas = "minimize { note(cost: (1 - x)^2); x^2 } minimize cost"

  @Test(arguments: ["random", "sobol", "grid", "tpe", "nsga2", "gaussian", "gamma", "auto"])
  func aSearchForTwoObjectivesHasAFront(strategy: String) {
    let transcript = run(
      """
      let s = search x in -1.0..2.0 with \(strategy) for 14 trials \(Self.parabolas)
      print(length(s.trials))
      let front = [t.number for t in s.front]
      print([t for t in s.trials if t.params.x >= 0 and t.params.x <= 1 and not (t.number in front)])
      print(s.direction, length(s.front[0].value))
      print(keys(table(s)[0]))
      """)
    #expect(transcript.failure == nil)
    #expect(transcript.output.suffix(4).first == "14")
    #expect(transcript.output.dropLast(2).last == "[]", "\(transcript.output)")
    #expect(transcript.output.dropLast().last == #"["minimize", "minimize"] 2"#)
    #expect(transcript.output.last == #"["number", "x", "value 1", "cost", "state", "seconds"]"#)
  }

  @Test func twoSearchesOfOneSeedAreTheSame() {
    let code =
      "search x in -1.0..2.0, y in 0.0..1.0 with gaussian(seed: 4) for 12 trials \(Self.parabolas)\nprint(_.trials)"
    #expect(run(code).output.last == run(code).output.last)
  }

  @Test(arguments: [
    ("hull_gamma", "since a hull of the results has one lowest point"),
    ("cmaes", "since its distribution moves towards one best value"),
    ("gaussian(acquisition: pi)", "since of its acquisitions only `ei` has a counterpart for several"),
  ]) func aStrategyOfOneObjectiveSaysWhy(strategy: String, reason: String) {
    let transcript = run("search x in 0.0..1.0 with \(strategy) for 5 trials minimize { print(\"ran\"); x } maximize x")
    #expect(transcript.failure?.hasSuffix(reason) == true, "\(transcript.failure ?? "")")
    #expect(transcript.place == strategy && transcript.output.isEmpty)
  }

  @Test func aLaterObjectiveFailsAsTheFirstDoes() {
    let transcript = run("search x in 0.0..1.0 for 3 trials minimize x minimize \"a\" + \"b\"")
    #expect(transcript.failure?.contains("the objective gave a string, not a number") == true)
    #expect(transcript.place == "minimize \"a\" + \"b\"")
  }

  @Test(arguments: ["random", "grid", "tpe", "cmaes", "nsga2", "gaussian", "gamma", "hull_gamma", "auto"])
  func theBestTrialIsFeasible(strategy: String) {
    let transcript = run(
      """
      let s = search {
        x in 0.0..1.0
        n in 1..9
        with \(strategy)
        for 30 trials
        minimize { note(latency: n * 3); x + n / 100 }
        require latency >= 12 and x + 0 > 0.25
      }
      print(s.best.params.n >= 4 and s.best.params.x > 0.25 and s.best.feasible)
      print([t for t in s.trials if t.feasible != (t.params.n >= 4 and t.params.x > 0.25)])
      print(keys(table(s)[0]))
      """)
    #expect(transcript.failure == nil)
    #expect(
      transcript.output.suffix(3) == [
        "true", "[]", #"["number", "x", "n", "value", "latency", "state", "feasible", "seconds"]"#,
      ])
  }

  @Test(arguments: [
    ("require x < 0.5", "[false, true, true]"), ("require x <= 0.5", "[true, true, true]"),
    ("require x == 0.25 or x > 0.4", "[true, true, false]"), ("require not (x == 0.25)", "[true, false, true]"),
    ("require cost > 3", "[true, false, false]"),
    ("require cost / 10 <= 0.25\n  require x > 0.1", "[false, true, false]"),
    ("require trial_of(x) <= 0", "[true, true, true]"),
  ]) func aConditionHoldsAsItIsWritten(clause: String, feasible: String) {
    let transcript = run(
      """
      fn trial_of(x) = x - 1
      let s = search {
        x in [0.5, 0.25, 0.0]
        with grid
        for 3 trials
        minimize { note(cost: 10 * x); x }
        \(clause)
      }
      print([t.feasible for t in s.trials])
      """)
    #expect(transcript.failure == nil)
    #expect(transcript.output.last == feasible)
  }

  @Test func aConditionOfAnInactiveParameterDoesNotApply() {
    let transcript = run(
      """
      let s = search kind in ["a", "b"], m in 0.0..1.0 if kind == "a" with grid for 9 trials minimize 1 require m > 2
      print([t.params.kind for t in s.trials if t.feasible])
      """)
    #expect(transcript.output.last == #"["b"]"#)
  }

  @Test func whereNoTrialIsFeasibleThereIsNoBest() {
    let transcript = run("search x in 0.0..1.0 for 5 trials minimize x require x > 2\nprint(_.best, _)")
    #expect(transcript.output.contains { $0.contains("none, no trial meets `require`") }, "\(transcript.output)")
    #expect(transcript.output.last == "none study with 5 trials, none feasible")
  }

  @Test func aNameThatIsNotNotedEndsTheSearch() {
    let missing = run(
      "fn f(x) { note(latency: x); x }\nsearch x in 0.0..1.0 for 5 trials minimize f(x) require latancy < 1")
    #expect(missing.failure?.contains("the trial has noted nothing as `latancy`") == true)
    #expect(missing.hint == "did you mean `latency`?" && missing.place == "latancy")
    let helped = run(
      "fn f(x) { note(latency: x); x }\nlet s = search x in 0.0..1.0 for 5 trials minimize f(x) require latency < 2\nprint(s.best.feasible)"
    )
    #expect(helped.output.last == "true")
    let misspelt = run("search x in 0.0..1.0 for 5 trials minimize { note(latency: x); x } require latancy < 1")
    #expect(misspelt.failure == "nothing is noted as `latancy`" && misspelt.label == "did you mean `latency`?")
  }

  @Test func aStoredStudyKeepsItsConstraintsAndObjectives() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var settings = Settings()
    settings.storage = folder.appending(path: "studies.db").path
    func search(_ trials: Int) -> String {
      "search x in 0.0..1.0 as \"both\" with gaussian for \(trials) trials minimize { note(cost: 1 - x); x } "
        + "minimize cost require x + cost < 3 and x > 0.2"
    }
    _ = run(search(6), settings)
    let whole = run(search(12) + "\nprint([t.feasible for t in _.trials], [t.value for t in _.trials])", settings)
    let read = run(
      "let s = study(\"both\")\nprint([t.feasible for t in s.trials], [t.value for t in s.trials])", settings)
    #expect(whole.failure == nil && whole.output.last == read.output.last)
    #expect(read.output.last?.contains("false") == true && read.output.last?.contains("true") == true)
  }

  private func stored(_ inputs: [String]) throws -> [Transcript] {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var settings = Settings()
    settings.storage = folder.appending(path: "studies.db").path
    return inputs.map { run($0, settings) }
  }

  /// Trials of before there was a `require` are not known to meet it.
  @Test func aRequireThatIsAddedIsNoticed() throws {
    func search(_ trials: Int, _ clause: String) -> String {
      "search x in [0.2, 0.9, 0.4] as \"s\" with grid for \(trials) trials minimize x \(clause)\nprint(_.best)"
    }
    let answers = try stored([search(2, ""), search(3, "require x > 0.3")])
    #expect(answers[0].output.last?.hasPrefix("trial 0 ") == true)
    #expect(answers[1].output.last?.hasPrefix("trial 2 ") == true, "\(answers[1].output)")
    #expect(answers[1].notes.contains { $0.contains("what is sought in s has changed") })
  }

  @Test func whatAnotherStudyMetIsKnown() {
    let transcript = run(
      """
      fn f(x) { note(c: 0.8 - x); x }
      let old = search x in 0.0..1.0 with random(seed: 1) for 15 trials minimize f(x) require c <= 0
      let new = search x in 0.0..1.0 from old with gaussian(seed: 2) for 8 trials minimize f(x) require c <= 0
      print(new.value < 0.82)
      """)
    #expect(transcript.failure == nil && transcript.output.last == "true", "\(transcript.output)")
  }

  /// What a trial reported before `prune when` ended it is no value of the objective.
  @Test func whatWasEndedEarlyIsNoValue() {
    let transcript = run(
      """
      let s = search {
        x in 0.0..1.0
        with gaussian(seed: 1)
        for 20 trials
        prune when loss > 7
        maximize { for e in 1..5 { report(loss: 10 * x, at: e) }; 1 - (x - 0.3)^2 }
      }
      print(abs(s.best.params.x - 0.3) < 0.02)
      """)
    #expect(transcript.output.last == "true", "\(transcript.output)")
  }
}

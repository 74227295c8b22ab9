import Foundation
import Testing

@testable import Interp

/// Searches that go on with more room.
struct WideningTests {
  private let search =
    "search lr in log(1e-4, 0.1), n in 1..9 with gaussian(seed: 1) for 12 trials minimize log10(lr)^2 + n"

  @Test func theTrialsOfBeforeAreKept() {
    let transcripts = run(
      [
        search, "let s = _", "widen lr, n in 1..12",
        "[[t.params, t.value] for t in take(_.trials, 12)] == [[t.params, t.value] for t in s.trials]",
        "widen lr for 3 trials from s", "[length(_.trials), length(s.trials)]",
      ], mode: .prompt)
    #expect(transcripts.compactMap(\.failure) == [])
    #expect(
      transcripts[2].notes == [
        "note: carrying on: 12 of 24 trials are there; parameter `lr` is widened: was log(0.0001, 0.1), is log(0.0001, 1); "
          + "parameter `n` is widened: was 1..9, is 1..12"
      ])
    #expect(transcripts[3].output == ["true"])
    #expect(transcripts[5].output == ["[15, 12]"])
  }

  @Test func whatIsFoundBeyondTheEndIsBetter() {
    #expect(
      shown("let s = \(search)\nlet t = widen lr from s\n[s.params.lr > 0.09, t.params.lr > 0.5]") == "[true, true]")
  }

  /// The same study goes on twice in the same way, from a copy of its own.
  @Test func aStudyIsAValue() {
    let points = "[t.params for t in (widen lr from s).trials]"
    #expect(shown("let s = \(search)\n\(points) == \(points)") == "true")
  }

  @Test(arguments: ["random", "sobol", "gaussian", "gamma", "tpe", "cmaes", "nsga2", "auto", "hull(gamma)"])
  func everyStrategyGoesOn(strategy: String) {
    let line =
      "search x in log(1e-3, 1.0), n in 1..9, c in 0.0..1.0 if n > 3, w in each(1..4, 2) for 14 trials with \(strategy) "
      + "minimize (log10(x) - 0.5)^2 + n"
    let wide = "widen x, n in 1..20, c in 0.0..2.0, w in 1..9 for 16 trials from s"
    let transcript = run("let s = \(line)\nlet t = \(wide)\nlength(t.trials)")
    #expect(transcript.failure == nil)
    #expect(transcript.output == ["30"])
  }

  /// A wider grid has levels of its own; those that were tried are not tried again.
  @Test func aGridGoesOn() {
    let code = "let s = search x in 1..4 with grid for 4 trials minimize x\nlet t = widen x in 1..9 for 9 trials from s"
    #expect(shown("\(code)\nsort([t.params.x for t in t.trials])") == "[1, 2, 3, 4, 5, 6, 7, 8, 9]")
  }

  @Test func theSameSearchUnderItsNameGoesOnWithAWiderRange() {
    inTemporaryStorage { settings in
      func line(_ domain: String, _ count: Int) -> Transcript {
        run("search x in \(domain) with gaussian(seed: 1) for \(count) trials as \"s\" minimize (x - 2)^2", settings)
      }
      _ = line("0.0..1.0", 12)
      let wide = line("0.0..3.0", 20)
      #expect(
        wide.notes == [
          "note: carrying on with s: 12 of 20 trials are there; parameter `x` is widened: was 0.0..1.0, is 0.0..3.0"
        ])
      let narrow = line("0.0..2.0", 20)
      #expect(narrow.failure?.hasSuffix("parameter `x`: was 0.0..3.0, is 0.0..2.0") == true)
      #expect(narrow.hint?.hasPrefix("`--adopt` goes on under its name with the other range; ") == true)
      let stored = run("widen x from study(\"s\")", settings)
      #expect(stored.failure == "the objective of a study that was read from a storage is not known")
      #expect(stored.hint == "run its search again with the wider range: `as \"s\"` goes on with it.")
    }
  }

  @Test(arguments: [
    ("widen m", "the search has no parameter `m`", "its parameters are lr, n, opt, k."),
    ("widen lrr", "the search has no parameter `lrr`", nil),
    ("widen opt", "`opt` is a choice, which has no ends", nil),
    ("widen k", "the domain of `k` depends on other parameters", nil),
    ("widen lr in log(1e-3, 1)", "`log(0.001, 1)` does not hold all of `log(0.0001, 0.1)`, which `lr` was in", nil),
    ("widen lr in 0.0..1.0", "`0.0..1.0` does not hold all of `log(0.0001, 0.1)`, which `lr` was in", nil),
    ("widen n in abs(5)", "a domain is needed here, not an integer", nil),
    ("widen n", "`n` is best at 0, and there is no more room beyond its lower end", "write `widen n in ...`."),
    ("widen lr from 5", "`widen` goes on with a study, not an integer", nil),
  ])
  func whatCannotBeWidenedIsNamed(_ line: String, _ failure: String, _ hint: String?) {
    let search = "search lr in log(1e-4, 0.1), n in 0..9, opt in [1, 2], k in 0..n for 9 trials minimize n - lr"
    let transcript = run([search, line], mode: .prompt)[1]
    #expect(transcript.failure == failure)
    if let hint { #expect(transcript.hint == hint) }
  }

  @Test func withoutASearchThereIsNothingToGoOnWith() {
    #expect(run("widen x").failure == "there is no search to go on with")
  }
}

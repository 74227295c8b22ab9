import BayesOpt
import Foundation
import Testing

@testable import Interp

/// Searches that are refused, that fail, that are stored and resumed.
struct SearchTests {
  @Test(arguments: [
    ("search x in [5][0] minimize x", "a domain is needed here, not an integer"),
    ("let xs = []\nsearch x in xs minimize x", "there is nothing to choose from in `[]`"),
    ("search x in [\"a\", \"b\", \"a\"] minimize 1", "\"a\" is listed twice among the choices"),
    ("search x in each([2, 2.0], 3) minimize 1", "2.0 is listed twice among the choices"),
    ("search x in ordered(1, 1) minimize 1", "1 is listed twice among the choices"),
    ("let n = 0\nsearch x in 3..n minimize x", "the range 3..0 is reversed: it contains no value"),
    (
      "search x in 0.0..1.0 for 3 epochs minimize x", "a budget is a number of trials or a time, not a number of epochs"
    ),
    ("search x in 0.0..1.0 for 0 trials minimize x", "a search needs at least one trial"),
    ("search x in 0.0..1.0 with [3][0] minimize x", "a strategy is needed here, not an integer"),
    ("let p = {y: 1}\nsearch x in 0.0..1.0 from p minimize x", "this search has no parameter `y`"),
    ("search x in 0.0..1.0 from {x: 7} minimize x", "7 is not in the domain of `x`"),
    ("search x in 1..9 where x > 9 for 5 trials minimize x", "`where` refused 10000 points in a row"),
    (
      "search x in 0.0..1.0, y in 0.0..1.0 where x > y where x < y with random minimize x",
      "`where` refused 10000 points in a row"
    ),
    ("search x in 0.0..1.0 where x with random minimize x", "`true` or `false` is needed here, not a real"),
    ("search x in 0.0..1.0 with tpee minimize x", "unknown strategy `tpee`"),
    ("search x in 0.0..1.0 with hull minimize x", "`hull` modifies a strategy"),
    ("let v = 3\nsearch lr in log(1e-4, 1) near v minimize lr", "3 is not in the domain of `lr`"),
    ("search c in [\"a\", \"b\"] near \"d\" minimize 1", "\"d\" is not in the domain of `c`"),
    ("search n in 1..9 where n > 3 from [{n: 4}, {n: 1}] minimize n", "`where` refuses the point {n: 1}"),
    (
      "let s = search z in 1..3 with random for 2 trials minimize z\nsearch x in 0..3, y in 0..3 from s minimize x",
      "the study of `from` shares no parameter with this search"
    ),
    (
      "let s = search x in 0..3 with random for 2 trials minimize x\nsearch x in 0..3 from s maximize x",
      "the study of `from` does not maximize, as this search does"
    ),
  ])
  func saysWhatIsWrongWithAClause(_ code: String, _ message: String) {
    #expect(run(code).failure == message)
  }

  /// Failures in `where`, in a condition, in a domain and of the strategy, and too many trials that fail.
  @Test(arguments: [
    ("x in 1..9 where [true, true, true][x - 1] with grid minimize x", 3),
    ("x in 1..9, y in 1..1 if x < 5 or [true][x] with grid minimize x", 4),
    ("x in 1..9, y in 1..1 if x < 5 or fail(\"no\") with grid minimize x", 4),
    ("x in 1..9 with gamma minimize x - 50", 1),
    ("x in 1..40 with grid minimize { expect trial < 7; x }", 27),
    ("x in 1..9 with grid minimize fail(\"no\")", 9),
  ])
  func aSearchThatFailsKeepsItsTrials(search: String, count: Int) {
    let atPrompt = run(["search \(search)", "length(_.trials)"], mode: .prompt)
    #expect(atPrompt[0].failure != nil)
    #expect(atPrompt[0].details.last == "\(count) \(count == 1 ? "trial" : "trials") kept, the study is `_`")
    #expect(atPrompt[1].output == ["\(count)"])
    // Elsewhere nothing can ask for the study later: what is best is said beside the failure.
    let asCode = run("let s = search \(search)")
    #expect(asCode.notes.contains { $0.contains("best") } != search.contains("minimize fail"))
  }

  @Test func aReversedRangeOfNamesIsWrittenOut() {
    let transcript = run("let a = 1\nlet b = 0\nsearch x in a..b minimize x")
    #expect(transcript.failure == "the range 1..0 is reversed: it contains no value")
    #expect(transcript.hint == "write `0..1`.")
  }

  /// What the objective sees beside the parameters has names that a parameter may have as well.
  @Test func parametersMayBeCalledLikeTheTrial() {
    #expect(shown("(search trial in 3..5 with grid minimize trial).best") == "trial 0 value 3 {trial: 3}")
    #expect(shown("(search params in 3..5 with grid minimize params + trial).value") == "3")
  }

  @Test(arguments: [
    ("[0.1, 0.2, 0.3, 0.4]", "`w` has 4 members in the point, and needs 3"),
    ("[0.1, 0.2]", "`w` needs more members than the 2 of the point"),
  ])
  func aPointHasAsManyMembersAsItsList(members: String, message: String) {
    #expect(run("search w in each(0.0..1.0, 3) from {w: \(members)} minimize sum(w)").failure == message)
  }

  @Test func theSandboxWritesNoStudyThatNobodyNamedAFileFor() {
    var settings = Settings()
    settings.isSandboxed = true
    let code = "search x in 1..3 with grid for 3 trials as \"s\" minimize x"
    #expect(run(code, settings).failure == "the sandbox refuses `as`, which writes hpo.db")
    inTemporaryStorage { named in
      settings.storage = named.storage
      #expect(run(code, settings).failure == nil)
    }
  }

  @Test func aStudyWhoseTrialsFailedFailsAgain() {
    inTemporaryStorage { settings in
      let code = "search x in 1..3 with grid for 3 trials as \"s\" minimize fail(\"no\")"
      let failures = (1...2).map { _ in run(code, settings).failure }
      #expect(failures == [String?](repeating: "trial 0 failed: no        (all 3 trials failed)", count: 2))
    }
  }

  /// A condition and a domain that depends on others are part of what a study is; spaces in their text are not.
  @Test(arguments: [
    ("1..5 if x>0.5", nil), ("1..5 if x < 0.5", "was 1..5 if x > 0.5, is 1..5 if x < 0.5"),
    ("1..5", "was 1..5 if x > 0.5, is 1..5"),
  ])
  func anotherConditionIsAnotherStudy(domain: String, change: String?) {
    inTemporaryStorage { settings in
      func code(_ domain: String, _ trials: Int) -> String {
        "search x in 0.0..1.0, y in \(domain) with random for \(trials) trials as \"s\" minimize x"
      }
      #expect(run(code("1..5 if x > 0.5", 2), settings).failure == nil)
      let failure = run(code(domain, 3), settings).failure
      #expect(failure == change.map { "the study `s` is stored already, with another search: parameter `y`: \($0)" })
    }
  }

  @Test func twentyFailuresInARowEndASearch() throws {
    let failure = try #require(run("search x in 0.0..1.0 with random for 50 trials minimize fail(\"no\")").failure)
    #expect(failure.hasPrefix("trial 0 failed: no") && failure.hasSuffix("(20 trials in a row failed)"))
  }

  /// One that is good for nothing fails no search, though no trial is the best: of several objectives, or where none meets what
  /// is required.
  @Test(arguments: [
    "minimize { if x == 2 { fail(\"no\") }; x } maximize x",
    "minimize { note(cost: x); if x == 2 { fail(\"no\") }; x } require cost > 9",
  ])
  func aFailedTrialBesidesOthersIsNoError(rest: String) {
    let code = "let s = search x in 1..4 with grid \(rest)\nlength([t for t in s.trials if t.state == \"failed\"])"
    #expect(shown(code) == "1")
  }

  @Test func aSearchWithoutACompleteTrialIsAnError() {
    let code =
      "search x in 1..4 with grid prune when value > 0 minimize { if x == 2 { fail(\"no\") }; report(x, at: 1); x }"
    #expect(run(code).failure == "trial 1 failed: no        (1 of 4 trials failed, and none is complete)")
  }

  @Test func aSearchWhoseTrialsAllFailedIsAnError() throws {
    let failure = try #require(run("search x in 0.0..1.0 with random for 3 trials minimize fail(\"a\")").failure)
    #expect(failure == "trial 0 failed: a        (all 3 trials failed)")
  }

  /// What an objective may give instead of a number is a failed trial; a named study keeps it.
  @Test(arguments: [
    ("none", "the objective gave none, not a number"), ("\"a\"", "the objective gave a string, not a number"),
    ("[x, x]", "the objective gave a list, not a number"), ("[x]", "the objective gave a list, not a number"),
    ("number(\"nan\")", "the objective gave a value that is not a number"),
    ("1e308 * 10 * (1 + x)", "the objective gave an infinite value"),
    ("xs[3]", "there is no element 3: the list has 1"),
  ])
  func trialsWithoutANumberFail(value: String, message: String) {
    let code = """
      let xs = [1]
      let study = search x in 0.5..1.0 with random(seed: 1) for 6 trials as "s" minimize {
        if trial == 3 { return x }
        \(value)
      }
      study.trials |> map(fn(t) = t.message)
      """
    inTemporaryStorage { settings in
      let messages = (0..<6).map { $0 == 3 ? "none" : "\"\(message)\"" }.joined(separator: ", ")
      #expect(run(code, settings).output == ["[\(messages)]"])
      // The same line again finds the study complete.
      #expect(run(code, settings).output == ["[\(messages)]"])
    }
  }

  /// Errors that end a search leave the trials that a named study has.
  @Test func anErrorKeepsTheStudy() {
    inTemporaryStorage { settings in
      let line = "search x in -1.0..1.0 with STRATEGY for 9 trials as \"s\" minimize x"
      let stopped = run(line.replacingOccurrences(of: "STRATEGY", with: "gamma(seed: 1)"), settings)
      #expect(stopped.failure?.hasPrefix("`gamma` models positive distances") == true)
      let all = "(\(line)).trials |> map(fn(t) = t.state)"
      let states = run(all.replacingOccurrences(of: "STRATEGY", with: "random"), settings).output
      #expect(states == ["[\(Array(repeating: "\"complete\"", count: 9).joined(separator: ", "))]"])
    }
  }

  @Test func aModelOfPositiveNumbersRefusesNegativeOnes() throws {
    let transcript = run("search x in -1.0..1.0 with gamma(seed: 1) for 20 trials minimize x")
    #expect(try #require(transcript.failure).hasPrefix("`gamma` models positive distances"))
    #expect(transcript.hint?.contains("bound") == true)
  }

  private static let line =
    "(search x in 0.0..1.0, c in [\"a\", none, 3] with gaussian(seed: 5) for N trials as \"s\" minimize (x - 0.3)^2).trials"
    + " |> map(fn(t) = [t.number, t.params.x, t.params.c, t.value])"

  @Test func aResumedStudyIsTheUninterruptedOne() {
    let whole = inTemporaryStorage { run(Self.line.replacingOccurrences(of: "N", with: "12"), $0) }
    let resumed = inTemporaryStorage { settings in
      _ = run(Self.line.replacingOccurrences(of: "N", with: "5"), settings)
      return run(Self.line.replacingOccurrences(of: "N", with: "12"), settings)
    }
    #expect(whole.failure == nil)
    #expect(whole.output == resumed.output)
    #expect(whole.output.first?.hasPrefix("[[0, ") == true)
  }

  @Test func aChangedSpaceIsAnErrorThatNamesTheChange() throws {
    let failure = inTemporaryStorage { settings in
      _ = run("search lr in log(1e-4, 1) with random for 2 trials as \"s\" minimize lr", settings)
      return run("search lr in log(1e-3, 1) with random for 2 trials as \"s\" minimize lr", settings).failure
    }
    #expect(
      failure
        == "the study `s` is stored already, with another search: parameter `lr`: was log(0.0001, 1), is log(0.001, 1)"
    )
  }

  @Test func aCorruptStorageIsSaidToBeOne() throws {
    let failure = try inTemporaryStorage { settings in
      try "this is no database, and long enough to be taken for one".write(
        toFile: try #require(settings.storage), atomically: true, encoding: .utf8)
      return run("search x in 0.0..1.0 for 2 trials as \"s\" minimize x", settings).failure
    }
    #expect(failure?.hasSuffix("is not a storage: it is not a SQLite database") == true)
  }

  @Test func piIsAnAcquisitionOnlyWhereOneIsTaken() {
    #expect(run("gaussian(acquisition: pi, trend: pi)").failure == nil)
    #expect(run("gaussian(trend: ei)").failure == "`trend` takes a number")
    #expect(run("gaussian(acquisition: 3.0)").failure?.hasPrefix("`acquisition` takes one of ei") == true)
  }

  /// A strategy that chooses among several says what it does.
  @Test func aChoiceOfAStrategyIsExplained() throws {
    struct Choosing: Strategy {
      let name = "auto"
      func propose(_ history: History, in space: Space, seed: UInt64, budget: Int?) -> Proposal? { nil }
      func explanation(in space: Space, budget: Int?) -> String? {
        "random: \(budget ?? 0) trials of \(space.dimension) parameters"
      }
    }
    let space = try Space(parameters: [Parameter(name: "c", domain: .choice(count: 2, isOrdered: false))])
    func explanation(of strategy: any Strategy) -> String? {
      Asker(strategy, in: space, seed: 0, budget: 9, directions: [.minimize], known: []).explanation
    }
    #expect(explanation(of: Choosing()) == "auto is random: 9 trials of 1 parameters")
    #expect(explanation(of: RandomSearch()) == nil)
  }
}

import BayesOpt
import Foundation
import Studies
import Testing

@testable import Interp

/// `explain`: why trials were chosen.
@Suite struct ExplainTests {
  private static let curve = "minimize 0.05 + (x - 0.3)^2"

  /// What a program that ends with `explain(...)` shows, a line each.
  private func lines(_ code: String, _ settings: Settings = Settings()) -> [String] {
    let transcript = run(code, settings)
    #expect(transcript.failure == nil)
    return transcript.output.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
  }

  /// The sentences of an explanation, as one text.
  private func sentences(_ code: String, _ settings: Settings = Settings()) -> String {
    lines(code, settings).filter { $0.hasPrefix("  ") }.joined(separator: " ").split(separator: " ")
      .joined(separator: " ")
  }

  @Test(arguments: [
    ("gamma", 3, "It is point 4 of the 4 points of the initial design"),
    ("gamma", 5, "It is where the expected improvement is largest: predicted value"),
    ("gaussian(acquisition: pi)", 5, "It is where the probability of an improvement is largest: predicted"),
    ("gaussian(acquisition: ucb(2))", 5, "what an optimist hopes for (a bound of weight 2) is largest"),
    ("gaussian(acquisition: thompson)", 5, "It is where a function that was drawn from the model's belief is largest"),
    ("hull(random)", 6, "The lower hull of value over x is lowest at"),
    ("grid", 5, "It is the next point of the grid, in order"),
    ("sobol", 5, "It is point 5 of a scrambled Sobol sequence"),
    ("random", 5, "It was drawn at random from all that may be tried"),
    ("tpe", 11, "among the good,"),
    ("cmaes", 7, "It was drawn from the distribution of generation 1, with mean x"),
  ])
  func everyRuleHasItsWords(strategy: String, trial: Int, words: String) {
    let text = sentences(
      "let s = search x in 0.0..1.0 with \(strategy) for 12 trials \(Self.curve)\nexplain(s, \(trial))")
    #expect(text.contains(words), "\(text)")
    #expect(text.contains("Tried: value"))
    #expect(!text.contains("approximate"), "\(text)")
  }

  /// The strategy proposes again what it proposed then, in every trial of every kind of search.
  @Test(arguments: [
    "x in 0.0..1.0, n in 1..9 with hull_gamma for 14 trials minimize (x - 0.3)^2 + 0.01 * n",
    "x in log(1e-4, 1), c in [\"a\", \"b\"] with gaussian(seed: 7) for 12 trials minimize x if c == \"a\" else 1",
    "x in 0.0..1.0, y in 0.0..x if x > 0.4 with gaussian for 12 trials minimize x + (y or 0)",
    "x in 0.0..1.0, y in 0.0..1.0 where x + y < 1 with gamma for 12 trials minimize 2 - x - y",
    "x in 0.0..1.0 near 0.7 with auto for 9 trials minimize abs(x - 0.6)",
    "x in 0.0..1.0 from [{x: 0.1}, {x: 0.9}] with tpe(initial: 4) for 12 trials minimize abs(x - 0.6)",
    "x in 0.0..1.0 with cmaes for 15 trials minimize if x > 0.9 { fail(\"far\") } else { x }",
    "x in 0.0..1.0 with gamma for 12 trials on 2 workers minimize x",
  ])
  func searchesAreReplayed(_ search: String) {
    let search = search.replacing("minimize x if c == \"a\" else 1", with: "minimize if c == \"a\" { x } else { 1 }")
    let text = sentences("let s = search \(search)\nexplain(s)")
    #expect(text.components(separatedBy: "Tried: ").count > 9, "\(text)")
    // With workers side by side what was known when may differ by a moment.
    if !search.contains("workers") { #expect(!text.contains("approximate"), "\(text)") }
  }

  @Test func functionsThatUseTheStackSurvive() {
    // The rules of the space are asked above whatever is in use, also deep in functions.
    let code = """
      fn make() { let a = [1, 2, 3]; search x in 0.0..1.0, y in 0.0..x if x > 0.4 with random for 5 trials minimize x }
      fn show(s, n) { let kept = [n, n + 1]; if n > 0 { show(s, n - 1) } else { explain(s, 4) }; print(kept) }
      show(make(), 3)
      """
    let output = run(code).output
    #expect(output.suffix(4) == ["[0, 1]", "[1, 2]", "[2, 3]", "[3, 4]"])
  }

  @Test func storedStudiesAreExplainedAsTheyWereSearched() {
    inTemporaryStorage { settings in
      let search = """
        search x in 0.0..1.0, n in 1..9 with hull(gamma(seed: 3)) for 14 trials as "s" minimize x + 0.1 * n
        """
      let now = lines("let s = \(search)\nexplain(s)", settings)
      #expect(now.count > 100)
      #expect(lines("explain(study(\"s\"))", settings) == now)
    }
  }

  @Test func aQuestionComesBeforeItsAnswer() throws {
    let text = lines(
      "let s = search x in 0.0..1.0 with gamma for 8 trials \(Self.curve)\nexplain(s, 6, guess: true)")
    let question = try #require(text.firstIndex { $0.contains("Which x would you try next?") })
    let answer = try #require(text.firstIndex { $0.contains("It is where the expected improvement") })
    #expect(question < answer)
    #expect(text[..<question].contains { $0.contains("before trial 6") })
    #expect(!text[..<question].contains { $0.contains("next") })
  }

  @Test func twoModelsStandSideBySide() {
    let text = sentences(
      """
      let s = search x in 0.0..1.0 with gamma for 10 trials maximize 0.95 - (x - 0.3)^2
      explain(s, 8, compare: "gaussian")
      """)
    #expect(text.contains("Predicted: gamma"))
    #expect(text.contains("Belief in value above 1, the best possible: gamma none, gaussian"), "\(text)")
    #expect(text.contains("Expected improvement on"))
    let other = sentences(
      "let s = search x in 0.0..1.0 with tpe for 12 trials \(Self.curve)\nexplain(s, 11, compare: tpe)")
    #expect(other.contains("tpe cannot be compared here: that takes a strategy with a model"))
  }

  // MARK: What cannot be explained

  @Test func theNearestTrialIsNamed() {
    let search = "let s = search x in 0.0..1.0 with random for 5 trials minimize x\n"
    let transcript = run(search + "explain(s, 40)")
    #expect(transcript.failure == "there is no trial 40: they go from 0 to 4")
    #expect(transcript.hint == "the nearest one is 4.")
    #expect(transcript.place == "40")
    #expect(run(search + "explain(s, compare: \"gausian\")").failure == "\"gausian\" is not the name of a strategy")
    #expect(run("explain(3)").failure == "`study` must be a study, not an integer")
  }

  @Test func studiesWithoutAnAnswerSaySo() throws {
    try inTemporaryStorage { settings in
      let path = try #require(settings.storage)
      let storage = try DatabaseStorage(.file(path))
      func make(_ name: String, strategy: String, _ objectives: Int = 1, trials: Int = 1) throws {
        let study = try storage.open(
          StudyDescription(
            name: name, objectives: Array(repeating: Objective(.minimize), count: objectives),
            parameters: [ParameterDescription(name: "x", domain: .real(low: 0, high: 1, scale: .linear, step: nil))],
            strategy: strategy, seed: 0, version: "0.1.0"))
        for number in 0..<trials {
          let trial = try #require(
            try storage.start(Configuration(values: [.real(0.5)]), number: number, in: study))
          let values = Array(repeating: 1.0, count: objectives)
          try storage.finish(trial.finished(.complete(values), objectives: objectives), in: study)
        }
      }
      try make("empty", strategy: "gamma", trials: 0)
      try make("foreign", strategy: "")
      try make("strange", strategy: "annealing(3)")
      try make("front", strategy: "random", 2)
      func failure(_ name: String) -> String? { run("explain(study(\"\(name)\"))", settings).failure }
      #expect(failure("empty") == "the study has no trials yet")
      #expect(failure("foreign") == "the study was made by another program, which has not kept its strategy")
      #expect(failure("strange") == "the study's strategy `annealing(3)` is none of this program")
      #expect(failure("front") == "a study of 2 objectives cannot be explained")
    }
  }

  @Test func failedTrialsAreExplainedToo() {
    inTemporaryStorage { settings in
      _ = run("search x in 0.0..1.0 with gamma for 6 trials as \"bad\" minimize fail(\"too hot\")", settings)
      let text = sentences("explain(study(\"bad\"), 5)", settings)
      #expect(text.contains("too few for a model, so that the initial design goes on"), "\(text)")
      #expect(text.contains("Tried: it failed, too hot"))
    }
  }

  @Test func whatWasNotProposedIsSaidToBeApproximate() throws {
    try inTemporaryStorage { settings in
      let storage = try DatabaseStorage(.file(try #require(settings.storage)))
      let study = try storage.open(
        StudyDescription(
          name: "joined", objectives: [Objective(.minimize)],
          parameters: [ParameterDescription(name: "x", domain: .real(low: 0, high: 1, scale: .linear, step: nil))],
          strategy: "sobol", seed: 0, version: Version.text))
      let trial = try #require(try storage.start(Configuration(values: [.real(0.123)]), number: 0, in: study))
      try storage.finish(trial.finished(.complete([1]), objectives: 1), in: study)
      let text = sentences("explain(study(\"joined\"), 0)", settings)
      #expect(text.contains("All this is approximate: asked again, sobol proposes x ="), "\(text)")
    }
  }

  @Test(arguments: [
    "gamma", "hull(gamma)", "gaussian(acquisition: ucb(2), initial: 5)", "hull(gaussian(seed: 7))(tolerance: 0.1)",
    "gamma(bound: -1, prior: \"gamma\")", "gaussian(kernel: matern52)", "tpe(candidates: 10)", "grid(points: 3)",
  ])
  func aStrategyIsReadAsItIsWritten(_ text: String) throws {
    let strategy = try #require(StrategyValue.read(text))
    #expect(StrategyValue.read(strategy.description)?.description == strategy.description)
    #expect(shown(text) == strategy.description)
  }

  @Test(arguments: ["", "3", "annealing", "gamma(3)", "hull", "gamma(colour: 1)", "gamma; gamma", "gamma(", "x -> y"])
  func otherTextsAreNoStrategies(_ text: String) { #expect(StrategyValue.read(text) == nil) }
}

import Testing

@testable import Interp

/// `importance(study)`; what the numbers are is tested beside the mathematics.
@Suite("Importance") struct ImportanceTests {
  private static let search = """
    let s = search x in 1..8, y in 1..4, z in [true, false] with grid for 64 trials maximize {
      note(cost: y + if z { 1 } else { 0 })
      x + y / 9
    }
    """

  @Test func aTableOfShares() {
    let lines = run(Self.search + "\nprint(importance(s))").output.first?.split(separator: "\n").map(String.init) ?? []
    #expect(lines.first == "what value depends on, ped_anova of 64 trials")
    #expect(lines.dropFirst(3).map { $0.split(separator: " ")[0] } == ["x", "y", "z"])
    let sum = Self.search + "\nround(sum([row.importance for row in importance(s)]), 9)"
    #expect(shown(sum) == "1")
  }

  @Test func functionalAnovaHasDeviationsAndPairs() {
    let call = "importance(s, method: \"fanova\", pairs: true)"
    let rows = run(Self.search + "\nprint([row for row in \(call)])").output.first ?? ""
    for name in ["x", "y", "z", "x × y", "x × z", "y × z"] {
      #expect(rows.contains("parameter: \"\(name)\""), "\(name)")
    }
    #expect(rows.contains("deviation: 0.0"))
    let seeded = Self.search + "\nfn f(seed) = importance(s, method: \"fanova\", seed: seed)"
    #expect(shown(seeded + "\n[f(1) == f(1), f(1) == f(2)]") == "[true, false]")
  }

  /// A column of the study's table; notes are better where they are small, unless it is said otherwise.
  @Test func importantForAColumn() {
    func first(_ arguments: String) -> String { shown(Self.search + "\nimportance(s, \(arguments))[0].parameter") }
    #expect(first("of: \"cost\"") == "\"y\"")
    let seconds = run(Self.search + "\nprint(importance(s, of: \"seconds\"))").output.first
    #expect(seconds?.hasPrefix("what seconds depends on") == true)
    let low = shown(Self.search + "\n[r.importance for r in importance(s, of: \"value\", maximize: false)]")
    let high = shown(Self.search + "\n[r.importance for r in importance(s, of: \"value\")]")
    #expect(low != high)
    #expect(high == shown(Self.search + "\n[r.importance for r in importance(s)]"))
  }

  @Test func aStoredStudy() {
    inTemporaryStorage { settings in
      let search = """
        let s = search k in ["a", "b"], x in 0.0..1.0 if k == "a" with random for 40 trials as "kept" minimize {
          if k == "a" { x } else { 0.5 }
        }
        """
      let inputs = [search + "\nprint(importance(s))", "print(importance(study(\"kept\")))"]
      let outputs = run(inputs, mode: .code, settings)
      #expect(outputs[0].failure == nil && outputs[0].output == outputs[1].output)
      let forest = run("importance(study(\"kept\"), method: \"fanova\") |> length |> print", settings)
      #expect(forest.output == ["1"])
      #expect(forest.notes == ["note: fanova leaves out `x`, which not every complete trial has"])
    }
  }

  @Test func whatIsRefused() {
    func failure(_ call: String) -> Transcript { run(Self.search + "\n" + call) }
    #expect(failure("importance(3)").failure == "`study` must be a study, not an integer")
    let method = failure("importance(s, method: \"anova\")")
    #expect(method.failure == "unknown method \"anova\"" && method.place == "\"anova\"")
    let pairs = failure("importance(s, pairs: true)")
    #expect(pairs.failure == "`pairs` is no option of ped_anova" && pairs.place == "true")
    #expect(pairs.hint == "it is one of fanova: add `method: \"fanova\"`, or leave `pairs` out.")
    let quantile = failure("importance(s, quantile: 2)")
    #expect(quantile.failure == "`quantile` must be above 0 and below 1" && quantile.place == "2")
    let region = failure("importance(s, quantile: 10%, region: 5%)")
    #expect(region.failure == "`quantile` must be above 0 and below the region" && region.place == "10%")
    let column = failure("importance(s, of: \"costs\")")
    #expect(column.failure == "the trials have no \"costs\"" && column.label == "did you mean \"cost\"?")
    #expect(failure("importance(s, of: \"state\")").failure == "no complete trial has a number as \"state\"")
  }

  @Test func whatTrialsDoNotTellIsNoted() {
    inTemporaryStorage { settings in
      let search = "search x in 0.0..1.0 with random for 3 trials as \"none\" minimize { fail(\"no\") }"
      let empty = run([search, "print(importance(study(\"none\")))"], mode: .code, settings)[1]
      #expect(empty.failure == nil && empty.output.first?.hasSuffix("importance\n─────────  ──────────") == true)
      #expect(empty.notes == ["note: no trial is complete, so that nothing is known of the parameters"])
    }
    let constant = run("importance(search x in 0.0..1.0, y in 1..3 with random for 9 trials minimize 1) |> print")
    #expect(constant.output.first?.contains("0.5") == true)
    #expect(
      constant.notes == ["note: these trials do not tell which parameter matters, so that all have the same share"])
  }
}

import Foundation
import Testing

@testable import Interp

/// `until`: searches that end before their budget does.
struct EndTests {
  private func note(_ code: String) -> String { run(code).notes.last ?? "" }

  @Test func aSearchEndsWhenLittleIsLeftToGain() {
    let line = "search x in 0.0..1.0, y in 0.0..1.0 with gaussian(seed: 1) for 100 trials until gain < 1e-3"
    let said = note("\(line) minimize (x - 0.3)^2 + (y - 0.6)^2")
    #expect(said.hasPrefix("note: `until` ends the search after "))
    #expect(said.contains(" of 100 trials: best "))
    #expect(said.contains(" trials are expected to gain "))
    // Of noise there is always more to be gained.
    #expect(note("\(line) minimize sin(1000 * x) + cos(999 * y) + 3 * x * y") == "")
  }

  @Test(arguments: ["random", "tpe", "sobol", "cmaes", "hull(gamma)", "nsga2", "grid"])
  func anyStrategyDoes(strategy: String) {
    let line = "search x in 0.0..1.0 with \(strategy) for 200 trials until gain < 0.01 maximize -(x - 0.3)^2"
    #expect(note(line).hasPrefix("note: `until` ends the search after "))
  }

  @Test(arguments: [
    ("best < 0.3", "4"), ("stalled >= 4", "14"), ("best < 0.15 or stalled >= 4", "7"), ("gain < 1e9", "15"),
    ("best < 0", "50"),
  ])
  func otherSignsOfEnoughAreAsked(condition: String, count: String) {
    let line =
      "search x in 1..100 with random(seed: 3) for 50 trials until \(condition) minimize max(1 / (trial + 1), 0.1)"
    #expect(shown("length((\(line)).trials)") == count)
  }

  @Test func aStudyThatHasFoundEnoughIsNotCarriedOn() {
    inTemporaryStorage { settings in
      let line = "search x in 0.0..1.0 with random for 50 trials as \"s\" until stalled >= 5 minimize x"
      let first = run("length((\(line)).trials)", settings)
      let second = run("length((\(line)).trials)", settings)
      #expect(first.output == second.output)
      #expect(second.notes.count == 2)
    }
  }

  @Test func aConditionThatFailsEndsTheSearch() {
    let transcript = run("search x in 0.0..1.0 with random for 9 trials until best / 0 > 1 minimize x")
    #expect(transcript.failure == "division by zero")
    #expect(
      run("search x in 0.0..1.0 for 9 trials until abs(best) minimize x").failure
        == "`true` or `false` is needed here, not a real")
  }

  @Test func workersAndTimeDoNotMatter() {
    let line = "search x in 0.0..1.0 on 3 workers with random for 60 trials, 1h until gain < 0.1 minimize (x - 0.3)^2"
    #expect(note(line).hasPrefix("note: `until` ends the search after "))
  }
}

import Basics
import BayesOpt
import Foundation
import Studies
import Testing

@testable import Charts

@Suite struct StudyHealthTests {
  typealias Sign = StudyHealth.Sign

  private func signs(_ study: Study) -> [Sign] { StudyHealth(study, effects: study.effects).signs }

  /// The one sign whose text has these words.
  private func sign(_ words: String, of study: Study) -> Sign? {
    let found = signs(study).filter { $0.text.contains(words) }
    return found.count == 1 ? found[0] : nil
  }

  // MARK: effects

  /// Numbers of SciPy 1.16: ε² = (H - k + 1) / (n - k) of `scipy.stats.kruskal`, whose H has the correction for ties.
  @Test func effectsAreThoseOfSciPy() throws {
    let choices = study([.choice("c", ["a", "b", "c"])], trials: 36) { number in
      ([.choice(number % 3)], .complete([Double(7 * number % 13 + (number % 3 == 0 ? 3 : 0))]))
    }
    #expect(abs(try #require(choices.effects[0]) - 0.08713067855389449) < 1e-12)
    // The fifths of 40 numbers are their eights in order.
    let numbers = study([.real("x", 0, 100)], trials: 40) { number in
      ([.real(Double(number))], .complete([Double(7 * number % 13 + number / 10)]))
    }
    #expect(abs(try #require(numbers.effects[0]) - 0.018061994609164522) < 1e-12)
  }

  @Test func effectsAreUnknownWhereLittleIsKnown() {
    let few = study([.real("x", 0, 1)], trials: 29) { ([.real(spread($0))], .complete([spread($0)])) }
    #expect(few.effects == [nil])
    let constant = study([.real("x", 0, 1), .integer("c", 1, 1)], trials: 50) { number in
      ([.real(spread(number)), .integer(1)], .complete([2]))
    }
    #expect(constant.effects == [nil, nil])
  }

  @Test func parametersWithoutEffectAreNamed() {
    let mixed = study([.real("matters", 0, 1), .real("idle", 0, 1)], trials: 200) { number in
      // Every fifth of `idle` sees the same values of `matters`.
      ([.real(Double(number / 5) / 40), .real(Double(number % 5) / 5)], .complete([Double(number / 5)]))
    }
    #expect(sign("`idle` by itself explains the values no better than chance", of: mixed) != nil)
    let noise = study([.real("a", 0, 1), .choice("b", ["x", "y"])], trials: 200) { number in
      ([.real(Double(number % 5) / 5), .choice(number % 2)], .complete([Double(number / 10)]))
    }
    #expect(sign("No parameter by itself", of: noise) != nil)
    // The optimum is one of `lr` alone.
    let found = sign("`optimizer`, `momentum` and `depth` by themselves explain", of: ReportSamples.digits(150))
    #expect(found?.advice == "It may be worth fixing them and searching the others.")
  }

  // MARK: ranges

  @Test(arguments: [
    (ParameterDescription.real("lr", 1e-4, 1, .logarithmic), "lr in log(0.0001, 10)"),
    (.real("x", -1, 3), "x in -1.0..5.0"), (.integer("n", 2, 21), "n in 2..30"),
  ])
  func theBestAtTheUpperEndAsksForAWiderRange(parameter: ParameterDescription, wider: String) throws {
    let study = study([parameter], trials: 60) { number in
      // Half of the trials are at the end, and these are the best.
      let value = parameter.domain.value(at: number % 2 == 0 ? 1 : spread(number))
      return ([value], .complete([-value.number]))
    }
    let found = try #require(sign("at the upper end of its range", of: study))
    #expect(found.text.contains("in 6 of the best 6 trials"))
    #expect(found.advice == "Higher values may be better: `\(wider)`.")
    #expect(found.weight == .warning)
    #expect(found.trials.allSatisfy { study.trials[$0].number % 2 == 0 })
  }

  @Test func theLowerEndOfAPositiveRangeStaysPositive() throws {
    let study = study([.real("x", 0.5, 3), .real("share", 0, 1)], trials: 60) { number in
      let low = number % 2 == 0
      return ([.real(low ? 0.5 : 0.5 + spread(number)), .real(low ? 0 : spread(number))], .complete([low ? 0 : 1]))
    }
    #expect(
      try #require(sign("`x` is at the lower end", of: study)).advice == "Lower values may be better: `x in 0.0..3.0`.")
    // Nothing is said of shares below 0.
    #expect(try #require(sign("`share` is at the lower end", of: study)).advice == nil)
  }

  @Test func aBestInTheMiddleOrByChanceIsNoSign() {
    let middle = study([.real("x", 0, 10)], trials: 100) { number in
      let x = 10 * spread(number)
      return ([.real(x)], .complete([abs(x - 5)]))
    }
    #expect(sign("end of its range", of: middle) == nil)
    // Of three levels one is the best often enough.
    let levels = study([.integer("n", 1, 3), .real("x", 0, 10)], trials: 30) { number in
      ([.integer(1 + number % 3), .real(5)], .complete([Double(number % 3 == 2 ? 0 : number)]))
    }
    #expect(sign("end of its range", of: levels) == nil)
    let dependent = study([.real("x", 0, 10, rule: "0.0..y")], trials: 60) { ([.real(10)], .complete([Double($0)])) }
    #expect(sign("end of its range", of: dependent) == nil)
  }

  @Test func aLinearRangeOverDecadesIsNamed() throws {
    let found = try #require(
      sign("over 4 decades", of: study([.real("lr", 1e-5, 0.1)], trials: 1) { _ in ([.real(0.1)], nil) }))
    #expect(
      found.text == "`lr` is on a linear scale over 4 decades, so that nine in ten values are drawn from above 0.01.")
    #expect(found.advice == "`lr in log(0.00001, 0.1)` gives each decade the same share.")
    let others: [ParameterDescription] = [
      .real("a", 1e-5, 0.1, .logarithmic), .real("b", 0, 0.1), .integer("c", 1, 100),
    ]
    #expect(
      signs(study(others, trials: 1) { _ in ([nil, nil, nil], nil) }).allSatisfy { !$0.text.contains("decades") })
  }

  @Test func idleAndConstantParametersAreNamed() {
    let study = study([.real("x", 0, 1), .integer("one", 1, 1), .real("never", 0, 1), .real("nor", 0, 1)], trials: 12) {
      ([.real(spread($0)), .integer(1), nil, nil], .complete([1]))
    }
    #expect(sign("`one` has one value only.", of: study) != nil)
    #expect(sign("`never` and `nor` were active in none of the trials.", of: study) != nil)
  }

  // MARK: failures

  @Test func failuresAreGroupedByMessageAndFound() throws {
    let study = study([.real("lr", 1e-4, 1, .logarithmic), .choice("c", ["a", "b"])], trials: 40) { number in
      let rate = pow(10, -4 * spread(number))
      let values: [ParameterValue?] = [.real(rate), .choice(number % 2)]
      if rate > 0.1 { return (values, .failed("NaN at step \(number)")) }
      return (values, number == 5 ? .failed("out of memory") : .complete([rate]))
    }
    let diverged = study.trials.indices.filter { study.trials[$0].message?.hasPrefix("NaN") == true }
    let found = try #require(sign("\(diverged.count) of 40 trials failed: NaN at step \(diverged[0])", of: study))
    #expect(found.weight == .warning)
    #expect(found.trials == diverged)
    #expect(found.advice?.hasPrefix("They lie where `lr` is 0.1") == true)
    #expect(found.advice?.contains("or more: \(diverged.count) of \(diverged.count), and 0 of") == true)
    #expect(try #require(sign("1 of 40 trials failed: out of memory", of: study)).weight == .advice)
  }

  // MARK: whether to go on

  @Test(arguments: [
    (99, StudyHealth.Sign.Weight.good, "More trials seem worth it: the best is trial 99, the latest of 100."),
    (90, .good, "More trials seem worth it: the best is trial 90, and only 9 of 100 came after it."),
    (60, .advice, "Gains are getting rare: the best is trial 60, and the 39 of 100 after it brought nothing better."),
    (
      20, .advice,
      "More trials seem not worth it: the best is trial 20, and the 79 of 100 after it brought nothing better."
    ),
  ])
  func theLastGainTellsWhetherMorePay(best: Int, weight: StudyHealth.Sign.Weight, text: String) throws {
    let study = study([.real("x", 0, 1)], trials: 100) { number in
      ([.real(spread(number))], .complete([number == best ? 0 : 1 + spread(number)]))
    }
    let last = try #require(signs(study).last)
    #expect(last.text == text)
    #expect(last.weight == weight)
    #expect(last.trials == [best])
    if best == 20 {
      #expect(last.advice == "Were the next ones like these, one in about 81 would. Another 79 take about 1min 19s.")
    }
  }

  @Test func oddStudiesAreLookedAt() {
    #expect(signs(ReportSamples.empty).map(\.text) == ["The study has no trials yet."])
    #expect(
      signs(ReportSamples.failed).map(\.text) == [
        "12 of 12 trials failed: out of memory", "No trial is complete, so that nothing is known of the objective.",
      ])
    #expect(signs(ReportSamples.digits(1)).map(\.text) == ["1 complete trial is too few to tell whether more pay."])
    #expect(sign("8 complete trials have an infinite value.", of: ReportSamples.hostile) != nil)
    #expect(sign("the last one on the front is trial", of: ReportSamples.front) != nil)
    #expect(!signs(ReportSamples.wide).isEmpty)
  }
}

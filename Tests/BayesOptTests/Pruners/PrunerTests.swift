import Basics
import Foundation
import Testing

@testable import BayesOpt

/// Single pruners: against Optuna's, and by hand.
@Suite struct PrunerTests {
  /// A case of Tests/Support/BayesOpt/pruners.json, which pruners.py beside it makes.
  struct Reference: CustomTestStringConvertible {
    let json: JSON

    var testDescription: String { "\(json["pruner"]?.text ?? ""), \(json["direction"]?.text ?? "")" }

    static let all: [Reference] = {
      let data = try? Data(contentsOf: supportFile("pruners.json"))
      return (data.flatMap { JSON(parsing: $0) }?["cases"]?.items ?? []).map(Reference.init)
    }()
  }

  private static func pruner(_ text: String) throws -> any Pruner {
    switch text {
    case "asha(mode: \"stop\")": SuccessiveHalving(try Rungs(from: 1, to: nil, factor: 3), isPausing: false)
    case "asha(from: 2, factor: 2, mode: \"stop\")":
      SuccessiveHalving(try Rungs(from: 2, to: nil, factor: 2), isPausing: false)
    case "asha(factor: 4, mode: \"stop\")": SuccessiveHalving(try Rungs(from: 1, to: nil, factor: 4), isPausing: false)
    case "median()": try PercentilePruner(50)
    case "median(after: 4, startup: 3)": try PercentilePruner(50, after: 4, startup: 3)
    case "percentile(25, after: 2)": try PercentilePruner(25, after: 2)
    case "percentile(80)": try PercentilePruner(80)
    case "patient(patience: 3)": try PatientPruner(nil, patience: 3)
    case "patient(median(), patience: 3)": try PatientPruner(try PercentilePruner(50), patience: 3)
    case "wilcoxon()": try WilcoxonPruner()
    case "wilcoxon(p: 0.3, startup: 4)": try WilcoxonPruner(level: 0.3, startup: 4)
    case "threshold(upper: 1.5)": try ThresholdPruner(upper: 1.5)
    default: try ThresholdPruner(lower: 0.2, upper: 1.9, after: 3)
    }
  }

  @Test func referencesAreThere() { #expect(Reference.all.count == 26) }

  @Test(arguments: Reference.all) func decisionsAreOptunas(_ reference: Reference) throws {
    let json = reference.json
    let pruner = try Self.pruner(try #require(json["pruner"]?.text))
    let direction = try #require(json["direction"]?.text.flatMap(Direction.init))
    var curves = LearningCurves(direction: direction)
    let ended = try #require(json["ended"]?.items)
    for (trial, values) in try #require(json["values"]?.items).enumerated() {
      var end: Int?
      for (index, value) in try #require(values.items).enumerated() where end == nil {
        curves.report(value.number ?? .nan, at: index + 1, of: trial)
        if pruner.verdict(on: trial, in: curves) == .stop { end = index + 1 }
      }
      let isComplete = end == nil && values.items?.last?.number != nil
      curves.set(isComplete ? .complete : .stopped, of: trial)
      #expect(end == ended[trial].wholeNumber, "trial \(trial)")
    }
  }

  /// 27 trials whose order never changes, each worse than the one before: 27, 9, 3 and 1 come to the rungs and the end.
  @Test func onePartOfEachRungIsPromoted() throws {
    let values: [[Double]] = (0..<27).map { trial in
      let size = Double(trial)
      return (1...27).map { size + 1 / Double($0) }
    }
    let log = PrunerConformanceTests.run(SuccessiveHalving(try Rungs(from: 1, to: 27, factor: 3)), values)
    func count(_ text: String) -> Int { log.count { $0.hasSuffix(text) } }
    let counts = ["paused at 1", "paused at 3", "paused at 9", "complete"].map(count)
    #expect(counts == [27, 9, 3, 1])
    #expect(log.last == "0 complete")
    var steps: [Substring: Int] = [:]
    for line in log {
      let words = line.split(separator: " ")
      steps[words[0]] = Int(words[words.count - 1]) ?? 27
    }
    // 18 end at step 1, 6 at 3, 2 at 9, and one at 27.
    #expect(steps.values.reduce(0, +) == 81)
  }

  @Test func theBestOfAllGoesOnFromTheHighestRung() throws {
    var curves = LearningCurves(direction: .minimize)
    for (trial, cost) in [3.0, 2, 1, 5, 4, 6, 7, 8, 9].enumerated() {
      curves.report(cost, at: 1, of: trial)
      curves.set(.paused, of: trial)
    }
    let pruner = SuccessiveHalving(try Rungs(from: 1, to: 9, factor: 3))
    #expect(pruner.promotion(in: curves) == 2)
    for trial in [2, 1, 0] {
      #expect(pruner.promotion(in: curves) == trial)
      curves.set(.running, of: trial)
      curves.report(Double(trial), at: 3, of: trial)
      curves.set(.paused, of: trial)
    }
    // One of the three at step 3, before any other of the lower rung.
    #expect(pruner.promotion(in: curves) == 0)
  }

  @Test func bracketsHaveTheSharesOfHyperband() throws {
    let pruner = try Hyperband(try Rungs(from: 1, to: 27, factor: 3))
    let brackets = (0..<490).map(pruner.bracket)
    // The shares are 4/4 27, 4/3 9, 4/2 3 and 4; step 27 ends a trial, so that three brackets are left.
    let counts = (0..<3).map { bracket in brackets.count { $0 == bracket } }
    #expect(counts.reduce(0, +) == 490)
    #expect(counts[0] > counts[1] && counts[1] > counts[2] && counts[2] > 50)
  }

  @Test func pashaStopsGrowingWhereTheOrderIsSettled() throws {
    let rungs = try Rungs(from: 1, to: 81, factor: 3)
    let settled: [[Double]] = (0..<60).map { trial in
      let size = Double(trial * 7 % 60)
      return (1...81).map { size + 1 / Double($0) }
    }
    let longest = PrunerConformanceTests.run(Pasha(rungs), settled).compactMap {
      Int($0.split(separator: " ").last ?? "")
    }
    #expect(longest.max() == 3)
    // An order that turns from rung to rung is never settled.
    let signs = (1...81).map { step in step < 3 ? 1.0 : step < 9 ? -1 : step < 27 ? 1 : -1 }
    let turning: [[Double]] = (0..<60).map { trial in
      let size = Double(trial * 7 % 60)
      return signs.map { $0 * size }
    }
    let far = PrunerConformanceTests.run(Pasha(rungs), turning).compactMap { Int($0.split(separator: " ").last ?? "") }
    #expect((far.max() ?? 0) >= 9)
  }

  @Test func whatMakesNoSenseIsRefused() {
    func message(_ make: () throws -> Any) -> String? {
      do { _ = try make() } catch { return (error as? PrunerError)?.message }
      return nil
    }
    #expect(message { try Rungs(from: 0, to: nil, factor: 3) } == "`from` must be 1 or more, not 0")
    #expect(message { try Rungs(from: 3, to: 3, factor: 3) } == "`to` must be above `from`, which is 3, not 3")
    #expect(message { try Rungs(from: 1, to: nil, factor: 1) } == "`factor` must be 2 or more, not 1")
    #expect(message { try Hyperband(try Rungs(from: 1, to: nil, factor: 2)) } != nil)
    #expect(message { try PercentilePruner(101) } == "a percentile is from 0 to 100, not 101")
    #expect(message { try ThresholdPruner() } == "`threshold` needs `lower` or `upper`")
    #expect(message { try ThresholdPruner(lower: 2, upper: 1) } == "`lower` is 2, above `upper`, which is 1")
    #expect(message { try WilcoxonPruner(level: 1) } == "`p` must be between 0 and 1, not 1")
  }

  /// The level is the highest step that two trials more than there are parameters have come to.
  @Test func strategiesAreToldOfOneLevel() {
    var curves = LearningCurves(direction: .maximize)
    for trial in 0..<6 { curves.report(Double(trial), at: 1, of: trial) }
    for trial in 2..<6 { curves.report(10 + Double(trial), at: 3, of: trial) }
    curves.report(20, at: 9, of: 5)
    curves.set(.complete, of: 5)
    for trial in 0..<2 { curves.set(.stopped, of: trial) }
    for trial in 2..<4 { curves.set(.paused, of: trial) }
    let trials: [(number: Int, evaluation: Evaluation)] = [
      (0, .complete([0])), (1, .complete([1])), (2, .running), (3, .running), (4, .running), (5, .complete([20])),
      (6, .failed), (7, .running),
    ]
    #expect(
      curves.evaluations(of: trials, dimension: 2) == [
        .complete([12]), .complete([12]), .complete([12]), .complete([13]), .complete([14]), .complete([15]), .failed,
        .running,
      ])
    // With fewer parameters than that the highest step that three have come to is the same.
    #expect(curves.leastPromising(of: [2, 3]) == 2)
    #expect(curves.leastPromising(of: [0, 2, 3]) == 0)
  }

  /// Trials that wait are told with the end that is expected of them, those that failed as failures, and nothing is expected where what
  /// trials report is another thing than their value.
  @Test func strategiesAreToldOfExpectedEnds() throws {
    func evaluations(offset: Double) throws -> [Evaluation] {
      var curves = LearningCurves(direction: .minimize)
      var trials: [(number: Int, evaluation: Evaluation)] = []
      for trial in 0..<8 {
        func value(_ step: Int) -> Double { Double(trial) + 4 / Double(step) }
        let steps = trial < 4 ? 16 : 4
        for step in 1...steps { curves.report(value(step), at: step, of: trial) }
        curves.set(trial < 4 ? .complete : trial == 7 ? .failed : .paused, of: trial)
        trials.append((trial, trial < 4 ? .complete([value(16) + offset]) : trial == 7 ? .failed : .running))
      }
      #expect(
        try WilcoxonPruner().evaluations(of: trials, in: curves, dimension: 2)
          == curves.evaluations(of: trials, dimension: 2))
      return SuccessiveHalving(try Rungs(from: 1, to: 16, factor: 2)).evaluations(of: trials, in: curves, dimension: 2)
    }
    let told = try evaluations(offset: 0)
    for trial in 0..<4 { #expect(told[trial] == .complete([Double(trial) + 0.25])) }
    for trial in 4..<7 {
      guard case .complete(let values) = told[trial] else {
        Issue.record("\(told[trial])")
        continue
      }
      // Below the last report, which is 1 above the trial's number, and not below what the best of all has come to.
      #expect((0..<Double(trial) + 1).contains(values[0]), "\(values)")
    }
    #expect(told[7] == .failed)
    #expect(try evaluations(offset: 100)[4] == .complete([103.25]))
  }

  /// Where nothing else can begin and nothing is complete, the best that waits goes on, though there is no model of one curve.
  @Test func theLastTrialGoesOn() throws {
    let pruner = try FreezeThaw(from: 1, to: 9)
    var curves = LearningCurves(direction: .minimize)
    curves.report(1, at: 1, of: 0)
    curves.set(.paused, of: 0)
    #expect(pruner.promotion(in: curves) == nil)
    curves.canBegin = false
    #expect(pruner.promotion(in: curves) == 0)
  }
}

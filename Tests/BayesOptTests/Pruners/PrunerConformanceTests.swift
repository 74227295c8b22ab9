import Basics
import Testing

@testable import BayesOpt

/// What every pruner keeps to.
@Suite struct PrunerConformanceTests {
  static let all: [any Pruner] = {
    let made: [(any Pruner)?] = [
      (try? Rungs(from: 1, to: 27, factor: 3)).map { SuccessiveHalving($0) },
      (try? Rungs(from: 2, to: nil, factor: 2)).map { SuccessiveHalving($0) },
      (try? Rungs(from: 1, to: 27, factor: 3)).map { SuccessiveHalving($0, isPausing: false) },
      (try? Rungs(from: 1, to: 27, factor: 3)).flatMap { try? Hyperband($0) },
      (try? Rungs(from: 1, to: 27, factor: 3)).flatMap { try? Hyperband($0, isPausing: false) },
      (try? Rungs(from: 1, to: 27, factor: 3)).map { Pasha($0) },
      try? PercentilePruner(50), try? PercentilePruner(25, after: 3, startup: 2),
      try? PatientPruner(nil, patience: 3), (try? PercentilePruner(50)).flatMap { try? PatientPruner($0, patience: 2) },
      try? ThresholdPruner(lower: -2, upper: 2), try? WilcoxonPruner(),
      try? FreezeThaw(from: 1, to: 27), try? FreezeThaw(from: 2, to: 27, isPausing: false),
    ]
    return made.compactMap(\.self)
  }()

  @Test func allAreMade() { #expect(Self.all.count == 14) }

  /// Falling curves that cross, some of which are no numbers from some step on.
  static func curves(_ trials: Int, _ steps: Int, seed: UInt64) -> [[Double]] {
    var random = CounterRandom(seed: seed)
    return (0..<trials).map { trial in
      let (start, limit, speed) = (1 + random.fraction(), random.fraction(), 0.05 + random.fraction())
      let end = trial % 7 == 3 ? trial % steps : steps
      return (0..<steps).map { step in
        if step >= end { return .nan }
        var decay = 1.0
        for _ in 0..<step { decay *= 1 - speed / 2 }
        return limit + (start - limit) * decay + 0.05 * random.fraction()
      }
    }
  }

  /// Runs trials with a pruner: one after the other, or always the one that is promoted first.
  static func run(_ pruner: any Pruner, _ values: [[Double]], _ direction: Direction = .minimize) -> [String] {
    var curves = LearningCurves(direction: direction)
    var log: [String] = []
    var (next, paused) = (0, Set<Int>())
    func goOn(_ trial: Int) {
      while true {
        let step = (curves[trial]?.points.count ?? 0)
        guard step < values[trial].count else {
          curves.set(values[trial].last?.isNaN == true ? .stopped : .complete, of: trial)
          return log.append("\(trial) complete")
        }
        curves.report(values[trial][step], at: step + 1, of: trial)
        let verdict = pruner.verdict(on: trial, in: curves)
        if verdict != pruner.verdict(on: trial, in: curves) { Issue.record("\(pruner) says two things of one trial") }
        switch verdict {
        case .proceed: continue
        case .stop:
          curves.set(.stopped, of: trial)
          return log.append("\(trial) stopped at \(step + 1)")
        case .pause:
          curves.set(.paused, of: trial)
          paused.insert(trial)
          return log.append("\(trial) paused at \(step + 1)")
        }
      }
    }
    while true {
      if let trial = pruner.promotion(in: curves) {
        if paused.remove(trial) == nil { Issue.record("\(pruner) promotes \(trial), which is not paused") }
        curves.set(.running, of: trial)
        goOn(trial)
      } else if next < values.count {
        next += 1
        goOn(next - 1)
      } else if curves.canBegin {
        curves.canBegin = false
      } else {
        return log
      }
    }
  }

  @Test(arguments: all.indices) func maximizingIsMinimizingTheNegative(_ index: Int) throws {
    var pruner = Self.all[index]
    let values = Self.curves(40, 27, seed: 3)
    let log = Self.run(pruner, values)
    // A threshold is of the value itself; this one is the same for both signs.
    if pruner is ThresholdPruner { pruner = try ThresholdPruner(lower: -2, upper: 2) }
    #expect(Self.run(pruner, values.map { $0.map { -$0 } }, .maximize) == log)
    // With `pasha` nobody need come to the end.
    #expect(pruner is Pasha || log.contains { $0.hasSuffix("complete") })
    #expect(log.contains { $0.contains("stopped") || $0.contains("paused") })
  }

  @Test(arguments: all.indices) func onlyWhoeverPausesPauses(_ index: Int) {
    let pruner = Self.all[index]
    let log = Self.run(pruner, Self.curves(30, 27, seed: 4))
    #expect(log.contains { $0.contains("paused") } == pruner.isPausing)
    #expect(!pruner.stopping.isPausing)
    #expect(!Self.run(pruner.stopping, Self.curves(30, 27, seed: 4)).contains { $0.contains("paused") })
  }

  /// What is not a number never goes on past a rung, and never wins.
  @Test(arguments: all.indices) func whatIsNotANumberIsWorst(_ index: Int) {
    let pruner = Self.all[index]
    let good = Self.curves(20, 27, seed: 5).map { $0.map { $0.isNaN ? 1 : $0 } }
    let log = Self.run(pruner, good + [[Double](repeating: .nan, count: 27)])
    let last = log.filter { $0.hasPrefix("20 ") }
    let mayPass = pruner is WilcoxonPruner
    #expect(mayPass || !last.contains("20 complete"), "\(pruner): \(last)")
  }

  @Test(arguments: all.indices) func stepsMayBeFarApart(_ index: Int) {
    let pruner = Self.all[index]
    var curves = LearningCurves(direction: .minimize)
    for (trial, step) in [(0, 1_000_000), (1, Int.max), (2, -5), (3, 0), (0, Int.max), (1, 1)] {
      curves.report(Double(trial), at: step, of: trial)
      _ = pruner.verdict(on: trial, in: curves)
      _ = pruner.promotion(in: curves)
    }
    _ = pruner.verdict(on: 99, in: curves)
    #expect(pruner.promotion(in: LearningCurves(direction: .maximize)) == nil)
  }
}

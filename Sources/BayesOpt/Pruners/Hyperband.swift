import Foundation

/// Hyperband (Li et al., JMLR 18 (2018) 185), asynchronous: several brackets of successive halving, since nobody knows how early
/// trials can be told apart.
///
/// Bracket *s* has its first rung at from * factor^s; a trial belongs to one bracket and is compared within it. With
/// s_max + 1 brackets, of every ⌈(s_max + 1) / (k + 1) factor^k⌉ trials, summed over *k*, that many belong to the bracket whose
/// trials pass *k* rungs.
public struct Hyperband: Pruner {
  private let whole: SuccessiveHalving
  private let brackets: [SuccessiveHalving]
  /// The brackets of trials 0, 1, 2, ..., which repeat.
  private let cycle: [Int]

  /// The brackets of some rungs.
  ///
  /// - Throws: `PrunerError` where the last step is not known.
  public init(_ rungs: Rungs, isPausing: Bool = true) throws(PrunerError) {
    guard let last = rungs.last else {
      throw PrunerError(message: "`hyperband` needs `to`, the step at which a trial is done", parameter: "to")
    }
    let whole = SuccessiveHalving(rungs, isPausing: isPausing)
    var brackets: [SuccessiveHalving] = []
    for first in rungs.upTo(last) {
      brackets.append(SuccessiveHalving(try Rungs(from: first, to: last, factor: rungs.factor), isPausing: isPausing))
    }
    let count = brackets.count
    // The bracket of the lowest first rung passes the most rungs.
    let weights = brackets.indices.map { bracket in
      let passed = count - 1 - bracket
      return (Double(count) / Double(passed + 1) * pow(Double(rungs.factor), Double(passed))).rounded(.up)
    }
    let total = weights.reduce(0, +)
    var given = [Double](repeating: 0, count: count)
    // Whoever is furthest behind its share is next.
    cycle = (0..<Int(min(total, 10_000))).map { number in
      let behind = brackets.indices.map { weights[$0] * Double(number + 1) / total - given[$0] }
      let next = brackets.indices.max { (behind[$0], -$0) < (behind[$1], -$1) } ?? 0
      given[next] += 1
      return next
    }
    (self.whole, self.brackets) = (whole, brackets)
  }

  /// Whether trials are laid aside, to go on with the best of them later.
  public var isPausing: Bool { whole.isPausing }

  /// The pruner that decides the same without laying trials aside.
  public var stopping: any Pruner { (try? Hyperband(whole.rungs, isPausing: false)) ?? whole.stopping }

  /// The pruner as a program writes it.
  public var description: String { "hyperband(\(whole.rungs.options(isPausing: isPausing)))" }

  /// The bracket of a trial: 0 has the lowest first rung.
  func bracket(of trial: Int) -> Int { cycle[trial % cycle.count] }

  /// What becomes of a trial that has just reported.
  public func verdict(on trial: Int, in curves: LearningCurves) -> Verdict {
    let bracket = bracket(of: trial)
    return brackets[bracket].verdict(
      on: trial, in: isPausing ? curves : curves.filter { self.bracket(of: $0) == bracket })
  }

  /// The paused trial that goes on next; nil where none has earned it.
  public func promotion(in curves: LearningCurves) -> Int? {
    // The trial that has come furthest, whatever its bracket.
    brackets.indices.compactMap { bracket in
      brackets[bracket].promotion(in: curves.filter { self.bracket(of: $0) == bracket })
    }.max { (curves[$0]?.points.last?.step ?? 0, -$0) < (curves[$1]?.points.last?.step ?? 0, -$1) }
  }
}

import BayesOpt
import Charts
import DSL
import Studies

/// Explanations of some trials of a study, a page each; with questions, each has one before it.
struct ExplanationPages {
  private let replay: StudyReplay
  private let trials: [Trial]
  private let asksFirst: Bool

  /// The pages of a study, or of one of its trials.
  ///
  /// - Parameters:
  ///   - replay: the study.
  ///   - number: the trial; all of them without one.
  ///   - asksFirst: whether where one would look next is asked before it is told.
  /// - Throws: `ReplayError` where there is no such trial.
  init(_ replay: StudyReplay, trial number: Int?, asksFirst: Bool) throws(ReplayError) {
    (self.replay, self.asksFirst) = (replay, asksFirst)
    guard let number else {
      trials = replay.trials
      return
    }
    guard let trial = replay.trials.first(where: { $0.number == number }) else {
      throw .noTrial(number, replay.trials.map(\.number))
    }
    trials = [trial]
  }

  private var count: Int { asksFirst ? 2 * trials.count : trials.count }

  /// Shows the pages: to a person at a terminal one after the other, back and forth; otherwise all of them.
  ///
  /// - Throws: what a strategy, the rules and the constraints throw.
  func show(_ context: Context, _ interruption: Interruption) throws {
    let settings = context.settings
    guard let leaf = context.leaf, count > 1 else {
      for page in 0..<count {
        if interruption.isRequested { throw Exit.interrupted }
        context.output((page == 0 ? "" : "\n") + (try text(page, settings)))
      }
      return
    }
    var failure: (any Error)?
    leaf(count) { page in
      do { return try text(page, settings) } catch {
        failure = error
        return nil
      }
    }
    if let failure { throw failure }
    if interruption.isRequested { throw Exit.interrupted }
  }

  /// The figures of all pages, for a file.
  func figures(_ interruption: Interruption) throws -> [Figure] {
    try (0..<count).flatMap { page -> [Figure] in
      if interruption.isRequested { throw Exit.interrupted }
      return try figures(page)
    }
  }

  private func figures(_ page: Int) throws -> [Figure] {
    let explanation = try replay.explanation(of: trials[asksFirst ? page / 2 : page])
    return asksFirst && page.isMultiple(of: 2) ? [explanation.questionFigure] : explanation.figures
  }

  private func text(_ page: Int, _ settings: Settings) throws -> String {
    try figures(page).map { $0.text(settings) }.joined(separator: "\n\n")
  }
}

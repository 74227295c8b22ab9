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

  /// Shows the pages: to a person at a terminal one after the other, back and forth, each no higher than the window;
  /// otherwise, and in a trial, where nobody can be asked for keys, all of them in full.
  ///
  /// - Throws: what a strategy, the rules and the constraints throw.
  func show(_ context: Context, _ interruption: Interruption, isInTrial: Bool) throws {
    let settings = context.settings
    guard let leaf = context.leaf, count > 1, !isInTrial else {
      let rows = count == 1 && !isInTrial ? settings.pageRows : nil
      for page in 0..<count {
        if interruption.isRequested { throw Exit.interrupted }
        context.output((page == 0 ? "" : "\n") + (try text(page, settings, rows: rows)))
      }
      return
    }
    var failure: (any Error)?
    leaf(count) { page in
      do { return try text(page, settings, rows: settings.pageRows) } catch {
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

  private func explanation(_ page: Int) throws -> (Explanation, isQuestion: Bool) {
    (try replay.explanation(of: trials[asksFirst ? page / 2 : page]), asksFirst && page.isMultiple(of: 2))
  }

  private func figures(_ page: Int) throws -> [Figure] {
    let (explanation, isQuestion) = try explanation(page)
    return isQuestion ? [explanation.questionFigure] : explanation.figures
  }

  private func text(_ page: Int, _ settings: Settings, rows: Int?) throws -> String {
    let (explanation, isQuestion) = try explanation(page)
    return explanation.text(
      isQuestion: isQuestion, width: settings.isTerminal ? settings.columns : 80, rows: rows, glyphs: settings.glyphs,
      color: settings.isOutputColoured)
  }
}

extension Settings {
  /// The rows that a page has, so that its top is still seen when there is a line below it.
  fileprivate var pageRows: Int? { isTerminal ? measureRows().map { max($0 - 1, 1) } : nil }
}

import Charts
import Studies

extension SearchPlan {
  /// The line that shows how the search is getting on.
  func progressLine(_ study: Study, seconds: Double, width: Int) -> String {
    Progress(
      strategy: strategy.name, finished: study.finished.count, limit: trialBudget, best: study.best?.values.first,
      elapsed: seconds, timeLimit: timeBudget
    ).text(width: width)
  }
}

import Basics
import BayesOpt
import Studies

/// The complete trials of a study by one of its objectives, as figures look at them.
struct Ranking: Sendable {
  /// The study.
  let study: Study
  /// The objective's place among those of the study.
  let objective: Int
  /// The complete trials, by number.
  let trials: [Trial]
  /// The value of each.
  let values: [Double]
  /// Indices of the trials from the best to the worst, the earlier of equals first; those that meet all constraints come before others.
  let order: [Int]
  /// Where each trial stands: from 0, the worst, to 1, the best; equal values share the middle of their places.
  let ranks: [Double]

  /// The trials of a study that have a value of the objective.
  ///
  /// - Throws: that there are none, and why.
  init(_ study: Study, by objective: Int = 0) throws(FigureError) {
    guard study.description.objectives.indices.contains(objective) else {
      let count = study.description.objectives.count
      throw FigureError("the study has \(count == 1 ? "one objective" : "\(count) objectives")")
    }
    let trials = study.trials.filter { $0.state == .complete && $0.values.indices.contains(objective) }
    guard !trials.isEmpty else { throw study.lackOfTrials }
    let values = trials.map { $0.values[objective] }
    let direction = study.description.objectives[objective].direction
    let order = trials.indices.sorted { first, second in
      let isFeasible = study.isFeasible(trials[first])
      if isFeasible != study.isFeasible(trials[second]) { return isFeasible }
      if direction.prefers(values[first], to: values[second]) { return true }
      return !direction.prefers(values[second], to: values[first]) && first < second
    }
    (self.study, self.objective, self.trials, self.values, self.order) = (study, objective, trials, values, order)
    ranks = Self.ranks(of: values, order)
  }

  private static func ranks(of values: [Double], _ order: [Int]) -> [Double] {
    guard values.count > 1 else { return values.map { _ in 1 } }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      let middle = Double(start + end - 1) / 2
      for place in start..<end { ranks[order[place]] = 1 - middle / Double(values.count - 1) }
      start = end
    }
    return ranks
  }

  /// Which way is better.
  var direction: Direction { study.description.objectives[objective].direction }

  /// What the values are.
  var title: String { study.title(of: objective) }

  /// The best trial.
  var best: Trial { trials[order[0]] }

  /// The best value.
  var bestValue: Double { values[order[0]] }

  /// The trials that failed.
  var failed: [Trial] { study.trials.filter { $0.state == .failed } }

  /// An axis for the values.
  var axis: ValueAxis { ValueAxis(title, values, direction) }

  /// What is said of a complete trial where a pointer rests on it.
  func tip(_ index: Int) -> String {
    study.tip(of: trials[index], "\(title) \(NumberText.rounded(values[index]))")
  }

  /// That a study of several objectives is looked at by one of them.
  var objectiveNotes: [String] {
    let count = study.description.objectives.count
    return count > 1 ? ["objective \(objective + 1) of \(count): \(title)"] : []
  }
}

extension Study {
  /// What the values of an objective are: its metric, or `value`, with its number where there are several.
  func title(of objective: Int) -> String {
    let objectives = description.objectives
    return objectives[objective].metric?.onOneLine ?? (objectives.count == 1 ? "value" : "value \(objective + 1)")
  }

  /// The study in a few words: `"digits", 40 trials, gamma`.
  var caption: String {
    let name = description.name.map { "\"\($0.onOneLine.truncated(to: 40))\"" }
    return [name, Charts.trials(trials.count), description.strategy.onOneLine.truncated(to: 40)].compactMap { $0 }
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// Why no trial can be shown.
  fileprivate var lackOfTrials: FigureError {
    guard !trials.isEmpty else { return FigureError("the study has no trials yet") }
    let counts = TrialState.allCases.map { ($0, count($0)) }.filter { $0.1 > 0 }
      .map { "\($0.1) \($0.0.rawValue)" }.joined(separator: ", ")
    let failed = trials.first { $0.state == .failed }
    return FigureError(
      "no trial of the study is complete: \(counts)",
      hint: failed.map { "trial \($0.number) failed: \(($0.message ?? "").onOneLine)" })
  }

  /// What is said of a trial where a pointer rests on it: its number, something about it, its parameters.
  func tip(of trial: Trial, _ words: String) -> String {
    let text = parameterText(of: trial)
    return "trial \(trial.number): \(words)" + (text.isEmpty ? "" : "; \(text)")
  }

  /// The active parameters of a trial in words, the first dozen of many: `lr = 0.1, width = 64`.
  func parameterText(of trial: Trial) -> String {
    let active = parameters(of: trial).filter { $0.value != .null }
    let shown = active.prefix(12).map { "\($0.name.onOneLine) = \(shortText($0.value))" }
    return (shown + (active.count > shown.count ? ["…"] : [])).joined(separator: ", ")
  }

  /// What a failed trial is said to be.
  func failureTip(_ trial: Trial) -> String {
    tip(of: trial, "failed" + (trial.message.map { ", \($0.onOneLine)" } ?? ""))
  }
}

/// A value as figures write it: reals rounded, strings bare, all on one line.
func shortText(_ value: JSON) -> String {
  switch value {
  case .real(let real): NumberText.rounded(real)
  case .string(let text): text.onOneLine.truncated(to: 40)
  case .null: "none"
  default: value.description.onOneLine.truncated(to: 40)
  }
}

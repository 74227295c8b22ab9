import Basics
import BayesOpt
import Studies

/// What a look at a study finds odd or worth knowing, each in a sentence.
///
/// All of it is hedged: the trials of a strategy are no sample of the space.
public struct StudyHealth: Hashable, Sendable {
  /// One thing to know.
  public struct Sign: Hashable, Sendable {
    /// How much it matters.
    public enum Weight: String, Hashable, Sendable {
      case good, advice, warning
    }

    /// How much it matters.
    public let weight: Weight
    /// What is so, in a sentence.
    public let text: String
    /// What may be done about it.
    public let advice: String?
    /// The trials that it is about, as places among those of the study.
    public let trials: [Int]

    init(_ weight: Weight, _ text: String, advice: String? = nil, trials: [Int] = []) {
      (self.weight, self.text, self.advice, self.trials) = (weight, text, advice, trials)
    }
  }

  /// The signs: failures first, then values, ranges and parameters, then whether more trials pay.
  public let signs: [Sign]

  /// Looks at a study.
  ///
  /// - Parameters:
  ///   - study: the study.
  ///   - effects: of its parameters, as `Study.effects` has them.
  /// - Complexity: O(*n* *d* log *n*) for *n* trials of *d* parameters.
  public init(_ study: Study, effects: [Double?]) {
    let checkup = Checkup(study)
    signs =
      checkup.failures + checkup.values + checkup.edgeSigns + checkup.ranges + checkup.effects(effects)
      + checkup.progress
  }
}

/// A study whose health is looked at: with this, what each sign needs is found once.
struct Checkup {
  let study: Study
  /// Places of the complete trials.
  let complete: [Int]
  /// Places of the best tenth of the complete trials, three at least and fifty at most, the best first; of several
  /// objectives, of those that no other trial dominates.
  let leaders: [Int]

  /// With fewer complete trials, nothing is said of where the good ones lie.
  static let leastTrials = 10

  init(_ study: Study) {
    self.study = study
    complete = study.trials.indices.filter { study.trials[$0].state == .complete && !study.trials[$0].values.isEmpty }
    let objectives = study.description.objectives
    guard objectives.count == 1 else {
      let front = Set(study.front.map(\.number))
      leaders = complete.filter { front.contains(study.trials[$0].number) }
      return
    }
    let sorted = complete.sorted { first, second in
      let (a, b) = (study.trials[first].values[0], study.trials[second].values[0])
      return objectives[0].direction.prefers(a, to: b) || !objectives[0].direction.prefers(b, to: a) && first < second
    }
    leaders = Array(sorted.prefix(min(max(sorted.count / 10, 3), 50)))
  }

  /// The value of a parameter in the trial at a place.
  func value(of parameter: Int, in place: Int) -> ParameterValue? {
    let values = study.trials[place].configuration.values
    return values.indices.contains(parameter) ? values[parameter] : nil
  }
}

// MARK: values

extension Checkup {
  fileprivate var values: [StudyHealth.Sign] {
    guard !study.trials.isEmpty else { return [StudyHealth.Sign(.advice, "The study has no trials yet.")] }
    if complete.isEmpty {
      return [StudyHealth.Sign(.warning, "No trial is complete, so that nothing is known of the objective.")]
    }
    let infinite = complete.filter { study.trials[$0].values.contains(where: \.isInfinite) }
    guard !infinite.isEmpty else { return [] }
    return [
      StudyHealth.Sign(
        .warning,
        "\(counted(infinite.count, "complete trial")) \(infinite.count == 1 ? "has" : "have") an infinite value.",
        advice: "Charts leave infinite values out.", trials: infinite)
    ]
  }

  /// Parameters that tell nothing of the objective by themselves.
  fileprivate func effects(_ effects: [Double?]) -> [StudyHealth.Sign] {
    let known = zip(study.description.parameters, effects).filter { $0.1 != nil }
    let idle = known.filter { ($0.1 ?? 1) <= 0 }.map(\.0.name)
    if idle.isEmpty { return [] }
    if idle.count == known.count {
      return [
        StudyHealth.Sign(
          .advice, "No parameter by itself explains the values better than chance.",
          advice: "The objective may be noise, or depend on parameters only together.")
      ]
    }
    return [
      StudyHealth.Sign(
        .advice,
        "\(listed(idle)) by \(idle.count == 1 ? "itself explains" : "themselves explain") the values no better than chance.",
        advice: "It may be worth fixing \(idle.count == 1 ? "it" : "them") and searching the others.")
    ]
  }
}

// MARK: whether more trials pay

extension Checkup {
  fileprivate var progress: [StudyHealth.Sign] {
    if complete.isEmpty { return [] }
    guard complete.count >= Self.leastTrials else {
      return [
        StudyHealth.Sign(
          .advice,
          "\(counted(complete.count, "complete trial")) \(complete.count == 1 ? "is" : "are") too few to tell whether more "
            + "pay.")
      ]
    }
    let isFront = study.description.objectives.count > 1
    guard let last = isFront ? leaders.last : leaders.first else { return [] }
    let since = complete.count { $0 > last }
    let best = "\(isFront ? "the last one on the front" : "the best") is trial \(study.trials[last].number)"
    let better = isFront ? "none on the front" : "nothing better"
    let count = complete.count
    if since * 4 < count {
      let text = since == 0 ? "the latest of \(count)" : "and only \(since) of \(count) came after it"
      return [StudyHealth.Sign(.good, "More trials seem worth it: \(best), \(text).", trials: [last])]
    }
    let cost = duration(of: since).map { " Another \(since) take about \($0)." } ?? ""
    if since * 5 < count * 3 {
      return [
        StudyHealth.Sign(
          .advice, "Gains are getting rare: \(best), and the \(since) of \(count) after it brought \(better).",
          advice: "As many again may still pay.\(cost)", trials: [last])
      ]
    }
    // Laplace's rule of succession, for trials that are exchangeable.
    return [
      StudyHealth.Sign(
        .advice, "More trials seem not worth it: \(best), and the \(since) of \(count) after it brought \(better).",
        advice: "Were the next ones like these, one in about \(since + 2) would.\(cost)", trials: [last])
    ]
  }

  /// How long so many trials take one after the other, by the median of those that ended.
  private func duration(of count: Int) -> String? {
    let seconds = study.trials.compactMap(\.seconds).filter { $0 > 0 }.sorted()
    return seconds.isEmpty ? nil : DurationText.text(seconds[seconds.count / 2] * Double(count))
  }
}

// MARK: words

/// A number of things: `1 trial`, `12 trials`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

/// Names in backticks, five at most: `a`, `b` and 3 more.
func listed(_ names: [String]) -> String {
  let shown = names.prefix(names.count > 6 ? 5 : 6).map { "`\($0.onOneLine.truncated(to: 40))`" }
  let parts = shown + (names.count > shown.count ? ["\(names.count - shown.count) more"] : [])
  guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
  return parts.dropLast().joined(separator: ", ") + " and " + last
}

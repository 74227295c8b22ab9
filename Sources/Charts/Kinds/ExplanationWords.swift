import Basics
import BayesOpt
import RealModule
import Studies

extension Explanation {
  /// What the trial is, in a line: `trial 9, hull(gamma): lr = 0.305`.
  public var title: String {
    "trial \(trial.number), \(strategy.onOneLine.truncated(to: 60)): \(text(trial.configuration))"
  }

  /// Why the configuration was chosen, and what came of it: sentences.
  public var sentences: [String] { sentences(.whole) }

  /// The same, or fewer of them.
  func sentences(_ extent: Extent) -> [String] {
    var sentences: [String] = []
    if source == .given {
      sentences.append("It is a point that the search was given to begin with, by `from`.")
    } else {
      sentences += [rule, extent.hasModel ? model : nil].compactMap { $0 }
    }
    if extent.hasComparison { sentences += comparisonSentences }
    sentences.append(ending)
    if case .similar(let reason) = source {
      let other = outlook.proposal.map { "proposes \(text($0.configuration))" } ?? "proposes nothing"
      sentences.append("All this is approximate: asked again, \(strategy) \(other). \(reason)")
    }
    return sentences
  }

  /// The question that is asked before the answer is shown.
  public var question: String {
    let known = history.costs.count { $0 != nil }
    let names = study.description.parameters.map { $0.name.onOneLine }
    let what = names.count == 1 ? "Which \(names[0])" : "Which values of \(ShownParameters.listed(names))"
    let best = best.map { ", the best \(metric) \(number($0))" } ?? ""
    return "\(known == 1 ? "1 value is" : "\(known) values are") known\(best). \(what) would you try next?"
  }

  // MARK: The rule

  private var rule: String? {
    guard let reason else { return "\(strategy) had nothing left to propose." }
    switch reason.rule {
    case .belief: return "It is what `near` says, and is tried first."
    case .design: return design(reason)
    case .designAgain:
      return "It is the next point of the initial design in the place of the model's: the last trials brought no "
        + "progress, and the model may be wrong."
    case .model: return "It is where \(goal) is largest: \(expectation)."
    case .demand:
      let idle = Int(reason[.idle] ?? 0)
      let demand = number(reason[.demand] ?? 0, digits: 2)
      return "The last \(idle) trials brought no progress, so it looks elsewhere: it is where \(goal) beyond \(demand) "
        + "deviations of the results is largest: \(expectation)."
    case .hull: return hullSentences.joined(separator: " ")
    case .grid: return "It is the next point of the grid, in order; no result was looked at."
    case .sequence:
      return "It is point \(Int(reason[.index] ?? 0)) of a scrambled Sobol sequence, which fills the space evenly; no "
        + "result was looked at."
    case .uniform: return "It was drawn at random from all that may be tried; no result was looked at."
    case .density: return density(reason)
    case .generation: return generation(reason)
    case .offspring: return "It is a child of two of the best trials so far, crossed and changed at random."
    }
  }

  private func design(_ reason: Reason) -> String {
    let size = "\(designSize) \(designSize == 1 ? "point" : "points") of the initial design"
    guard let index = reason[.index] else {
      return "It is the middle of the space, the first of the \(size)."
    }
    guard trial.number < designSize else {
      return "Fewer than two trials have a value, too few for a model, so that the initial design goes on."
    }
    return "It is point \(Int(index) + 1) of the \(size), which fill the space evenly before any result is looked at."
  }

  private var goal: String {
    switch outlook.acquisition {
    case .expectedImprovement?, nil: "the expected improvement"
    case .noisyExpectedImprovement?: "the improvement that a noisy evaluation is expected to bring"
    case .probabilityOfImprovement?: "the probability of an improvement"
    case .confidenceBound?, .randomConfidenceBound?:
      "what an optimist hopes for (a bound of weight \(number(reason?[.beta] ?? 0, digits: 3)))"
    case .thompson?: "a function that was drawn from the model's belief"
    }
  }

  /// `predicted 0.979 (95%: 0.966 to 0.989), best so far 0.983, expected improvement 0.0021`.
  private var expectation: String {
    guard let prediction else { return "" }
    var parts = ["predicted \(metric) \(number(prediction.median)) (95%: \(range(prediction)))"]
    if let best { parts.append("best so far \(number(best))") }
    if let feasibility = reason?[.feasibility] {
      parts.append("the constraints met with probability \(percent(feasibility))")
    }
    guard let incumbent = reason?[.incumbent] else { return parts.joined(separator: ", ") }
    let target = prediction.scale.value(at: incumbent)
    if outlook.acquisition == .probabilityOfImprovement {
      parts.append("probability \(percent(prediction.probability(ofBetterThan: target)))")
    } else {
      let improvement = "expected improvement \(number(prediction.expectedImprovement(on: target), digits: 2))"
      let isBest = best.map { number($0) == number(target) } ?? false
      parts.append(improvement + (isBest ? "" : " over \(number(target)), the best without its noise"))
    }
    return parts.joined(separator: ", ")
  }

  private func range(_ prediction: ValuePrediction) -> String {
    "\(number(prediction.interval.low)) to \(number(prediction.interval.high))"
  }

  /// What the model has learned of the function.
  private var model: String? {
    guard let prediction, let reason, let lengths = reason.vectors.first(where: { $0.quantity == .lengthscale }) else {
      return nil
    }
    let names = study.description.parameters.map { $0.name.onOneLine }
    let texts = zip(names, lengths.values).compactMap { name, length in
      length.map { "\(name) \(number($0, digits: 2))" }
    }
    let shown = texts.prefix(6).joined(separator: ", ") + (texts.count > 6 ? ", …" : "")
    var parts = ["lengthscales in widths of the ranges: \(shown) (the shorter, the more the \(metric) changes)"]
    if let noise = reason[.noise] {
      switch prediction.scale.form {
      case .logDistance:
        parts.append("noise \(percent(noise)) of \(distanceTitle(prediction.scale))")
      default: parts.append("noise \(number(noise, digits: 2)) deviations of the results")
      }
    }
    parts.append((reason[.trend] ?? 0) > 0 ? "with a slope and a bowl along every range" : "without a slope")
    if case .power = prediction.scale.form { parts.append("on a power transform of the values") }
    return "The model: " + parts.joined(separator: "; ") + "."
  }

  private func density(_ reason: Reason) -> String {
    let start = "Of some draws from the density of the good trials it is the one that is likeliest there, "
    guard let good = reason[.good], let bad = reason[.bad] else { return start + "beside that of all others." }
    return start + "beside that of all others: density \(number(.exp(good), digits: 2)) among the good, "
      + "\(number(.exp(bad), digits: 2)) among the others, ratio \(number(.exp(good - bad), digits: 2))."
  }

  private func generation(_ reason: Reason) -> String {
    let again = reason[.restarts].flatMap { $0 > 0 ? " after \(Int($0)) new starts" : nil } ?? ""
    let vectors = Dictionary(reason.vectors.map { ($0.quantity, $0.values) }) { first, _ in first }
    let (means, deviations) = (vectors[.mean] ?? [], vectors[.deviation] ?? [])
    let parts = study.description.parameters.indices.compactMap { axis -> String? in
      guard axis < means.count, axis < deviations.count, let mean = means[axis], let deviation = deviations[axis] else {
        return nil
      }
      let parameter = study.description.parameters[axis]
      let centre = shortText(parameter.json(parameter.domain.value(at: mean)))
      return "\(parameter.name.onOneLine) \(centre), deviation \(percent(deviation)) of the range"
    }
    return "It was drawn from the distribution of generation \(Int(reason[.generation] ?? 0))\(again), with mean "
      + parts.prefix(6).joined(separator: "; ") + (parts.count > 6 ? "; …" : "") + "."
  }

  // MARK: The end

  private var ending: String {
    let help = reason?.rule == .hull && source == .proposed
    switch trial.state {
    case .waiting: return "It waits to be run."
    case .running: return "It is still running."
    case .paused: return "It is paused."
    case .failed: return "Tried: it failed" + (trial.message.map { ", \($0.onOneLine)" } ?? "") + "."
    case .pruned: return "Tried: it was stopped early."
    case .complete:
      guard let value = trial.values.first else { return "Tried: it has no value." }
      let direction = history.direction
      guard let best else { return "Tried: \(metric) \(number(value)), the first value." }
      let (tried, before) = apart(value, best)
      if direction.prefers(value, to: best) {
        return "Tried: \(metric) \(tried), the best so far (before: \(before))" + (help ? "; the hull helped." : ".")
      }
      return "Tried: \(metric) \(tried), no better than \(before)" + (help ? "; the hull did not help." : ".")
    }
  }

  // MARK: Two models

  private var comparisonSentences: [String] {
    guard let comparison else { return [] }
    guard let other = comparison.theirs else {
      return ["\(comparison.name) cannot be compared here: that takes a strategy with a model, and two values."]
    }
    let proposals = [(strategy, comparison.mine?.proposal), (comparison.name, other.proposal)]
    var sentences = proposals.compactMap { name, proposal -> String? in
      guard let proposal, proposal.configuration != trial.configuration else { return nil }
      return "\(name) would try \(text(proposal.configuration))."
    }
    guard let mine = prediction, let theirs = theirPrediction else { return sentences }
    let both = [(strategy, mine), (comparison.name, theirs)]
    func listed(_ text: (ValuePrediction) -> String) -> String {
      both.map { "\($0.0) \(text($0.1))" }.joined(separator: ", ")
    }
    sentences.append("Predicted: \(listed { "\(number($0.median)) (95%: \(range($0)))" }).")
    if let bound {
      let side = history.direction == .maximize ? "above" : "below"
      let shares = listed { prediction in
        let share = prediction.probability(ofBetterThan: bound)
        return share < 5e-5 ? "none" : percent(share)
      }
      sentences.append("Belief in \(metric) \(side) \(number(bound)), the best possible: \(shares).")
    }
    if let best {
      sentences.append(
        "Expected improvement on \(number(best)): \(listed { number($0.expectedImprovement(on: best), digits: 2) }).")
    }
    return sentences
  }

  // MARK: Numbers

  func number(_ value: Double, digits: Int = NumberText.summaryDigits) -> String {
    NumberText.rounded(value, digits: digits)
  }

  /// Two numbers with as many digits as tell them apart.
  private func apart(_ a: Double, _ b: Double) -> (String, String) {
    let digits = (NumberText.summaryDigits...17).first { a == b || number(a, digits: $0) != number(b, digits: $0) }
    return (number(a, digits: digits ?? 17), number(b, digits: digits ?? 17))
  }

  /// A share as a percentage.
  func percent(_ share: Double) -> String { number(100 * share, digits: 2) + "%" }
}

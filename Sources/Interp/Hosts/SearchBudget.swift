import Basics
import DSL

/// When a search ends: after so many trials or so long, whichever comes first.
struct SearchBudget {
  /// The number of trials, if that is limited.
  var trials: Int?
  /// The time in seconds, if that is limited.
  var seconds: Double?

  /// No limit.
  init() {}

  /// What the expressions behind `for` say.
  ///
  /// - Throws: a failure of the program where one is no budget.
  init(_ nodes: [Node], _ f: inout Frame) throws(Exit) {
    for node in nodes {
      let value = try node.value(&f)
      switch value {
      case .quantity(let quantity) where quantity.unit == .count(.trials):
        guard quantity.amount.rounded() == quantity.amount else {
          throw failure(.budget, "a search has a whole number of trials, not \(realText(quantity.amount))", node.span)
        }
        trials = min(trials ?? .max, Int(exactly: quantity.amount) ?? .max)
      case .quantity(let quantity) where quantity.unit == .seconds:
        seconds = min(seconds ?? .infinity, quantity.amount)
      case .int(let count) where count > 0:
        throw failure(
          .budget,
          "a budget of \(value) what?", node.span,
          hint: "write `for \(value) \(count == 1 ? "trial" : "trials")` or `for \(value)min`.")
      default:
        throw failure(
          .budget,
          "a budget is a number of trials or a time, not \(value.kind)", node.span,
          hint: "write `for 50 trials, 10min`.")
      }
    }
    if let trials, trials < 1 { throw failure(.budget, "a search needs at least one trial", nodes[0].span) }
    if let seconds, seconds <= 0 { throw failure(.budget, "a search needs some time", nodes[0].span) }
  }

  /// The budget of a search that has spent something already.
  func after(_ spentTrials: Int, _ spentSeconds: Double) -> SearchBudget {
    var budget = self
    budget.trials = trials.map { trials in
      let (sum, isTooMany) = trials.addingReportingOverflow(spentTrials)
      return isTooMany ? .max : sum
    }
    budget.seconds = seconds.map { $0 + spentSeconds }
    return budget
  }
}

import Basics
import DSL

/// What must hold of the parameters before it for a dependent domain to have a meaning: `a <= 5` for `a..5`.
struct DomainRequirement<Function> {
  let condition: ParameterCondition<Function>
  /// As it would be written behind `where`; nil where that is long.
  let text: String?

  /// The same requirement of other functions.
  func map<Other>(_ transform: (Function) throws(Exit) -> Other) throws(Exit) -> DomainRequirement<Other> {
    DomainRequirement<Other>(condition: try condition.map(transform), text: text)
  }
}

extension DomainRequirement: Sendable where Function: Sendable {}

extension SearchSpace.Dependent {
  /// The failure of a domain, with the values that it came of, and what would refuse them.
  ///
  /// - Parameters:
  ///   - exit: the failure.
  ///   - isDomainWrong: whether its advice is about the value of the domain, and not about the text that gave it.
  ///   - names: the names of the parameters.
  ///   - earlier: the values of those before it.
  ///   - evaluator: for what the domain needs of them.
  /// - Returns: the failure.
  func explained(
    _ exit: Exit, isDomainWrong: Bool, _ names: [String], _ earlier: ParameterValues, _ evaluator: Evaluator
  ) -> Exit {
    guard case .failed(let fault) = exit else { return exit }
    let mentioned = Set(allMentions).sorted().filter { $0 < earlier.values.count }
    guard !mentioned.isEmpty else { return exit }
    let point = "where \(mentioned.map { "\(names[$0]) = \(earlier.values[$0])" }.joined(separator: ", "))"
    let unmet = requirements.first { (try? $0.condition.truth(earlier, evaluator)) == false }
    let refusal = "`where\(unmet?.text.map { " " + $0 } ?? "")` refuses such points."
    return .failed(
      Fault(
        fault.topic,
        fault.message, fault.span, label: fault.label.isEmpty ? point : "\(fault.label), \(point)",
        hint: unmet != nil || isDomainWrong ? refusal : fault.hint ?? refusal, details: fault.details, kept: fault.kept,
        calls: fault.calls,
        isOfEveryTrial: fault.isOfEveryTrial))
  }
}

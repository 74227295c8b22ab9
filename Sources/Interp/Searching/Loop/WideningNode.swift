import Basics
import DSL

/// `widen ...`: goes on with the search of a study; the value is the study that has come of it.
final class WideningNode: Node {
  /// A parameter that is widened.
  struct Parameter {
    let name: Name
    let domain: Node?
  }
  private let parameters: [Parameter]
  private let budgets: [Node]
  private let start: Node
  /// The first slot above the frame's own, where the objective's frame begins.
  private let base: Int

  init(_ parameters: [Parameter], budgets: [Node], start: Node, base: Int, _ span: Span) {
    (self.parameters, self.budgets, self.start, self.base) = (parameters, budgets, start, base)
    super.init(span)
  }

  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    let goOn = try search(&f)
    var wider: [SearchExtension.Parameter] = []
    for parameter in parameters {
      let domain = try parameter.domain.map { node throws(Exit) in (value: try node.value(&f), span: node.span) }
      wider.append(.init(name: parameter.name, domain: domain))
    }
    let budget = budgets.isEmpty ? nil : try SearchBudget(budgets, &f)
    // Nothing of the frame is in use from `base` on.
    let evaluator = Evaluator(machine: f.machine, slots: f.slots + base)
    return .host(try goOn(SearchExtension(parameters: wider, budget: budget), evaluator))
  }

  /// The search of the study, which can go on.
  private func search(_ f: inout Frame) throws(Exit) -> (SearchExtension, Evaluator) throws(Exit) -> StudyValue {
    let value = try start.value(&f)
    guard let study = value.study else {
      if value.isNone {
        throw failure(
          .widening, "there is no search to go on with", start.span, hint: "write `widen ... from` and the study.")
      }
      throw failure(.widening, "`widen` goes on with a study, not \(value.kind)", start.span)
    }
    guard let goOn = study.origin?.goOn else {
      let name = study.study.description.name
      throw failure(
        .widening,
        "the objective of a study that was read from a storage is not known", start.span,
        hint: name.map { "run its search again with the wider range: `as \"\($0)\"` goes on with it." })
    }
    return goOn
  }
}

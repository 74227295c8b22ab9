import Basics
import DSL

/// `search ...`: evaluates its clauses into a `SearchPlan` and conducts it; the value is the study.
final class SearchNode: Node {
  struct Parameter {
    let name: String
    /// The domain, or a function of the parameters before it.
    let domain: Node
    let isDependent: Bool
    /// Where a good value is believed to lie.
    let near: Node?
    /// A function of the parameters before it.
    let condition: Node?
    /// The text of the domain and its condition; empty where they depend on nothing.
    let rule: String
    let span: Span
  }
  struct Objective {
    let direction: Direction
    /// A function of `params`, `trial` and all parameters.
    let function: Node
    /// What is measured, if the text says so.
    let metric: String?
    let span: Span
  }
  let parameters: [Parameter]
  let constraints: [Node]
  let constraintSpans: [Span]
  let objectives: [Objective]
  let strategy: Node
  let budgets: [Node]
  let pruner: Node?
  let workers: Node?
  let start: Node?
  let name: Node?
  /// The first slot above the frame's own, where the objective's frame begins.
  let base: Int

  init(
    parameters: [Parameter], constraints: [Node], constraintSpans: [Span], objectives: [Objective], strategy: Node,
    budgets: [Node], pruner: Node?, workers: Node?, start: Node?, name: Node?, base: Int, _ span: Span
  ) {
    self.parameters = parameters
    self.constraints = constraints
    self.constraintSpans = constraintSpans
    self.objectives = objectives
    self.strategy = strategy
    self.budgets = budgets
    self.pruner = pruner
    self.workers = workers
    self.start = start
    self.name = name
    self.base = base
    super.init(span)
  }

  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    // Nothing of the frame is in use from `base` on.
    let evaluator = Evaluator(machine: f.machine, slots: f.slots + base)
    let plan = try SearchPlan(self, &f, evaluator)
    return .host(try SearchLoop(plan, evaluator: evaluator).run())
  }
}

import DSL

/// `search ...`: evaluates its clauses into a `SearchPlan` and conducts it; the value is the study.
final class SearchNode: Node {
  let clauses: SearchClauses
  /// The first slot above the frame's own, where the objective's frame begins.
  let base: Int

  init(_ clauses: SearchClauses, base: Int) {
    self.clauses = clauses
    self.base = base
    super.init(clauses.span)
  }

  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    // Nothing of the frame is in use from `base` on.
    let evaluator = Evaluator(machine: f.machine, slots: f.slots + base)
    let plan = try SearchPlan(clauses, &f, evaluator)
    return .host(try SearchLoop(plan, evaluator: evaluator).run())
  }
}

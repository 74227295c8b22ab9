import Basics
import DSL
import Studies

/// What is found out about a trial: a number for each objective, and how far it is from meeting each outcome constraint.
///
/// Objectives are evaluated in the order in which they are written. All but the first, and the constraints, see what was noted before
/// under its name.
struct TrialAssessment {
  struct Objective {
    let direction: Direction
    /// A function of `params`, `trial`, `worker`, all parameters, and behind the first objective of all notes.
    let function: Value
    let metric: String?
    let form: ObjectiveForm
    /// A digest of its text.
    let digest: String
    let span: Span
  }

  /// At least one.
  let objectives: [Objective]
  /// Of functions of all parameters and all notes.
  let constraints: [ParameterCondition<Value>]
  /// What ends a trial early, of what it has reported; nil for nothing.
  let pruneCondition: PruneCondition?
  /// How long a trial may take, in seconds; nil for as long as it takes.
  let limit: Double?
  private let constraintDigest: String?
  private let notes: [SearchClauses.NoteUse]
  let parameterCount: Int

  /// Evaluates the clauses of a search.
  init(_ clauses: SearchClauses, _ f: inout Frame) throws(Exit) {
    var objectives: [Objective] = []
    for clause in clauses.objectives {
      objectives.append(
        Objective(
          direction: clause.direction, function: try clause.function.value(&f), metric: clause.metric,
          form: clause.form,
          digest: clause.text.digest(f.machine.pointee), span: clause.span))
    }
    self.objectives = objectives
    var constraints: [ParameterCondition<Value>] = []
    for constraint in clauses.outcomeConstraints {
      constraints += try constraint.map { (node) throws(Exit) in try node.value(&f) }.conjuncts
    }
    self.constraints = constraints
    if let condition = clauses.pruneCondition {
      pruneCondition = PruneCondition(
        function: try condition.function.value(&f), reported: condition.reported, span: condition.span)
    } else {
      pruneCondition = nil
    }
    limit = try Self.limit(clauses.trialLimit, &f)
    constraintDigest = clauses.outcomeText?.digest(f.machine.pointee)
    notes = clauses.notes
    parameterCount = clauses.parameters.count
  }

  private static func limit(_ node: Node?, _ f: inout Frame) throws(Exit) -> Double? {
    guard let node else { return nil }
    let value = try node.value(&f)
    guard case .quantity(let quantity) = value, quantity.unit == .seconds else {
      throw failure(.timeLimit, "`within` takes a time, not \(value.kind)", node.span, hint: "write `within 5min`.")
    }
    guard quantity.amount > 0 else { throw failure(.timeLimit, "a trial needs some time", node.span) }
    return quantity.amount
  }

  var directions: [Direction] { objectives.map(\.direction) }

  /// The digest of all objectives and of `require`.
  var digest: String { (objectives.map(\.digest) + [constraintDigest].compactMap(\.self)).joined(separator: "+") }

  /// What is found out by calling the functions.
  ///
  /// - Parameters:
  ///   - arguments: what the first objective is called with.
  ///   - trial: where notes are.
  ///   - evaluator: who calls.
  /// - Throws: a failure of the program; where an objective gives no number, or a note that is asked for is missing.
  /// - Returns: the values and the distances from the constraints, zero or less where they are met.
  func assess(
    _ arguments: [Value], _ trial: RunningTrial, _ evaluator: Evaluator
  ) throws(Exit) -> (values: [Double], constraints: [Double]) {
    var values: [Double] = []
    for (index, objective) in objectives.enumerated() {
      let own = index == 0 ? arguments : arguments + noted(by: trial)
      let value = try evaluator.call(objective.function, own, objective.span)
      values.append(try objective.score(value, after: evaluator.machine.pointee.endedProgram))
    }
    guard !constraints.isEmpty else { return (values, []) }
    for note in notes where !trial.notes.contains(where: { $0.name == note.name }) {
      if let span = note.span { throw .failed(missing(note.name, span, in: trial)) }
    }
    let known = Array(arguments.suffix(parameterCount))
    let seen = ParameterValues(values: known + noted(by: trial), isInactive: known.map(\.isNone))
    var distances: [Double] = []
    for constraint in constraints { distances.append(try constraint.distance(seen, evaluator)) }
    return (values, distances)
  }

  /// What was noted last under each of the names; none where nothing was.
  private func noted(by trial: RunningTrial) -> [Value] {
    notes.map { use in trial.notes.last { $0.name == use.name }.map { Value($0.value) } ?? .none }
  }

  private func missing(_ name: String, _ span: Span, in trial: RunningTrial) -> Fault {
    let names = trial.notes.map(\.name)
    let near = Suggestion.nearest(to: name, among: names)
    return Fault(
      .trialReport,
      "the trial has noted nothing as `\(name)`", span,
      hint: near.map { "did you mean `\($0)`?" }
        ?? (names.isEmpty
          ? "the objective notes it by `note(\(name): ...)`." : "it has noted \(names.joined(separator: ", "))."),
      isOfEveryTrial: true)
  }
}

/// `prune when`: a condition on what a trial has reported.
struct PruneCondition {
  /// A function of all parameters and of what was reported.
  let function: Value
  /// The names of what was reported, in the order of the arguments.
  let reported: [String]
  let span: Span

  /// Whether it holds; not where it asks for something that was not reported yet.
  func holds(
    for reports: [String: Double], _ parameters: [Value], _ evaluator: Evaluator
  ) throws(Exit) -> Bool {
    let values = reported.map { name in reports[name].map { Value.real($0) } ?? .none }
    do throws(Exit) {
      return try evaluator.test(function, parameters + values, span)
    } catch {
      if case .failed = error, values.contains(where: \.isNone) { return false }
      throw error
    }
  }
}

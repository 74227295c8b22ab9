import Basics
import DSL

/// Whether the values of an objective are all of one kind, as far as its text tells.
enum ObjectiveForm {
  case varying, sameKind
  /// It ends with a statement, which has no value.
  case nothing
}

/// The clauses of a search as they are compiled, to be evaluated into a `SearchPlan`.
struct SearchClauses {
  /// A name that stands for what a trial has noted.
  struct NoteUse {
    let name: String
    /// Where it is read first; nil where only its place in the arguments is needed.
    let span: Span?
  }
  struct Parameter {
    let name: String
    /// The domain, or a function of the parameters before it.
    let domain: Node
    let isDependent: Bool
    /// Where a good value is believed to lie.
    let near: Node?
    /// Of functions of the parameters before it.
    let condition: ParameterCondition<Node>?
    /// The same, of what a dependent domain needs.
    let requirements: [DomainRequirement<Node>]
    /// The parameters that the domain mentions.
    let mentions: [Int]
    /// The largest number of members that the text of a dependent domain names.
    let mostMembers: Int?
    /// The text of the domain, and of its condition; empty without one.
    var domainText: String
    let conditionText: String
    let span: Span

    /// The text of the domain and its condition; empty where they depend on nothing.
    var rule: String {
      guard isDependent || condition != nil else { return "" }
      return condition == nil ? domainText : "\(domainText) if \(conditionText)"
    }
  }
  struct Objective {
    let direction: Direction
    /// A function of `params`, `trial` and all parameters.
    let function: Node
    /// What is measured, if the text says so.
    let metric: String?
    let form: ObjectiveForm
    /// Its text.
    let text: ObjectiveText
    let span: Span
  }
  let parameters: [Parameter]
  /// Of functions of all parameters.
  let constraints: [ParameterCondition<Node>]
  let constraintSpans: [Span]
  /// At least one; all but the first are functions of what was noted, too.
  let objectives: [Objective]
  /// Of functions of all parameters and of what was noted.
  let outcomeConstraints: [ParameterCondition<Node>]
  /// The text of the outcome constraints.
  let outcomeText: ObjectiveText?
  /// The names that objectives behind the first and outcome constraints see beside the parameters: what a trial notes.
  let notes: [NoteUse]
  let strategy: Node
  let budgets: [Node]
  let pruner: Node?
  /// What ends a trial early: a function of the parameters and of `reported`; nil for nothing.
  let pruneCondition: (function: Node, reported: [String], span: Span)?
  /// What ends the search: a function of `ProgressName`s; nil for its budget alone.
  let endCondition: (function: Node, readsGain: Bool, span: Span)?
  /// How long a trial may take.
  let trialLimit: Node?
  let workers: Node?
  /// What each worker has for itself.
  let shares: [(name: ShareName, value: Node)]
  let start: Node?
  let name: Node?
  /// The text of the search.
  let span: Span
}

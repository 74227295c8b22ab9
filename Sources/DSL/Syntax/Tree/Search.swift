import Basics

/// `search ...`: parameters and clauses, sorted by what they are.
///
/// The parser has checked that each clause but parameters, constraints and objectives stands at most once.
/// What a trial notes can be seen, under its name, by outcome constraints and by objectives behind the first.
public struct Search: Sendable {
  /// `name in domain near value if condition`.
  public struct Parameter: Sendable {
    /// The name that is bound in later domains, constraints and the objective.
    public let name: Name
    /// Sees the parameters before it.
    public let domain: Expression
    /// Where a good value is believed to lie; sees no parameter.
    public let near: Expression?
    /// Sees the parameters before it; where false, the parameter is `none`.
    public let condition: Expression?

    /// A parameter of its parts.
    public init(name: Name, domain: Expression, near: Expression? = nil, condition: Expression?) {
      self.name = name
      self.domain = domain
      self.near = near
      self.condition = condition
    }
  }

  /// `minimize body` or `maximize body`; the body is that of a function: `return` gives the trial's value.
  public struct Objective: Sendable {
    /// `maximize`.
    public let direction: Direction
    /// A bare expression is a block of one.
    public let body: Block
    /// The clause.
    public let span: Span

    /// An objective of its parts.
    public init(direction: Direction, body: Block, span: Span) {
      self.direction = direction
      self.body = body
      self.span = span
    }
  }

  /// In the order they are written.
  public var parameters: [Parameter] = []
  /// `where`; all must hold.
  public var constraints: [Expression] = []
  /// `require`: what must hold of what comes of a trial.
  public var outcomeConstraints: [Expression] = []
  /// The names that the objectives note, as far as their text tells: the labels of `note(...)`.
  public var notes: [Name] = []
  /// One, or several for a multi-objective study, or none for the library's `objective`.
  public var objectives: [Objective] = []
  /// `with`: the strategy.
  public var strategy: Expression?
  /// `for`: the budgets, whichever ends first.
  public var budgets: [Expression] = []
  /// `prune`: who ends trials early.
  public var pruner: Expression?
  /// `prune when`: what ends a trial early, of what it has reported.
  public var pruneCondition: Expression?
  /// `within`: how long a trial may take.
  public var trialLimit: Expression?
  /// `until`: what ends the search before its budget does.
  public var endCondition: Expression?
  /// The names that the objectives report, as far as their text tells: the labels of `report(...)`.
  public var reports: [Name] = []
  /// `on`: the workers.
  public var workers: Expression?
  /// `on N workers(...)`: what each of them has for itself.
  public var shares: [Argument] = []
  /// `from`: the warm start.
  public var start: Expression?
  /// `as`: an expression of kind `string` or `interpolation`.
  public var name: Expression?
  /// The word `search`.
  public let keyword: Span

  /// An empty search at the word `search`.
  public init(keyword: Span) {
    self.keyword = keyword
  }
}

// The words of the language, each written once. What reads programs, explains them or completes them asks here.

/// The reserved words.
public enum Keyword: String, CaseIterable, Sendable {
  case `let`, `var`, fn, `return`, `if`, `else`, `for`, `in`, `while`, `break`, `continue`, `import`
  case test, expect, search, and, or, not, mod, `true`, `false`, none

  /// What a reserved word does at the place where it usually stands.
  public enum Role: Sendable {
    /// Starts a statement, which has no value.
    case statement
    /// Is a statement by itself, which has no value.
    case wholeStatement
    /// Starts an expression.
    case expression
    /// Is an expression by itself.
    case constant
    /// Stands between two expressions.
    case infix
    /// Goes on with what an `if` began.
    case alternative
  }

  /// Its role; `not` starts an expression, and is a part of the infix `not in` too.
  public var role: Role {
    switch self {
    case .let, .var, .for, .while, .return, .import, .test, .expect: .statement
    case .break, .continue: .wholeStatement
    case .fn, .if, .not, .search: .expression
    case .true, .false, .none: .constant
    case .and, .or, .in, .mod: .infix
    case .else: .alternative
    }
  }

  /// Whether it starts a statement that is no expression.
  public var startsStatement: Bool { role == .statement || role == .wholeStatement }

  /// Whether an expression may start with it.
  public var startsExpression: Bool { role == .expression || role == .constant }

  /// Whether an expression must follow on it, also on the next line.
  public var isOperator: Bool { role == .infix || self == .not }

  /// Whether it can bind a name, and so carry documentation.
  public var bindsName: Bool { self == .let || self == .var || self == .fn }

  /// The words of one role, in the order of the language.
  public static func all(_ role: Role) -> [Keyword] { allCases.filter { $0.role == role } }
}

/// The clause words of a search that are no reserved words; they mean something only where no name could stand.
public enum ClauseWord: String, CaseIterable, Sendable {
  case with, minimize, maximize, `where`, require, prune, within, until, on, from, `as`

  /// Whether a search may have several of these clauses.
  public var mayRepeat: Bool { [.minimize, .maximize, .where, .require].contains(self) }

  /// All words that start a clause of a search: the reserved `for` is one of them.
  public static let spellings: [String] = {
    var spellings = allCases.map(\.rawValue)
    spellings.insert(Keyword.for.rawValue, at: 1)
    return spellings
  }()
}

/// The word that goes on with a study; it means something only before the name of a parameter.
public enum StudyWord: String, CaseIterable, Sendable {
  /// `widen lr`.
  case widen
}

/// The word behind `prune PRUNER`, or behind `prune` alone; like those of clauses it is no reserved word.
public enum PruneWord: String, CaseIterable, Sendable {
  /// `prune when loss > 4`.
  case when
}

/// The words behind a domain; like those of clauses they are no reserved words.
public enum DomainWord: String, CaseIterable, Sendable {
  /// `low..high by step`.
  case by
  /// `name in domain near value`: only in a search.
  case near
}

/// The names that an objective sees beside its parameters.
public enum TrialName: String, CaseIterable, Sendable {
  /// The record of all parameters.
  case params
  /// The number of the trial.
  case trial
  /// The number of the worker that evaluates it, from 0.
  case worker
}

/// What `on N workers(...)` gives to each worker.
public enum ShareName: String, CaseIterable, Sendable {
  /// GPUs, for the programs that its trials run.
  case gpus
  /// Cores of the processor.
  case cores
}

/// The names that `prune when` sees beside the parameters and the metrics that were reported.
public enum ReportName: String, CaseIterable, Sendable {
  /// The value that was reported.
  case value
  /// The step that it is of.
  case step
  /// How long the trial has run.
  case seconds
}

/// The names that `until` sees.
public enum ProgressName: String, CaseIterable, Sendable {
  /// What the rest of the budget is expected to add to the best value.
  case gain
  /// The best value so far.
  case best
  /// The number of complete trials since the best one.
  case stalled
}

/// The unit of a count.
public enum CountUnit: String, CaseIterable, Sendable {
  case trials, epochs, steps, workers

  /// `trial`, `epoch`, ...
  public var singular: String { String(rawValue.dropLast()) }

  /// The unit that `word` names in the singular or the plural.
  public init?(word: String) {
    guard let unit = Self.allCases.first(where: { $0.rawValue == word || $0.singular == word }) else { return nil }
    self = unit
  }
}

/// The unit of a time, which stands right behind its number; from the shortest to the longest.
public enum TimeUnit: String, CaseIterable, Sendable {
  case milliseconds = "ms"
  case seconds = "s"
  case minutes = "min"
  case hours = "h"
  case days = "d"

  /// How many seconds it has.
  public var seconds: Double {
    switch self {
    case .milliseconds: 0.001
    case .seconds: 1
    case .minutes: 60
    case .hours: 3_600
    case .days: 86_400
    }
  }
}

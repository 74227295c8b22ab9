import Basics
import BayesOpt

/// How numbers and states stand in the columns of Optuna's tables.
enum OptunaEncoding {
  /// A state by its name in the database.
  ///
  /// Optuna has no paused trials. As a running one such a trial is counted as under way by Optuna's samplers, shown with
  /// its reports, and taken up by none of its workers, as a waiting one would be; that it is paused stands in its claim.
  static func name(of state: TrialState) -> String {
    switch state {
    case .waiting: "WAITING"
    case .running, .paused: "RUNNING"
    case .complete: "COMPLETE"
    case .pruned: "PRUNED"
    case .failed: "FAIL"
    }
  }

  /// The state of a name.
  static func state(_ name: String?) -> TrialState? {
    switch name {
    case "WAITING": .waiting
    case "RUNNING": .running
    case "COMPLETE": .complete
    case "PRUNED": .pruned
    case "FAIL": .failed
    default: nil
    }
  }

  /// A direction by its name in the database.
  static func name(of direction: Direction) -> String {
    direction == .minimize ? "MINIMIZE" : "MAXIMIZE"
  }

  /// The direction of a name; Optuna minimizes where none is set.
  static func direction(_ name: String?) -> Direction? {
    switch name {
    case "MAXIMIZE": .maximize
    case "MINIMIZE", "NOT_SET": .minimize
    default: nil
    }
  }

  /// A number as a nullable column and the column that says why it is null.
  static func columns(_ value: Double) -> (value: SQLValue, type: SQLValue) {
    if value.isFinite { return (.real(value), "FINITE") }
    return (nil, value.isNaN ? "NAN" : value > 0 ? "INF_POS" : "INF_NEG")
  }

  /// How far a trial is from meeting its constraints, by an attribute with all of them or with one.
  ///
  /// What is no number is not met.
  static func constraints(_ text: String?) -> [Double] {
    let told = text.flatMap { JSON(parsing: $0) } ?? .null
    return (told.items ?? [told]).map { $0.number ?? .infinity }
  }

  /// The number of such a pair of columns.
  static func number(_ value: SQLValue, type: SQLValue) -> Double? {
    switch type.text {
    case "FINITE": value.real.flatMap { $0.isFinite ? $0 : nil }
    case "INF_POS": .infinity
    case "INF_NEG": -.infinity
    case "NAN": .nan
    default: nil
    }
  }

  /// The column of a parameter's value: the number itself, the index of a choice.
  static func column(_ value: ParameterValue) -> SQLValue {
    switch value {
    case .real(let real): .real(real)
    case .integer(let integer): .real(Double(integer))
    case .choice(let index): .real(Double(index))
    }
  }

  /// The value of a parameter in such a column; `nil` where it is no value of the parameter's kind.
  static func value(_ column: SQLValue, of domain: Domain) -> ParameterValue? {
    guard let real = column.real, real.isFinite else { return nil }
    switch domain {
    // Another program may write the level 0.3 as 0.30000000000000004.
    case .real, .normal, .gamma: return domain.recognized(.real(real)) ?? .real(real)
    case .integer(let low, let high, _, _):
      guard real == real.rounded() else { return nil }
      // Doubles are sparse at the ends of the integers: the nearest one can lie beyond them.
      return .integer(Int(exactly: real) ?? (real < 0 ? low : high))
    case .choice(let count, _):
      guard let index = Int(exactly: real), 0..<count ~= index else { return nil }
      return .choice(index)
    }
  }
}

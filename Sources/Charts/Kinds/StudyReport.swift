import Basics
import BayesOpt
import Studies

/// Everything that the report of a study shows, as values; `page` writes it as one file of HTML.
public struct StudyReport: Hashable, Sendable {
  /// A column of the table of trials.
  public struct Column: Hashable, Sendable {
    /// What stands in a column.
    public enum Role: String, Hashable, Sendable {
      case number, parameter, objective, note, state, seconds, message
    }

    /// Its title, which no other column has.
    public let title: String
    /// What stands in it.
    public let role: Role
    /// The parameter, where it is one.
    public let parameter: ParameterDescription?
    /// How much of the objective the parameter explains by itself; nil where that is not known.
    public let effect: Double?
    /// A cell for each trial.
    public let cells: [JSON]
  }

  /// The study.
  public let study: Study
  /// What the report is headed by.
  public let title: String
  /// What there is to say of the study's health.
  public let health: StudyHealth
  /// The columns of the table of trials, in their order.
  public let columns: [Column]
  /// For each objective the importance of each parameter for being among the best tenth, by PED-ANOVA; nil where nothing
  /// is known of it.
  public let importance: [[Double?]]

  /// A report of a study.
  ///
  /// - Parameter study: the study.
  /// - Complexity: O(*n* *d* log *n*) for *n* trials of *d* parameters.
  public init(_ study: Study) {
    let effects = study.effects
    self.study = study
    title = study.description.name.flatMap { $0.isEmpty ? nil : $0 } ?? "Study"
    health = StudyHealth(study, effects: effects)
    importance = study.description.objectives.indices.map { study.shares(for: $0) }
    let table = Table(study)
    let parameters = study.description.parameters
    let roles =
      [.number] + parameters.map { _ in Column.Role.parameter } + study.description.objectives.map { _ in .objective }
    let last: [Column.Role] = table.titles.last == "message" ? [.state, .seconds, .message] : [.state, .seconds]
    let notes = [Column.Role](repeating: .note, count: table.titles.count - roles.count - last.count)
    columns = zip(table.titles, roles + notes + last).enumerated().map { index, column in
      let parameter = column.1 == .parameter ? index - 1 : nil
      return Column(
        title: column.0, role: column.1, parameter: parameter.map { parameters[$0] },
        effect: parameter.flatMap { effects[$0] }, cells: table.rows.map { $0[index] })
    }
  }
}

extension Study {
  /// The importance of each parameter for an objective; nil where nothing is known of it.
  fileprivate func shares(for objective: Int) -> [Double?] {
    guard let importance = importance(for: objective), !importance.isUndetermined else { return [] }
    let shares = Dictionary(importance.parameters.map { ($0.parameters[0], $0.value) }) { first, _ in first }
    return description.parameters.map { shares[$0.name] }
  }
}

// MARK: as data of the page

extension StudyReport {
  /// The report as JSON that JavaScript reads: numbers that it has no room for are strings.
  var data: JSON {
    let description = study.description
    let starts = study.trials.compactMap(\.start)
    let begin = starts.min()
    func moment(_ time: Timestamp?) -> JSON {
      guard let time, let begin else { return .null }
      return .real((time.seconds(since: begin) * 1000).rounded() / 1000)
    }
    let firstObjective = 1 + description.parameters.count
    return [
      "title": .string(title), "strategy": .string(description.strategy), "seed": .integer(description.seed),
      "version": .string(description.version),
      "begun": begin.map { .string(String($0.description.prefix(19))) } ?? .null,
      "seconds": study.seconds.inJavaScript, "isInterrupted": .bool(study.isInterrupted),
      "objectives": .array(
        description.objectives.enumerated().map { index, objective in
          ["column": .integer(firstObjective + index), "isMaximized": .bool(objective.direction == .maximize)]
        }),
      "signs": .array(health.signs.map(\.data)),
      "importance": .array(importance.map { .array($0.map { $0.map(JSON.real) ?? .null }) }),
      "columns": .array(columns.map(\.data)),
      "starts": .array(study.trials.map { moment($0.start) }), "ends": .array(study.trials.map { moment($0.end) }),
      "reports": .array(study.trials.map(\.reportData)),
    ]
  }
}

extension StudyHealth.Sign {
  fileprivate var data: JSON {
    [
      "weight": .string(weight.rawValue), "text": .string(text), "advice": advice.map { .string($0) } ?? .null,
      "trials": .array(trials.map { .integer($0) }),
    ]
  }
}

extension Trial {
  /// What it reported: the first step where each follows the one before, else all steps; and the values.
  fileprivate var reportData: JSON {
    guard let first = reports.first, let last = reports.last else { return .null }
    let (span, isTooLong) = last.step.subtractingReportingOverflow(first.step)
    let steps =
      !isTooLong && span == reports.count - 1
      ? JSON.integer(first.step).inJavaScript : .array(reports.map { JSON.integer($0.step).inJavaScript })
    return [steps, .array(reports.map(\.value.inJavaScript))]
  }
}

extension StudyReport.Column {
  /// The column without what is the same for all of its role.
  fileprivate var data: JSON {
    var members: [JSON.Member] = [.init("title", .string(title)), .init("role", .string(role.rawValue))]
    if let parameter { members += parameter.data }
    if let effect { members.append(.init("effect", .real(effect))) }
    let choices = self.choices
    if choices == nil, isNumeric {
      members.append(.init("isNumeric", true))
      let isWhole = cells.allSatisfy { if case .real = $0 { false } else { true } }
      if isWhole { members.append(.init("isWhole", true)) }
    }
    if let choices { members.append(.init("choices", .array(choices.map(\.inJavaScript)))) }
    members.append(.init("cells", .array(choices.map(placed) ?? cells.map(\.inJavaScript))))
    return .object(members)
  }

  /// What the cells are taken from, where that is few things without an order of numbers.
  private var choices: [JSON]? {
    if role == .state { return TrialState.allCases.map { .string($0.rawValue) } }
    guard let parameter, case .choice = parameter.domain else { return nil }
    return parameter.choices
  }

  /// The place of each cell among the choices.
  private func placed(among choices: [JSON]) -> [JSON] {
    let places = Dictionary(choices.enumerated().map { ($1, $0) }) { first, _ in first }
    return cells.map { cell in places[cell].map { .integer($0) } ?? .null }
  }

  private var isNumeric: Bool {
    switch role {
    case .number, .objective, .seconds: true
    case .parameter: parameter.map { if case .choice = $0.domain { false } else { true } } ?? false
    case .note: cells.contains { $0.number != nil } && cells.allSatisfy { $0 == .null || $0.number != nil }
    case .state, .message: false
    }
  }
}

extension ParameterDescription {
  /// The domain in words, its scale and its ends.
  fileprivate var data: [JSON.Member] {
    var members = [JSON.Member("domain", .string((rule.flatMap { $0.isEmpty ? nil : $0 }) ?? domainText))]
    func add(_ scale: Scale, _ low: JSON, _ high: JSON) {
      members += [
        .init("kind", scale == .logarithmic ? "log" : "linear"), .init("low", low.inJavaScript),
        .init("high", high.inJavaScript),
      ]
    }
    switch domain {
    case .real(let low, let high, let scale, _): add(scale, .real(low), .real(high))
    case .gamma(let low, let high, _, _): add(.linear, .real(low), .real(high))
    case .integer(let low, let high, let scale, _):
      add(scale, .integer(low), .integer(high))
      members.append(.init("isWhole", true))
    case .normal(let mean, let deviation): add(.linear, .real(mean - 2 * deviation), .real(mean + 2 * deviation))
    case .choice: break
    }
    return members
  }
}

extension Double {
  fileprivate var inJavaScript: JSON { JSON.real(self).inJavaScript }
}

extension JSON {
  /// The value with strings for numbers that JSON or JavaScript's numbers have no room for.
  fileprivate var inJavaScript: JSON {
    switch self {
    case .real(let value) where !value.isFinite:
      .string(value.isNaN ? "NaN" : value > 0 ? "Infinity" : "-Infinity")
    case .integer(let value) where value.magnitude > 1 << 53: .string(String(value))
    case .array(let items): .array(items.map(\.inJavaScript))
    case .object(let members): .object(members.map { Member($0.name, $0.value.inJavaScript) })
    default: self
    }
  }
}

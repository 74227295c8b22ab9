import Basics
import Studies

extension Table {
  /// The studies of a storage, a row each: trials, best value with its direction, strategy, parameters, and the last run.
  ///
  /// - Parameters:
  ///   - studies: the studies.
  ///   - now: what the last run is counted back from.
  public init(studies: [StudyOverview], now: Timestamp = .now) {
    titles = ["name", "trials", "best", "strategy", "parameters", "last run"]
    rows = studies.map { study in
      let names = Self.names(of: study.description)
      let parameters =
        names.count > 4
        ? names.prefix(3).joined(separator: ", ") + ", \(names.count - 3) more"
        : names.joined(separator: ", ")
      let cells = [
        study.description.name ?? "", Self.counts(of: study), Self.best(of: study), study.description.strategy,
        parameters, Self.age(of: study, now),
      ]
      return cells.map { .string($0) }
    }
  }

  /// The same for programs: numbers and moments as they are.
  ///
  /// - Parameter overviews: the studies.
  public init(overviews: [StudyOverview]) {
    titles = ["name", "trials", "running", "best", "direction", "strategy", "last_run"]
    rows = overviews.map { study in
      let directions = study.description.objectives.map(\.direction.rawValue)
      return [
        .string(study.description.name ?? ""), .integer(study.finished), .integer(study.running),
        study.best.map(JSON.real) ?? .null, .string(directions.joined(separator: ", ")),
        .string(study.description.strategy), study.lastMoment.map { .string($0.description) } ?? .null,
      ]
    }
  }

  /// The names of the parameters, of a list's members once.
  private static func names(of study: StudyDescription) -> [String] {
    var names: [String] = []
    for parameter in study.parameters {
      let name = parameter.name.hasSuffix("]") ? String(parameter.name.prefix { $0 != "[" }) : parameter.name
      if name != names.last { names.append(name) }
    }
    return names
  }

  private static func counts(of study: StudyOverview) -> String {
    let others = [
      (study.counts[.failed] ?? 0, "failed"), (study.counts[.pruned] ?? 0, "pruned"),
      (study.counts[.waiting] ?? 0, "waiting"), (study.running, "running"), (study.abandoned, "unfinished"),
    ]
    return "\(study.finished)" + others.filter { $0.0 > 0 }.map { ", \($0.0) \($0.1)" }.joined()
  }

  private static func best(of study: StudyOverview) -> String {
    let objectives = study.description.objectives
    if objectives.count > 1 { return "\(objectives.count) objectives" }
    let arrow = objectives.first?.direction == .maximize ? "↑" : "↓"
    return study.best.map { "\(NumberText.rounded($0)) \(arrow)" } ?? arrow
  }

  private static func age(of study: StudyOverview, _ now: Timestamp) -> String {
    if study.running > 0 { return "now" }
    guard let last = study.lastMoment else { return "never" }
    let seconds = Int(max(now.seconds(since: last), 0))
    for (unit, length) in [("d", 86_400), ("h", 3600), ("min", 60)] where seconds >= length {
      return "\(seconds / length)\(unit) ago"
    }
    return "\(seconds)s ago"
  }
}

import Basics
import BayesOpt
import DSL

/// Trials that were run elsewhere: records of parameters with the value that came out, as a table of trials has them.
struct KnownTrials {
  private(set) var observations: [Observation] = []
  /// How many have no value, or parameters that this space does not have.
  private(set) var leftOut = 0

  /// Reads `items`; nil where they are no such records, but points.
  ///
  /// The value stands in the field `value`, or in one that is called like the metric. Fields that are neither the value nor a
  /// parameter say more about a trial than is needed here.
  ///
  /// - Parameters:
  ///   - items: the records.
  ///   - parameters: the space of the search.
  ///   - metric: what the search measures, if its text says so.
  ///   - span: the text of the records.
  /// - Throws: a failure where a parameter of the search is missing.
  init?(_ items: ContiguousArray<Value>, _ parameters: SearchSpace, metric: String?, _ span: Span) throws(Exit) {
    let records = items.compactMap { item -> Record? in if case .record(let record) = item { record } else { nil } }
    guard records.count == items.count, let first = records.first else { return nil }
    // A parameter that is called like the value has another title where both are.
    let titles = [metric, "value"].compactMap { $0 }.filter { title in
      first[title] != nil && (!parameters.names.contains(title) || first["params.\(title)"] != nil)
    }
    guard let title = titles.first else { return nil }
    for record in records {
      var fields: [(String, Value)] = []
      for name in parameters.names {
        guard let value = Self.value(of: name, in: record) else {
          throw failure(
            .startPoint,
            "the trials of `from` have no parameter `\(name)`", span,
            hint: "each needs all parameters of the search, and its value in `\(title)`.")
        }
        fields.append((name, value))
      }
      guard let value = record[title]?.number, value.isFinite, case .record(let point) = Value.record(fields),
        let configuration = try? parameters.configuration(of: point, span)
      else {
        leftOut += 1
        continue
      }
      observations.append(Observation(configuration, .complete([value])))
    }
  }

  /// The field of a parameter: its name, its title beside a value of that name, or its members one by one.
  private static func value(of name: String, in record: Record) -> Value? {
    if let value = record["params.\(name)"] ?? record[name] { return value }
    var members = ContiguousArray<Value>()
    var index = 0
    while let member = record["\(name)[\(index)]"] {
      if !member.isNone { members.append(member) }
      index += 1
    }
    return index > 0 ? .list(members) : nil
  }
}

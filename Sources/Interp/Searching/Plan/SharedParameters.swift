import Basics
import BayesOpt
import DSL
import Studies

// A study in another space, as far as a search shares its parameters.

extension SearchSpace {
  /// What a study has found of the parameters that it shares with this space by name, and its best values of them.
  ///
  /// A parameter is shared where it is always active here, and no list.
  ///
  /// - Parameters:
  ///   - study: the study.
  ///   - span: the text of it.
  /// - Throws: a failure of the program where nothing is shared.
  /// - Returns: nil where the study has the same parameters.
  func earlierStudy(_ study: StudyValue, _ span: Span) throws(Exit) -> (study: EarlierStudy, best: Record?)? {
    guard case .record(let first)? = study.trials.first?.trial?.parameters else { return nil }
    let others = first.fields.map(\.name)
    if Set(others) == Set(names) { return nil }
    let shared = parameters.filter { parameter in
      others.contains(parameter.name) && !parameter.isList && !parameter.dependent.isSometimesInactive
    }
    guard !shared.isEmpty, study.study.description.objectives.count == 1 else {
      let reason = shared.isEmpty ? "shares no parameter with this search" : "has another space and several objectives"
      throw failure(
        .startPoint,
        "the study of `from` \(reason)", span,
        hint: "`from` takes points as well: `from [t.params for t in study.trials]`.")
    }
    let known = study.trials.compactMap { value -> Observation? in
      guard let trial = value.trial, trial.trial.state == .complete, case .record(let record) = trial.parameters,
        let point = values(record, of: shared)
      else { return nil }
      return Observation(point, .complete(trial.trial.values))
    }
    var best: Record?
    if let trial = study.best, case .record(let record) = trial.parameters, values(record, of: shared) != nil {
      let fields = shared.compactMap { parameter in record[parameter.name].map { (parameter.name, $0) } }
      if case .record(let point) = Value.record(fields) { best = point }
    }
    return (EarlierStudy(shared: shared.map(\.axes.lowerBound), observations: known), best)
  }

  /// The values that a record has of some parameters; nil where one lies outside of this space.
  private func values(_ record: Record, of shared: [Parameter]) -> Configuration? {
    var values = [ParameterValue?](repeating: nil, count: axes.count)
    for parameter in shared {
      let axis = axes[parameter.axes.lowerBound]
      guard let value = record[parameter.name].flatMap({ coordinate(of: $0, axis) }).flatMap(axis.domain.recognized)
      else {
        return nil
      }
      values[parameter.axes.lowerBound] = value
    }
    return Configuration(values: values)
  }
}

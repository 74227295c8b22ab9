import BayesOpt
import Studies

extension SearchLoop {
  /// Removes what finished trials have saved by `save(..., keep: k)` and are not among the k best; of several objectives, those on
  /// the front are.
  ///
  /// Other processes that run the study save under the same names, and what trials do that are under way is not known yet.
  func removeFiles(_ state: inout State) {
    guard !state.keptFiles.isEmpty else { return }
    let finished = state.history.filter { $0.isFinished && state.ended[$0.number] == nil } + state.ended.values
    let ranked = Self.ranked(Study(study.description, trials: finished))
    let isOfFront = study.description.objectives.count > 1
    func best(_ count: Int) -> Set<Int> { Set(isOfFront ? ranked[...] : ranked.prefix(count)) }
    let left = finished.map(\.number).filter { !state.withoutFiles.contains($0) }
    for (files, count) in state.keptFiles {
      let kept = best(count)
      for number in left where !kept.contains(number) { files.remove(number) }
    }
    // Others only come before them.
    state.withoutFiles.formUnion(Set(left).subtracting(best(state.keptFiles.values.max() ?? 0)))
  }

  /// The numbers of the trials that are worth keeping, the best first.
  private static func ranked(_ study: Study) -> [Int] {
    guard study.description.objectives.count == 1 else { return study.front.map(\.number) }
    let direction = study.description.objectives[0].direction
    return study.trials.filter { $0.state == .complete && study.isFeasible($0) && !$0.values.isEmpty }
      .sorted { one, other in
        one.values[0] == other.values[0]
          ? one.number < other.number : direction.prefers(one.values[0], to: other.values[0])
      }.map(\.number)
  }
}

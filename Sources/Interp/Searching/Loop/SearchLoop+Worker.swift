import Foundation
import Studies

/// What a search tells of itself where the program is run as a worker.
extension SearchLoop {
  /// Ends the program of a worker of this search: nothing is left to do for it.
  func endWorker(_ state: State) throws(Exit) {
    guard let role = context.settings.workerRole, evaluator.machine.pointee.trial == nil else { return }
    context.state.withLock { $0.worker.studies += plan.name.map { [$0] } ?? [] }
    guard let name = plan.name, role.isMeant(by: name) else { return }
    context.state.withLock { $0.worker.finishedStudy = name }
    let running = state.history.count { !$0.isFinished }
    let others = running == 0 ? "" : "; \(running) of them \(running == 1 ? "is" : "are") still running elsewhere"
    context.note(
      "note: nothing is left to do in \(name): \(state.history.count) \(state.history.count == 1 ? "trial is" : "trials are") there\(others)"
    )
    throw .finished
  }

  /// Tells that a worker has advanced: it has recorded a trial, or gives one back that has kept something to go on from.
  func noteAdvance(of trial: Trial? = nil) {
    guard context.settings.workerRole?.isMeant(by: plan.name) == true else { return }
    if let trial, !hasKeptSomething(trial) { return }
    context.state.withLock { $0.worker.hasAdvanced = true }
  }

  /// Whether something in the folder of a trial is newer than the trial's beginning here.
  private func hasKeptSomething(_ trial: Trial) -> Bool {
    guard let folder = plan.name.flatMap({ context.trialFolder(of: trial.number, study: $0) }), let start = trial.start,
      let names = try? FileManager.default.subpathsOfDirectory(atPath: folder)
    else { return false }
    return names.contains { name in
      let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      guard attributes?[.type] as? FileAttributeType == .typeRegular, let date = attributes?[.modificationDate] as? Date
      else { return false }
      return date.timeIntervalSince1970 > Double(start.microseconds) / 1e6
    }
  }
}

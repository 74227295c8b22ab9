import Basics
import Charts
import Foundation
import Studies

extension Session {
  /// What goes on in a study of the session's storage: its trials, the best, who runs what, and the job array if there is one.
  ///
  /// Nothing is changed by looking.
  ///
  /// - Parameter name: the study's name.
  /// - Returns: the text, as wide as the terminal.
  /// - Throws: `MissingStudy` where there is none, a `StorageError` where the storage cannot be read.
  public func statusText(of name: String) throws -> String {
    let (storage, stored) = try context.storedStudy(name)
    let changes = try storage.changes(in: stored, since: StudyCursor())
    let status = StudyStatus(Study(stored.description, trials: changes.trials), changes.cursor)
    let settings = context.settings
    let parts = [status.text(array: arrayText(of: name)), status.runners?.text(width: settings.columns)]
    return settings.glyphs.drawn(parts.compactMap { $0 }.joined(separator: "\n\n"))
  }

  /// What Slurm says of the job array of a study; nil where there is no Slurm, or none that answers and no array that is known here.
  private func arrayText(of study: String) -> String? {
    guard Slurm.isHere else { return nil }
    let name = SlurmName(study: study, storage: context.storageIdentity)
    do throws(SlurmError) {
      let tasks = try Slurm.tasks(named: name.job, isInterrupted: { [interruption] in interruption.isRequested })
      guard let array = tasks.map(\.array).min() else { return "no job array" }
      return Slurm.text(of: tasks.filter { $0.array == array }, array)
    } catch {
      return FileManager.default.fileExists(atPath: name.folder) ? error.message : nil
    }
  }
}

/// How a study is getting on, for people who look from outside.
struct StudyStatus {
  private let study: Study
  private let cursor: StudyCursor
  private let now: Timestamp

  /// The status of a study as it was read.
  ///
  /// - Parameters:
  ///   - study: the study, with the trials that have not ended.
  ///   - cursor: who runs these.
  ///   - now: what times are counted back from.
  init(_ study: Study, _ cursor: StudyCursor, now: Timestamp = .now) {
    (self.study, self.cursor, self.now) = (study, cursor, now)
  }

  /// A line for each of: the study, its trials, the best of them, and the job array.
  func text(array: String?) -> String {
    let description = study.description
    let aims = description.objectives.map { $0.direction.rawValue + ($0.metric.map { " \($0)" } ?? "") }
    let words = ([description.name ?? "", description.strategy] + aims).filter { !$0.isEmpty }
    var lines = [
      ("study", words.joined(separator: ", ")),
      ("trials", counts),
    ]
    if let best = study.best, let value = best.values.first {
      let parameters = study.parameters(of: best).filter { $0.value != .null }
        .map { "\($0.name) = \(Progress.text($0.value))" }
      lines.append(
        ("best", "\(NumberText.rounded(value)), trial \(best.number): \(parameters.joined(separator: ", "))"))
    } else if description.objectives.count > 1 {
      lines.append(("front", "\(study.front.count) of the trials"))
    }
    if let array { lines.append(("Slurm", array)) }
    return lines.map { $0.0.padded(to: 8) + $0.1.onOneLine }.joined(separator: "\n")
  }

  /// `12 of 40: 8 complete, 1 failed, 2 running, 1 unfinished, run by nobody`.
  private var counts: String {
    let abandoned = cursor.abandoned
    let running = study.trials.count { $0.state == .running && !abandoned.contains($0.number) }
    let parts = [
      (study.count(.complete), "complete"), (study.count(.pruned), "pruned"), (study.count(.failed), "failed"),
      (study.count(.waiting), "waiting"), (study.count(.paused), "paused"), (running, "running"),
      (abandoned.count, "unfinished, run by nobody"),
    ].filter { $0.0 > 0 }
    let budget = study.description.budget.map { " of \($0)" } ?? ""
    return "\(study.trials.count)\(budget)" + (parts.isEmpty ? "" : ": ")
      + parts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  /// The trials that run or are paused: where, and since when; nil where there are none.
  var runners: Table? {
    let processes = cursor.processes
    let abandoned = cursor.abandoned
    let trials = study.trials.filter {
      ($0.state == .running || $0.state == .paused) && !abandoned.contains($0.number)
    }
    guard !trials.isEmpty else { return nil }
    let rows = trials.map { trial -> [JSON] in
      let process = processes[trial.number]
      let seconds = trial.start.map { max(now.seconds(since: $0), 0) }
      return [
        .integer(trial.number), .string(trial.state.rawValue), process.map { .string($0.host) } ?? .null,
        process.map { .integer($0.number) } ?? .null,
        seconds.map { .string(DurationText.text($0, isWhole: true)) } ?? .null,
        trial.reports.last.map { .string("\(NumberText.rounded($0.value)) at \($0.step)") } ?? .null,
      ]
    }
    let hasReports = trials.contains { !$0.reports.isEmpty }
    return Table(
      titles: ["trial", "state", "host", "process", "for"] + (hasReports ? ["last report"] : []),
      rows: hasReports ? rows : rows.map { Array($0.dropLast()) })
  }
}

/// What a search asks of Slurm: `slurm(tasks: 16, time: 2h)`.
final class SlurmValue: Host {
  let request: SlurmRequest
  private let text: String

  /// - Parameters:
  ///   - request: what is asked for.
  ///   - text: as it was written.
  init(_ request: SlurmRequest, _ text: String) { (self.request, self.text) = (request, text) }

  override var isWrittenInFull: Bool { true }
  override var kind: String { "a job array" }
  override var description: String { text }
  override func isEqual(to other: Host) -> Bool { (other as? SlurmValue)?.request == request }
}

/// A job array of Slurm as it is asked for: workers of a study, each a task of its own.
struct SlurmRequest: Hashable, Sendable {
  /// How many tasks there are at most.
  let tasks: Int
  /// Options of `sbatch` that say what each task needs, each as it stands behind `#SBATCH`.
  let options: [String]
  /// Lines of the shell that run before the worker.
  let setup: [String]
  /// So many seconds before the end of its time, a task gives back its trial.
  let notice: Int
}

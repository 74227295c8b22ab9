import Foundation

/// The processors that the program may use.
public enum Processors {
  /// Their number: where Slurm has started the program, those of its task, and never more than the system lets it run on.
  public static let count = count(
    ofSystem: ProcessInfo.processInfo.activeProcessorCount, ProcessInfo.processInfo.environment)

  /// The number of processors.
  ///
  /// - Parameters:
  ///   - system: the number of those that the system lets the program run on.
  ///   - environment: that of the program. Slurm sets `SLURM_CPUS_PER_TASK` where that was asked for, and otherwise says only
  ///     how many the job has on the machine, which are the task's where it is the only one.
  /// - Returns: the number, at least 1.
  static func count(ofSystem system: Int, _ environment: [String: String]) -> Int {
    let isAlone = (environment["SLURM_NTASKS"].flatMap(Int.init) ?? 1) == 1
    let given = environment["SLURM_CPUS_PER_TASK"] ?? (isAlone ? environment["SLURM_CPUS_ON_NODE"] : nil)
    guard let count = given.flatMap(Int.init), count >= 1 else { return system }
    return min(count, system)
  }
}

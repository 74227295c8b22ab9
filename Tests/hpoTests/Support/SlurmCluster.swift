import Foundation
import Testing

/// A Slurm cluster of four nodes with two processors each, on this machine, for as long as the tests run.
final class SlurmCluster: Sendable {
  /// Whether one can be started here.
  static let isPossible =
    getuid() == 0
    && ["slurmctld", "slurmd", "munged", "sbatch", "squeue"].allSatisfy { program in
      ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"].contains { access("\($0)/\(program)", X_OK) == 0 }
    }

  /// The cluster, started by the first test that asks for it.
  static let shared = Result { try SlurmCluster() }

  private static let script = Samples.package.appendingPathComponent("Tests/Support/slurm-up").path

  let folder: String
  /// The cluster ends when this does.
  private let input: FileHandle

  private init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("hpo-slurm-\(getpid())").path
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.script)
    process.arguments = [folder]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    self.input = input.fileHandleForWriting
    // Programs that are started later would hold it open otherwise.
    _ = fcntl(self.input.fileDescriptor, F_SETFD, FD_CLOEXEC)
    var text = ""
    while !text.contains("ready\n") {
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw Failure() }
      text += String(decoding: more, as: UTF8.self)
    }
  }

  /// The cluster has not come up; its script has said why.
  struct Failure: Error {}

  /// What programs that use the cluster find in their environment.
  var environment: [String: String] { ["SLURM_CONF": "\(folder)/slurm.conf"] }

  /// What a program of Slurm prints.
  func ask(_ program: String, _ arguments: String...) throws -> String {
    try run("/usr/bin/env", [program] + arguments)
  }

  /// Ends a node with all that runs on it.
  func kill(node: String) throws { _ = try run(Self.script, [folder, "kill", node]) }

  private func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: text, as: UTF8.self)
  }
}

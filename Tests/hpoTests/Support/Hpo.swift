import Foundation
import Testing

/// The program that was built beside the tests, run as a process of its own.
struct Hpo {
  /// What a run gave.
  struct Result {
    let code: Int32
    let output: String
    let errors: String
  }

  /// What is run.
  var executable = Hpo.path
  /// The directory that a run starts in.
  var directory = FileManager.default.temporaryDirectory.path
  var environment: [String: String] = [:]

  /// The executable: it lies where the tests lie.
  static let path: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("hpo").path
  }()

  /// Runs to the end.
  func run(_ arguments: [String], input: String = "") throws -> Result {
    let process = try start(arguments)
    process.input.write(Data(input.utf8))
    try process.input.close()
    return process.finish()
  }

  /// Starts a run.
  func start(_ arguments: [String]) throws -> Running {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    // What is drawn with does not depend on where the tests run.
    let usual = ["LC_ALL": "C.UTF-8"].merging(environment) { $1 }
    process.environment = ProcessInfo.processInfo.environment.merging(usual) { $1 }
    let running = Running(process)
    try process.run()
    return running
  }
}

/// A run that has not ended.
final class Running {
  let process: Process
  let input: FileHandle
  private var output = Stream()
  private var errors = Stream()

  /// What a run has written to a pipe.
  private struct Stream {
    let pipe = Pipe()
    var data = Data()
    var isAtEnd = false

    var descriptor: Int32 { pipe.fileHandleForReading.fileDescriptor }
    var text: String { String(decoding: data, as: UTF8.self) }

    func has(_ text: String) -> Bool { data.range(of: Data(text.utf8)) != nil }

    mutating func read() {
      let more = pipe.fileHandleForReading.availableData
      data.append(more)
      isAtEnd = more.isEmpty
    }
  }

  /// How many seconds a run is waited for: more than any takes, so that one that hangs is ended and named.
  private static let patience = 600.0

  init(_ process: Process) {
    self.process = process
    let pipe = Pipe()
    input = pipe.fileHandleForWriting
    process.standardInput = pipe
    process.standardOutput = output.pipe
    process.standardError = errors.pipe
  }

  /// Reads both streams until there is enough of them, or both have ended.
  private func read(until isEnough: () -> Bool) {
    let deadline = Date(timeIntervalSinceNow: Self.patience)
    while !isEnough() {
      var polls: [pollfd] = []
      if !output.isAtEnd { polls.append(pollfd(fd: output.descriptor, events: Int16(POLLIN), revents: 0)) }
      if !errors.isAtEnd { polls.append(pollfd(fd: errors.descriptor, events: Int16(POLLIN), revents: 0)) }
      if polls.isEmpty { return }
      guard Date() < deadline else {
        Issue.record("\(process.arguments ?? []) was ended, for it did not go on: \(output.text) \(errors.text)")
        send(SIGKILL)
        return
      }
      _ = poll(&polls, nfds_t(polls.count), 1000)
      for ready in polls where ready.revents != 0 {
        if ready.fd == output.descriptor { output.read() } else { errors.read() }
      }
    }
  }

  /// Reads standard output up to its first `count` lines, or its end.
  func waitForLines(_ count: Int) {
    read { output.isAtEnd || output.data.count(where: { $0 == UInt8(ascii: "\n") }) >= count }
  }

  /// Reads standard output up to `text`, or its end.
  func waitFor(_ text: String) { read { output.isAtEnd || output.has(text) } }

  /// Reads standard error up to `text`, or its end.
  func waitForErrors(_ text: String) { read { errors.isAtEnd || errors.has(text) } }

  /// The standard output so far that was waited for.
  var outputSoFar: String { output.text }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for the end.
  func finish() -> Hpo.Result {
    read { false }
    process.waitUntilExit()
    let code = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    return Hpo.Result(code: code, output: output.text, errors: errors.text)
  }
}

/// A directory that is removed when the test is over.
final class Scratch {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("hpo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and gives its path.
  func write(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
    return path + "/" + name
  }
}

/// Sample programs: the package's own, and those that lie beside the checkout.
enum Samples {
  static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static var good: [String] { files("Tests/Fixtures/samples") + files("../shared/samples/good") }

  static var bad: [String] {
    files("Tests/Fixtures/bad").filter { $0.contains("/syntax-") } + files("../shared/samples/bad")
  }

  /// The paths of a folder's programs, in alphabetical order.
  static func files(_ folder: String) -> [String] {
    let directory = package.appendingPathComponent(folder).standardized.path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    return names.filter { $0.hasSuffix(".hpo") }.sorted().map { directory + "/" + $0 }
  }
}

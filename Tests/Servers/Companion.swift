import Foundation
import Glibc
import Synchronization

/// A script of `Tests/Support` that runs beside a test: it says a line when it is ready, answers each line with `done`, and ends when
/// its standard input does, with this process at the latest.
public final class Companion: Sendable {
  /// What it has said when it was ready.
  public let greeting: String
  private let input: Int32
  private let output: Mutex<Int32>

  /// Starts a script and waits until it is ready.
  ///
  /// - Parameters:
  ///   - name: the script's.
  ///   - arguments: what it is started with.
  /// - Throws: where it cannot be started, or says nothing.
  public init(_ name: String, _ arguments: [String] = []) throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Support/\(name)").path
    let (input, output) = (Pipe(), Pipe())
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = (name.hasSuffix(".py") ? ["python3"] : []) + [script] + arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let reading = dup(output.fileHandleForReading.fileDescriptor)
    self.input = dup(input.fileHandleForWriting.fileDescriptor)
    // Other processes that are started here must not keep it alive.
    for file in [reading, self.input] { _ = fcntl(file, F_SETFD, FD_CLOEXEC) }
    for pipe in [input, output] {
      try pipe.fileHandleForReading.close()
      try pipe.fileHandleForWriting.close()
    }
    greeting = Self.line(reading)
    self.output = Mutex(reading)
    guard !greeting.isEmpty else { throw CocoaError(.executableLoad) }
  }

  deinit {
    close(input)
    output.withLock { _ = close($0) }
  }

  /// Has it do something, and waits until that is done.
  ///
  /// - Parameter command: a line that it understands.
  /// - Throws: where it has ended.
  public func tell(_ command: String) throws {
    try output.withLock { output in
      let line = Array("\(command)\n".utf8)
      guard write(input, line, line.count) == line.count, Self.line(output) == "done" else {
        throw CocoaError(.executableLoad)
      }
    }
  }

  private static func line(_ file: Int32) -> String {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = read(file, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1, byte != UInt8(ascii: "\n") else { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
  }
}

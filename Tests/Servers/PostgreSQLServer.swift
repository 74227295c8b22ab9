import Foundation
import Synchronization

/// A PostgreSQL server that tests have to themselves; it ends with the process that has started it.
public final class PostgreSQLServer: Sendable {
  /// The server of all tests of a process that do not end it; nil where PostgreSQL is not installed.
  public static let shared: PostgreSQLServer? = isInstalled ? try? PostgreSQLServer() : nil

  /// Whether a server can be had.
  public static let isInstalled =
    (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql"))?.isEmpty == false

  /// The URL of the server, without a database.
  public let url: String
  private let commands: FileHandle
  private let answers: Mutex<FileHandle>
  private let databases = Atomic(0)

  /// Makes and starts a server.
  public init() throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Support/postgresql")
    let (input, output) = (Pipe(), Pipe())
    let process = Process()
    process.executableURL = script
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    // When this process ends, so does the script's input, and with it the server.
    try output.fileHandleForWriting.close()
    try input.fileHandleForReading.close()
    commands = input.fileHandleForWriting
    url = Self.line(output.fileHandleForReading)
    answers = Mutex(output.fileHandleForReading)
    guard url.hasPrefix("postgresql://") else { throw CocoaError(.executableLoad) }
  }

  /// Makes an empty database.
  ///
  /// - Returns: its URL.
  public func makeDatabase() throws -> String {
    let name = "test\(databases.wrappingAdd(1, ordering: .relaxed).newValue)"
    try query("CREATE DATABASE \(name)", in: "postgres")
    return "\(url)/\(name)"
  }

  /// What `psql` prints of a statement's rows.
  @discardableResult
  public func query(_ sql: String, in database: String) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/psql")
    process.arguments = ["\(url)/\(database)", "--no-psqlrc", "--tuples-only", "--no-align", "--command", sql]
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  /// Ends all processes of the server at once, as `kill -9` does.
  public func kill() throws { try command("kill") }

  /// Starts the server again.
  public func start() throws { try command("start") }

  private func command(_ text: String) throws {
    try answers.withLock { answers in
      try commands.write(contentsOf: Data("\(text)\n".utf8))
      guard Self.line(answers) == "done" else { throw CocoaError(.executableLoad) }
    }
  }

  private static func line(_ file: FileHandle) -> String {
    var bytes: [UInt8] = []
    while let byte = try? file.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") { bytes.append(byte) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

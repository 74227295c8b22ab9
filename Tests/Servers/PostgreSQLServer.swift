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
  public var url: String { script.greeting }
  private let script: Companion
  private let databases = Atomic(0)

  /// Makes and starts a server.
  ///
  /// - Throws: where it does not start.
  public init() throws { script = try Companion("postgresql") }

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
  public func kill() throws { try script.tell("kill") }

  /// Starts the server again.
  public func start() throws { try script.tell("start") }
}

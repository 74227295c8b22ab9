import Basics
import Foundation
import Testing

@testable import hpo

/// An editor that talks to `hpo lsp` over pipes.
final class EditorClient {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var frames = MessageFrames()
  private var lastID = 0
  /// What was told of documents, the newest last.
  private(set) var notifications: [JSON] = []

  /// Starts the server, and begins the conversation unless `capabilities` is nil.
  init(
    in directory: String, environment: [String: String] = [:], arguments: [String] = [],
    capabilities: JSON? = ["textDocument": ["documentSymbol": ["hierarchicalDocumentSymbolSupport": true]]]
  ) throws {
    process.executableURL = URL(fileURLWithPath: Hpo.path)
    process.arguments = ["lsp"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    guard let capabilities else { return }
    _ = try request("initialize", ["processId": nil, "rootUri": nil, "capabilities": capabilities])
    try notify("initialized", [:])
  }

  deinit { process.terminate() }

  /// Writes bytes as they are.
  func write(_ bytes: [UInt8]) throws { try input.fileHandleForWriting.write(contentsOf: Data(bytes)) }

  func send(_ message: JSON) throws { try write(MessageFrames.framed(message.text(isCompact: true))) }

  func notify(_ method: String, _ params: JSON) throws {
    try send(["jsonrpc": "2.0", "method": .string(method), "params": params])
  }

  /// The next message; nil at the end of what the server writes.
  func receive() -> JSON? {
    while true {
      if case .message(let body)? = frames.next() { return JSON(parsing: body) }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { return nil }
      frames.append(more)
    }
  }

  /// The answer to a request.
  func answer(_ method: String, _ params: JSON) throws -> JSON {
    lastID += 1
    try send(["jsonrpc": "2.0", "id": .integer(lastID), "method": .string(method), "params": params])
    while let message = receive() {
      if message["id"] == .integer(lastID) { return message }
      notifications.append(message)
    }
    throw CocoaError(.fileReadUnknown)
  }

  /// The result of a request.
  func request(_ method: String, _ params: JSON) throws -> JSON {
    let answer = try answer(method, params)
    return try #require(answer["result"], "\(answer)")
  }

  /// Opens a document, and gives what is told of it.
  func open(_ uri: String, _ text: String) throws -> [JSON] {
    try notify(
      "textDocument/didOpen",
      ["textDocument": ["uri": .string(uri), "languageId": "hpo", "version": 1, "text": .string(text)]])
    return try diagnostics(of: uri)
  }

  /// Changes a document, and gives what is told of it.
  func change(_ uri: String, version: Int, _ changes: JSON) throws -> [JSON] {
    try notify(
      "textDocument/didChange",
      ["textDocument": ["uri": .string(uri), "version": .integer(version)], "contentChanges": changes])
    return try diagnostics(of: uri)
  }

  /// What is told next of a document.
  func diagnostics(of uri: String) throws -> [JSON] {
    while let message = receive() {
      guard message["method"] == "textDocument/publishDiagnostics", message["params"]?["uri"] == .string(uri) else {
        continue
      }
      notifications.append(message)
      return try #require(message["params"]?["diagnostics"]?.items)
    }
    throw CocoaError(.fileReadUnknown)
  }

  /// A request about the place of `mark` in a text, `offset` characters behind its beginning.
  func request(
    _ method: String, _ uri: String, at mark: String, in text: String, offset: Int = 0, _ more: [JSON.Member] = []
  ) throws -> JSON {
    try request(method, try Self.params(uri, at: mark, in: text, offset: offset, more))
  }

  /// What such a request says.
  static func params(
    _ uri: String, at mark: String, in text: String, offset: Int = 0, _ more: [JSON.Member] = []
  ) throws -> JSON {
    let range = try #require(text.range(of: mark))
    let before = text[..<text.index(range.lowerBound, offsetBy: offset)]
    let line = before.components(separatedBy: "\n").last ?? ""
    return .object(
      [
        .init("textDocument", ["uri": .string(uri)]),
        .init(
          "position",
          ["line": .integer(before.filter { $0 == "\n" }.count), "character": .integer(line.utf16.count)]),
      ] + more)
  }

  /// Ends what is written, and gives the code that the server ends with.
  func close() throws -> Int32 {
    try input.fileHandleForWriting.close()
    while let message = receive() { notifications.append(message) }
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
  }

  /// The text with the changes of an answer, as an editor makes them.
  static func edited(_ text: String, _ edits: [JSON]) -> String {
    let lines = text.components(separatedBy: "\n")
    func offset(_ position: JSON?) -> Int {
      let line = position?["line"]?.wholeNumber ?? 0
      let before = lines[..<line].reduce(0) { $0 + $1.utf16.count + 1 }
      return before + (position?["character"]?.wholeNumber ?? 0)
    }
    let result = NSMutableString(string: text)
    let sorted = edits.map { (offset($0["range"]?["start"]), offset($0["range"]?["end"]), $0["newText"]?.text ?? "") }
      .sorted { $0.0 > $1.0 }
    for (start, end, new) in sorted {
      result.replaceCharacters(in: NSRange(location: start, length: end - start), with: new)
    }
    return result as String
  }
}

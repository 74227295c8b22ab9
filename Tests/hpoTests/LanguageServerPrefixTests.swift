import Basics
import DSL
import Foundation
import Interp
import Testing

@testable import hpo

/// Whatever is typed so far, every request is answered.
@Suite struct LanguageServerPrefixTests {
  /// HPO_ALL_PREFIXES has every prefix asked about, rather than so many of them.
  private static let isWhole = ProcessInfo.processInfo.environment["HPO_ALL_PREFIXES"] != nil
  private static let count = 60

  private static let folders = [
    "Tests/Fixtures/samples", "Tests/Fixtures/good", "Tests/Fixtures/language", "Tests/Fixtures/bad",
    "Tests/Fixtures/explanations", "Tests/Fixtures/figures", "Examples", "Examples/lessons", "Examples/thesis",
    "Sources/hpo/Lessons/Programs", "Sources/Interp/Library", "../shared/samples/good", "../shared/samples/bad",
  ]

  /// What is asked about a place; some of it is refused with reason.
  private static let mayFail = ["textDocument/prepareRename", "textDocument/rename"]

  @Test func everyPrefixOfEveryProgramIsAnswered() throws {
    let files = Self.folders.flatMap(Samples.files)
    #expect(files.count > 300)
    var prefixes: [(path: String, text: String)] = []
    for path in files {
      let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
      for index in text.unicodeScalars.indices { prefixes.append((path, String(text.unicodeScalars[..<index]))) }
      prefixes.append((path, text))
    }
    let step = Self.isWhole ? 1 : max(1, prefixes.count / Self.count)
    let chosen = stride(from: step / 2, to: prefixes.count, by: step).map { prefixes[$0] }
    let (requests, slowest, place, total) = try onDeepStack { Result { try Self.ask(chosen) } }.get()
    print(
      "\(chosen.count) of \(prefixes.count) prefixes, \(requests) requests in \(total), the slowest took \(slowest) of the processor: \(place)"
    )
    #expect(requests > chosen.count * LanguageServer.methods.count)
  }

  /// How long this thread has run, so that what else the machine does meanwhile does not count.
  private static func processorTime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  /// Asks everything about texts.
  ///
  /// - Returns: how many requests there were, and the slowest of them.
  private static func ask(_ texts: [(path: String, text: String)]) throws -> (Int, Duration, String, Duration) {
    let session = try Session(
      context: Context(
        settings: Settings(), sources: SourceMap(), output: { _ in }, notes: { _ in }, progress: { _ in }))
    var server = LanguageServer(session: session)
    var (requests, slowest, place) = (0, Duration.zero, "")
    let clock = ContinuousClock()
    let begin = clock.now
    func send(_ message: JSON, _ what: @autoclosure () -> String) -> [JSON] {
      let body = Array(message.text(isCompact: true).utf8)
      let start = processorTime()
      let answers = server.receive([.message(body)])
      let time = processorTime() - start
      requests += 1
      if time > slowest { (slowest, place) = (time, what()) }
      return answers
    }
    let capabilities: JSON = [
      "textDocument": [
        "publishDiagnostics": ["relatedInformation": true],
        "documentSymbol": ["hierarchicalDocumentSymbolSupport": true],
      ]
    ]
    let begun = send(
      ["jsonrpc": "2.0", "id": 0, "method": "initialize", "params": ["capabilities": capabilities]], "initialize")
    #expect(begun.count == 1)
    for (path, text) in texts {
      let uri = JSON.string(FileAddress.uri(of: path))
      let told = send(
        [
          "jsonrpc": "2.0", "method": "textDocument/didOpen",
          "params": ["textDocument": ["uri": uri, "languageId": "hpo", "version": 1, "text": .string(text)]],
        ], "didOpen \(path) \(text.utf8.count)")
      #expect(told.count == 1 && told[0]["params"]?["diagnostics"]?.items != nil)
      let lines = TextLines(Array(text.utf8), unit: .utf16)
      let position = lines.place(at: lines.utf8.count).json
      for (number, method) in LanguageServer.methods.enumerated() {
        let answers = send(
          [
            "jsonrpc": "2.0", "id": .integer(number), "method": .string(method),
            "params": [
              "textDocument": ["uri": uri], "position": position, "newName": "quite_another_1",
              "range": ["start": ["line": 0, "character": 0], "end": position],
              "context": ["diagnostics": [], "includeDeclaration": true],
            ],
          ], "\(method) \(path) \(text.utf8.count)")
        let isAnswered = answers.count == 1 && answers[0]["id"] == .integer(number)
        let isResult = answers.first?["result"] != nil
        #expect(isAnswered && (isResult || mayFail.contains(method)), "\(method) at the end of \(text)")
      }
      _ = send(
        ["jsonrpc": "2.0", "method": "textDocument/didClose", "params": ["textDocument": ["uri": uri]]], "didClose")
    }
    #expect(server.stage == .ready)
    return (requests, slowest, place, clock.now - begin)
  }
}

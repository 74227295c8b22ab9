import Basics
import DSL
import Foundation
import Testing

/// Every message has a number, and every number a page.
struct TopicTests {
  @Test func everyKindHasOnePage() {
    #expect(TopicPage.all.map(\.topic) == Topic.allCases.sorted { $0.rawValue < $1.rawValue })
    #expect(Set(TopicPage.all.map(\.title)).count == TopicPage.all.count)
    for topic in Topic.allCases { #expect(TopicPage(of: topic).topic == topic) }
  }

  /// What no program brings about by itself: Ctrl-C, and mistakes of hpo.
  @Test(arguments: TopicPage.all.filter { ![.interrupted, .unexplained].contains($0.topic) })
  func pagesAreComplete(_ page: TopicPage) {
    #expect(!page.examples.isEmpty)
    #expect(page.cause.count > 80 && page.cause.hasSuffix("."))
    #expect(page.cure.count > 20 && page.cure.hasSuffix("."))
    #expect(!page.title.hasSuffix(".") && page.title.first?.isUppercase == false)
    #expect(page.text().split(separator: "\n").filter { !$0.hasPrefix("    ") }.allSatisfy { $0.count <= 80 })
  }

  @Test func numbersAreReadHoweverTheyAreWritten() {
    for topic in Topic.allCases {
      #expect(Topic(code: topic.code) == topic)
      #expect(Topic(code: topic.code.lowercased()) == topic)
    }
    #expect(Topic(code: "E7") == Topic(code: "e007"))
    for text in ["E", "E0", "E999", "E-1", "E+1", "x7", "E7x", "", "E٣", "E99999999999999999999"] {
      #expect(Topic(code: text) == nil, "\(text)")
    }
  }

  /// No kind is left that nothing says any more.
  @Test func everyKindIsSaidSomewhere() throws {
    let sources = Fixture.packageRoot.appending(path: "Sources")
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var words: Set<String> = []
    for case let file as URL in files where file.pathExtension == "swift" && !file.path.contains("DSL/Diagnostics/") {
      let text = try String(contentsOf: file, encoding: .utf8)
      words.formUnion(text.matches(of: /\.([a-z]\w+)/).map { String($0.1) })
    }
    for topic in Topic.allCases { #expect(words.contains("\(topic)"), "nothing is \(topic)") }
  }

  /// `HPO_RECORD=1 swift test --filter TopicTests` writes the document anew, and fails.
  @Test func theDocumentIsWhatThePagesSay() throws {
    let url = Fixture.packageRoot.appending(path: "docs/errors.md")
    if ProcessInfo.processInfo.environment["HPO_RECORD"] != nil {
      try TopicPage.document.write(to: url, atomically: true, encoding: .utf8)
      Issue.record("recorded \(url.lastPathComponent)")
    }
    #expect(try String(contentsOf: url, encoding: .utf8) == TopicPage.document)
  }

  /// What is said in the same words has the same number.
  @Test func aTitleHasOneNumber() throws {
    var codes: [Substring: Substring] = [:]
    for fixture in Fixture.all(in: "Tests/Fixtures/bad") {
      let url = fixture.url.deletingPathExtension().appendingPathExtension("err")
      let text = try String(contentsOf: url, encoding: .utf8)
      for head in text.matches(of: /(?m)^(?:error|warning): (.*) \[(E\d+)\]$/) {
        let code = codes[head.1, default: head.2]
        #expect(code == head.2, "\(head.1)")
        codes[head.1] = code
      }
    }
    #expect(codes.count > 500)
  }

  /// Every line that begins a message in a fixture ends in a number that there is.
  @Test(arguments: Fixture.all(in: "Tests/Fixtures/bad"))
  func messagesOfFixturesHaveNumbers(_ fixture: Fixture) throws {
    let url = fixture.url.deletingPathExtension().appendingPathExtension("err")
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    let heads = lines.filter { $0.hasPrefix("error: ") || $0.hasPrefix("warning: ") }
    #expect(!heads.isEmpty)
    for head in heads {
      let code = head.firstMatch(of: /\[(E\d+)\]$/)?.1
      #expect(code.map { Topic(code: $0)?.code == String($0) } == true, "\(head)")
    }
  }
}

extension TopicPage: CustomTestStringConvertible {
  /// The number.
  public var testDescription: String { topic.code }
}

import Basics
import DSL
import Testing

@testable import Interp

/// The examples of messages: what is said to be wrong gives just that message, what is said to be right gives none.
struct TopicExampleTests {
  /// A program of a page, and what it gives.
  struct Case: CustomTestStringConvertible, Sendable {
    let program: String
    let topics: [Topic]
    let testDescription: String
  }

  static let cases: [Case] = TopicPage.all.flatMap { page in
    page.examples.flatMap { example -> [Case] in
      guard case .program(let wrong, let right) = example else { return [] }
      return [
        Case(program: wrong, topics: [page.topic], testDescription: "\(page.topic.code) wrong"),
        Case(program: right, topics: [], testDescription: "\(page.topic.code) right"),
      ]
    }
  }

  @Test(arguments: cases) func aProgramGivesWhatItsPageSays(_ example: Case) throws {
    #expect(try Self.topics(of: example.program) == example.topics, "\(example.program)")
  }

  /// The kinds of what checking a program finds; where that is nothing, that of what running it fails by.
  private static func topics(of program: String) throws -> [Topic] {
    try onDeepStack { () -> Result<[Topic], any Error> in
      func session() throws -> Session {
        let context = Context(
          settings: Settings(), sources: SourceMap(), output: { _ in }, notes: { _ in }, progress: { _ in })
        return try Session(context: context, interruption: Interruption())
      }
      return Result {
        let found = try session().check(program, name: "test.hpo", path: nil).diagnostics
        if !found.isEmpty { return found.compactMap(\.topic) }
        return try session().run(program, name: "test.hpo", mode: .file).diagnostics.compactMap(\.topic)
      }
    }.get()
  }
}

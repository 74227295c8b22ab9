import DSL
import Foundation
import Testing

/// Programs that are right, and programs that are wrong with what is said about them.
///
/// A message is compared with the `.err` file beside the program. `HPO_RECORD=1 swift test --filter FixtureTests`
/// writes those files anew and fails, so that nothing passes by what it has just written; to have none is a failure.
struct FixtureTests {
  @Test(arguments: Fixture.all(in: "Tests/Fixtures/good"))
  func rightProgramsAreAccepted(_ fixture: Fixture) {
    #expect(FixtureTests.messages(fixture) == "")
  }

  @Test(arguments: Fixture.all(in: "Tests/Fixtures/bad"))
  func wrongProgramsAreExplained(_ fixture: Fixture) throws {
    let messages = FixtureTests.messages(fixture)
    let url = fixture.url.deletingPathExtension().appendingPathExtension("err")
    if ProcessInfo.processInfo.environment["HPO_RECORD"] != nil {
      try messages.write(to: url, atomically: true, encoding: .utf8)
      Issue.record("recorded \(url.lastPathComponent)")
    }
    let expected = try #require(try? String(contentsOf: url, encoding: .utf8), "no \(url.lastPathComponent)")
    #expect(messages == expected)
    #expect(!messages.isEmpty)
  }

  @Test func fixturesAreFound() {
    #expect(Fixture.all(in: "Tests/Fixtures/good").count > 5)
    #expect(Fixture.all(in: "Tests/Fixtures/bad").count > 100)
    #expect(Fixture.all(in: "Tests/Fixtures/samples").count >= 20)
  }

  /// Short programs that cover the grammar, and those that lie beside the checkout.
  @Test(arguments: Fixture.all(in: "Tests/Fixtures/samples") + Fixture.all(in: "../shared/samples/good"))
  func samplesAreAccepted(_ fixture: Fixture) {
    // This one shows every kind of domain; two of its parameters are none of the library's objective.
    let known =
      fixture.name == "11-domains.hpo" ? ["`objective` has no parameter `n`", "`objective` has no parameter `p`"] : []
    #expect(FixtureTests.messages(fixture).matches(of: /error: (.*) \[E\d+\]/).map { String($0.1) } == known)
    #expect(!FixtureTests.messages(fixture).contains("warning"))
  }

  /// A field name that a line break leaves out is read from the next line, and refused only by the checker.
  @Test(
    arguments: Fixture.all(in: "Tests/Fixtures/bad")
      .filter { $0.name.hasPrefix("syntax-") && $0.name != "syntax-missing-field.hpo" }
      + Fixture.all(in: "../shared/samples/bad"))
  func badSamplesAreRefused(_ fixture: Fixture) {
    #expect(throws: Diagnostic.self) { try parse(Source(name: fixture.name, text: fixture.text)) }
  }

  /// Everything that is said about a program, as it is drawn.
  static func messages(_ fixture: Fixture) -> String {
    let surroundings = Surroundings()
    let renderer = Renderer(sources: surroundings.sources)
    let source = surroundings.sources.add(name: fixture.name, text: fixture.text)
    let (program, errors) = parseRecovering(source)
    guard errors.isEmpty else { return renderer.render(errors) }
    return renderer.render(
      check(program, in: surroundings.names, mode: .file, imports: surroundings.imports).diagnostics)
  }
}

import Basics
import DSL
import Foundation
import Testing

/// Numbers of messages as they are seen in a shell.
struct TopicCommandTests {
  /// Lines of a page for the shell, and what the last of them says.
  struct Case: CustomTestStringConvertible, Sendable {
    let lines: String
    let codes: [String]
    let testDescription: String
  }

  static let cases: [Case] = TopicPage.all.flatMap { page in
    page.examples.flatMap { example -> [Case] in
      guard case .shell(let wrong, let right) = example else { return [] }
      return [
        Case(lines: wrong, codes: [page.topic.code], testDescription: "\(page.topic.code) wrong"),
        Case(lines: right, codes: [], testDescription: "\(page.topic.code) right"),
      ]
    }
  }

  @Test(arguments: cases) func linesOfAShellGiveWhatTheirPageSays(_ example: Case) throws {
    let scratch = try Scratch()
    let folder = URL(fileURLWithPath: Hpo.path).deletingLastPathComponent().path
    let shell = Hpo(
      executable: "/bin/sh", directory: scratch.path,
      environment: ["PATH": "\(folder):/usr/bin:/bin"])
    let lines = example.lines.split(separator: "\n")
    // Only the last of them goes wrong.
    let before = try shell.run(["-e", "-c", lines.dropLast().joined(separator: "\n") + "\n:"])
    if before.code != 0 { #expect(example.codes == ["E78"]) }
    let result = try shell.run(["-c", String(lines.last ?? "")])
    #expect((result.code == 0) == example.codes.isEmpty, "\(result.errors)")
    #expect(result.errors.matches(of: /\[(E\d+)\]/).map { String($0.1) } == example.codes, "\(result.errors)")
  }

  @Test func pagesAreShownHoweverTheyAreAskedFor() throws {
    let page = TopicPage(of: .unknownName).text() + "\n"
    for arguments in [["help", "E22"], ["help", "e22"], ["doc", "E22"], ["doc", "e022"]] {
      let result = try Hpo().run(arguments)
      #expect(result.code == 0 && result.output == page, "\(arguments)")
    }
    let list = try Hpo().run(["help", "errors"])
    #expect(list.code == 0)
    for page in TopicPage.all { #expect(list.output.contains("\(page.topic.code)  ")) }
    let unknown = try Hpo().run(["help", "E999"])
    #expect(unknown.code == 1)
    #expect(
      unknown.output.contains("no message of the number 999")
        && unknown.output.contains("`\(TopicPage.all.last?.topic.code ?? "")`"))
  }

  @Test func thePromptShowsPagesAndTheirList() throws {
    let scratch = try Scratch()
    let terminal = try PseudoTerminal(
      ["--color", "never"], environment: ["TERM": "xterm", "HOME": scratch.path, "PATH": "/usr/bin:/bin"])
    try #require(terminal.wait(for: "hpo> ") != nil)
    let title = TopicPage(of: .division).title
    for (typed, shown) in [
      ("1 / 0", "error: division by zero [E40]"), ("?e40", title), (":help E40", title), ("?errors", title),
      ("?E999", "no message of the number 999"),
    ] {
      terminal.type(typed + "\r")
      try #require(terminal.wait(for: "\n") != nil)
      let answer = try #require(terminal.wait(for: "hpo> "), "\(typed)")
      #expect(answer.contains(shown), "\(typed)")
    }
    terminal.type("\u{4}")
    #expect(terminal.finish() == 0)
  }

  @Test func findingsInJSONHaveTheNumber() throws {
    let result = try Hpo().run(["check", "--format", "json", "-"], input: "print(nothing)\n")
    let findings = try #require(JSON(parsing: result.output)?.items)
    #expect(findings.map { $0["code"] } == ["E22"])
  }
}

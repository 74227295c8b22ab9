import Foundation
import Testing

@testable import hpo

@Suite struct HistoryTests {
  @Test(arguments: ["1 + 2", "fn f(x) {\n  x\n}", "print(\"a\\n\")\n\\", "#1 first\n\n# \\n"])
  func entriesSurviveTheFile(entry: String) {
    #expect(InputHistory.decode(InputHistory.encode(entry)) == entry)
    #expect(!InputHistory.encode(entry).contains("\n"))
  }

  @Test func anEntryIsKeptOnceAtItsLastPlace() {
    var history = InputHistory(text: "a\nb\nc\n")
    #expect(history.add("a")?.removed == 0)
    #expect(history.add("a") == nil)
    #expect(history.add("  ") == nil)
    #expect(history.entries == ["b", "c", "a"])
    #expect(InputHistory(text: "a\nb\na\n").entries == ["b", "a"])
  }

  @Test func theOldestGoes() {
    var history = InputHistory(text: (1...InputHistory.limit + 5).map { "\($0)\n" }.joined())
    #expect(history.entries.count == InputHistory.limit)
    #expect(history.entries.first == "6")
    #expect(history.add("new")?.isOldestDropped == true)
    #expect(history.entries.first == "7")
    #expect(history.entries.count == InputHistory.limit)
  }

  @Test func theFileIsItsOwnersAlone() throws {
    let scratch = try Scratch()
    let file = HistoryFile(path: scratch.path + "/hpo/history")
    #expect(file.load() == InputHistory())
    for entry in ["let a = 1", "fn f() {\n  1\n}"] { file.add(entry, isRepeated: false) }
    file.add("let a = 1", isRepeated: true)
    #expect(try mode(of: file.path) == 0o600)
    #expect(file.load().entries == ["fn f() {\n  1\n}", "let a = 1"])
    #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "fn f() {\\n  1\\n}\nlet a = 1\n")
    #expect(try mode(of: file.path) == 0o600)
  }

  @Test(arguments: [
    (["XDG_STATE_HOME": "/s", "HOME": "/h"], "/s/hpo/history"),
    (["XDG_STATE_HOME": "relative", "HOME": "/h"], "/h/.local/state/hpo/history"),
    (["HOME": "/h"], "/h/.local/state/hpo/history"), ([:], nil),
  ])
  func theFileIsWhereStateIsKept(environment: [String: String], path: String?) {
    #expect(HistoryFile.standard(environment)?.path == path)
  }

  private func mode(of path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }
}

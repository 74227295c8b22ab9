import DSL
import Foundation
import Testing

@testable import Interp

/// What `hpo test` runs of a program and of the files that it imports.
struct TestingTests {
  @Test func aTestMayHaveTheNameOfWhatItTests() throws {
    let text = """
      fn f(x) = x + 1
      let g = 3
      let minimize = 2
      test "f" { expect f(1) == 2 }
      test "g" { expect g == 3 }
      test "mean" { expect mean([1, 3]) == 2 }
      test "minimize" { expect (search x in 1..3 with grid for 3 trials minimize x * minimize).value == 2 }
      """
    let results = try onDeepStack {
      Result<[String], any Error> {
        let context = Context(
          settings: Settings(), sources: SourceMap(), output: { _ in }, notes: { _ in }, progress: { _ in })
        return try Session(context: context).test(text, name: "program.hpo", path: nil).results.map { result in
          "\(result.title): \(result.failure?.title ?? "passed")"
        }
      }
    }.get()
    #expect(results == ["f: passed", "g: passed", "mean: passed", "minimize: passed"])
  }

  @Test func importedFilesAreTestedLikeTheProgram() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hpo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func file(_ name: String, _ text: String) throws -> String {
      let url = folder.appendingPathComponent(name)
      try Data(text.utf8).write(to: url)
      return url.path
    }
    _ = try file(
      "halves.hpo",
      """
      let two = 2
      ## Half of a number.
      ##     >>> half(3)
      ##     1.5
      ##     >>> half(two) + hidden
      ##     2
      fn half(x) = x / two
      test "of four" { expect half(4) == 2 }
      """)
    _ = try file(
      "squares.hpo",
      """
      import "halves.hpo"
      ## The square of a number.
      ##     >>> square(half(4))
      ##     4
      fn square(x) = x * x
      """)
    let text = """
      import "squares.hpo" as squares
      import "halves.hpo" as halves
      let hidden = 1
      ## One more.
      ##     >>> next(halves.half(2))
      ##     2
      fn next(x) = x + 1
      test "of one" { expect next(1) == 3 }
      """
    let path = try file("program.hpo", text)
    let results = try onDeepStack {
      Result<[String], any Error> {
        let context = Context(
          settings: Settings(), sources: SourceMap(), output: { _ in }, notes: { _ in }, progress: { _ in })
        let report = try Session(context: context).test(text, name: "program.hpo", path: path)
        return report.results.map { "\($0.title): \($0.failure?.title ?? "passed")" }
      }
    }.get()
    #expect(
      results == [
        "of four: passed", "of one: expected `next(1) == 3`", "half(3): passed",
        "half(two) + hidden: unknown name `hidden`", "square(half(4)): passed", "next(halves.half(2)): passed",
      ])
  }
}

import DSL
import Foundation
import Testing

@testable import Interp

/// A session that is saved as a program runs again.
@Suite("Saved sessions") struct SavedSessionTests {
  /// Inputs, and the program that is saved.
  private static let sessions: [(inputs: [String], program: String)] = [
    (["let x = 1", "let x = x + 1"], "let x_1 = 1\nlet x = x_1 + 1\n"),
    (["let q = 1", "let q = 2"], "let q = 2\n"),
    (["let x = 1", "fn f() = x", "let x = 2", "f()"], "let x_1 = 1\nfn f() = x_1\nlet x = 2\nf()\n"),
    (["1 + 2", "_ * 2", "let y = _"], "let value_1 = 1 + 2\nlet value_2 = value_1 * 2\nlet y = value_2\n"),
    (["let a = fail(\"no\")", "let b = 1"], "let b = 1\n"),
    (["let a = 1\nlet c = fail(\"no\")", "let b = a + 1", "b", "let d = 3"], "let d = 3\n"),
    (["let x = 1", "let x = fail(\"no\")", "x + 1"], "let x = 1\nx + 1\n"),
    (
      ["fn f(x) {\n  let y = x\n  y + 1\n}", "fn f(x) = f_1", "let f_1 = 3"],
      "fn f(x) {\n  let y = x\n  y + 1\n}\nlet f_1 = 3\n"
    ),
    (
      ["var n = 0", "n = n + 1", "let n = \"{n} and {n + 1}\""],
      "var n_1 = 0\nn_1 = n_1 + 1\nlet n = \"{n_1} and {n_1 + 1}\"\n"
    ),
    (["mean([1, 3])", "let mean = 5", "mean + 1"], "let mean = 5\nmean + 1\n"),
    (
      ["let r = {x: 1}", "let x = 2", "let x = r.x + [x for x in 1..2][0]", "x"],
      "let r = {x: 1}\nlet x = r.x + [x for x in 1..2][0]\nx\n"
    ),
    (["let a = 1\nlet b = a\nlet a = 2", "a + b"], "let a_1 = 1\nlet b = a_1\nlet a = 2\na + b\n"),
    (
      ["fn even(n) = n == 0 or odd(n - 1)\nfn odd(n) = n != 0 and even(n - 1)", "even(10)"],
      "fn even(n) = n == 0 or odd(n - 1)\nfn odd(n) = n != 0 and even(n - 1)\neven(10)\n"
    ),
    (
      [
        "search x in 0.0..1.0 with random for 3 trials minimize x", "let best = _.best.value", "let s = _", "1",
        "best >= 0",
      ],
      "let value_1 = search x in 0.0..1.0 with random for 3 trials minimize x\nlet best = value_1.best.value\n"
        + "let s = value_1\n1\nbest >= 0\n"
    ),
    (["syntax error here", "let k = 1;"], "let k = 1;\n"),
  ]

  @Test(arguments: sessions.indices) func isAProgram(index: Int) throws {
    let (inputs, program) = Self.sessions[index]
    let saved = try Self.saved(inputs)
    #expect(saved.text == program)
    // It runs as a file, and what is saved of that is the same again.
    let again = run([saved.text], mode: .file)[0]
    #expect(again.failure == nil, "\(again.failure ?? "")")
    #expect(try Self.saved([saved.text], mode: .file).text == program)
  }

  @Test func whatDependsOnAFailureIsCounted() throws {
    #expect(try Self.saved(["let a = 1\nfail(\"no\")", "let b = a", "let c = b", "let d = 1"]).leftOutCount == 2)
  }

  /// A file that was imported or loaded is found from where the program lies; a name of it that was bound again is kept apart.
  @Test func importsAreFound() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hpo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("lib.hpo")
    try "let width = 8\nfn double(x) = 2 * x\n".write(to: file, atomically: true, encoding: .utf8)
    let inputs = ["import \"\(file.path)\"", "let a = double(width)", "let width = 9", "let b = double(width)"]
    let saved = try Self.saved(inputs, directory: folder.path)
    let again = run([saved.text, "[a, b, width]"], mode: .prompt)
    #expect(again.map(\.failure) == [nil, nil], "\(saved.text)")
    #expect(again[1].output == ["[16, 18, 9]"])
  }

  private static func saved(
    _ inputs: [String], mode: Session.Mode = .prompt, directory: String = "."
  ) throws -> SavedSession {
    try onDeepStack {
      Result {
        let session = try Session(
          context: Context(
            settings: Settings(), sources: SourceMap(), output: { _ in }, notes: { _ in }, progress: { _ in }))
        let records = inputs.compactMap { session.run($0, name: "input", mode: mode).record }
        return SavedSession(records, directory: directory)
      }
    }.get()
  }
}

import Basics
import Foundation
import Testing

@testable import Interp

/// Values that are nested very deeply, or that hold the same part very many times.
@Suite struct NestedValueTests {
  /// Lists and records in one another, deeper than a thread's stack.
  private static let deep = """
    fn chain(n) {
      var x = [1]
      for i in 1..n { x = [x] }
      return x
    }
    fn records(n) {
      var x = {a: 1}
      for i in 1..n { x = {a: x} }
      return x
    }
    fn doubled(first) {
      var x = [first]
      for i in 1..40 { x = [x, x] }
      return x
    }

    """

  @Test(arguments: [
    ("length(string(chain(50_000)))", "100003"),
    ("length(string(records(50_000)))", "250006"),
    ("length(\"{chain(50_000)}\")", "100003"),
    ("chain(50_000) == chain(50_000)", "true"),
    ("chain(50_000) == chain(50_001)", "false"),
    ("records(50_000) == records(50_000)", "true"),
    ("chain(50_000) in [1, chain(50_000)]", "true"),
    ("index_of([1, chain(50_000)], chain(50_000))", "1"),
    ("length(unique([chain(50_000), chain(50_000), chain(49_999)]))", "2"),
    ("length(unique([records(50_000), records(50_000)]))", "1"),
    ("length(group_by([{a: chain(50_000)}, {a: chain(50_000)}], \"a\"))", "1"),
    ("doubled(1) == doubled(1)", "true"),
    ("doubled(1) == doubled(2)", "false"),
    ("length(unique([doubled(1), doubled(1), doubled(1.0)]))", "1"),
    ("doubled(1) in [[1], doubled(1)]", "true"),
    ("length([x for x in doubled(1) if x == doubled(2)[0]])", "0"),
    ("let nan = number(\"nan\")\n[[nan]] == [[nan]]", "false"),
    ("let x = [number(\"nan\")]\n[x] == [x]", "true"),
    ("{a: [1, {b: 2}], c: 3} == {c: 3.0, a: [1.0, {b: 2.0}]}", "true"),
    ("{a: 1} == {b: 1}", "false"),
    ("[[1, 2], [3]] == [[1, 2], [3, 4]]", "false"),
    ("[[], {}] == [[], {}]", "true"),
    ("unique([{a: 1, b: [2]}, {b: [2.0], a: 1}, {a: 1, b: [3]}])", "[{a: 1, b: [2]}, {a: 1, b: [3]}]"),
    ("[[], [[]], {a: {}, b: [1, \"x\"]}, [{c: none}]]", "[[], [[]], {a: {}, b: [1, \"x\"]}, [{c: none}]]"),
  ])
  func answers(code: String, answer: String) {
    let transcript = run(Self.deep + code)
    #expect(transcript.output.last == answer && transcript.failure == nil, "\(transcript.failure ?? "")")
  }

  /// Blocks of layers in one another, too deep to be saved or more than any network has.
  @Test(arguments: [
    ("residual(m)", 63, nil), ("residual(m)", 64, "at most 64 layers can be within each other"),
    ("residual(dense(1), shortcut: [m])", 100_000, "at most 64 layers can be within each other"),
    ("residual(m, m)", 12, nil), ("residual(m, m)", 13, "a residual block holds at most 10000 layers"),
    ("residual(m, shortcut: [m])", 40, "a residual block holds at most 10000 layers"),
  ])
  func blocksOfLayersHaveALimit(block: String, depth: Int, message: String?) {
    let code = "var m = dense(1)\nfor i in 1..\(depth) { m = \(block) }\nlength(string(m)) > 10"
    let transcript = run(code)
    #expect(transcript.failure == message)
    if message == nil { #expect(transcript.output == ["true"]) }
  }

  /// What nobody could read again is not written.
  @Test(
    arguments: [
      "save(\"FILE\", chain(N))", "save(\"FILE\", [{a: chain(N)}])", "table([{a: records(N)}])",
      "search x in 0.0..1.0 for 2 trials with random minimize { note(deep: chain(N)); x }",
      "search x in [chain(N), 2] for 2 trials with random minimize 1.0",
    ], [250, 300, 50_000])
  func whatIsTooDeepIsNotKept(code: String, depth: Int) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("value.json").path
    let failure = run(
      Self.deep + code.replacing("FILE", with: file).replacing("N", with: "\(depth)")
    ).failure
    if depth == 250 {
      #expect(failure == nil)
    } else {
      #expect(failure?.contains("the value is nested too deeply to be kept") == true, "\(failure ?? "")")
    }
    #expect(FileManager.default.fileExists(atPath: file) == (depth == 250 && code.hasPrefix("save")))
    if let data = FileManager.default.contents(atPath: file) { #expect(JSON(parsing: data) != nil) }
  }

  @Test(arguments: ["save(\"/nowhere/x.json\", doubled(1))", "table([{a: doubled(1)}])"])
  func whatIsTooMuchIsNotKept(code: String) {
    // The whole would be 2^40 items; a string as large as may be is as many bytes.
    let large = "let s = repeat(\"a\", 60_000_000)\n"
    #expect(
      run(Self.deep + large + code.replacing("doubled(1)", with: "[s, s]")).failure == "the string would be too long")
  }

  /// What holds a part 2^40 times takes for ever to show, and says so to nobody who asked it to stop.
  @Test(arguments: [
    "x", "string(x)", "print(x)", "save(\"/nowhere/x.json\", x)",
    "table([{a: x}])", "fail(x)",
  ])
  func showingHearsARequestToStop(code: String) {
    let interruption = Interruption()
    let transcript = run(Self.deep + "let x = doubled(1)\nprint(1)\n" + code, Settings(), interruption) { _ in
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: 0.2)
        interruption.request()
      }
    }
    #expect(transcript.failure == "interrupted")
  }
}

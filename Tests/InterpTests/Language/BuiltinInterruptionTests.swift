import Foundation
import Testing

@testable import Interp

/// Builtins hear a request to stop, however long the list or the string.
@Suite(.serialized) struct BuiltinInterruptionTests {
  /// Calls that would take many seconds, long after the request.
  @Test(arguments: [
    "[...1..100_000_000]", "max(...1..100_000_000)", "length(join(1..100_000_000, \",\"))",
    "length(join([x for x in 1..100_000_000], \",\"))", "sum(1..100_000_000)", "sort(1..100_000_000)",
    "unique(1..100_000_000)", "group_by([{a: x} for x in 1..100_000_000], \"a\")", "map(1..100_000_000, sqrt)",
    "filter(1..100_000_000, fn(x) = true)", "reduce(1..100_000_000, max, 0)", "find(1..100_000_000, fn(x) = false)",
    "count(1..100_000_000, fn(x) = true)", "all(1..100_000_000, fn(x) = true)", "enumerate(1..100_000_000)",
    "zip(1..100_000_000, 1..100_000_000)", "index_of(1..100_000_000, -1)", "shuffle(1..100_000_000)",
    "median(1..100_000_000)", "best_so_far(1..100_000_000)", "min(1..100_000_000)", "flatten([1..50_000_000])",
    "lines(repeat(repeat(\"a\\n\", 1_000), 10_000))", "words(repeat(repeat(\"a \", 1_000), 10_000))",
    "characters(repeat(repeat(\"a\", 1_000), 10_000))",
    "split(repeat(repeat(\"a,\", 1_000), 10_000), \",\")",
    "replace(repeat(repeat(\"ab\", 1_000), 10_000), \"b\", \"c\")",
    "replace(repeat(repeat(\"é\", 1_000), 10_000), \"b\", \"c\")",
    "index_of(repeat(repeat(\"a\", 1_000), 10_000), repeat(\"a\", 1_000) + \"b\")",
    "repeat(\"a\", 1_000) + \"b\" in repeat(repeat(\"a\", 1_000), 10_000)", "string(1..100_000_000 |> reverse)",
    "print(...[[x for x in 1..30_000_000]])",
    "let xs = [x for x in 1..1_000]\nlet ys = [xs for x in 1..1_000_000]\n[1] in ys\nstring(ys)",
    "for x in 1..100_000_000 { }", "argmin(1..100_000_000)", "sort_by(1..100_000_000, abs)",
  ])
  func stops(code: String) {
    let interruption = Interruption()
    let thread = Thread {
      Thread.sleep(forTimeInterval: 0.3)
      interruption.request()
    }
    thread.start()
    #expect(run(code, Settings(), interruption).failure == "interrupted")
  }

  /// Nothing is repeated so often that it takes long.
  @Test func nothingManyTimesIsNothing() { #expect(shown("length(repeat(\"\", 10^18))") == "0") }
}

/// Reading from a pipe that nobody writes to ends when it is asked to.
@Suite struct PipeInterruptionTests {
  @Test(arguments: ["load(\"PIPE\")", "read_file(\"PIPE\")", "load_json(\"PIPE\")", "import \"PIPE\""])
  func stops(code: String) {
    let path = NSTemporaryDirectory() + "pipe-\(UUID().uuidString)"
    #expect(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    let interruption = Interruption()
    interruption.request()
    let code = code.replacingOccurrences(of: "PIPE", with: path)
    #expect(run(code, Settings(), interruption).failure == "interrupted")
  }
}

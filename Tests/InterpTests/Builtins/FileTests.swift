import Basics
import Foundation
import Testing

@testable import Interp

@Suite("Files and programs")
struct FileTests {
  /// A path in a folder that is gone after the test.
  private static func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hpo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  @Test(arguments: [
    (
      "a.csv", "[{lr: 0.1, name: \"a,b\"}, {lr: none, more: \"say \\\"x\\\"\"}]",
      "lr,name,more\n0.1,\"a,b\",\n,,\"say \"\"x\"\"\"\n"
    ),
    ("a.json", "[{lr: 0.1}]", "[{\"lr\": 0.1}]\n"), ("a.txt", "\"plain\"", "plain"),
    ("a.txt", "{a: [1, none]}", "{\"a\": [1, null]}\n"),
    ("a.csv", "table([{n: 1}])", "n\n1\n"),
  ])
  func savesByKind(_ file: String, _ value: String, _ text: String) throws {
    try Self.withFolder { folder in
      #expect(run("save(\"\(folder)/\(file)\", \(value))").failure == nil)
      let saved = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
      #expect(saved == text)
    }
  }

  @Test func readsWhatItSaved() throws {
    try Self.withFolder { folder in
      let code = """
        let value = {lr: 1e-7, layers: [16, 8], name: "a \\"b\\" {1 + 1}", none_yet: none, ok: true}
        save("\(folder)/a.json", value)
        load_json("\(folder)/a.json") == value
        save("\(folder)/a.txt", "one\\ntwo\\n")
        lines(read_file("\(folder)/a.txt"))
        """
      #expect(run(code).output == ["true", "[\"one\", \"two\"]"])
    }
  }

  @Test func saysWhyAFileIsOutOfReach() {
    #expect(run("read_file(\"/nowhere/a\")").failure == "\"/nowhere/a\" cannot be read: there is no such file")
    #expect(run("save(\"/nowhere/a\", 1)").failure == "\"/nowhere/a\" cannot be written: no such file or directory")
    #expect(run("save(\"/tmp\", 1)").failure == "\"/tmp\" cannot be written: is a directory")
    #expect(run("save(\"/tmp/a\", sqrt)").failure == "a function cannot be written to a file")
    #expect(
      run("read_file(\"/dev/zero\")").failure == "\"/dev/zero\" cannot be read: it is longer than 256 MiB")
    #expect(run("load_json(\"/dev/null\")").failure == "\"/dev/null\" is not JSON")
  }

  /// A pipe that nobody reads from.
  @Test func savingStopsWhereAskedTo() throws {
    try Self.withFolder { folder in
      #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
      let interruption = Interruption()
      let transcript = run("print(1)\nsave(\"\(folder)/pipe\", 1)", Settings(), interruption) { _ in
        Thread.detachNewThread {
          Thread.sleep(forTimeInterval: 0.2)
          interruption.request()
        }
      }
      #expect(transcript.failure == "interrupted")
    }
  }

  @Test(arguments: ["save(\"a.csv\", [])", "run(\"echo\")"])
  func theSandboxRefuses(_ code: String) {
    var settings = Settings()
    settings.isSandboxed = true
    #expect(run(code, settings).failure?.hasPrefix("the sandbox refuses `") == true)
  }

  // MARK: Programs

  @Test(arguments: [
    ("run(\"sh\", \"-c\", \"exit 3\").code", "3"), ("run(\"sh\", \"-c\", \"kill -9 $$\").code", "137"),
    ("run(\"sh\", \"-c\", \"echo out; echo err >&2\").err", "\"err\\n\""),
    ("run(\"printf\", \"%s|\", \"a b\", \"$HOME\", 0.5, true).text", "\"a b|$HOME|0.5|true|\""),
    ("run(\"printf\", \"%s \", ...flags({lr: 0.1, batch_size: 8})).text", "\"--lr 0.1 --batch-size 8 \""),
    ("length(run(\"cat\", stdin: repeat(\"0123456789\", 100_000)).text)", "1000000"),
    // What is left behind in the background does not hold up the answer.
    ("run(\"sh\", \"-c\", \"sleep 60 & echo ready\", timeout: 30s).text", "\"ready\\n\""),
    ("run(\"no-such-program\")", "there is no program `no-such-program`"),
    ("run(\"/\")", "`/` cannot be started: permission denied"),
    ("run(\"echo\", [1])", "an argument of a program must be a string or a number, not a list"),
    ("run(\"sleep\", 60, timeout: 50ms)", "`sleep` was stopped after 50ms"),
    ("run(\"yes\")", "`yes` was stopped: it printed more than 64 MB"),
    ("run(\"echo\", timeout: -1)", "`timeout` must be above 0"),
    ("run(\"echo\", timeout: 5 trials)", "`timeout` must be a time such as `30s`, not a number of trials"),
  ])
  func programs(_ code: String, _ result: String) {
    #expect(shown(code) == result)
  }

  @Test func aTimeoutEndsWhatTheProgramStarted() throws {
    try Self.withFolder { folder in
      let code = "run(\"sh\", \"-c\", \"sleep 300 & echo $! > \(folder)/id; wait\", timeout: 500ms)"
      #expect(run(code).failure == "`sh` was stopped after 500ms")
      let id = try String(contentsOfFile: "\(folder)/id", encoding: .utf8).trimmingCharacters(in: .newlines)
      // An ended process may still be listed, as a zombie.
      let status = (try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)) ?? "State:\tZ"
      #expect(status.contains("State:\tZ") || status.contains("State:\tX"))
    }
  }

  @Test func anInterruptionEndsAProgram() {
    let interruption = Interruption()
    let thread = Thread {
      Thread.sleep(forTimeInterval: 0.2)
      interruption.request()
    }
    thread.start()
    #expect(run("run(\"sleep\", 300)", Settings(), interruption).failure == "interrupted")
  }
}

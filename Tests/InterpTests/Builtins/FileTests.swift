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

  @Test(
    arguments: [
      (
        "a.csv", "[{lr: 0.1, name: \"a,b\"}, {lr: none, more: \"say \\\"x\\\"\"}]",
        "lr,name,more\n0.1,\"a,b\",\n,,\"say \"\"x\"\"\"\n"
      ),
      ("a.json", "[{lr: 0.1}]", "[{\"lr\": 0.1}]\n"), ("a.txt", "\"plain\"", "plain"),
      ("a.txt", "{a: [1, none]}", "{\"a\": [1, null]}\n"),
      ("a.csv", "table([{n: 1}])", "n\n1\n"), ("a.csv", "[]", ""), ("a", "\"plain\"", "plain"),
      ("a.TSV", "[{a: \"x\\ty\", b: 1.0 / 3}, {a: \"x,y\"}]", "a\tb\n\"x\ty\"\t0.3333333333333333\nx,y\t\n"),
      (
        "a.md", "[{batch_size: 8, _x: \"a|b*\"}, {batch_size: 16, _x: \"c\\nd\"}]",
        "| batch_size | \\_x    |\n| ---------: | ------ |\n|          8 | a\\|b\\* |\n|         16 | c d    |\n"
      ),
      (
        "a.tex",
        "[{\"loss_%\": 0.123456, name: \"[a] & b\", n: -1}, {\"loss_%\": 1e-7, name: \"$x^2 ~ \\{y}\", n: 2.5e20}]",
        """
        % \\usepackage{booktabs}
        \\begin{tabular}{rlr}
        \\toprule
        loss\\_\\% & name & n \\\\
        \\midrule
        0.1235 & {[}a{]} \\& b & $-1$ \\\\
        $10^{-7}$ & \\$x\\textasciicircum{}2 \\textasciitilde{} \\{y\\} & $2.5 \\times 10^{20}$ \\\\
        \\bottomrule
        \\end{tabular}

        """
      ),
      ("a.tex", "\"as it is_\"", "as it is_"),
      ("a.json", "{a: number(\"nan\"), b: [number(\"-inf\")]}", "{\"a\": \"NaN\", \"b\": [\"-Infinity\"]}\n"),
      ("a.json", "[{a: number(\"nan\")}]", "[{\"a\": \"NaN\"}]\n"),
      ("a.json", "gamma(seed: 1)", "\"gamma(seed: 1)\"\n"),
      (
        "a.tsv", "search x in 1..2 with grid for 2 trials minimize { note(w: 2); x }",
        "number\tx\tvalue\tw\tstate\tseconds\n0\t1\t1.0\t2\tcomplete\t#\n1\t2\t2.0\t2\tcomplete\t#\n"
      ),
    ] as [(String, String, String)])
  func savesByKind(_ file: String, _ value: String, _ text: String) throws {
    try Self.withFolder { folder in
      #expect(run("save(\"\(folder)/\(file)\", \(value))").failure == nil)
      let saved = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
      // Times differ.
      #expect(saved.replacing(/complete\t[0-9.e-]+/, with: "complete\t#") == text)
    }
  }

  @Test(
    arguments: [
      ("a.xlsx", "table([{n: 1}])", "a table is not written as `.xlsx`"),
      ("a.txt", "[{n: 1}]", "a list is not written as `.txt`"),
      (
        "a.pdf", "search x in 1..2 with grid for 1 trials minimize x",
        "a study is not written as `.pdf`"
      ),
      ("a.csv", "{n: 1}", "a record is not written as `.csv`"),
      ("a.yaml", "{n: 1}", "a record is not written as `.yaml`"),
      ("a.tex", "3", "an integer is not written as `.tex`"),
      ("a.json", "{f: sqrt}", "a function cannot be written to a file"),
      ("a.csv", "train(model(dense(2)), moons(n: 20), epochs: 1)", "a run is not written as `.csv`"),
      ("a.pt", "train(model(dense(2)), moons(n: 20), epochs: 1)", "a run is not written as `.pt`"),
      ("a.net", "[1, 2]", "a list is not written as `.net`"),
      ("a.json", "{r: [train(model(dense(2)), moons(n: 20), epochs: 1)]}", "a run cannot be written to a file"),
    ] as [(String, String, String)])
  func refusesWhatAnEndingDoesNotMean(file: String, value: String, message: String) throws {
    try Self.withFolder { folder in
      #expect(run("save(\"\(folder)/\(file)\", \(value))").failure == message)
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/\(file)"))
    }
  }

  @Test(
    arguments: [
      ("\u{FEFF}{\"a\": 1}", "{a: 1}"), ("{\"a\": 1, \"a\": 2}", "{a: 2}"),
      ("{\n \"a\": 1,\n}", "is not JSON: line 3, column 1: expected a name in double quotes, found `}`"),
      ("[NaN, null]", "[nan, none]"),
    ] as [(String, String)])
  func readsJSONAsOthersWriteIt(text: String, result: String) throws {
    try Self.withFolder { folder in
      try text.write(toFile: "\(folder)/a.json", atomically: true, encoding: .utf8)
      #expect(shown("load_json(\"\(folder)/a.json\")").hasSuffix(result))
    }
  }

  @Test(
    arguments: [
      ("note(run: train(model(dense(2)), moons(n: 20), epochs: 1))", "a run cannot be noted as `run`"),
      ("note(f: [1, {g: sqrt}])", "a function cannot be noted as `f`"),
      ("note(d: moons(n: 9))", "data cannot be noted as `d`"),
    ] as [(String, String)])
  func notesWhatCanBeKept(note: String, message: String) {
    let failed = run("search x in 1..2 with grid for 1 trials minimize { \(note); x }")
    #expect(failed.failure?.contains(message) == true, "\(failed.failure ?? "")")
    #expect(failed.hint != nil)
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

  /// Text in another encoding is not read as garbage.
  @Test(arguments: ["read_file", "load_json", "load_csv"])
  func refusesTextInAnotherEncoding(name: String) throws {
    try Self.withFolder { folder in
      let path = "\(folder)/log.txt"
      try Data([0xFF, 0xFE] + "loss: 0.5\n".utf8.flatMap { [$0, 0] }).write(to: URL(fileURLWithPath: path))
      let failed = run("\(name)(\"\(path)\")")
      #expect(failed.failure?.contains("is text in UTF-16") == true, "\(failed.failure ?? "")")
      #expect(failed.hint == "`iconv -f utf-16 -t utf-8 \(path) > utf8.txt` converts it.")
      #expect(failed.place == "\"\(path)\"")
      // A broken character in a log is no reason to give it up.
      try Data([0x6C, 0xFF, 0x3D, 0x31]).write(to: URL(fileURLWithPath: path))
      #expect(run("read_file(\"\(path)\")").output == ["\"l\u{FFFD}=1\""])
    }
  }

  @Test func aColumnOfRecordsHasANameOfItsOwn() throws {
    try Self.withFolder { folder in
      for (title, message) in [
        ("a,b,a", "columns 1 and 3 are both called `a`"), ("a,,", "columns 2 and 3 have no name"),
      ] {
        try "\(title)\n1,2,3\n".write(toFile: "\(folder)/t.csv", atomically: true, encoding: .utf8)
        #expect(run("load_csv(\"\(folder)/t.csv\")").failure == "line 1 of \"\(folder)/t.csv\": \(message)")
      }
    }
  }

  @Test func saysWhyAFileIsOutOfReach() {
    #expect(run("read_file(\"/nowhere/a\")").failure == "\"/nowhere/a\" cannot be read: there is no such file")
    #expect(
      run("save(\"/nowhere/a.txt\", 1)").failure
        == "\"/nowhere/a.txt\" cannot be written: there is no folder `/nowhere`")
    #expect(run("save(\"/tmp\", 1)").failure == "\"/tmp\" cannot be written: it is a folder")
    #expect(run("save(\"/tmp/a\", sqrt)").failure == "a function cannot be written to a file")
    #expect(
      run("read_file(\"/dev/zero\")").failure == "\"/dev/zero\" cannot be read: it is longer than 256 MiB")
    #expect(
      run("load_json(\"/dev/null\")").failure
        == "\"/dev/null\" is not JSON: line 1, column 1: expected a value, found the end of the text")
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

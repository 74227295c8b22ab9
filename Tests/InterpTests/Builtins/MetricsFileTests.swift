import Basics
import Foundation
import Testing

@testable import Interp

/// Metrics that programs write to files.
@Suite("Files of metrics")
struct MetricsFileTests {
  struct Case: CustomTestStringConvertible {
    let name: String
    let text: String
    /// The rows, as JSON.
    let rows: String
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "JSON lines", text: "{\"epoch\": 1, \"loss\": 0.5}\n{\"epoch\": 2, \"loss\": NaN}\r\n\n{\"loss\": 0.25}",
      rows: "[{\"epoch\": 1, \"loss\": 0.5}, {\"epoch\": 2, \"loss\": NaN}, {\"loss\": 0.25}]"),
    Case(
      name: "lines that are no JSON among them", text: "{\"loss\": 1}\nnoise\n{\"loss\":\n{\"loss\": 2}\n",
      rows: "[{\"loss\": 1}, {\"loss\": 2}]"),
    Case(
      name: "log.csv", text: "\u{FEFF}epoch,step,loss,note\r\n1,10,0.5,\r\n1,10,,\"a, b\"\n\n2,20,1e-3,inf\n",
      rows: """
        [{"epoch": 1, "step": 10, "loss": 0.5}, {"epoch": 1, "step": 10, "note": "a, b"}, \
        {"epoch": 2, "step": 20, "loss": 0.001, "note": Infinity}]
        """),
    Case(name: "log.tsv", text: "epoch\tloss\n1\t0.5\n", rows: "[{\"epoch\": 1, \"loss\": 0.5}]"),
    Case(name: "log.csv", text: "epoch;loss\n1;0.5", rows: "[{\"epoch\": 1, \"loss\": 0.5}]"),
    Case(name: "a table of another name", text: "epoch,loss\n1,2\n", rows: "[{\"epoch\": 1, \"loss\": 2}]"),
    Case(name: "one line of one object", text: "{\"loss\": 2}", rows: "[{\"loss\": 2}]"),
    Case(
      name: "one object on several lines", text: "{\n  \"loss\": 2,\n  \"test\": {\"acc\": 1}\n}\n",
      rows: "[{\"loss\": 2, \"test\": {\"acc\": 1}}]"),
    Case(name: "a list of objects", text: "[{\"loss\": 2},\n {\"loss\": 1}]", rows: "[{\"loss\": 2}, {\"loss\": 1}]"),
    Case(
      name: "lists by name", text: "{\"loss\": [2, 1], \"acc\": [0.1, 0.2]}",
      rows: "[{\"loss\": 2, \"acc\": 0.1}, {\"loss\": 1, \"acc\": 0.2}]"),
    Case(
      name: "lines for people", text: "start\nEpoch 1/3 - loss: 0.5\nepoch 2 loss 0.25 - nothing else\n",
      rows: "[{\"step\": 1, \"loss\": 0.5}, {\"step\": 2, \"loss\": 0.25}]"),
    Case(name: "nothing", text: "", rows: "[]"),
    Case(name: "bytes that are no text", text: "\u{0}\u{1}\u{FFFD}\n\u{0}", rows: "[]"),
    Case(name: "a JSON text that is cut off", text: "[{\"loss\": 2},\n {\"lo", rows: "[]"),
  ]

  /// However a file grows, the rows are the same.
  @Test(arguments: cases, [1, 2, 7, 1000]) func rowsOfAFile(given: Case, chunk: Int) throws {
    var reader = MetricRows(metrics: ["loss"], isTable: given.name.hasPrefix("log."))
    let bytes = Array(given.text.utf8)
    var rows: [[JSON.Member]] = []
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      rows += reader.add(Array(bytes[start..<min(start + chunk, bytes.count)]), isOver: false)
    }
    rows += reader.add([], isOver: true)
    rows += reader.rowsOfValue
    let expected = try #require(JSON(parsing: given.rows))
    #expect(JSON.array(rows.map { .object($0) }).description == expected.description)
  }

  @Test(
    arguments: [
      ("valid.loss", 0.5), ("a.b", 3), ("loss", nil), ("valid", nil), ("valid.loss.x", nil), ("", nil), (".", nil),
    ] as [(String, Double?)])
  func aMetricMayLieInAnObject(name: String, value: Double?) throws {
    let row = try #require(JSON(parsing: #"{"valid": {"loss": 0.5}, "a.b": 3, "loss": "no"}"#)?.members)
    #expect(row.metric(name) == value)
  }

  // MARK: While a program runs

  /// What a shell script writes to a file becomes reports: the steps and values of a trial.
  private func reports(_ script: String, file: String = "log.csv", report: String = "loss", old: String? = nil) throws
    -> Transcript
  {
    var files = ["train.sh": script]
    if let old { files[file] = old }
    return try run(
      beside: files,
      [
        "let s = search x in [1] with grid for 1 trials minimize {",
        "  let out = run(\"sh\", \"train.sh\", cwd: \"FOLDER\", report: \"\(report)\", metrics: \"\(file)\")",
        "  note(last: out.metrics)", "  x", "}",
        "print([[r.step, r.value] for r in s.best.reports], s.best.notes.last)",
      ])
  }

  @Test(
    arguments: [
      ("printf 'epoch,loss\\n' > log.csv; for e in 1 2 3; do echo $e,0.$e >> log.csv; sleep 0.05; done", nil),
      // Written anew after each row, as some do.
      (
        "t='epoch,loss'; for e in 1 2 3; do t=\"$t\n$e,0.$e\"; echo \"$t\" > log.csv; sleep 0.05; done",
        "epoch,loss\n1,9\n2,9\n3,9\n4,9\n"
      ),
      // Put in its place whole.
      (
        "t='epoch,loss'; for e in 1 2 3; do t=\"$t\n$e,0.$e\"; echo \"$t\" > new; mv new log.csv; sleep 0.05; done", nil
      ),
      // What stood there before is not read, also where it is the same.
      ("printf 'epoch,loss\\n1,0.1\\n2,0.2\\n3,0.3\\n' > log.csv", "epoch,loss\n1,9\n2,9\n"),
      ("sleep 0.05; printf 'epoch,loss\\n1,0.1\\n2,0.2\\n3,0.3\\n' > log.csv", "epoch,loss\n1,0.1\n2,0.2\n3,0.3\n"),
    ] as [(String, String?)])
  func aTableIsReadAsItGrows(script: String, old: String?) throws {
    let transcript = try reports(script, old: old)
    #expect(transcript.failure == nil)
    #expect(transcript.output.last == "[[1, 0.1], [2, 0.2], [3, 0.3]] {epoch: 3, loss: 0.3}", "\(transcript)")
  }

  /// A program that goes on in the file of an earlier one has its own rows.
  @Test func whatIsAppendedIsRead() throws {
    let transcript = try reports(
      "echo '{\"epoch\": 2, \"loss\": 0.2}' >> log.jsonl", file: "log.jsonl", old: "{\"epoch\": 1, \"loss\": 0.1}\n")
    #expect(transcript.output.last == "[[2, 0.2]] {epoch: 2, loss: 0.2}")
  }

  @Test func aHistoryIsReadAtTheEnd() throws {
    let transcript = try reports(
      "printf '{\"loss\": [3, 2, 1],\\n \"lr\": [0.1, 0.1, 0.1]}' > h.json", file: "h.json")
    #expect(transcript.output.last == "[[1, 3], [2, 2], [3, 1]] {loss: 1, lr: 0.1}")
  }

  /// The library's writers of Python, with all digits and without a number.
  @Test func whatPythonWritesIsRead() throws {
    let script = """
      import csv, json, math
      values = [1 / 3, math.nan, math.inf, 1e-300, 5]
      with open("log.csv", "w", newline="") as file:
          table = csv.DictWriter(file, ["epoch", "note", "loss"])
          table.writeheader()
          for epoch, value in enumerate(values):
              table.writerow({"epoch": epoch, "note": 'a "b", c', "loss": value})
      with open("log.jsonl", "w") as file:
          for epoch, value in enumerate(values):
              print(json.dumps({"epoch": epoch, "loss": value}), file=file, flush=True)
      json.dump([{"epoch": e, "loss": v} for e, v in enumerate(values)], open("log.json", "w"), indent=2)
      """
    for file in ["log.csv", "log.jsonl", "log.json"] {
      let transcript = try run(
        beside: ["train.py": script],
        [
          "let s = search x in [1] with grid for 1 trials minimize {",
          "  run(\"python3\", \"train.py\", cwd: \"FOLDER\", report: \"loss\", metrics: \"\(file)\")", "  x", "}",
          "print([[r.step, r.value] for r in s.best.reports])",
        ])
      #expect(
        transcript.output.last == "[[0, 0.3333333333333333], [1, nan], [2, infinity], [3, 1e-300], [4, 5]]",
        "\(transcript)")
    }
  }

  @Test(arguments: ["prune median(startup: 1, after: 0)", "prune when loss > 0.5"])
  func aProgramIsEndedByWhatItWrites(clause: String) throws {
    let transcript = try run(
      beside: ["train.sh": "for e in 1 2 3 4; do echo '{\"epoch\": '$e', \"loss\": '$1'}' >> $2; sleep 0.05; done"],
      [
        "let s = search x in [0.2, 0.3, 0.9] with grid for 3 trials \(clause) minimize {",
        "  let log = \"FOLDER/{trial}.jsonl\"",
        "  run(\"sh\", \"FOLDER/train.sh\", x, log, report: \"loss\", metrics: log).metrics.loss", "}",
        "print([[t.state, t.value] for t in s.trials])",
      ])
    let expected = clause.contains("when") ? "complete" : "pruned"
    let states = "[[\"complete\", 0.2], [\"\(expected)\", 0.3], [\"pruned\", 0.9]]"
    #expect(transcript.output.last?.hasPrefix(states) == true, "\(transcript)")
  }

  @Test(arguments: [
    ("true", "log.csv", "`sh` wrote nothing to \"log.csv\""),
    (
      "echo no torch >&2; exit 3", "log.csv",
      "`sh` wrote nothing to \"log.csv\"; `sh` ended with code 3: no torch"
    ),
    ("mkdir log.csv", "log.csv", "`sh` wrote nothing to \"log.csv\""),
    ("mkfifo log.csv", "log.csv", "`sh` wrote nothing to \"log.csv\""),
    ("echo > log.csv", "log.csv", "there are no metrics in \"log.csv\""),
    ("echo epoch,losss > log.csv; echo 1,2 >> log.csv", "log.csv", "there is no `loss` in \"log.csv\""),
    ("echo '[{' > log.json", "log.json", "no metrics in \"log.json\": it is not JSON: "),
    ("head -c 100000 /dev/urandom > log.bin", "log.bin", "there are no metrics in \"log.bin\""),
    ("true", "", "`metrics` is the name of a file, and is empty"),
  ])
  func aFileWithoutMetricsIsTold(script: String, file: String, message: String) throws {
    let transcript = try reports(script, file: file)
    #expect(transcript.failure?.hasPrefix("trial 0 failed: \(message)") == true, "\(transcript.failure ?? "")")
    if message.contains("no `loss`") { #expect(transcript.hint == "did you mean `losss`?") }
  }

  @Test func outsideOfATrialTheLastValuesAreRead() throws {
    let transcript = try run(
      beside: ["train.sh": "echo '{\"a\": 1, \"b\": {\"c\": 2}}' > m.jsonl; echo '{\"a\": 3}' >> m.jsonl"],
      ["let m = run(\"sh\", \"train.sh\", cwd: \"FOLDER\", metrics: \"m.jsonl\").metrics", "print(m.a, m.b.c)"])
    #expect(transcript.output == ["3 2"])
  }
}

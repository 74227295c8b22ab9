import Basics
import BayesOpt
import Testing

@testable import Charts
@testable import Studies

@Suite struct TableTests {
  static let records: [[JSON.Member]] = [
    [.init("strategy", "gamma"), .init("mean", 0.97123), .init("runs", 5)],
    [.init("strategy", "界面 é"), .init("mean", 12), .init("runs", nil), .init("note", "a\nb\u{1B}[31m")],
    [.init("mean", 1.5e-7), .init("strategy", "hull_gamma"), .init("runs", 1000), .init("note", [1, true])],
  ]

  @Test func recordsBecomeColumnsAndNumbersAlign() {
    #expect(
      Table(records: Self.records).text() == """
        strategy       mean  runs  note
        ──────────  ───────  ────  ─────────
        gamma        0.9712     5
        界面 é      12             a b [31m
        hull_gamma   1.5e-7  1000  [1, true]
        """)
  }

  @Test func realsAreExactWhereThatIsAskedFor() {
    let table = Table(titles: ["x", "y"], rows: [[0.123456789, "a"], [nil], [2, "b"]])
    #expect(
      table.text(digits: nil) == """
                  x  y
        ───────────  ─
        0.123456789  a

        2            b
        """)
  }

  @Test func theTrialsOfAStudyAreATable() {
    let notes: [JSON.Member] = [.init("mcc", 0.5), .init("value", "ok")]
    let study = study(
      objectives: [Objective(.maximize)], notes: notes,
      [.complete([0.91234]), .complete([1]), .failed("diverged"), .pruned, nil])
    #expect(
      Table(study).text() == """
        number        lr  optimizer   value  mcc  notes.value  state     seconds  message
        ──────  ────────  ─────────  ──────  ───  ───────────  ────────  ───────  ────────
             0  0.03162   sgd        0.9123                    complete      0.1
             1  0.01581   adam       1       0.5  ok           complete      0.1
             2  0.01054                                        failed        0.1  diverged
             3  0.007906  adam                                 pruned        0.1
             4  0.006325  sgd                                  running
        """)
  }

  /// Whatever parameters, metrics and notes are called, each column has a title of its own.
  @Test(arguments: [nil, "seconds", "accuracy", "message", "value"])
  func titlesNeverClash(metric: String?) {
    let names = ["number", "value", "state", "seconds", "message", "accuracy", "params.value", "notes.value"]
    let description = StudyDescription(
      objectives: [Objective(.minimize, metric: metric)],
      parameters: names.map { .init(name: $0, domain: .integer(low: 1, high: 2, scale: .linear, step: 1)) },
      strategy: "grid", seed: 0, version: "0.1")
    let configuration = Configuration(values: names.map { _ in .integer(1) })
    let trial = Trial(number: 0, configuration: configuration)
      .finished(.complete([7]), notes: names.map { .init($0, 3) }, objectives: 1)
    let table = Table(Study(description, trials: [trial]))
    #expect(Set(table.titles).count == table.titles.count)
    #expect(table.titles.contains("params.seconds"))
    let value = table.titles.firstIndex(of: metric == "accuracy" ? "accuracy" : "value")
    #expect(value.map { table.rows[0][$0] } == 7.0)
  }

  @Test func severalObjectivesHaveAColumnEach() {
    let objectives = [Objective(.minimize, metric: "loss"), Objective(.maximize)]
    let table = Table(study(objectives: objectives, [.complete([1, 2]), .pruned]))
    #expect(table.titles == ["number", "lr", "optimizer", "loss", "value 2", "state", "seconds"])
    #expect(table.rows[0][3...4] == [1.0, 2.0])
    #expect(table.rows[1][3...4] == [nil, nil])
  }

  @Test func manyRowsAreElidedInTheMiddle() {
    let table = Table(titles: ["n"], rows: (0..<100).map { [.integer($0)] })
    #expect(table.text(limit: 4) == " n\n──\n 0\n 1\n… 96 more …\n98\n99")
    #expect(table.text(limit: 0) == "n\n─\n… 100 rows")
    #expect(table.text(limit: 100) == table.text())
  }

  @Test func longTextsAreCutAndThenColumnsLeftOut() {
    let table = Table(
      titles: ["number", "a long title", "text", "value"],
      rows: [[1, "a rather long cell", "short", 0.5], [20, "x", "a fairly long cell", 12.25]])
    #expect(
      table.text(width: 40) == """
        number  a long tit…  text          value
        ──────  ───────────  ────────────  ─────
             1  a rather l…  short          0.5
            20  x            a fairly lo…  12.25
        """)
    #expect(
      table.text(width: 25) == """
        number  … 3 more
        ──────  ────────
             1
            20
        """)
    #expect(table.text(width: 5) == "numb…\n─────\n    1\n   20")
  }

  @Test(arguments: 1...60)
  func noLineIsWiderThanAsked(width: Int) {
    for table in [Table(records: Self.records), Table(study([.complete([0.5]), .failed("界面界面界面界面界面"), nil]))] {
      for line in table.text(width: width, limit: 2).split(separator: "\n") {
        #expect(String(line).displayWidth <= width, "\(line)")
      }
    }
  }

  @Test(arguments: [-5, 0, 1, 80])
  func emptyTablesAreDrawn(width: Int) {
    #expect(Table(titles: [], rows: []).text(width: width) == "")
    #expect(Table(titles: [], rows: [[1], []]).text(width: width) == "")
    #expect(Table(records: []).titles == [])
    #expect(!Table(titles: ["a", "b"], rows: []).text(width: width).isEmpty)
  }
}

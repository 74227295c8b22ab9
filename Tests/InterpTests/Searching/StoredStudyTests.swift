import Foundation
import Studies
import Testing

@testable import Interp

/// Studies that are carried on, and what is known before a search begins.
struct StoredStudyTests {
  @Test func carryingOnIsSaid() {
    inTemporaryStorage { settings in
      func notes(_ count: Int) -> [String] {
        run("search x in 0.0..1.0 with random for \(count) trials as \"sk\" minimize x", settings).notes
      }
      #expect(notes(3) == [])
      #expect(notes(5) == ["note: carrying on with sk: 3 of 5 trials are there"])
      #expect(notes(5) == ["note: carrying on with sk: 5 of 5 trials are there"])
    }
  }

  /// Points that a resumed study has not tried are tried next, each once.
  @Test func newPointsOfAResumedStudyAreTried() {
    inTemporaryStorage { settings in
      func points(_ start: String, _ count: Int) -> Transcript {
        let line =
          "search x in 0.0..1.0, c in [\"a\", none] from \(start) with random for \(count) trials as \"s\" minimize x"
        return run("print([t.params for t in (\(line)).trials])", settings)
      }
      #expect(points("{x: 0.5, c: none}", 3).output[0].hasPrefix("[{x: 0.5, c: none}, "))
      let second = points("[{x: 0.5, c: none}, {x: 0.25, c: \"a\"}, {x: 0.75, c: none}]", 6).output[0]
      #expect(second.components(separatedBy: "{x: 0.5, c: none}").count == 2)
      #expect(second.contains("{x: 0.25, c: \"a\"}, {x: 0.75, c: none}, "))
      #expect(points("[{x: 0.5, c: none}, {x: 0.25, c: \"a\"}]", 6).output[0] == second)
      let over = points("{x: 0.125, c: none}", 6)
      #expect(over.output[0] == second)
      #expect(over.notes.last == "note: the budget ends before all points of `from` are tried")
    }
  }

  /// Of a study with other parameters, those that are shared count: the best point is tried first, and what it has found is known.
  @Test func aStudyWithOtherParametersPointsTheWay() {
    let old =
      "let old = search x in 0.0..2.0, w in 0.0..1.0, c in [1, 2] for 12 trials with random(seed: 1) minimize (x - 0.7)^2 + w"
    func new(_ clauses: String) -> Transcript {
      run(
        "\(old)\nlet s = search y in 0.0..1.0, x in 0.0..1.0, c in [2, 1] for 9 trials from old \(clauses)\n"
          + "[s.trials[0].params.x == old.params.x, s.trials[0].params.c == old.params.c, length(s.trials), s.value < 0.05]"
      )
    }
    let learned = new("with gaussian(seed: 1) minimize (x - 0.7)^2 + (y - 0.2)^2 / 4")
    #expect(learned.failure == nil)
    #expect(learned.output == ["[true, true, 9, true]"])
    #expect(learned.notes.first?.hasPrefix("note: the study of `from` shares `x`, `c` with this search, and ") == true)
    let begun = new("with tpe(seed: 1) minimize (x - 0.7)^2 + (y - 0.2)^2 / 4")
    #expect(begun.output.first?.hasPrefix("[true, true, 9, ") == true)
    #expect(
      begun.notes.first == "note: of the study of `from`, which has another space, `tpe` takes the best point only")
    #expect(new("maximize -x").failure == "the study of `from` does not maximize, as this search does")
    #expect(new("minimize x minimize -x").failure != nil)
  }

  @Test func aPointThatIsListedTwiceIsTriedTwice() {
    let line = "search x in 0.0..1.0 from [{x: 0.5}, {x: 0.5}] with random for 3 trials minimize x"
    #expect(shown("length([t for t in (\(line)).trials if t.params.x == 0.5])") == "2")
  }

  @Test func aChangedObjectiveIsNoticed() {
    inTemporaryStorage { settings in
      func isNoticed(_ code: String) -> Bool {
        let search = "search x in 0.0..1.0 with random for 2 trials as \"s\" minimize "
        let transcript = run(code.replacingOccurrences(of: "SEARCH ", with: search), settings)
        #expect(transcript.failure == nil)
        return transcript.notes.contains { $0.contains("what is sought in s has changed") }
      }
      #expect(!isNoticed("fn loss(x) = half(x)\nfn half(x) = x / 2\nSEARCH loss(x)"))
      #expect(!isNoticed("fn loss(x)   =\n  half(x)  # the same\nfn half(x) = x/2\nSEARCH   loss( x )"))
      #expect(isNoticed("fn loss(x) = half(x)\nfn half(x) = x / 2\nSEARCH loss(x)^2"))
      #expect(isNoticed("fn loss(x) = half(x)\nfn half(x) = x / 3\nSEARCH loss(x)"))
      #expect(isNoticed("fn loss(x) = half(x) + 1\nfn half(x) = x / 2\nSEARCH loss(x)"))
    }
  }

  /// Trials that Optuna's `enqueue_trial` has added are run first, with what they ask for.
  @Test func waitingTrialsAreRun() throws {
    try inTemporaryStorage { settings in
      let line =
        "search x in 1..9, y in 0.0..1.0, c in [\"a\", \"b\"] with random(seed: 3) for N trials as \"w\" minimize x + y"
      _ = run(line.replacingOccurrences(of: "N", with: "2"), settings)
      for fixed in [#"{"x": 7}"#, #"{"c": "b", "y": 0.5, "x": 2}"#, "{}", #"{"x": 100}"#, #"{"y": "much"}"#] {
        try enqueue(fixed, in: try #require(settings.storage))
      }
      let code = "[[t.number, t.params, t.state, t.message] for t in s.trials]"
      let transcript = run("let s = \(line.replacingOccurrences(of: "N", with: "8"))\n\(code)", settings)
      #expect(transcript.failure == nil)
      let trials = try #require(transcript.output.last)
      #expect(trials.contains("[2, {x: 7, "))
      #expect(trials.contains("[3, {x: 2, y: 0.5, c: \"b\"}, \"complete\""))
      #expect(trials.contains("\"failed\", \"`x` = 100 is not in 1..9\"]"))
      #expect(trials.contains("\"failed\", \"`y` = \\\"much\\\" is not in 0.0..1.0\"]"))
      #expect(trials.hasSuffix("\"complete\", none]]"))
      #expect(trials.components(separatedBy: "\"complete\"").count == 7)
      #expect(transcript.notes.filter { $0.contains("waited to be run and cannot be") }.count == 2)
    }
  }

  private func enqueue(_ fixed: String, in path: String) throws {
    let script = """
      import sqlite3, sys
      c = sqlite3.connect(sys.argv[1])
      n = c.execute("select max(number) + 1 from trials").fetchone()[0]
      k = c.execute("insert into trials (number, study_id, state) values (?, 1, 'WAITING')", (n,)).lastrowid
      c.execute("insert into trial_system_attributes (trial_id, key, value_json) values (?, 'fixed_params', ?)", (k, sys.argv[2]))
      c.commit()
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, path, fixed]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  /// Trials with values, from a file that `save` has written or from anywhere, are known and not run again.
  @Test(arguments: ["csv", "json"])
  func knownTrialsComeFromAFile(ending: String) throws {
    let path = NSTemporaryDirectory() + "hpo-\(UUID().uuidString).\(ending)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let reader = ending == "csv" ? "load_csv" : "load_json"
    let search = """
      search value in 1..6, w in each(1..3, 2), c in ["a", none, true] with STRATEGY minimize \
      { if value == 1 and c == true { fail("no") }; value * 2.5 }
      """.replacingOccurrences(of: "\\\n", with: "")
    let code = """
      save("\(path)", \(search.replacingOccurrences(of: "STRATEGY", with: "random(seed: 1) for 40 trials")))
      let known = \(reader)("\(path)")
      let s = \(search.replacingOccurrences(of: "STRATEGY", with: "grid from known for 200 trials"))
      let there = [row for row in known if row.value != none]
      [length(known), length(there) + length(s.trials)]
      """
    let transcript = run(code)
    #expect(transcript.failure == nil)
    #expect(transcript.notes.contains { $0.contains("trials of `from` have no value") })
    // 6 * 9 * 3 configurations, of which `random` repeats none: the grid has the rest.
    #expect(transcript.output.last == "[40, 162]")
  }

  @Test func knownTrialsNeedAllParameters() {
    let transcript = run("search x in 0.0..1.0, y in 0.0..1.0 from [{x: 0.5, value: 1}] minimize x + y")
    #expect(transcript.failure == "the trials of `from` have no parameter `y`")
    #expect(
      shown(
        "(search x in 0.0..1.0 from [{x: 0.5, value: 9.0}, {x: 0.25, value: none}] with gaussian for 3 trials minimize x).trials |> length"
      )
        == "3")
    // A parameter that is called so is no value.
    #expect(shown("(search value in 1..9 from [{value: 3}] with grid for 1 trials minimize value).value") == "3")
  }

  @Test func tablesInCSVAreRecords() throws {
    let path = NSTemporaryDirectory() + "hpo-\(UUID().uuidString).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    func records(_ text: String) throws -> String {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      return shown("print(load_csv(\"\(path)\"))")
    }
    #expect(
      try records("a,b,c\r\n1,0.5,\"x, \"\"y\"\"\"\r\n,true,\"3\"\r\n")
        == #"[{a: 1, b: 0.5, c: "x, \"y\""}, {a: none, b: true, c: "3"}]"#)
    #expect(try records("\u{FEFF}a;b\n1;-2e3") == "[{a: 1, b: -2000}]")
    #expect(try records("a\tb\nnan\tinf\n\n") == #"[{a: "nan", b: "inf"}]"#)
    #expect(try records("") == "[]")
    #expect(try records("a,b\n1\n").hasSuffix(", line 2: 1 cell where the first row has 2"))
    #expect(try records("a,a\n1,2\n").hasSuffix("columns 1 and 2 are both called `a`"))
  }

  /// The note is about what `auto` is, and said once a session.
  @Test func autoExplainsItselfOnce() {
    let code = "search x in 0.0..1.0 for 5 trials minimize x"
    let notes = run([code, "search c in [1, 2, 3] for 100 trials minimize c", code], mode: .prompt).flatMap(\.notes)
    #expect(notes.filter { $0.contains("auto is") }.count == 1)
  }
}

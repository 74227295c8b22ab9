import Foundation
import Servers
import Testing

/// `hpo show`, `export`, `import`, `copy` and `delete`, and `studies()`.
@Suite struct StoredStudyCommandTests {
  private let scratch: Scratch
  private let hpo: Hpo

  init() throws {
    scratch = try Scratch()
    hpo = Hpo(directory: scratch.path)
  }

  private static let hasOptuna =
    (try? Hpo(executable: "/usr/bin/env").run(["python3", "-c", "import optuna, pandas"]).code) == 0

  /// Runs the script that knows Optuna.
  @discardableResult
  private func optuna(_ arguments: String..., zone: String = "UTC") throws -> String {
    let script = Samples.package.appendingPathComponent("Tests/Support/optuna_transfer.py").path
    let python = Hpo(executable: "/usr/bin/env", directory: scratch.path, environment: ["TZ": zone])
    let result = try python.run(["python3", "-W", "ignore", script] + arguments)
    try #require(result.code == 0, "\(result.output)\(result.errors)")
    return result.output
  }

  private var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted() }
  }

  /// A study with parameters of several kinds, one of them conditional, failed trials, notes and a metric.
  private func makeStudy(_ name: String = "st", padding: Int = 1) throws {
    let code = """
      search lr in log(1e-4, 1), width in 8..64 by 8, kind in ["a, b", "c"], extra in 0.0..1.0 if width > 30 \
      with random(seed: 3) for 20 trials as "\(name)" maximize {
        if width == 8 { fail("too \\"narrow\\"") }
        note(text: "ü; {width}", twice: "{2 * width}x", padding: "\(String(repeating: "p", count: padding))")
        lr * width / 3
      }
      """.replacing("\\\n", with: "")
    let result = try hpo.run(["-e", code])
    try #require(result.code == 0, "\(result.errors)")
  }

  private func output(_ arguments: [String]) throws -> String {
    let result = try hpo.run(arguments)
    try #require(result.code == 0, "\(result.errors)")
    return result.output
  }

  // MARK: Looking

  /// What is shown is what the language's own functions show.
  @Test func aStudyIsShown() throws {
    try makeStudy()
    let shown = try output(["show", "st"])
    let study = "study(\"st\")"
    let summary = try output(["-e", study])
    #expect(shown.hasPrefix(summary))
    for code in ["best(\(study))", "importance(\(study))", "table(\(study))"] {
      let lines = try output(["-e", code]).split(separator: "\n")
      // The title of a part is its own.
      let rows = lines.suffix(5).joined(separator: "\n")
      #expect(shown.contains(rows), "\(code)")
    }
    #expect(shown.split(separator: "\n").count > 30)
    #expect(try hpo.run(["show", "sq"]).errors.hasSuffix("Hint: it holds \"st\".\n"))
    #expect(try hpo.run(["show", "sq"]).code == 66)
    let gone = try hpo.run(["show", "st", "--storage", "other.db"])
    #expect(gone.code == 66 && gone.errors.contains("there is no storage `other.db`"))
    #expect(try !files.contains("other.db"))
  }

  @Test func aFrontIsShown() throws {
    let code = "search x in 0.0..1.0, y in 0.0..1.0 with random for 12 trials as \"f\" minimize x minimize y - x"
    try #require(try hpo.run(["-e", code]).code == 0)
    let shown = try output(["show", "f"])
    #expect(shown.contains("what value 1 depends on") && shown.contains("what value 2 depends on"))
    try #require(try hpo.run(["-e", "search x in 0.0..1.0 with random for 1 trials as \"one\" minimize x"]).code == 0)
    #expect(try output(["show", "one"]).contains("all trials"))
  }

  @Test func programsListStudies() throws {
    try makeStudy()
    try makeStudy("other")
    let code = "let s = studies()\nprint([[r.name, r.trials, r.running, r.direction, r.strategy] for r in s])"
    #expect(
      try output(["-e", code])
        == "[[\"st\", 20, 0, \"maximize\", \"random(seed: 3)\"], [\"other\", 20, 0, \"maximize\", \"random(seed: 3)\"]]\n"
    )
    #expect(try output(["-e", "studies()[0].best == study(\"st\").value"]) == "true\n")
    let missing = try hpo.run(["--storage", "no.db", "-e", "studies()"])
    #expect(missing.code == 1 && missing.errors.contains("there is no storage `no.db`"))
  }

  // MARK: Tables out and in

  @Test func whatIsExportedIsWhatSaveWrites() throws {
    try makeStudy()
    for (option, ending) in [
      ("--csv", "csv"), ("--json", "json"), ("--latex", "tex"), ("--markdown", "md"), ("--tsv", "tsv"),
    ] {
      #expect(try hpo.run(["-e", "save(\"saved.\(ending)\", study(\"st\"))"]).code == 0)
      let saved = try String(contentsOfFile: scratch.path + "/saved.\(ending)", encoding: .utf8)
      #expect(try output(["export", "st", option]) == saved)
      let named = try hpo.run(["export", "st", "named.\(ending)"])
      #expect(named.code == 0 && named.output.isEmpty)
      #expect(named.errors == "the trials of st are in named.\(ending)\n")
      #expect(try String(contentsOfFile: scratch.path + "/named.\(ending)", encoding: .utf8) == saved)
    }
    #expect(try output(["export", "st"]) == output(["export", "--csv", "st"]))
  }

  @Test(.enabled(if: hasOptuna, "python3 has no optuna and pandas"))
  func exportsAreWhatOptunaReads() throws {
    try makeStudy()
    for file in ["st.csv", "st.json"] { _ = try output(["export", "st", file]) }
    #expect(try optuna("exported", "sqlite:///hpo.db", "st", "st.csv", "st.json") == "20 trials, 0 differences\n")
  }

  /// What cannot be written whole leaves what was there, and nothing beside it.
  @Test func filesThatCannotBeWrittenStayAsTheyWere() throws {
    try makeStudy(padding: 5000)
    let missing = try hpo.run(["export", "st", "no/st.csv"])
    #expect(missing.code == 1)
    #expect(missing.errors == "error: `no/st.csv` cannot be written: there is no folder `no` [E82]\n")
    _ = try scratch.write("st.csv", "precious\n")
    _ = try scratch.write("locked.csv", "precious\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: scratch.path + "/locked.csv")
    let before = try files
    // No file may be longer than 40 KiB, which is enough for what SQLite shares.
    let shell = Hpo(executable: "/bin/sh", directory: scratch.path)
    let full = try shell.run(["-c", "trap '' XFSZ; ulimit -f 80; exec \(Hpo.path) export st st.csv"])
    #expect(full.code == 1)
    #expect(full.errors == "error: `st.csv` cannot be written: file too large [E82]\n")
    if getuid() != 0 { #expect(try hpo.run(["export", "st", "locked.csv"]).code == 1) }
    #expect(try files == before)
    #expect(try String(contentsOfFile: scratch.path + "/st.csv", encoding: .utf8) == "precious\n")
    let device = try shell.run(["-c", "\(Hpo.path) export st > /dev/full"])
    #expect(device.code == 1 && device.errors.contains("cannot write to standard output"))
    #expect(try hpo.run(["export", "st", "--csv", "/dev/full"]).errors.contains("no space left on device"))
    // A link goes on naming the same file.
    try FileManager.default.createSymbolicLink(atPath: scratch.path + "/link.csv", withDestinationPath: "st.csv")
    _ = try output(["export", "st", "link.csv"])
    #expect(try String(contentsOfFile: scratch.path + "/st.csv", encoding: .utf8) == output(["export", "st"]))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scratch.path + "/link.csv") == "st.csv")
  }

  @Test func anExportIsImportedAgain() throws {
    try makeStudy()
    _ = try output(["export", "st", "trials.csv"])
    let imported = try hpo.run(["import", "trials.csv", "--maximize", "value"])
    #expect(imported.code == 0)
    #expect(imported.errors == "the study trials, 20 trials, is in `hpo.db`\n")
    #expect(try output(["export", "trials"]) == output(["export", "st"]))
    #expect(try output(["-e", "study(\"trials\").best.params == study(\"st\").best.params"]) == "true\n")

    let again = try hpo.run(["import", "trials.csv", "--maximize", "value"])
    #expect(again.code == 1)
    #expect(again.errors.contains("there is a study `trials` in `hpo.db` already"))
    _ = try output(["import", "trials.csv", "--minimize", "value", "--as", "third", "--storage", "new.db"])
    #expect(try output(["-e", "print(study(\"third\").direction)", "--storage", "new.db"]) == "minimize\n")
    let undirected = try hpo.run(["import", "trials.csv", "--as", "x"])
    #expect(undirected.code == 65)
    #expect(
      undirected.errors.contains("`trials.csv` cannot be imported: the table does not say which way is better"))
  }

  @Test(.enabled(if: hasOptuna, "python3 has no optuna and pandas"))
  func aTableOfOptunasIsImported() throws {
    // Its moments are those of the clock on the wall.
    let zone = "JST-9"
    try optuna("make", "sqlite:///optuna.db", zone: zone)
    try optuna("table", "sqlite:///optuna.db", "plain", "plain.csv", zone: zone)
    try optuna("table", "sqlite:///optuna.db", "several", "several.csv", zone: zone)
    let tokyo = Hpo(directory: scratch.path, environment: ["TZ": zone])
    for arguments in [
      ["import", "plain.csv", "--minimize", "value"],
      ["import", "several.csv", "--as", "two", "--minimize", "loss", "--maximize", "values_gain"],
    ] {
      let result = try tokyo.run(arguments)
      #expect(result.code == 0, "\(result.errors)")
    }
    for names in ["plain=plain", "several=two"] {
      try optuna("results", "sqlite:///optuna.db", "sqlite:///hpo.db", names, zone: zone)
    }
    #expect(
      try output(["-e", "study(\"plain\").trials[0].notes.twice == 2 * study(\"plain\").trials[0].params.width"])
        == "true\n")
  }

  // MARK: Journals

  @Test(.enabled(if: hasOptuna, "python3 has no optuna and pandas"))
  func aJournalIsImported() throws {
    try optuna("make", "journal:j.log")
    let imported = try hpo.run(["import", "j.log"])
    #expect(imported.code == 0, "\(imported.errors)")
    #expect(
      imported.errors == """
        note: 1 trial of another program stays as it is: running
        4 studies, 32 trials, are in `hpo.db`

        """)
    try optuna("compare", "journal:j.log", "sqlite:///hpo.db")
    _ = try output(["import", "j.log", "--study", "plain", "--as", "one"])
    try optuna("compare", "journal:j.log", "sqlite:///hpo.db", "plain=one")
    #expect(try output(["show", "all kinds"]).contains("only sometimes"))

    let several = try hpo.run(["import", "j.log", "--as", "x"])
    #expect(
      several.code == 64
        && several.errors.contains("`--study` chooses one: \"all kinds\", \"several\", \"plain\", \"empty\""))
    let unknown = try hpo.run(["import", "j.log", "--study", "plains"])
    #expect(unknown.code == 66 && unknown.errors.contains("did you mean \"plain\"?"))
    let directed = try hpo.run(["import", "j.log", "--minimize", "value"])
    #expect(directed.code == 65 && directed.errors.contains("a journal says itself which way is better"))
  }

  @Test func damagedFilesAreRefusedAndMakeNoStorage() throws {
    let study = "{\"op_code\":0,\"worker_id\":\"w\",\"study_name\":\"s\",\"directions\":[1]}\n"
    let cases: [(name: String, text: String, code: Int32, error: String)] = [
      ("a.log", study + "{\"op_code\":99}\n", 65, "`a.log` cannot be imported: line 2: there is no step 99"),
      ("b.log", "{\"op_code\":", 65, "holds no study"), ("empty", "", 65, "holds no study"),
      ("t.csv", "number,lr,value\n0,1,2\n", 65, "there is no column `state`"),
      ("ragged.csv", "number,value,state\n0,1\n", 65, "`ragged.csv` cannot be imported: "),
      ("page.log", "<!DOCTYPE html><html></html>", 65, "is a web page"),
    ]
    for (name, text, code, error) in cases {
      _ = try scratch.write(name, text)
      let result = try hpo.run(["import", name, "--as", "x"] + (name.hasSuffix("csv") ? ["--minimize", "value"] : []))
      #expect(result.code == code)
      #expect(result.errors.contains(error), "\(result.errors)")
    }
    let missing = try hpo.run(["import", "none.log"])
    #expect(missing.code == 66 && missing.errors.contains("cannot read `none.log`: there is no such file"))
    #expect(try hpo.run(["import", "."]).code == 66)
    #expect(try !files.contains { $0.hasPrefix("hpo.db") })

    _ = try scratch.write("cut.log", study + "{\"op_code\":4,")
    let cut = try hpo.run(["import", "cut.log"])
    #expect(cut.code == 0)
    #expect(cut.errors.contains("note: the last line has no end: it is being written, or was cut off, and is left out"))
    let database = try hpo.run(["import", "hpo.db"])
    #expect(database.code == 65 && database.errors.contains("it is the storage itself: `hpo studies --storage hpo.db`"))
    let other = try hpo.run(["import", "hpo.db", "--storage", "y.db", "--study", "s"])
    #expect(other.errors.contains("`hpo copy --study s hpo.db y.db` copies the studies of a storage"))
  }

  /// JSON comes back exactly; what is for people to read is refused by what it holds, whatever it is called.
  @Test func exportsOfEveryFormAreImportedOrNamed() throws {
    try makeStudy()
    _ = try output(["export", "st", "back.json"])
    _ = try output(["import", "back.json", "--maximize", "value"])
    #expect(try output(["export", "back"]) == output(["export", "st"]))
    for (option, kind) in [("--markdown", "Markdown"), ("--latex", "LaTeX")] {
      for file in ["table.csv", "table", "table.md"] {
        _ = try scratch.write(file, try output(["export", "st", option]))
        let refused = try hpo.run(["import", file, "--maximize", "value"])
        #expect(refused.code == 65)
        #expect(
          refused.errors == """
            error: `\(file)` cannot be imported: it is a table of \(kind), which is for people to read [E83]
            Hint: `hpo export NAME table.csv` writes one that can be imported.

            """)
      }
    }
    _ = try scratch.write("odd.json", "[{\"number\": 0}, 3]")
    #expect(try hpo.run(["import", "odd.json", "--minimize", "value"]).errors.contains("row 2: it is no object"))
  }

  /// Texts that look like something else come back as texts, and infinities as infinities.
  @Test func oddCellsComeBack() throws {
    let code =
      "search kind in [\"\", \" \", \"3\", \"true\", \"a\", 3, none] with grid for 7 trials as \"odd\" minimize trial"
    try #require(try hpo.run(["-e", code]).code == 0)
    for file in ["odd.csv", "odd.tsv"] {
      _ = try output(["export", "odd", file])
      _ = try output(["import", file, "--as", file, "--minimize", "value"])
      #expect(try output(["export", file]) == output(["export", "odd"]))
      let kinds = "print([[t.params.kind, t.params.kind == \"3\"] for t in study(\"NAME\").trials])"
      // A choice of nothing looks like a parameter that is not there.
      #expect(
        try output(["-e", kinds.replacing("NAME", with: file)]).replacing("none", with: "")
          == output(["-e", kinds.replacing("NAME", with: "odd")]).replacing("none", with: ""))
    }
    _ = try scratch.write(
      "inf.csv", "number,x,value,state\n0,1,-Infinity,complete\n1,2,0.5,complete\n2,3,Infinity,complete\n")
    _ = try output(["import", "inf.csv", "--minimize", "value"])
    #expect(try output(["export", "inf", "--json"]).contains("\"value\": \"-Infinity\""))
    _ = try output(["export", "inf", "inf.json"])
    _ = try output(["import", "inf.json", "--minimize", "value", "--as", "inf2"])
    #expect(try output(["export", "inf2"]) == output(["export", "inf"]))
    let best = "print([s.best == study(s.name).value for s in studies() if s.name == \"inf\"])"
    #expect(try output(["-e", best]) == "[true]\n")
  }

  @Test func howATableIsUnderstoodIsSaid() throws {
    _ = try scratch.write("t.csv", "number,x,value,state\n0,1,0.5,complete\n1,abc,0.25,complete\n")
    let imported = try hpo.run(["import", "t.csv", "--minimize", "value"])
    #expect(imported.errors.hasPrefix("note: `x` is a choice, since row 2 has `abc`\n"))
    let shown = try hpo.run(["status", "t"])
    #expect(shown.output.hasPrefix("study   t, minimize\n"))
    _ = try scratch.write("f.csv", "number,x,value,state\n0,1,0.5,complete\n1,2,,failed\n")
    _ = try output(["import", "f.csv", "--minimize", "value"])
    #expect(try output(["show", "f"]).contains("trial 1\n"))
  }

  /// What a hint says works as it stands there.
  @Test func hintsOfCopyAndImportWork() throws {
    func hinted(_ arguments: [String], _ code: Int32) throws -> String {
      let result = try hpo.run(arguments)
      #expect(result.code == code, "\(result.errors)")
      let hint = result.errors.split(separator: "Hint: ").last ?? ""
      return String(hint.split(separator: "`").first ?? "")
    }
    func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }
    for name in ["cond", "st"] { try makeStudy(name) }
    _ = try output(["copy", "--study", "cond", "hpo.db", "b.db"])
    _ = try output(["copy", "--study", "cond", "--as", "cond-2", "hpo.db", "b.db"])
    let options = try hinted(["copy", "hpo.db", "b.db"], 1)
    #expect(options == "--study cond --as cond-3")
    _ = try output(["copy"] + words(options) + ["hpo.db", "b.db"])
    #expect(try hinted(["copy", "hpo.db", "b.db", "--study", "cond"], 1) == "--as cond-4")

    try FileManager.default.createSymbolicLink(atPath: scratch.path + "/link.db", withDestinationPath: "hpo.db")
    for other in ["hpo.db", "./hpo.db", "link.db", "sqlite:///hpo.db"] {
      let result = try hpo.run(["copy", "hpo.db", other, "--study", "st"])
      #expect(result.code == 64 && result.errors.contains("both storages are the same: `hpo.db`"))
    }
    let within = try hinted(["copy", "hpo.db", "link.db", "--study", "st"], 64)
    _ = try output(Array(words(within).dropFirst()))
    #expect(try output(["export", "st-2"]) == output(["export", "st"]))

    let journal =
      "{\"op_code\":0,\"worker_id\":\"w\",\"study_name\":\"s\",\"directions\":[1]}\n"
    _ = try scratch.write("j.log", journal + journal.replacing("\"s\"", with: "\"t\""))
    let line = try hinted(["copy", "j.log", "c.db"], 66)
    #expect(line == "hpo import --storage c.db j.log")
    _ = try output(Array(words(line).dropFirst()))
    #expect(try hpo.run(["copy", "hpo.db", "j.log"]).errors.contains("Hint: name another file."))
    let missing = try hpo.run(["copy", "hpoo.db", "c.db"])
    #expect(missing.code == 66 && missing.errors.contains("did you mean \"hpo.db\"?"))
    for name in ["", "  "] {
      let nameless = try hpo.run(["import", "j.log", "--study", "s", "--as", name])
      #expect(nameless.code == 64 && nameless.errors.contains("`--as` needs a name"))
      #expect(try hpo.run(["copy", "hpo.db", "d.db", "--study", "st", "--as", name]).code == 64)
    }
  }

  @Test func oddNamesAreQuotedAndCanBeWritten() throws {
    for name in ["-dusk", "two\nlines"] {
      _ = try scratch.write("t.csv", "number,x,value,state\n0,1,0.5,complete\n")
      _ = try output(["import", "t.csv", "--minimize", "value", "--as=" + name])
    }
    let listed = "it holds \"-dusk\", \"two\\nlines\"."
    #expect(try hpo.run(["show", "nothing of the kind"]).errors.contains(listed))
    #expect(try hpo.run(["status", "nothing of the kind"]).errors.contains(listed))
    let dashed = try hpo.run(["show", "-dusk"])
    #expect(dashed.code == 64 && dashed.errors.contains("`hpo show -- -dusk`"), "\(dashed.errors)")
    #expect(try output(["show", "--", "-dusk"]).contains("all trials"))
    #expect(try hpo.run(["delete", "--", "-dusk"]).errors.contains("`hpo delete --yes -- -dusk`"))
  }

  /// Who may only read, looks: as it lies there, and with what a process that writes has put beside it.
  @Test(.enabled(if: getuid() == 0, "only the superuser becomes somebody else"))
  func aStorageThatMayOnlyBeReadIsLookedAt() throws {
    try makeStudy()
    let reader = Hpo(executable: "/usr/bin/setpriv", directory: scratch.path)
    func look(_ arguments: [String]) throws -> Hpo.Result {
      try reader.run(["--reuid=65534", "--regid=65534", "--clear-groups", Hpo.path] + arguments)
    }
    let lines = [["studies"], ["show", "st"], ["export", "st"], ["status", "st"], ["-e", "study(\"st\").value"]]
    let usual = try lines.map { try output($0) }
    chmod(scratch.path, 0o755)
    chmod(scratch.path + "/hpo.db", 0o444)
    for (arguments, expected) in zip(lines, usual) {
      let result = try look(arguments)
      #expect(result.code == 0, "\(result.errors)")
      // When it ran last is told in seconds.
      if arguments[0] != "studies" { #expect(result.output == expected) }
    }
    let copied = "/tmp/hpo-looked-at-\(getpid()).db"
    defer { unlink(copied) }
    let copy = try look(["copy", "hpo.db", copied])
    #expect(copy.code == 0, "\(copy.errors)")
    #expect(try output(["export", "st", "--storage", copied]) == output(["export", "st"]))
    #expect(try look(["delete", "--yes", "st"]).code == 1)
    #expect(try files == ["hpo.db"])
  }

  // MARK: Copies

  @Test func studiesAreCopied() throws {
    try makeStudy()
    try makeStudy("other")
    let all = try hpo.run(["copy", "hpo.db", "sqlite:///new.db"])
    #expect(all.code == 0 && all.errors == "2 studies, 40 trials, are in `new.db`\n")
    for name in ["st", "other"] {
      #expect(try output(["export", name, "--storage", "new.db"]) == output(["export", name]))
    }
    let again = try hpo.run(["copy", "hpo.db", "new.db"])
    #expect(again.code == 1)
    #expect(
      again.errors.contains(
        "there is a study `st` in `new.db` already [E92]\nHint: `--study st --as st-2` gives it another name"))
    let within = try hpo.run(["copy", "hpo.db", "hpo.db", "--study", "st", "--as", "st-2"])
    #expect(within.errors == "the study st-2, 20 trials, is in `hpo.db`\n")
    #expect(try output(["export", "st-2"]) == output(["export", "st"]))
    #expect(try hpo.run(["copy", "hpo.db", "x.db", "--as", "one"]).code == 64)
    for arguments in [["copy", "none.db", "x.db"], ["copy", "hpo.db", "x.db", "--study", "sq"]] {
      #expect(try hpo.run(arguments).code == 66)
    }
    let unwritable = try hpo.run(["copy", "hpo.db", "no/x.db"])
    #expect(unwritable.code == 1 && unwritable.errors.contains("cannot open the storage `no/x.db`"))
    // Where there is no room for all of a storage, none is left of it.
    try makeStudy("long", padding: 5000)
    let shell = Hpo(executable: "/bin/sh", directory: scratch.path)
    let full = try shell.run(["-c", "trap '' XFSZ; ulimit -f 80; exec \(Hpo.path) copy hpo.db x.db"])
    #expect(full.code == 1, "\(full.errors)")
    #expect(try !files.contains { $0.hasPrefix("x.db") })
    #expect(try output(["export", "st"]).split(separator: "\n").count == 21)
  }

  @Test(.enabled(if: PostgreSQLServer.isInstalled, "postgresql is not installed"))
  func studiesGoToAServerAndBack() throws {
    let url = try #require(PostgreSQLServer.shared).makeDatabase()
    try makeStudy()
    _ = try output(["copy", "hpo.db", url])
    #expect(try output(["export", "st", "--storage", url]) == output(["export", "st"]))
    _ = try output(["copy", url, "back.db"])
    #expect(try output(["export", "st", "--storage", "back.db"]) == output(["export", "st"]))
    let nowhere = try hpo.run(["copy", "hpo.db", "postgresql://ann:secret@localhost:1/none"])
    #expect(nowhere.code == 1 && !nowhere.errors.contains("secret"))
  }

  /// A trial that is under way is begun anew in the copy, under its number.
  @Test func aStudyIsCopiedWhileItRuns() throws {
    let code = """
      search x in 0.0..1.0 with random(seed: 1) for 4 trials as "s" minimize {
        print("begins")
        if trial == 2 and length(args()) > 0 { while true { } }
        x
      }
      """
    let running = try hpo.start(["-e", code, "--", "wait"])
    running.waitForLines(3)
    let copied = try hpo.run(["copy", "hpo.db", "copy.db"])
    #expect(
      copied.errors == """
        note: 1 trial has not ended; a search that goes on with the study begins it anew
        the study s, 3 trials, is in `copy.db`

        """)
    let inUse = try hpo.run(["delete", "--yes", "s"])
    #expect(inUse.code == 1 && inUse.errors.contains("1 trial of the study `s` is running"))
    let carriedOn = try hpo.run(["--storage", "copy.db", "-e", code])
    #expect(carriedOn.code == 0 && carriedOn.output.hasPrefix("begins\nbegins\n"))
    #expect(try output(["export", "s", "--storage", "copy.db"]).split(separator: "\n").count == 5)
    running.send(SIGKILL)
    _ = running.finish()
    #expect(try output(["export", "s"]).split(separator: "\n").count == 3)
  }

  // MARK: Deletion

  @Test func aStudyIsDeletedAtAWord() throws {
    try makeStudy()
    let unasked = try hpo.run(["delete", "st"])
    #expect(unasked.code == 1)
    #expect(unasked.errors.hasSuffix("Hint: `hpo delete --yes st` deletes it without a question.\n"))
    let elsewhere = try hpo.run(["delete", "st", "--storage", "sqlite:///hpo.db"])
    #expect(elsewhere.errors.contains("`hpo delete --yes --storage hpo.db st`"))
    #expect(try hpo.run(["delete", "--yes", "sq"]).code == 66)
    for (answer, screen) in [
      ("n", "nothing is deleted"), ("", "nothing is deleted"), ("yes", "the study st is deleted"),
    ] {
      let terminal = try PseudoTerminal(
        ["delete", "st", "--storage", scratch.path + "/hpo.db"],
        environment: ["TERM": "xterm", "HOME": scratch.path, "PATH": "/usr/bin:/bin"])
      #expect(terminal.wait(for: "delete st with 20 trials? [y/N]") != nil)
      terminal.type(answer + "\r")
      #expect(terminal.wait(for: screen) != nil)
      #expect(terminal.finish() == 0)
    }
    #expect(try hpo.run(["studies"]).errors.contains("holds no studies"))
    try makeStudy("again")
    let deleted = try hpo.run(["delete", "again", "-y"])
    #expect(deleted.code == 0 && deleted.errors == "the study again is deleted\n")
  }
}

import CSQLite
import Foundation
import Testing

/// Ctrl-C, SIGTERM and kill -9 in the middle of a search, and storages that fail it: what was finished is kept.
@Suite struct InterruptionTests {
  /// A search that says when a trial starts, and takes its time.
  private func search(_ clauses: String) -> String {
    """
    let s = search x in 0.0..1.0 with random(seed: 1) \(clauses) minimize {
      print("trial {trial}")
      var n = 0
      while n < 20_000 { n = n + 1 }
      x^2
    }
    """
  }

  @Test(arguments: [1, 3])
  func aSearchGivesBackWhatItHas(workers: Int) throws {
    let run = try Hpo().start([
      "-e", search("for 100_000 trials on \(workers) workers") + "\nprint(\"further\")", "-e", "print(\"never\")",
    ])
    run.waitForLines(3 + workers)
    // Two in haste are one.
    run.send(SIGINT)
    run.send(SIGINT)
    let result = run.finish()
    #expect(result.code == 130)
    #expect(!result.output.contains("further") && !result.output.contains("never"))
    // Nothing can ask for the study any more: its summary is said.
    #expect(result.errors.contains("trials, interrupted  "), "\(result.errors)")
    #expect(result.errors.hasSuffix("interrupted\n"))
  }

  /// A search that is cut short is never handed on as if it were whole.
  @Test func aProgramOfManySearchesEnds() throws {
    let scratch = try Scratch()
    let program = try scratch.write(
      "loop.hpo",
      """
      let rows = [length((search x in 0.0..1.0 with random(seed: k) for 1_000_000 trials minimize {
        if trial == 9 { print("search {k}") }
        x
      }).trials) for k in 1..70]
      print(rows)
      """)
    let run = try Hpo().start([program])
    run.waitForLines(1)
    run.send(SIGINT)
    let result = run.finish()
    #expect(result.code == 130)
    #expect(result.output == "search 1\n")
  }

  /// Workers stop wherever they are, also where their trials would never end.
  @Test func allWorkersStop() throws {
    let code = """
      let s = search n in 1..9 with grid on 3 workers minimize {
        print("trial {trial}")
        if n > 1 { while true { } }
        n
      }
      """
    let run = try Hpo().start(["-e", code])
    run.waitForLines(4)
    run.send(SIGINT)
    let result = run.finish()
    #expect(result.code == 130)
    #expect(result.errors.contains("grid  1 trial, interrupted  "), "\(result.errors)")
  }

  @Test func aProgramStops() throws {
    let run = try Hpo().start(["-e", "print(1)\nwhile true { }", "-e", "print(2)"])
    run.waitForLines(1)
    run.send(SIGINT)
    let result = run.finish()
    #expect(result.code == 130)
    #expect(result.output == "1\n")
  }

  /// What does not answer for a moment is ended by a second request: here a batch that takes its time.
  @Test func askedTwiceItEnds() throws {
    let code = """
      print("begin")
      train(model(dense(8192, relu), dense(8192, relu), dense(2)), spirals(n: 8192, classes: 2), batch: 8192)
      """
    let run = try Hpo().start(["-e", code])
    run.waitForLines(1)
    usleep(500_000)
    run.send(SIGINT)
    usleep(1_500_000)
    run.send(SIGINT)
    let result = run.finish()
    #expect(result.code == 130)
    #expect(!result.errors.contains("interrupted"))
  }

  /// A result that cannot be written is kept until it can be, and said in the meantime.
  @Test(arguments: [true, false])
  func aLockedStorageIsWaitedFor(isInterrupted: Bool) throws {
    let scratch = try Scratch()
    let hpo = Hpo(directory: scratch.path)
    let code = """
      search x in 1..2 as "m" with grid for 2 trials minimize {
        print("trial {trial}")
        run("sleep", "1")
        x * 10
      }
      """
    let run = try hpo.start(["--storage", "m.db", "-e", code])
    run.waitForLines(1)
    var database: OpaquePointer?
    #expect(sqlite3_open(scratch.path + "/m.db", &database) == SQLITE_OK)
    defer { sqlite3_close(database) }
    #expect(sqlite3_exec(database, "BEGIN EXCLUSIVE", nil, nil, nil) == SQLITE_OK)
    run.waitForErrors("waiting to record trial 0, value 10 with {x: 1}")
    if isInterrupted { run.send(SIGINT) } else { sqlite3_exec(database, "COMMIT", nil, nil, nil) }
    let result = run.finish()
    #expect(result.code == (isInterrupted ? 130 : 0), "\(result.errors)")
    if isInterrupted { #expect(result.errors.contains("note: not recorded: trial 0, value 10 with {x: 1}")) }
    #expect(result.errors.components(separatedBy: "waiting to record").count == 2)
  }

  /// What was lost is told in true words, and so is what was found.
  @Test(arguments: ["file", "study"])
  func aStorageThatIsTakenAwayEndsTheSearch(what: String) throws {
    let scratch = try Scratch()
    let code = """
      search x in 1..9 as "m" with grid for 9 trials minimize {
        print("trial {trial}")
        if trial == 2 { run("sleep", "1") }
        x * 10
      }
      """
    let run = try Hpo(directory: scratch.path).start(["--storage", "m.db", "-e", code])
    run.waitForLines(3)
    if what == "file" {
      try FileManager.default.removeItem(atPath: scratch.path + "/m.db")
    } else {
      var database: OpaquePointer?
      #expect(sqlite3_open(scratch.path + "/m.db", &database) == SQLITE_OK)
      defer { sqlite3_close(database) }
      let deletion = ["trial_params", "trial_values", "trial_system_attributes", "trials", "studies"]
        .map { "DELETE FROM \($0);" }.joined()
      #expect(sqlite3_exec(database, "BEGIN IMMEDIATE;" + deletion + "COMMIT", nil, nil, nil) == SQLITE_OK)
    }
    let result = run.finish()
    #expect(result.code == 1)
    let words = what == "file" ? "the storage `m.db` was removed or replaced" : "the study was deleted from the storage"
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(!result.errors.contains("taken over"))
    #expect(result.errors.contains("not recorded: trial 2, value 30 with {x: 3}"))
    #expect(result.errors.contains("best  value 10"), "\(result.errors)")
  }

  @Test func terminationKeepsNamedStudies() throws {
    let scratch = try Scratch()
    let hpo = Hpo(directory: scratch.path)
    let run = try hpo.start([
      "--storage", "s.db", "-e", search("as \"x\" for 100_000 trials"), "-e", "print(\"never\")",
    ])
    run.waitForLines(5)
    run.send(SIGTERM)
    let result = run.finish()
    #expect(result.code == 130)
    #expect(!result.output.contains("never"))
    let again = try hpo.run([
      "--storage", "s.db", "-e", search("as \"x\" for 4 trials"), "-e", "print(length(s.trials) >= 4)",
    ])
    // The trial that was under way runs again, under its own number.
    #expect(again.output.hasSuffix("true\n"), "\(again.errors)")
  }

  /// Nobody will ever write to the pipe, and nothing looks at the request meanwhile.
  @Test func terminationEndsAWaitForAPipe() throws {
    let scratch = try Scratch()
    #expect(mkfifo(scratch.path + "/pipe.csv", 0o600) == 0)
    let run = try Hpo(directory: scratch.path).start(["-e", "print(1)\nload(\"pipe.csv\")"])
    run.waitForLines(1)
    run.send(SIGTERM)
    #expect(run.finish().code == 130)
  }

  /// Ctrl-C ends a wait for a pipe that nobody writes to, whoever reads from it.
  @Test(arguments: [
    "load(\"pipe\")", "mnist(\"folder\")", "read_file(\"pipe\")", "restore(\"pipe\")", "load_json(\"pipe\")",
  ])
  func interruptionEndsAWaitForAPipe(call: String) throws {
    let scratch = try Scratch()
    #expect(mkdir(scratch.path + "/folder", 0o700) == 0)
    for name in ["pipe", "folder/train-images-idx3-ubyte"] { #expect(mkfifo(scratch.path + "/" + name, 0o600) == 0) }
    let run = try Hpo(directory: scratch.path).start(["-e", "print(1)\n\(call)"])
    run.waitForLines(1)
    run.send(SIGINT)
    #expect(run.finish().code == 130)
  }

  @Test func interruptionEndsAWaitForAnImport() throws {
    let scratch = try Scratch()
    #expect(mkfifo(scratch.path + "/pipe.hpo", 0o600) == 0)
    // The first input says that the second is about to begin.
    let run = try Hpo(directory: scratch.path).start(["-e", "print(1)", "-e", "import \"pipe.hpo\"\nprint(2)"])
    run.waitForLines(1)
    run.send(SIGINT)
    let result = run.finish()
    #expect(result.code == 130)
    #expect(result.output == "1\n")
  }

  @Test func killedStudiesAreResumed() throws {
    let scratch = try Scratch()
    let hpo = Hpo(directory: scratch.path)
    let arguments = [
      "--storage", "s.db", "-e", search("as \"x\" for 40 trials"),
      "-e",
      "print([t.number for t in s.trials] == [n for n in 0..39], [t for t in s.trials if t.state == \"complete\"] |> length)",
    ]
    for started in [5, 9] {
      let run = try hpo.start(arguments)
      run.waitForLines(started)
      run.send(SIGKILL)
      #expect(run.finish().code == -SIGKILL)
    }
    let result = try hpo.run(arguments)
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.hasSuffix("true 40\n"), "\(result.output)")
    // Nothing is left to do.
    #expect(try hpo.run(arguments).output == "true 40\n")
  }
}

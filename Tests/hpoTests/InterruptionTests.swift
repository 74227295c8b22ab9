import Foundation
import Testing

/// Ctrl-C, SIGTERM and kill -9 in the middle of a search: what was finished is kept.
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
      "-e", search("for 100_000 trials on \(workers) workers"), "-e",
      "print(\"kept\", length(s.trials) > 2, s.interrupted)",
    ])
    run.waitForLines(3 + workers)
    run.send(SIGINT)
    let result = run.finish()
    #expect(result.code == 130)
    #expect(result.output.hasSuffix("kept true true\n"))
    #expect(result.errors.contains("interrupted"))
  }

  /// Workers stop wherever they are, also where their trials would never end.
  @Test func allWorkersStop() throws {
    let code = """
      let s = search n in 1..9 with grid on 3 workers minimize {
        print("trial {trial}")
        if n > 1 { while true { } }
        n
      }
      print(s.interrupted, [t.number for t in s.trials])
      """
    let run = try Hpo().start(["-e", code])
    run.waitForLines(4)
    run.send(SIGINT)
    let result = run.finish()
    #expect(result.code == 130)
    #expect(result.output.hasSuffix("true [0]\n"))
  }

  @Test func aProgramStops() throws {
    let run = try Hpo().start(["-e", "print(1)\nwhile true { }", "-e", "print(2)"])
    run.waitForLines(1)
    run.send(SIGINT)
    let result = run.finish()
    #expect(result.code == 130)
    #expect(result.output == "1\n")
  }

  @Test func askedTwiceItEnds() throws {
    // The search stops at the first request and the program goes on; the second one ends it.
    let run = try Hpo().start([
      "-e", search("for 100_000 trials") + "\nfor n in 1..1_000_000_000 { print(\"further\") }",
    ])
    run.waitForLines(3)
    run.send(SIGINT)
    run.waitFor("further\n")
    run.send(SIGINT)
    #expect(run.finish().code == 130)
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

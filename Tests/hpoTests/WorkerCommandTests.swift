import Foundation
import Testing

/// Workers that join a study from anywhere, and who looks at them.
@Suite struct WorkerCommandTests {
  private let scratch: Scratch
  private let hpo: Hpo

  init() throws {
    scratch = try Scratch()
    hpo = Hpo(directory: scratch.path)
  }

  private func lines(of file: String) -> [String] {
    let text = FileManager.default.contents(atPath: "\(scratch.path)/\(file)") ?? Data()
    return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Together they evaluate every trial once, with the arguments of the program, and nothing of the program behind the search.
  @Test func workersShareAStudy() throws {
    let program = try scratch.write(
      "tune.hpo",
      """
      print("before", args()[0])
      let s = search x in 0.0..1.0 with random(seed: 1) for 24 trials as "shared" on slurm(tasks: 4) minimize {
        run("sh", "-c", "echo $0 >> evaluated; sleep 0.05", trial)
        x
      }
      print("behind")
      """)
    let arguments = ["worker", "--storage", "s.db", program, "--given"]
    let results = try (0..<3).map { _ in try hpo.start(arguments) }.map { $0.finish() }
    for result in results {
      #expect(result.code == 0 && result.output == "before --given\n", "\(result.output)\(result.errors)")
      #expect(result.errors.contains("note: nothing is left to do in shared"), "\(result.errors)")
    }
    #expect(lines(of: "evaluated").compactMap { Int($0) }.sorted() == Array(0..<24))
    let code = "let s = study(\"shared\"); print([t.state for t in s.trials] == [\"complete\" for n in 0..23])"
    #expect(try hpo.run(["--storage", "s.db", "-e", code]).output == "true\n")
  }

  @Test func aWorkerIsOfOneSearch() throws {
    let code = [
      "-e", "let a = search x in 0.0..1.0 with random for 2 trials as \"a\" minimize { print(\"a\"); x }",
      "-e", "let b = search x in 0.0..1.0 with random for 3 trials as \"b\" minimize { print(\"b\"); x }", "-e",
      "print(9)",
    ]
    #expect(try hpo.run(["worker"] + code).output == "a\na\n")
    // The first search is done: the worker goes on to the other.
    #expect(try hpo.run(["worker", "--study", "b"] + code).output == "b\nb\nb\n")
    let missing = try hpo.run(["worker", "--study", "c"] + code)
    #expect(missing.code == 1 && missing.errors.contains("the program has no search `as \"c\"`"), "\(missing.errors)")
    #expect(missing.errors.contains("its studies are a, b."))
  }

  @Test func aWorkerNeedsAProgramWithANamedSearch() throws {
    let none = try hpo.run(["worker"])
    #expect(none.code == 64 && none.errors.contains("`hpo worker tune.hpo`"), "\(none.errors)")
    let study = try hpo.run(["worker", "digits"])
    #expect(study.code == 64 && study.errors.contains("`hpo worker --study digits tune.hpo`"), "\(study.errors)")
    let unnamed = try hpo.run(["worker", "-e", "search x in 0.0..1.0 for 2 trials minimize x"])
    #expect(unnamed.code == 1 && unnamed.errors.contains("no search of the program has a name"), "\(unnamed.errors)")
  }

  /// SIGTERM gives the trial back with the training that it had come to; whoever goes on with it ends where an undisturbed run ends.
  @Test func aTrainingThatIsGivenBackGoesOn() throws {
    let code = """
      let data = split(spirals(), valid: 20%, seed: 1)
      let net = model(dense(8, tanh), dropout(20%), dense(3))
      let s = search lr in [0.01] with grid for 1 trials as "s" minimize {
        print("begins")
        let run = train(net, data, lr: lr, epochs: EPOCHS, batch: 4, optimizer: "adam", seed: 3)
        note(losses: [e.valid.loss for e in run.history])
        run.valid.loss
      }
      """.replacing("EPOCHS", with: "1000")
    // Until some epochs are over, and not all.
    var (given, delay) = (Int32(130), 0.3)
    while given == 130 {
      let worker = try hpo.start(["worker", "-e", code])
      worker.waitFor("begins\n")
      Thread.sleep(forTimeInterval: delay)
      worker.send(SIGTERM)
      (given, delay) = (worker.finish().code, 2 * delay)
    }
    #expect(given == 75)
    let kept = try FileManager.default.subpathsOfDirectory(atPath: scratch.path + "/hpo.db.checkpoints")
    #expect(kept.contains { $0.hasSuffix("0/training.net") }, "\(kept)")
    #expect(try hpo.run(["status", "s"]).output.contains("1: 1 unfinished, run by nobody"))
    #expect(try hpo.run(["worker", "-e", code]).code == 0)
    let print = "let t = study(\"s\").trials[0]; print(t.number, t.value, t.notes.losses)"
    let resumed = try hpo.run(["-e", print])
    let other = try hpo.run(["--storage", "other.db", "-e", code, "-e", print.replacing("study(\"s\")", with: "s")])
    #expect(other.output == "begins\n" + resumed.output && !resumed.output.isEmpty, "\(resumed.errors)\(other.errors)")
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/hpo.db.checkpoints"))
  }

  /// A worker that has got nowhere is not to be run again without a thought.
  @Test func aWorkerThatGotNowhereIsInterrupted() throws {
    let worker = try hpo.start([
      "worker", "-e", "search x in 0.0..1.0 for 2 trials as \"s\" minimize { print(trial); while true { }; x }",
    ])
    worker.waitForLines(1)
    worker.send(SIGTERM)
    #expect(worker.finish().code == 130)
  }

  @Test func theStatusTellsWhoRunsWhat() throws {
    let worker = try hpo.start([
      "worker", "-e",
      """
      search x in 1..9, c in ["a", "b"] with grid for 18 trials as "s" maximize {
        if trial == 3 { report(0.25, at: 7); run("sleep", "600") }
        x
      }
      """,
    ])
    var status = try hpo.run(["status", "s"])
    while !status.output.contains("running") || !status.output.contains("3 complete") {
      usleep(100_000)
      status = try hpo.run(["status", "s"])
    }
    let before = try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/hpo.db"))
    status = try hpo.run(["status", "s"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/hpo.db")) == before)
    #expect(status.code == 0)
    #expect(status.output.contains("study   s, grid, maximize\n"), "\(status.output)")
    #expect(status.output.contains("trials  4 of 18: 3 complete, 1 running\n"), "\(status.output)")
    #expect(status.output.contains("best    2, trial 2: x = 2, c = \"a\"\n"), "\(status.output)")
    let host = ProcessInfo.processInfo.hostName.prefix { $0 != "." }
    let row = try #require(status.output.split(separator: "\n").last)
    #expect(row.contains(/^ *3 +running +/) && row.contains("\(worker.process.processIdentifier)"), "\(row)")
    #expect(row.contains(host), "\(row)")
    worker.send(SIGINT)
    #expect(worker.finish().code == 130)
    #expect(try hpo.run(["status", "s"]).output.contains("4 of 18: 3 complete, 1 unfinished, run by nobody"))

    let missing = try hpo.run(["status", "q"])
    #expect(missing.code == 66 && missing.errors.contains("there is no study \"q\" in `hpo.db`"), "\(missing.errors)")
    #expect(try hpo.run(["status", "--storage", "none.db", "s"]).code == 66)
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/none.db"))
  }
}

import BayesOpt
import DSL
import Synchronization
import Testing

@testable import Interp

/// Trials side by side.
struct WorkerTests {
  /// Strategies that look at no values propose the same trials, whoever evaluates them, and in the same order.
  @Test(arguments: ["grid", "random(seed: 3)", "sobol(seed: 3)"])
  func trialsDoNotDependOnTheNumberOfWorkers(strategy: String) {
    func search(_ workers: Int) -> Transcript {
      run(
        """
        let study = search {
          x in 0.0..1.0
          n in log(1, 64)
          c in ["a", "b"] if n > 8
          where x + n < 50
          with \(strategy)
          for 40 trials
          on \(workers) workers
          minimize {
            note(who: "{trial}")
            report(x, at: trial + 1)
            seed(trial)
            if n == 5 { fail("five") }
            sum([x * i for i in 1..n])
          }
        }
        print(study.trials |> map(fn(t) = [t.number, t.params, t.value, t.state, t.notes, t.reports, t.message]))
        """)
    }
    let alone = search(1)
    #expect(alone.failure == nil)
    #expect(alone.output.first?.contains("who: \"9\"") == true)
    for workers in [2, 4] { #expect(search(workers).output == alone.output) }
  }

  /// Models know what is under way: nothing is tried twice, and a finite space is tried completely.
  @Test(arguments: StrategyCatalog.strategies.map(\.name) + ["hull_gamma"])
  func nothingIsTriedTwice(strategy: String) {
    let code = """
      let study = search n in 1..6, c in [true, false] with \(strategy) for 20 trials on 3 workers minimize {
        0.1 + n + if c { 0 } else { 0.5 }
      }
      length(study.trials)
      sort(study.trials |> map(fn(t) = 2 * t.params.n + if t.params.c { 1 } else { 0 }))
      study.value
      """
    let transcript = run(code)
    #expect(transcript.failure == nil)
    #expect(transcript.output == ["12", "[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]", "1.1"])
  }

  @Test func seedOfATrialIsItsOwn() {
    let code = """
      seed(5)
      let draw = fn() = shuffle(1..1000)[0]
      let here = draw()
      let study = search x in 0.0..1.0 with random for 9 trials on WORKERS workers minimize {
        let before = draw()
        seed(trial)
        before + 0 * draw()
      }
      print(here == draw(), [t.value == here for t in study.trials])
      """
    let expected = "true [\(Array(repeating: "true", count: 9).joined(separator: ", "))]"
    for workers in ["1", "3"] {
      #expect(run(code.replacingOccurrences(of: "WORKERS", with: workers)).output == [expected])
    }
  }

  @Test func linesAreWrittenWhole() {
    let code = """
      let study = search x in 0.0..1.0 with random for 60 trials on 4 workers minimize {
        print("trial", trial, [trial for i in 1..20])
        x
      }
      """
    let lines = run(code).output
    let expected = (0..<60).map { trial in
      "trial \(trial) [\(Array(repeating: "\(trial)", count: 20).joined(separator: ", "))]"
    }
    #expect(lines.sorted() == expected.sorted())
  }

  @Test func twentyFailuresInARowEndASearch() throws {
    let code = "search x in 0.0..1.0 with random for 500 trials on 4 workers minimize fail(\"no\")"
    let failure = try #require(run(code).failure)
    #expect(failure.hasPrefix("trial 0 failed: no") && failure.hasSuffix("(20 trials in a row failed)"))
  }

  @Test func failureOfTheSearchItselfEndsIt() {
    let code = """
      let xs = [1, 2, 3]
      search n in 0..9 where xs[n] > 0 with grid for 10 trials on 2 workers minimize n
      """
    #expect(run(code).failure == "there is no element 3: the list has 3")
  }

  /// Workers have deep stacks, and the same limit as everybody.
  @Test func workersRecurseDeeply() {
    let code = """
      fn depth(n) = if n == 0 { 0 } else { 1 + depth(n - 1) }
      let study = search n in [1000, 1000000] with grid on 2 workers minimize depth(n)
      study.trials |> map(fn(t) = [t.value, t.message])
      """
    #expect(run(code).output == [#"[[1000, none], [none, "calls are nested too deeply"]]"#])
  }

  @Test func searchInASearch() {
    let code = """
      let study = search n in 1..4 with grid on 2 workers minimize {
        let inner = search x in 0.0..1.0 with random(seed: n) for 30 trials on 2 workers minimize (x - n / 10)^2
        note(best: inner.params.x)
        inner.value
      }
      [abs(t.notes.best - t.number / 10 - 0.1) < 0.2 for t in study.trials]
      """
    #expect(run(code).output == ["[true, true, true, true]"])
  }

  @Test(arguments: [
    ("0 workers", "a search has from 1 to 1024 workers, not 0"),
    ("2.5 workers", "2.5 workers is not a whole number"),
    ("1e9 workers", "a search has from 1 to 1024 workers, not 1000000000"),
    ("[3][0]", "`on` takes a number of workers, not an integer"),
    ("slurm(tasks: 4)", "a search `on slurm(...)` needs a name, under which the tasks of the array meet"),
  ])
  func wrongNumberOfWorkers(workers: String, message: String) {
    #expect(run("search x in 0.0..1.0 on \(workers) minimize x").failure == message)
  }

  @Test func budgetOfTimeEndsASearch() {
    let code = "(search x in 0.0..1.0 with random for 0.1s on 2 workers minimize x).interrupted"
    #expect(run(code).output == ["false"])
  }

  /// Ctrl-C stops every worker; their trials are given back, and the same line again begins them anew.
  @Test func interruptionGivesAllTrialsBack() {
    inTemporaryStorage { settings in
      let code = """
        let study = search x in 0.0..1.0 with random(seed: 1) for 12 trials on 3 workers as "s" minimize {
          print(trial)
          if trial >= 6 and WAIT { while true { } }
          x
        }
        """
      let questions = ["study.interrupted", "study.trials |> map(fn(t) = [t.number, t.state])"]
      let interruption = Interruption()
      let lines = Mutex<Set<String>>([])
      let inputs = [code.replacingOccurrences(of: "WAIT", with: "true")] + questions
      let interrupted = run(inputs, mode: .prompt, settings, interruption) { line in
        // The first six have ended or will; three wait for ever.
        let isTime = lines.withLock { lines in
          Int(line) != nil && lines.insert(line).inserted && lines.isSuperset(of: ["6", "7", "8"])
        }
        if isTime { interruption.request() }
      }
      let finished = (0..<6).map { "[\($0), \"complete\"]" }.joined(separator: ", ")
      #expect(interrupted[0].failure == "interrupted")
      #expect(interrupted[1...].flatMap(\.output) == ["true", "[\(finished)]"])

      let again = run(
        ([code.replacingOccurrences(of: "WAIT", with: "false")] + questions).joined(separator: "\n"), settings)
      let all = (0..<12).map { "[\($0), \"complete\"]" }.joined(separator: ", ")
      #expect(again.output.suffix(2) == ["false", "[\(all)]"])
    }
  }

  @Test func interruptionOfASearchInASearchEndsBoth() {
    let code = """
      let study = search n in 1..4 with grid on WORKERS workers minimize {
        (search x in 0.0..1.0 with random for 1000000 trials minimize { if trial == 9 { print("now") }; x }).value
      }
      print("never")
      """
    for workers in ["1", "2"] {
      let interruption = Interruption()
      let transcript = run(code.replacingOccurrences(of: "WORKERS", with: workers), Settings(), interruption) { line in
        if line == "now" { interruption.request() }
      }
      #expect(transcript.failure == "interrupted")
      #expect(!transcript.output.contains("never"))
    }
  }

  /// A search that gives up stops what its workers train: their trial is given back, unfinished.
  @Test(arguments: [
    "train(net, digits(), epochs: 2000).valid.loss",
    "step(start(net, digits()), 2000 epochs).valid.loss",
    "length(lr_find(net, digits(), from: 1e-7, to: 1e-6, steps: 200000).curve)",
  ])
  func searchThatGivesUpStopsATraining(training: String) {
    let code = """
      let net = model(dense(64, relu), dense(10))
      search x in 0.0..1.0 with random for 100 trials on 2 workers minimize {
        if trial > 0 { fail("no") }
        \(training)
      }
      """
    let transcript = run([code], mode: .prompt)[0]
    #expect(transcript.failure == "trial 1 failed: no        (20 trials in a row failed)")
    #expect(transcript.details.last == "20 trials kept, the study is `_`")
  }
}

import Foundation
import Testing

/// A process that is killed leaves a study that the next one carries on.
@Suite struct KillTests {
  /// Trials that were laid aside when the process was killed go on from the epoch that they had come to, and give what an
  /// uninterrupted run gives.
  @Test func whatWasLaidAsideGoesOnAfterAKill() throws {
    let code = """
      let data = split(spirals(), valid: 20%, seed: 1)
      let net = model(dense(8, tanh), dropout(20%), dense(3))
      fn trained(rate) = train(net, data, lr: rate, epochs: 6, batch: 16, optimizer: "adam", seed: 3)
      let s = search lr in log(1e-3, 0.1) with random(seed: 2) for 9 trials prune asha(to: 6, factor: 2) as "s" minimize {
        print("begins", trial)
        if trial == 7 and length(args()) > 0 { while true { } }
        let run = trained(lr)
        note(losses: [e.valid.loss for e in run.history])
        run.valid.loss
      }
      fn alone(rate) = [e.valid.loss for e in trained(rate).history]
      let done = [t for t in s.trials if t.state == "complete"]
      print("end", length(s.trials), length(done) > 0, all(done, fn(t) = t.notes.losses == alone(t.params.lr)))
      print("steps", all(s.trials, fn(t) = [r.step for r in t.reports] == [n for n in 1..length(t.reports)]))
      """
    let scratch = try Scratch()
    let storage = scratch.path + "/killed.db"
    let process = try Hpo().start(["--storage", storage, "-e", code, "wait"])
    process.waitFor("begins 7\n")
    Thread.sleep(forTimeInterval: 0.3)
    process.send(SIGKILL)
    #expect(process.finish().code == -SIGKILL)
    let kept = try FileManager.default.subpathsOfDirectory(atPath: storage + ".checkpoints")
    #expect(kept.contains { $0.hasSuffix("training.net") }, "\(kept)")
    let resumed = try Hpo().run(["--storage", storage, "-e", code])
    #expect(resumed.code == 0, "\(resumed.errors)")
    #expect(resumed.output.contains("end 9 true true\nsteps true\n"), "\(resumed.output)")
    #expect(!FileManager.default.fileExists(atPath: storage + ".checkpoints"))
  }

  /// A loop of one's own is begun anew, and reports to the last bit what it reports if nobody kills it.
  ///
  /// Which trials go on may differ: those that wait are begun in another order.
  @Test func aLoopThatWasLaidAsideGivesTheSameAfterAKill() throws {
    let code = """
      let data = split(spirals(), valid: 20%, seed: 1)
      let net = model(dense(8, tanh), dropout(20%), dense(3))
      let s = search lr in log(1e-3, 0.1) with random(seed: 2) for 9 trials prune asha(to: 6, factor: 2) as "s" minimize {
        print("begins", trial)
        if trial == 7 and length(args()) > 0 { while true { } }
        var state = start(net, data, lr: lr, batch: 16, optimizer: "adam", seed: 3)
        for epoch in 1..6 {
          state = step(state, 1 epoch)
          report(state.valid.loss, at: epoch)
        }
        state.valid.loss
      }
      for t in s.trials { print("trial", t.number, [r.value for r in t.reports]) }
      """
    let scratch = try Scratch()
    let process = try Hpo().start(["--storage", scratch.path + "/killed.db", "-e", code, "wait"])
    process.waitFor("begins 7\n")
    Thread.sleep(forTimeInterval: 0.3)
    process.send(SIGKILL)
    #expect(process.finish().code == -SIGKILL)
    func reports(_ storage: String) throws -> [[Substring]] {
      let run = try Hpo().run(["--storage", scratch.path + "/" + storage, "-e", code])
      #expect(run.code == 0, "\(run.errors)")
      return run.output.split(separator: "\n").filter { $0.hasPrefix("trial ") }.map {
        $0.split { " [],".contains($0) }
      }
    }
    let (resumed, whole) = (try reports("killed.db"), try reports("whole.db"))
    #expect(resumed.count == 9 && whole.count == 9)
    for (one, other) in zip(resumed, whole) {
      #expect(one.starts(with: other) || other.starts(with: one), "\(one) \(other)")
    }
    #expect(zip(resumed, whole).contains { $0.count == 8 && $1.count == 8 }, "\(resumed)")
  }

  @Test(arguments: ["random", "gaussian", "hull(gamma)"], [1, 2])
  func killedAndRunAgainIsUninterrupted(strategy: String, workers: Int) throws {
    let code = """
      let study = search x in 0.0..1.0, n in 1..9 with \(strategy)(seed: 2) for 12 trials on \(workers) workers as "s" minimize {
        print(trial)
        if trial == 6 and length(args()) > 0 { while true { } }
        x + 0.1 * n
      }
      for t in study.trials { print(t.number, t.params, t.value, t.state) }
      """
    let scratch = try Scratch()
    func lines(_ storage: String) throws -> [Substring] {
      let result = try Hpo().run(["--storage", scratch.path + "/" + storage, "-e", code])
      #expect(result.code == 0, "\(result.errors)")
      return result.output.split(separator: "\n").suffix(12)
    }
    let whole = try lines("whole.db")

    let process = try Hpo().start(["--storage", scratch.path + "/killed.db", "-e", code, "wait"])
    process.waitFor("6\n")
    process.send(SIGKILL)
    #expect(process.finish().code == -SIGKILL)
    let resumed = try lines("killed.db")
    if workers == 1 || strategy == "random" {
      #expect(resumed == whole)
    } else {
      // With workers a model's proposals depend on who was faster; every number is there once.
      #expect(resumed.map { $0.prefix { $0 != " " } } == (0..<12).map { "\($0)"[...] })
      #expect(resumed.allSatisfy { $0.hasSuffix("complete") })
    }
  }
}

import Foundation
import Testing

/// A process that is killed leaves a study that the next one carries on.
@Suite struct KillTests {
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

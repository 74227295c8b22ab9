import Foundation
import Testing

/// What is shown at a terminal while something takes its time.
@Suite struct ProgressTests {
  private func terminal(_ code: String, progress: String = "plain") throws -> PseudoTerminal {
    try PseudoTerminal(
      ["--color", "never", "--progress", progress, "-e", code], environment: ["TERM": "xterm", "PATH": "/usr/bin:/bin"])
  }

  /// A panel is drawn over itself, and gone before the summary.
  @Test func aSearchIsWatched() throws {
    let code = """
      search x in 1..9, opt in ["sgd", "adam"] with random(seed: 1) for 5 trials maximize {
        if trial == 1 { fail("no") }
        if trial == 4 { run("sleep", "4") }
        x
      }
      """
    let terminal = try terminal(code, progress: "panel")
    #expect(terminal.wait(for: "  x, opt   random   maximize") != nil)
    #expect(terminal.wait(for: "trial 5 of 5") != nil)
    #expect(terminal.wait(for: "   3 complete   1 failed") != nil)
    #expect(terminal.wait(for: "now    x = ") != nil)
    #expect(terminal.wait(for: "Ctrl-C ends the search and keeps 4 trials") != nil)
    #expect(terminal.wait(for: "A\r") != nil)
    #expect(terminal.wait(for: "\u{1B}[J  random  5 trials, 1 failed  ") != nil)
    #expect(terminal.finish() == 0)
    let silent = try self.terminal(code, progress: "none")
    #expect(silent.wait(for: "5 trials, 1 failed")?.contains("elapsed") == false)
    #expect(silent.finish() == 0)
  }

  /// The line is drawn again within a trial, with what is tried, what has failed and what was best.
  @Test(arguments: [1, 2])
  func timeGoesOnWithinATrial(workers: Int) throws {
    let code = """
      search x in 1..3 with grid for 3 trials on \(workers) workers minimize {
        if x == 1 { fail("no") }
        if x == 3 { run("sleep", "5") }
        x
      }
      """
    let terminal = try terminal(code)
    let first = "  grid  2/3, 1 failed  best 2  "
    #expect(terminal.wait(for: first + "1s") != nil)
    #expect(terminal.wait(for: "now x = 3  best at x = 2") != nil)
    #expect(terminal.wait(for: first + "2s") != nil)
    #expect(terminal.wait(for: first + "3s") != nil)
    // It is taken away before the summary.
    #expect(terminal.wait(for: "\r\u{1B}[J  grid    3 trials, 1 failed  ") != nil)
    #expect(terminal.finish() == 0)
  }

  @Test func aTrainingShowsItsEpochs() throws {
    let terminal = try terminal(
      "train(model(dense(256, relu), dense(256, relu), dense(10)), digits(), epochs: 1_000_000)")
    #expect(terminal.wait(for: " of 1000000, ") != nil)
    #expect(terminal.wait(for: "  train loss ") != nil)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: ", interrupted, in ") != nil)
    #expect(terminal.finish() == 130)
  }

  @Test func epochsAreATable() throws {
    let terminal = try terminal(
      "train(model(dense(256, relu), dense(10)), digits(), epochs: 1_000_000)", progress: "panel")
    #expect(terminal.wait(for: "  epoch  train loss  valid loss  accuracy") != nil)
    #expect(terminal.wait(for: "█\u{1B}[K") != nil)
    #expect(terminal.wait(for: " of 1000000, ") != nil)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: ", interrupted, in ") != nil)
    #expect(terminal.finish() == 130)
  }

  @Test func aComparisonSaysHowFarItIs() throws {
    let code = """
      compare([random, sobol], fn(s) = search x in 0.0..1.0 with s for 4 trials minimize { run("sleep", "0.3"); x }, 1..1)
      """
    let terminal = try terminal(code)
    #expect(terminal.wait(for: "  compare 1 of 2  random  ") != nil)
    #expect(terminal.wait(for: "  compare 2 of 2  sobol  ") != nil)
    #expect(terminal.finish() == 0)
  }

  @Test func aProgramThatIsRunShowsItsTime() throws {
    let terminal = try terminal("print(run(\"sleep\", \"2\").code)")
    #expect(terminal.wait(for: "  run sleep  1s") != nil)
    #expect(terminal.finish() == 0)
  }
}

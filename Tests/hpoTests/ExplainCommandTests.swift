import Foundation
import Testing

/// `hpo explain`, and explanations at a terminal.
@Suite struct ExplainCommandTests {
  private let scratch: Scratch
  private let hpo: Hpo

  init() throws {
    scratch = try Scratch()
    hpo = Hpo(directory: scratch.path)
  }

  private static let search = """
    search x in 0.0..1.0 with hull(gamma) for 8 trials as "curve" minimize 0.1 + (x - 0.3)^2
    """

  @Test func aStoredStudyIsExplained() throws {
    #expect(try hpo.run(["-e", Self.search]).code == 0)
    let whole = try hpo.run(["explain", "curve"])
    #expect(whole.code == 0, "\(whole.errors)")
    for trial in 0..<8 { #expect(whole.output.contains("trial \(trial), hull_gamma: x = ")) }
    let one = try hpo.run(["explain", "curve", "5", "--compare", "gaussian"])
    #expect(one.output.contains("trial 5,") && !one.output.contains("trial 6,"))
    #expect(one.output.contains("Predicted: hull_gamma"))
    #expect(try hpo.run(["-e", "explain(study(\"curve\"))"]).output == whole.output)
  }

  @Test(arguments: [
    (["curves"], 1, "there is no study \"curves\" in `hpo.db`", "did you mean \"curve\"?"),
    (["curve", "9"], 1, "there is no trial 9: they go from 0 to 7", "the nearest one is 7"),
    (["curve", "--compare", "gausian"], 1, "`gausian` is not the name of a strategy", "did you mean `gaussian`?"),
    (["curve", "--storage", "other.db"], 66, "there is no storage `other.db`", "error"),
  ])
  func whatCannotBeExplainedIsSaid(arguments: [String], code: Int32, message: String, hint: String) throws {
    #expect(try hpo.run(["-e", Self.search]).code == 0)
    let result = try hpo.run(["explain"] + arguments)
    #expect(result.code == code)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.errors.contains(hint), "\(result.errors)")
  }

  @Test func arrowKeysGoFromTrialToTrial() throws {
    let environment = ["TERM": "xterm", "HOME": scratch.path, "PATH": "/usr/bin:/bin"]
    let terminal = try PseudoTerminal(
      [
        "--color", "never", "-e",
        "explain(search x in 0.0..1.0 with gamma for 6 trials minimize 0.1 + (x - 0.3)^2)\nprint(\"after\")",
      ], environment: environment)
    #expect(terminal.wait(for: "1 of 6") != nil)
    terminal.type("\u{1B}[C")
    let second = try #require(terminal.wait(for: "2 of 6"))
    #expect(second.contains("trial 1,"))
    terminal.type("\u{1B}[D")
    let first = try #require(terminal.wait(for: "1 of 6"))
    #expect(first.contains("trial 0,"))
    // What is not a key is passed over; the last page is left by going on.
    terminal.type("x\u{1B}[5~")
    for page in 2...6 {
      terminal.type(" ")
      #expect(terminal.wait(for: "\(page) of 6   ") != nil)
    }
    terminal.type("\r")
    let rest = try #require(terminal.wait(for: "after"))
    #expect(rest.contains("trial 5,"))
    #expect(terminal.finish() == 0)
  }

  @Test func aPageIsAsHighAsTheWindow() throws {
    let terminal = try PseudoTerminal(
      ["--color", "never", "-e", "explain(search x in 0.0..1.0 with gamma for 6 trials minimize 0.1 + (x - 0.3)^2)"],
      environment: ["TERM": "xterm", "HOME": scratch.path, "PATH": "/usr/bin:/bin"])
    #expect(terminal.wait(for: "1 of 6") != nil)
    for page in 2...6 {
      terminal.type(" ")
      #expect(terminal.wait(for: "\(page) of 6   ") != nil)
    }
    for rows in [24, 20, 50] {
      terminal.resize(columns: 80, rows: rows)
      let page = try #require(terminal.wait(for: "6 of 6   "))
      let drawn = page.components(separatedBy: "\u{1B}[2J").last ?? ""
      #expect(drawn.hasPrefix("trial 5, gamma: x = ") && drawn.contains("Tried: value"))
      #expect(drawn.components(separatedBy: "\r\n").count < rows)
      #expect(drawn.contains("The model:") == (rows == 50))
    }
    terminal.type("q")
    #expect(terminal.finish() == 0)
  }

  @Test func inATrialNobodyIsAskedForKeys() throws {
    let terminal = try PseudoTerminal(
      [
        "--color", "never", "-e",
        """
        let s = search x in 0.0..1.0 with random for 3 trials minimize x
        search y in 1..2 with grid for 2 trials minimize { explain(s); y }
        print("after")
        """,
      ], environment: ["TERM": "xterm", "HOME": scratch.path, "PATH": "/usr/bin:/bin"])
    let shown = try #require(terminal.wait(for: "after"))
    #expect(shown.components(separatedBy: "trial 2,").count == 3)
    #expect(!shown.contains("q leaves"))
    #expect(terminal.finish() == 0)
  }

  @Test(arguments: [("q", 0), ("\u{1B}", 0), ("\u{3}", 130)] as [(String, Int32)])
  func qLeavesAndCtrlCEndsTheProgram(key: String, code: Int32) throws {
    let terminal = try PseudoTerminal(
      ["--color", "never", "-e", "explain(search x in 0.0..1.0 with random for 3 trials minimize x)"],
      environment: ["TERM": "xterm", "HOME": scratch.path, "PATH": "/usr/bin:/bin"])
    #expect(terminal.wait(for: "1 of 3") != nil)
    terminal.type(key)
    #expect(terminal.finish() == code)
  }
}

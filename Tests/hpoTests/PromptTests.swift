import Foundation
import Testing

/// Sessions at a terminal.
@Suite struct PromptTests {
  private let scratch: Scratch
  private let terminal: PseudoTerminal

  init() throws {
    scratch = try Scratch()
    terminal = try PseudoTerminal(
      ["--color", "never"], environment: ["TERM": "xterm", "HOME": scratch.path, "PATH": "/usr/bin:/bin"])
    #expect(terminal.wait(for: "? for help, :quit to leave") != nil)
    #expect(terminal.wait(for: "hpo> ") != nil)
  }

  /// Types a line.
  ///
  /// - Returns: what is on the screen before the next prompt.
  private func enter(_ line: String, then prompt: String = "hpo> ") -> String? {
    terminal.type(line + "\r")
    return terminal.wait(for: "\n").flatMap { _ in terminal.wait(for: prompt) }
  }

  @Test func valuesAndTheLastOne() throws {
    #expect(enter("1 + 2")?.contains("3") == true)
    #expect(enter("_ * 2")?.contains("6") == true)
    #expect(enter("lenght")?.contains("did you mean `length`?") == true)
    #expect(enter("_")?.contains("6") == true)
    terminal.type("\u{4}")
    #expect(terminal.finish() == 0)
  }

  @Test func linesOfTheShellAndOfOtherPromptsAreAnswered() throws {
    let table = scratch.path + "/iris.csv"
    try "a,b\n1,2\n".write(toFile: table, atomically: true, encoding: .utf8)
    #expect(enter("train?")?.contains("Trains a model from fresh weights") == true)
    #expect(enter("hpo tune.hpo")?.contains("here, write `:load tune.hpo`") == true)
    #expect(enter("hpo studies")?.contains("here, write `:studies`") == true)
    #expect(enter(":load \(table)")?.contains("Hint: write `load(") == true)
    #expect(enter("let hpo = 3") != nil)
    #expect(enter("hpo + 1")?.contains("4") == true)
    #expect(enter("plot(study)")?.contains("at the prompt the last one is `_`") == true)
  }

  /// The terminal has 100 columns.
  @Test(arguments: [
    "search width in 8..256, temperature in 0.0..1.0, another_one in 0.0..1.0, yet_another in 0.0..1.0 with hull-gamma",
    "[x for x in 1..3] * 2", "search temperature in 0.0..1.0", "[[x for x in 1..99] for y in 1..99]",
    "repeat(\"a\", 5000)",
    "best(search a in 1..9, b in [1], c in [1], d in [1], e in [1], f in [1], g in [1], h in [1], i in [1], j in [1], "
      + "k in [1], l in [1], m in [1], n in [1], o in [1], p in [1], q in [1], r in [1], s in [1] with grid minimize a, 9)",
  ])
  func linesAreBrokenBetweenWords(_ line: String) throws {
    let answer = try #require(enter(line))
    // What was typed is broken by readline.
    let shown = answer.split(separator: "\r\n").filter { !line.contains($0) && !$0.hasSuffix("left") }
    let isValue = line.hasPrefix("[[") || line.hasPrefix("repeat")
    #expect(isValue || shown.allSatisfy { ($0.split(separator: "\r").last?.count ?? 0) <= 100 })
    #expect(answer.count < 3000)
  }

  @Test func warningsAreDrawnAsErrorsAre() throws {
    let answer = try #require(enter("search x in 0..1 with grid minimize x"))
    #expect(answer.contains("warning: ") && !answer.contains("┌─"))
  }

  @Test func blocks() throws {
    #expect(enter("fn bowl(x) {", then: "...> ") != nil)
    #expect(enter("", then: "...> ") != nil)
    #expect(enter("x^2", then: "...> ") != nil)
    #expect(enter("}") != nil)
    #expect(enter("bowl(3)")?.contains("9") == true)
    // Ctrl-C drops a block.
    #expect(enter("fn bowl(x) {", then: "...> ") != nil)
    terminal.type("x\u{3}")
    #expect(terminal.wait(for: "hpo> ") != nil)
    #expect(enter("bowl(4)")?.contains("16") == true)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: "hpo> ") != nil)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: "hpo> ")?.contains(":quit") == true)
    #expect(leave() == 0)
    // The block is one entry.
    let history = try String(contentsOfFile: scratch.path + "/.local/state/hpo/history", encoding: .utf8)
    #expect(history.contains("fn bowl(x) {\\n  \\n  x^2\\n}\n"))
    #expect(!history.contains("fn bowl(x) {\n"))
    let mode = try FileManager.default.attributesOfItem(atPath: scratch.path + "/.local/state/hpo/history")[
      .posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test func helpAndCommands() throws {
    #expect(enter("?log")?.contains("log(low, high)") == true)
    #expect(enter("?lenght")?.contains("did you mean `length`?") == true)
    #expect(enter("??mean")?.contains("fn mean(xs, weights = none)") == true)
    #expect(enter("?with")?.contains("STRATEGY") == true)
    #expect(enter("let radius = 7") != nil)
    #expect(enter(":vars")?.contains("radius = 7") == true)
    #expect(enter(":vasr")?.contains("did you mean `:vars`?") == true)
    #expect(enter(":save \(scratch.path)/session.hpo")?.contains("wrote 1 input") == true)
    #expect(enter(":reset") != nil)
    #expect(enter("radius")?.contains("unknown name") == true)
    #expect(enter(":load \(scratch.path)/session.hpo") != nil)
    #expect(enter("radius + 1")?.contains("8") == true)
    #expect(leave() == 0)
  }

  @Test func completionAndRecall() throws {
    // Tab completes, the arrow brings back what starts alike.
    #expect(enter("leng\t[1, 2])")?.contains("2") == true)
    #expect(enter("41 + 1")?.contains("42") == true)
    #expect(enter("le\u{1B}[A")?.contains("2") == true)
    #expect(leave() == 0)
  }

  @Test func aRunningSearchGivesBackWhatItHas() throws {
    terminal.type("search x in 0.0..1.0 with random for 1_000_000 trials minimize x\r")
    // The progress line.
    #expect(terminal.wait(for: " of 1000000") != nil)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: "trials kept, the study is `_`") != nil)
    #expect(terminal.wait(for: "hpo> ") != nil)
    #expect(enter("_.interrupted")?.contains("true") == true)
    #expect(leave() == 0)
  }

  /// Ctrl-C in a loop of searches ends the loop, and a later one does not end the session.
  @Test func aLoopOfSearchesIsEnded() throws {
    #expect(enter("let precious = 42") != nil)
    #expect(enter("fn go(s) = search x in 0.0..1.0 with s for 1_000_000 trials minimize x") != nil)
    for _ in 1...2 {
      terminal.type("let rows = [length(go(s).trials) for s in [random, random, random]]\r")
      #expect(terminal.wait(for: " of 1000000") != nil)
      terminal.type("\u{3}")
      #expect(terminal.wait(for: "trials kept, the study is `_`") != nil)
      #expect(terminal.wait(for: "hpo> ") != nil)
    }
    #expect(enter("rows")?.contains("unknown name") == true)
    #expect(enter("precious")?.contains("42") == true)
    // Of an interruption that has nothing to keep, nothing is said to be kept.
    terminal.type("print(\"begun\"); run(\"sleep\", \"100\")\r")
    #expect(terminal.wait(for: "run sleep") != nil)
    terminal.type("\u{3}")
    let answer = terminal.wait(for: "hpo> ")
    #expect(answer?.contains("interrupted") == true)
    #expect(answer?.contains("kept") == false)
    #expect(leave() == 0)
  }

  @Test func aSearchWithANameSaysWhatItFound() throws {
    #expect(
      enter("let s = search x in 1..5 with grid for 5 trials maximize x")?.contains("s: 5 trials, best 5") == true)
    #expect(enter("let t = s")?.contains("best") == false)
    terminal.type("let r = search x in 0.0..1.0 with random for 1_000_000 trials minimize x\r")
    #expect(terminal.wait(for: " of 1000000") != nil)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: "trials kept, the study is `r`") != nil)
    #expect(terminal.wait(for: "hpo> ") != nil)
    #expect(enter("r.interrupted")?.contains("true") == true)
    #expect(leave() == 0)
  }

  /// What was saved runs again: rebindings, functions, searches, several lines, imports.
  @Test func aSavedSessionIsLoaded() throws {
    _ = try scratch.write("lib.hpo", "fn double(x) = 2 * x\n")
    for line in ["import \"\(scratch.path)/lib.hpo\"", "let x = 1", "let x = double(x) + 1", "fail(\"no\")"] {
      #expect(enter(line) != nil)
    }
    #expect(enter("search y in 0.0..1.0 with random for 5 trials minimize y") != nil)
    #expect(enter("let low = _.best.value") != nil)
    #expect(enter("widen y in 0.0..2.0 for 2 trials") != nil)
    #expect(enter("fn f(a) {", then: "...> ") != nil)
    #expect(enter("a + x", then: "...> ") != nil)
    #expect(enter("}") != nil)
    #expect(enter(":save \(scratch.path)/s.hpo")?.contains("wrote 7 inputs") == true)
    #expect(enter(":reset")?.contains("forgotten") == true)
    #expect(enter(":load \(scratch.path)/s.hpo")?.contains("error") == false)
    #expect(enter("[f(1), x, low < 1]")?.contains("[4, 3, true]") == true)
    #expect(leave() == 0)
    #expect(try Hpo(directory: scratch.path).run(["run", scratch.path + "/s.hpo"]).code == 0)
  }

  @Test func aTranscriptIsPasted() throws {
    // Line by line, as terminals without bracketed paste send it: set in, with a shell's line and what was printed.
    terminal.type(
      "    $ hpo\r    hpo> let a = 40\r    hpo> fn f(x) {\r    ...>   x + a\r    ...> }\r    hpo> f(2)\r    42\r")
    #expect(terminal.wait(for: "\r42") != nil)
    // The last line was printed by the program, and is passed over: a prompt stands before it, and one behind it.
    #expect(terminal.wait(for: "hpo> ") != nil)
    #expect(terminal.wait(for: "hpo> ") != nil)
    #expect(enter("f(3)")?.contains("43") == true)
    // At once.
    terminal.type("\u{1B}[200~  >>> f(4)\n  44\n  >>> f(5)\u{1B}[201~\r")
    #expect(terminal.wait(for: "\r45") != nil || terminal.wait(for: "\n45") != nil)
    #expect(terminal.wait(for: "hpo> ") != nil)
    #expect(leave() == 0)
  }

  @Test func plainWordsAndHiddenValues() throws {
    #expect(enter("help")?.contains(":load FILE") == true)
    #expect(enter("help()")?.contains("?NAME") == true)
    #expect(enter("6 * 7;")?.contains("42") == false)
    #expect(enter("_")?.contains("42") == true)
    #expect(enter(":time 1 + 1")?.contains(/\d(µs|ms|s)/) == true)
    #expect(enter("??gamma")?.contains("built into the program") == true)
    #expect(enter("let study = search x in 0.0..1.0 with random for 3 trials minimize x") != nil)
    #expect(enter("?study")?.contains(".best") == true)
    // Ctrl-D leaves a block, and at the first line the prompt.
    #expect(enter("fn f(x) {", then: "...> ") != nil)
    terminal.type("\u{4}")
    #expect(terminal.wait(for: "hpo> ") != nil)
    terminal.type("exit()\r")
    #expect(terminal.finish() == 0)
  }

  @Test func completionSaysWhatCandidatesAre() throws {
    terminal.type("search lr in log(1e-4, 1) with g\t")
    #expect(terminal.wait(for: "Every combination of evenly spaced values") != nil)
    // The line is drawn again below the list: a prompt that is seen after that is the one after Ctrl-C.
    #expect(terminal.wait(for: "hpo> search lr in log(1e-4, 1) with g") != nil)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: "hpo> ") != nil)
    #expect(enter("1 + 1")?.contains("2") == true)
    #expect(leave() == 0)
  }

  /// What does not fit on the screen is shown after a question, page by page.
  @Test func longListsAreAskedFor() throws {
    terminal.type("\t")
    #expect(terminal.wait(for: "Show all ") != nil)
    #expect(terminal.wait(for: "? (y or n) ") != nil)
    terminal.type("n")
    #expect(terminal.wait(for: "hpo> ") != nil)
    terminal.type("\t")
    #expect(terminal.wait(for: "? (y or n) ") != nil)
    terminal.type("y")
    #expect(terminal.wait(for: " more rows (space, or q) --") != nil)
    terminal.type("q")
    #expect(terminal.wait(for: "hpo> ") != nil)
    #expect(enter("1 + 1")?.contains("2") == true)
    #expect(leave() == 0)
  }

  /// Ctrl-C in a block that was recalled leaves all of its rows alone.
  @Test func aRecalledBlockIsLeftBelowIt() throws {
    #expect(enter("fn bowl(x) {", then: "...> ") != nil)
    #expect(enter("x^2", then: "...> ") != nil)
    #expect(enter("}") != nil)
    terminal.type("\u{12}bowl")
    #expect(terminal.wait(for: "}") != nil)
    terminal.type("\u{3}")
    // Down to the last row, and to the next.
    #expect(terminal.wait(for: "hpo> ") != nil)
    #expect(enter("1 + 1")?.contains("2") == true)
    #expect(leave() == 0)
  }

  /// Ctrl-C waits for no other key: not where readline is in the midst of a paste, nor where keys before it are not read yet, which
  /// the terminal then forgets.
  @Test func controlCNeverWaits() throws {
    #expect(enter("1 + 2") != nil)
    terminal.type("\u{1B}[200~1 + ")
    #expect(terminal.wait(for: "hpo> ", within: 1) == nil)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: "hpo> ", within: 20) != nil)
    #expect(enter("1 + 1")?.contains("2") == true)
    for round in 0..<60 {
      terminal.type("\u{12}1 + ")
      usleep(UInt32(round % 20) * 100)
      terminal.type("\u{3}")
      // A new line, and not the old one drawn again.
      #expect(terminal.wait(for: "\u{1B}[?2004hhpo> ", within: 20) != nil)
    }
    #expect(enter("2 + 2")?.contains("4") == true)
    #expect(leave() == 0)
  }

  /// Characters are edited whole, whatever the locale.
  @Test(arguments: ["C", "POSIX", "no_SUCH"]) func charactersAreWhole(locale: String) throws {
    let terminal = try PseudoTerminal(
      ["--color", "never"], environment: ["TERM": "xterm", "HOME": scratch.path, "LANG": locale])
    #expect(terminal.wait(for: "hpo> ") != nil)
    terminal.type("length(\"한글\u{7F}\")\r")
    #expect(terminal.wait(for: "\r1") != nil)
    terminal.type(":quit\r")
    #expect(terminal.finish() == 0)
  }

  private func leave() -> Int32 {
    terminal.type(":quit\r")
    return terminal.finish()
  }
}

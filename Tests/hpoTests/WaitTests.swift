import Testing

/// `wait`: a person presses Enter, or ends the program; where nobody is, nothing waits.
@Suite struct WaitTests {
  private static let program = "print(\"before\"); wait(\"guess\"); print(\"after\")"

  private func terminal(_ arguments: [String]) throws -> PseudoTerminal {
    try PseudoTerminal(arguments, environment: ["TERM": "xterm", "PATH": "/usr/bin:/bin"])
  }

  @Test func enterGoesOnAndTheLineIsTakenAway() throws {
    let terminal = try terminal(["-e", Self.program])
    #expect(terminal.wait(for: "before\r\n\u{1B}[2m— guess — Enter goes on, q ends —\u{1B}[0m") != nil)
    terminal.type("x\r")
    #expect(terminal.wait(for: "after") == "\r\u{1B}[Kafter")
    #expect(terminal.finish() == 0)
  }

  /// q, Ctrl-D and Ctrl-C.
  @Test(arguments: ["q", "\u{4}", "\u{3}"]) func itEnds(key: String) throws {
    let terminal = try terminal(["-e", Self.program])
    #expect(terminal.wait(for: "q ends —") != nil)
    terminal.type(key)
    #expect(terminal.wait(for: "interrupted") == "\u{1B}[0m\r\u{1B}[Kinterrupted")
    #expect(terminal.finish() == 130)
  }

  /// A picture is not missed because a key was pressed too often before it was there.
  @Test func whatWasTypedBeforeDoesNotCount() throws {
    let terminal = try terminal(["-e", "print(\"before\"); run(\"sleep\", \"1\"); \(Self.program)"])
    #expect(terminal.wait(for: "before") != nil)
    terminal.type("\r\r")
    #expect(terminal.wait(for: "q ends —") != nil)
    terminal.type("q")
    #expect(terminal.finish() == 130)
  }

  /// The prompt reads its lines as before.
  @Test func thePromptGoesOn() throws {
    let scratch = try Scratch()
    let terminal = try PseudoTerminal(
      ["--color", "never"], environment: ["TERM": "xterm", "HOME": scratch.path, "PATH": "/usr/bin:/bin"])
    #expect(terminal.wait(for: "hpo> ") != nil)
    for (key, shown) in [("\r", "after"), ("q", "interrupted")] {
      terminal.type(Self.program + "\r")
      #expect(terminal.wait(for: "— guess — Enter goes on, q ends —") != nil)
      terminal.type(key)
      #expect(terminal.wait(for: shown) != nil)
      #expect(terminal.wait(for: "hpo> ") != nil)
    }
    terminal.type("1 + 2\r")
    #expect(terminal.wait(for: "hpo> ")?.contains("3") == true)
  }

  @Test(arguments: [
    ["--sandbox", "-e", program],
    ["-e", "search x in 1..2 with grid for 2 trials minimize { wait(); x }; print(\"after\")"],
  ])
  func nothingWaitsInASandboxOrATrial(arguments: [String]) throws {
    let terminal = try terminal(arguments)
    #expect(terminal.wait(for: "after")?.contains("Enter") == false)
    #expect(terminal.finish() == 0)
  }

  @Test func nothingWaitsInATest() throws {
    let scratch = try Scratch()
    let file = try scratch.write("waits.hpo", "test \"waits\" { wait(); expect 1 == 1 }")
    let terminal = try terminal(["test", file])
    #expect(terminal.wait(for: "1 passed, 0 failed")?.contains("Enter") == false)
    #expect(terminal.finish() == 0)
  }

  @Test func nothingWaitsInAPipe() throws {
    let result = try Hpo().run(["-e", Self.program])
    #expect(result.output == "before\nafter\n" && result.errors.isEmpty && result.code == 0)
  }
}

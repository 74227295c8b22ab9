import Testing

/// Where the locale, or the terminal, knows ASCII only, nothing else is drawn.
@Suite struct GlyphTests {
  private static let program = """
    let s = search x in 0.0..1.0 with gamma for 6 trials minimize 0.1 + (x - 0.3)^2
    s
    plot(s)
    plot(s, "x")
    explain(s, 5)
    print(best(s))
    show(digits(), 2)
    """

  private static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }

  @Test(arguments: [["LANG": "C", "LC_ALL": ""], ["LC_ALL": "POSIX"]])
  func aLocaleWithoutUTF8HasDrawingsInASCII(locale: [String: String]) throws {
    var hpo = Hpo()
    hpo.environment = locale
    let result = try hpo.run(["-e", Self.program])
    #expect(result.code == 0, "\(result.errors)")
    #expect(Self.isPlain(result.output), "\(result.output)")
    #expect(result.output.contains("------"))
    // What the program says itself stays, and so does a message's frame on standard error have its like.
    #expect(try hpo.run(["-e", "print(\"é…\", [\"×\"])"]).output == "é… [\"×\"]\n")
    let failed = try hpo.run(["-e", "lenght([1])"])
    #expect(failed.code != 0 && Self.isPlain(failed.errors), "\(failed.errors)")
  }

  @Test func aLocaleOfUTF8HasTheGlyphsOfUnicode() throws {
    var hpo = Hpo()
    hpo.environment = ["LC_ALL": "C.UTF-8"]
    #expect(try hpo.run(["-e", Self.program]).output.contains("└"))
  }

  /// Also the panel of a search, the line of a pause and the last line of pages.
  @Test func aDumbTerminalHasDrawingsInASCII() throws {
    let terminal = try PseudoTerminal(
      [
        "-e",
        """
        let s = search x in 1..4 with grid for 4 trials minimize { run("sleep", "0.5"); x }
        wait("guess")
        explain(s)
        print("after")
        """,
      ], environment: ["TERM": "dumb", "PATH": "/usr/bin:/bin"])
    let panel = try #require(terminal.wait(for: "q ends -"))
    #expect(panel.contains("trial 2 of 4") && Self.isPlain(panel), "\(panel)")
    terminal.type("\r")
    let page = try #require(terminal.wait(for: "q leaves"))
    #expect(page.contains("1 of 4   < > pages") && Self.isPlain(page), "\(page)")
    terminal.type("q")
    #expect(terminal.wait(for: "after").map(Self.isPlain) == true)
    #expect(terminal.finish() == 0)
  }
}

import Foundation
import Testing

/// What a curious person does at a prompt besides.
@Suite(.serialized, .enabled(if: Screen.exists)) struct PromptOddityTests {
  @Test("Ctrl-Z and fg draw the line again") func stopped() throws {
    let screen = try Screen(nil)
    try screen.type("hpo")
    try screen.press("Enter")
    try screen.ends(with: "\nhpo>")
    try screen.plays("hpo> let a = 3")
    try screen.type("a + ")
    try screen.ends(with: "hpo> a +")
    try screen.press("C-z")
    try screen.shows("Stopped")
    try screen.ends(with: "\n$")
    try screen.type("fg")
    try screen.press("Enter")
    try screen.ends(with: "\nhpo\nhpo> a +")
    try screen.type("1")
    try screen.press("Enter")
    try screen.ends(with: "hpo> a + 1\n4\nhpo>")
    // A run goes on, and hears Ctrl-C.
    try screen.type("print(\"begun\"); while true { }")
    try screen.press("Enter")
    try screen.ends(with: "\nbegun")
    try screen.press("C-z")
    try screen.ends(with: "\n$")
    try screen.type("fg")
    try screen.press("Enter")
    try screen.ends(with: "$ fg\nhpo")
    try screen.press("C-c")
    try screen.ends(with: "interrupted\nhpo>")
    // Ctrl-\ ends it at once, without a report of a crash.
    try screen.press("C-\\")
    try screen.ends(with: "\n$")
    #expect(try !screen.text().contains("rogram crashed"))
  }

  @Test("wide characters are edited whole") func wideCharacters() throws {
    let screen = try Screen()
    try screen.type("\"日本語\"")
    try screen.press("Left", "Left")
    try screen.type("x")
    try screen.ends(with: "hpo> \"日本x語\"")
    try screen.press("Enter")
    try screen.ends(with: "hpo> \"日本x語\"\n\"日本x語\"\nhpo>")
    try screen.plays("hpo> let é = \"한글\" + \"👩‍👩‍👧\"\nhpo> length(é)\n3")
  }

  @Test("2,000 lines are pasted, and one of 20,000 characters typed") func longInputs() throws {
    let screen = try Screen()
    try screen.paste((1...2_000).map { "let a\($0) = \($0)" }.joined(separator: "\n"))
    try screen.press("Enter")
    try screen.ends(with: "let a2000 = 2000\nhpo>")
    try screen.plays("hpo> a2000\n2000")
    let line = "length([1" + String(repeating: ", 1", count: 5_000) + "])"
    try screen.paste(line)
    try screen.press("Enter")
    try screen.ends(with: "\n5001\nhpo>")
    try screen.plays("hpo> _ + 1\n5002")
  }

  @Test("20 columns, and a window whose size changes") func narrow() throws {
    let screen = try Screen(columns: 20)
    try screen.plays("hpo> let abcdefgh = [1, 2, 3, 4, 5, 6, 7, 8]\nhpo> length(abcdefgh)\n8")
    try screen.type("?ln")
    try screen.press("Enter")
    // Words stay whole.
    try screen.ends(with: "See also: log,\nlog10, log2\nhpo>")
    try screen.type("\"0123456789012345678901234567890123456789")
    try screen.resize(columns: 60)
    try screen.type("\"")
    try screen.press("Enter")
    try screen.ends(with: "\n\"0123456789012345678901234567890123456789\"\nhpo>")
    try screen.plays("hpo> 1 + 1\n2")
  }

  @Test("Ctrl-D in a block leaves the block") func endInABlock() throws {
    let screen = try Screen()
    try screen.plays("hpo> fn f() {\n...>", then: "...>")
    try screen.press("C-d")
    try screen.ends(with: "\nhpo>")
    try screen.plays("hpo> 1 + 1\n2")
    try screen.press("C-d")
    try screen.ends(with: "\n[exit 0]")
  }

  @Test("a history with garbage, and one that cannot be written") func oddHistories() throws {
    let home = try Scratch()
    let folder = home.path + "/.local/state/hpo"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let garbage = Data([0xFF, 0xFE, 0x00, 0x01]) + Data("garbage\n1 + 1\n\u{1B}[31mred\n".utf8)
    try (garbage + Data("2 +\\n3\n".utf8)).write(to: URL(fileURLWithPath: folder + "/history"))
    let screen = try Screen(home: home.path)
    try screen.press("Up")
    try screen.ends(with: "hpo> 2 +\n3")
    try screen.press("Up")
    try screen.ends(with: "hpo> ^[[31mred")
    try screen.press("Up", "Enter")
    try screen.ends(with: "hpo> 1 + 1\n2\nhpo>")
    // A folder in its place, and a home that is not there.
    try FileManager.default.removeItem(atPath: folder + "/history")
    try FileManager.default.createDirectory(atPath: folder + "/history", withIntermediateDirectories: true)
    try Screen(home: home.path).plays("hpo> 1 + 1\n2\nhpo> 2 + 2\n4")
    try Screen(environment: ["HOME": "/proc/nobody"]).plays("hpo> 1 + 1\n2")
    try Screen(environment: ["HOME": ""]).plays("hpo> 1 + 1\n2")
    try Screen(environment: ["XDG_STATE_HOME": "/proc/none", "XDG_CONFIG_HOME": "/proc/none"]).plays("hpo> 1 + 1\n2")
  }

  @Test("an init file that is a folder, or no program") func oddInitFiles() throws {
    let home = try Scratch()
    let file = home.path + "/.config/hpo/init.hpo"
    try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: true)
    let screen = try Screen(home: home.path, columns: 200)
    try screen.ends(with: "error: cannot read `\(file)`: it is a folder [E80]\nhpo>")
    try FileManager.default.removeItem(atPath: file)
    try Data([0xFF, 0x00, 0x7B]).write(to: URL(fileURLWithPath: file))
    let binary = try Screen(home: home.path, columns: 200)
    try binary.shows("error: ")
    try binary.plays("hpo> 1 + 1\n2")
  }

  @Test("terminals without a description, and dumb ones", arguments: ["dumb", "vt100", "nosuchterm", "xterm-mono"])
  func oddTerminals(name: String) throws {
    let screen = try Screen(environment: ["TERM": name])
    let bar = name == "dumb" ? "|" : "│"
    try screen.plays(
      "hpo> lenght\nerror: unknown name `lenght` [E22]\n1 \(bar) lenght\n  \(bar) ^^^^^^ did you mean `length`?")
    try screen.plays("hpo> 1 + 1\n2\nhpo> [1,\n...>   2]\n[1, 2]")
  }

  @Test("empty inputs, comments, lone marks") func emptyInputs() throws {
    try Screen(columns: 100).plays(
      """
      hpo>
      hpo> # nothing
      hpo> :
      error: unknown command `:`; `:help` lists them [E99]
      hpo> ?)
      nothing is called `)`; `?` shows where to begin
      hpo> 1 + 1 # two
      2
      """)
  }
}

/// The sessions of `docs/prompt.md` show what is shown.
@Suite(.serialized, .enabled(if: Screen.exists)) struct PromptPageTests {
  static let sessions: [String] = {
    let page = try? String(contentsOf: Samples.package.appendingPathComponent("docs/prompt.md"), encoding: .utf8)
    return (page ?? "").components(separatedBy: "```session\n").dropFirst()
      .map { $0.components(separatedBy: "\n```")[0] }
  }()

  @Test(arguments: sessions) func aSessionIsTrue(session: String) throws { try Screen(columns: 100).plays(session) }

  @Test func thereAreSessions() { #expect(Self.sessions.count >= 4) }
}

import Foundation
import Testing

/// What `run` has started ends with hpo, in whatever way hpo ends.
@Suite struct ChildTests {
  /// A program, a grandchild in its group, and one that a finished program has left behind.
  private static let code = """
    run("sh", "-c", "sleep 301 > /dev/null 2>&1 & echo $! > left.id")
    search x in 1..3 for 3 trials minimize {
      run("sh", "-c", "sleep 301 & echo $! > grandchild.id; echo $$ > child.id; mv grandchild.id g.id; wait")
      x
    }
    """

  @Test(arguments: [SIGHUP, SIGTERM, SIGINT, SIGKILL])
  func nothingOutlivesHpo(signal: Int32) throws {
    let scratch = try Scratch()
    let run = try Hpo(directory: scratch.path).start(["-e", Self.code])
    while !FileManager.default.fileExists(atPath: scratch.path + "/g.id") { usleep(10_000) }
    run.send(signal)
    let result = run.finish()
    #expect(result.code == ([SIGHUP, SIGTERM, SIGINT].contains(signal) ? 130 : -signal))
    for name in ["left.id", "g.id", "child.id"] {
      let text = try String(contentsOfFile: scratch.path + "/" + name, encoding: .utf8)
      let id = try #require(pid_t(text.trimmingCharacters(in: .newlines)))
      while isAlive(id) { usleep(10_000) }
    }
  }

  /// Also what a program leaves behind when hpo ends by itself.
  @Test func whatIsLeftBehindEndsWithHpo() throws {
    let result = try Hpo().run([
      "-e", "run(\"sh\", \"-c\", \"sleep 301 > /dev/null 2>&1 & echo $!\").text |> trim |> print",
    ])
    #expect(result.code == 0)
    let id = try #require(pid_t(result.output.trimmingCharacters(in: .newlines)))
    while isAlive(id) { usleep(10_000) }
  }

  /// The end of the terminal can be ignored, as `nohup` asks for.
  @Test func ignoredHangupIsIgnored() throws {
    let code =
      "trap '' HUP; exec '\(Hpo.path)' -e 'print(1); let out = run(\"sh\", \"-c\", \"kill -HUP $PPID; sleep 0.2\"); print(2)'"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", code]
    let running = Running(process)
    try process.run()
    #expect(running.finish().output == "1\n2\n")
  }

  /// A program that asks something at the terminal would wait for ever: it is ended, and hpo says why.
  @Test(arguments: ["read x < /dev/tty", "stty -echo < /dev/tty; echo done", "sh -c 'read x < /dev/tty'; exit 3"])
  func programThatWantsTheTerminalIsTold(script: String) throws {
    let code = "run(\"sh\", \"-c\", \"\(script)\").text"
    let terminal = try PseudoTerminal(["-e", code], environment: ["TERM": "xterm"])
    #expect(terminal.wait(for: "`sh` was stopped: it wanted to use the terminal") != nil)
    #expect(terminal.finish() == 1)
  }

  /// A process that has ended may still be listed, as a zombie.
  private func isAlive(_ id: pid_t) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8) else { return false }
    return !status.contains("State:\tZ") && !status.contains("State:\tX")
  }
}

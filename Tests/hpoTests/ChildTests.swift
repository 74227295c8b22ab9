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

  /// What has left the group of its program ends with it: when hpo is killed, at the end of the time, by a pruner.
  @Test(arguments: ["killed", "timeout", "pruned", "flood"])
  func whatHasLeftItsGroupEndsWithItsProgram(way: String) throws {
    let scratch = try Scratch()
    // Two grandchildren in sessions of their own, whose parents are gone, and which do not listen.
    let script = """
      for i in 1 2; do (setsid sh -c 'trap "" TERM HUP; echo $$ > '$i'.id; exec sleep 301 > /dev/null 2>&1' &); done
      while [ ! -s 1.id ] || [ ! -s 2.id ]; do sleep 0.01; done
      mv 1.id one.id; mv 2.id two.id
      """
    _ = try scratch.write("tree.sh", script)
    let goesOn = way == "flood" ? "cat /dev/zero" : way == "pruned" ? "echo loss=9; sleep 301" : "sleep 301"
    let limit = way == "timeout" ? "timeout: 3s, " : ""
    let code = """
      search x in [1] with grid for 1 trials prune when loss > 5 minimize {
        run("sh", "-c", ". ./tree.sh; \(goesOn)", \(limit)report: "loss")
        x
      }
      """
    let run = try Hpo(directory: scratch.path).start(["-e", code])
    while !FileManager.default.fileExists(atPath: scratch.path + "/two.id") { usleep(10_000) }
    if way == "killed" { run.send(SIGKILL) }
    let result = run.finish()
    #expect(result.code == (way == "killed" ? -SIGKILL : way == "pruned" ? 0 : 1))
    for name in ["one.id", "two.id"] {
      let text = try String(contentsOfFile: scratch.path + "/" + name, encoding: .utf8)
      let id = try #require(pid_t(text.trimmingCharacters(in: .newlines)))
      while isAlive(id) { usleep(10_000) }
    }
  }

  /// What a program has deliberately left behind in a session of its own is its own affair, once it has ended by itself.
  @Test func whatIsDetachedFromAFinishedProgramGoesOn() throws {
    let scratch = try Scratch()
    _ = try scratch.write(
      "detach.sh", "setsid sh -c 'echo $$ > id; exec sleep 301' &\nwhile [ ! -s id ]; do sleep 0.01; done\n")
    #expect(try Hpo(directory: scratch.path).run(["-e", "run(\"sh\", \"detach.sh\").code"]).output == "0\n")
    let text = try String(contentsOfFile: scratch.path + "/id", encoding: .utf8)
    let id = try #require(pid_t(text.trimmingCharacters(in: .newlines)))
    // The guard would have asked it to end, and looked again, within this time.
    usleep(1_000_000)
    #expect(isAlive(id))
    kill(id, SIGKILL)
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

import Foundation
import Testing

@testable import Interp

/// Programs that `run` starts: when they end, where they run, and what becomes of what they leave behind.
@Suite("Programs that are run")
struct RunTests {
  /// Whatever a program leaves behind prints, `run` ends with the program, and keeps what it printed.
  @Test(arguments: [
    "(while :; do echo .; sleep 0.005; done) & echo loss=1", "(yes) & echo loss=1",
    "(while :; do echo . >&2; done) & echo loss=1",
    "trap '' TERM; (trap '' TERM; while :; do echo .; done) & echo loss=1",
  ])
  func endsWithTheProgram(script: String) {
    let code = """
      let out = run("sh", "-c", "\(script)", timeout: 100s)
      out.code == 0 and "loss=1" in out.text
      """
    #expect(shown(code) == "true")
  }

  /// A program that ends at once is read to its last byte, however much is left in the pipe.
  @Test(arguments: [10, 65_536, 1_000_000]) func everythingBeforeTheEndIsRead(count: Int) {
    let script = "head -c \(count) /dev/zero | tr '\\\\0' a; printf end"
    #expect(shown("let t = run(\"sh\", \"-c\", \"\(script)\").text\n[length(t), t[-1]]") == "[\(count + 3), \"d\"]")
  }

  @Test func exitCodeOfAProgramThatWasStoppedForAWhile() {
    #expect(shown("run(\"sh\", \"-c\", \"(sleep 0.2; kill -CONT $$) & kill -STOP $$; exit 7\").code") == "7")
  }

  // MARK: Folder and environment

  @Test(
    arguments: [
      ("run(\"pwd\", cwd: \"/\").text", "\"/\\n\""),
      ("run(\"./sh\", \"-c\", \"echo 1\", cwd: \"/bin\").text", "\"1\\n\""),
      ("run(\"sh\", \"-c\", \"echo $A $B $C\", env: {A: 1, B: 0.5, C: true}).text", "\"1 0.5 true\\n\""),
      ("run(\"sh\", \"-c\", \"echo $\\{HOME-unset}\", env: {HOME: none}).text", "\"unset\\n\""),
      ("run(\"printenv\", \"A\", env: {A: \"x = y\\nz\"}).text", "\"x = y\\nz\\n\""),
      ("run(\"printenv\", \"PATH\").text == run(\"printenv\", \"PATH\", env: {}).text", "true"),
      ("run(\"sh\", env: {PATH: \"/nowhere:/bin\"}).code", "0"),
      ("run(\"sh\", env: {PATH: \"/nowhere\"})", "there is no program `sh`"),
      ("run(\"echo\", cwd: \"/nowhere\")", "there is no folder \"/nowhere\""),
      ("run(\"echo\", cwd: \"\")", "there is no folder \"\""),
      ("run(\"echo\", cwd: \"/etc/passwd\")", "\"/etc/passwd\" is not a folder"),
      ("run(\"echo\", cwd: 3)", "`cwd` must be a string, not an integer"),
      ("run(\"echo\", env: \"A=1\")", "`env` must be a record, not a string"),
      ("run(\"echo\", env: {A: [1]})", "`A` of the environment must be a string or a number, not a list"),
      ("run(\"echo\", env: {\"A=B\": 1})", "\"A=B\" cannot be the name of an environment variable"),
      ("run(\"echo\", env: {\"\": 1})", "\"\" cannot be the name of an environment variable"),
      ("run(\"echo\", env: {A: \"\\0\"})", "`A` of the environment cannot hold a NUL"),
      ("run(\"./no\", cwd: \"/\")", "there is no program `./no`"),
    ] as [(String, String)])
  func startsWhereItIsTold(code: String, result: String) { #expect(shown(code) == result) }

  /// Each worker has a number of its own, also in what it starts; a search inside of a trial has that of its worker.
  @Test func workersHaveNumbers() {
    let code = """
      let s = search n in 1..6 with grid on 3 workers minimize {
        let own = number(run("sh", "-c", "sleep 0.1; echo $GPU", env: {GPU: worker}).text)
        let inner = search m in 1..2 with grid minimize worker
        note(own: own, same: own == worker and inner.value == worker)
        n
      }
      print(all([t.notes.same for t in s.trials]), sort(unique([t.notes.own for t in s.trials])))
      print((search n in 1..2 with grid minimize worker).value)
      """
    #expect(run(code).output == ["true [0, 1, 2]", "0"])
  }

  // MARK: What was printed

  /// What is not there in the text of a program that has failed is explained by how it ended.
  @Test(arguments: [
    ("number_after(OUT.text, \"loss:\")", "there is no \"loss:\" in \"epoch 1\""),
    ("OUT.text |> number_after(\"epoch 1\")", "no number follows \"epoch 1\" in \"epoch 1\""),
    ("after(OUT.text, \"loss\")", "there is no \"loss\" in \"epoch 1\""),
    ("number(OUT.text)", "\"epoch 1\" is not a number"), ("number(last_line(OUT.text))", "\"epoch 1\" is not a number"),
  ])
  func aProgramThatFailedIsNamed(code: String, message: String) {
    let call = "run(\"sh\", \"-c\", \"echo epoch 1; echo warning >&2; echo no torch >&2; exit 3\")"
    let explained = message + "; `sh` ended with code 3: no torch"
    let once = run(code.replacing("OUT", with: call))
    #expect(once.failure == explained && once.hint?.contains("`out.err`") == true)
    #expect(run("let out = \(call)\n\(code.replacing("OUT", with: "out"))").failure == explained)
    let trial = run("search x in 1..2 with grid for 1 trials minimize \(code.replacing("OUT", with: call))")
    #expect(trial.failure?.hasPrefix("trial 0 failed: \(explained)") == true)
    // What it did not print is none of its business, nor that of a program which went well, or of another trial's.
    #expect(run("\(call)\nnumber(\"abc\")").failure == "\"abc\" is not a number")
    #expect(run(code.replacing("OUT", with: "run(\"echo\", \"epoch 1\")")).failure == message)
    let next = "search x in 1..2 with grid minimize if x == 1 { \(call).code } else { number(\"epoch\") }"
    #expect(run("let s = \(next)\ns.trials[1].message").output == ["\"\\\"epoch\\\" is not a number\""])
  }

  @Test func aListIsEmptyBecauseAProgramFailed() {
    let list = "numbers(run(\"sh\", \"-c\", \"echo no torch >&2; exit 3\").text, after: \"loss\")"
    let hint = "the program before it failed: `sh` ended with code 3: no torch."
    for code in ["\(list)[0]", "first(\(list))", "\(list) |> last"] { #expect(run(code).hint == hint) }
    #expect(run("numbers(run(\"true\").text)[0]").hint == nil)
  }

  @Test func whatWentToStandardErrorIsFound() {
    let wrong = run("number_after(run(\"sh\", \"-c\", \"echo loss: 0.5 >&2\").text, \"loss:\")")
    #expect(wrong.failure == "there is no \"loss:\" in an empty string")
    #expect(wrong.hint == "`sh` wrote it to standard error, which is `.err`.")
  }

  /// A script is not started by its name alone.
  @Test func scriptsNeedTheirInterpreter() throws {
    let folder = NSTemporaryDirectory() + "hpo-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["train.py", "tool"] {
      try "print(1)".write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
    #expect(run("run(\"\(folder)/train.py\")").hint == "write `run(\"python3\", \"\(folder)/train.py\")`.")
    #expect(run("run(\"\(folder)/tool\")").hint == "`chmod +x \(folder)/tool` makes a program of it.")
  }

  /// A signal is named, and the last lines of standard error stand under the message.
  @Test func howAProgramEndedIsTold() {
    let traceback = "printf '%s\\\\n' Traceback 'in main' '  ' 'MemoryError: 8 GB' >&2"
    func end(_ how: String) -> Transcript { run("number(run(\"sh\", \"-c\", \"\(traceback); \(how)\").text)") }
    let failed = end("exit 3")
    #expect(failed.failure == "an empty string is not a number; `sh` ended with code 3: MemoryError: 8 GB")
    #expect(failed.details == ["Traceback", "in main", "MemoryError: 8 GB"])
    #expect(end("kill -SEGV $$").failure?.hasSuffix("; `sh` was killed by SIGSEGV: MemoryError: 8 GB") == true)
    #expect(
      end("kill -KILL $$").failure?.hasSuffix(
        "; `sh` was killed by SIGKILL, as the system does where memory runs out: MemoryError: 8 GB") == true)
    #expect(end("kill -40 $$").failure?.contains("`sh` was killed by signal 40") == true)
    let stopped = run("run(\"sh\", \"-c\", \"echo waiting for data >&2; exec sleep 301\", timeout: 1s)")
    #expect(stopped.failure == "`sh` was stopped after 1s" && stopped.details == ["waiting for data"])
  }

  // MARK: Programs that misbehave

  /// In a search, each ends its own trial with a reason, and no other.
  @Test(arguments: [
    ("yes >&2", "`sh` was stopped: it printed more than 64 MB"),
    ("cat /dev/zero", "`sh` was stopped: it printed more than 64 MB"),
    ("exec sleep 301", "`sh` was stopped after 2s"),
    ("trap '' TERM; while :; do sleep 1; done", "`sh` was stopped after 2s"),
    ("kill -STOP $$", "`sh` was stopped after 2s"),
    (
      "f() \\{ sleep 301 & if [ $1 -gt 0 ]; then (f $(($1 - 1))) & f $(($1 - 1)) & fi; wait; }; f 4",
      "`sh` was stopped after 2s"
    ),
    ("head -c 100000 /dev/urandom; exit 1", "there is no \"value\" in "),
    (
      "printf '\\\\377\\\\376 value \\\\0 \\\\300'; kill -9 $$",
      "no number follows \"value\" in "
    ),
  ])
  func aProgramThatMisbehavesFailsItsTrialOnly(script: String, message: String) throws {
    let transcript = run(
      """
      let s = search x in [1, 2] with grid on 2 workers minimize {
        let script = if x == 1 { "\(script)" } else { "echo value 5" }
        number_after(run("sh", "-c", script, report: "loss", timeout: if x == 1 and SLOW { 2s } else { 100s }).text, "value")
      }
      print(s.value, s.trials[0].message)
      """.replacing("SLOW", with: message.contains("2s") ? "true" : "false"))
    #expect(transcript.failure == nil)
    #expect(transcript.output.last?.hasPrefix("5 \(message)") == true, "\(transcript)")
  }

  // MARK: Afterwards

  /// The group of a program that has ended is no longer guarded once it is empty: its number may be another's.
  @Test func whatIsLeftBehindIsGuardedAsLongAsItIsThere() throws {
    let text = run("run(\"sh\", \"-c\", \"sleep 300 > /dev/null 2>&1 & echo $$ $!\").text").output.joined()
    let ids = text.split { !$0.isNumber }.compactMap { pid_t($0) }
    try #require(ids.count == 2)
    #expect(kill(ids[1], 0) == 0)
    #expect(ChildGuard.shared.guarded.contains(ids[0]))
    kill(ids[1], SIGKILL)
    for _ in 0..<5_000 where kill(-ids[0], 0) == 0 { usleep(1_000) }
    #expect(run("run(\"true\").code").output == ["0"])
    #expect(!ChildGuard.shared.guarded.contains(ids[0]))
  }

  /// The number of a group whose leader has ended may be another program's by now, which is not ended for it.
  @Test func theGuardEndsNothingOfOthers() throws {
    func start() throws -> (command: ChildCommand, id: pid_t) {
      let command = ChildCommand(words: ["sleep", "301"])
      let started = try command.start()
      for end in [started.output, started.errors] { close(end) }
      return (command, started.id)
    }
    let (running, ended, foreign) = (try start(), try start(), try start())
    let guardian = Process()
    guardian.executableURL = URL(fileURLWithPath: "/bin/sh")
    guardian.arguments = ["-c", ChildGuard.script]
    let line = Pipe()
    guardian.standardInput = line
    try guardian.run()
    let told = """
      + \(running.id) \(running.command.mark)
      + \(ended.id) \(ended.command.mark)
      + \(foreign.id) a mark that it does not have
      = \(ended.id)
      = \(foreign.id)

      """
    line.fileHandleForWriting.write(Data(told.utf8))
    try line.fileHandleForWriting.close()
    for id in [running.id, ended.id] {
      var status: Int32 = 0
      #expect(waitpid(id, &status, 0) == id && status & 0x7f == SIGTERM)
    }
    guardian.waitUntilExit()
    var status: Int32 = 0
    #expect(waitpid(foreign.id, &status, WNOHANG) == 0)
    kill(foreign.id, SIGKILL)
    waitpid(foreign.id, &status, 0)
  }
}

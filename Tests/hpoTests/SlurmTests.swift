import CSQLite
import Foundation
import Testing

/// Searches whose trials are evaluated by the tasks of a job array, on a real Slurm.
///
/// Node `n2` is killed by one of them: the others keep away from it.
@Suite(.enabled(if: SlurmCluster.isPossible, "needs root, slurm-wlm and munge")) struct SlurmTests {
  private let scratch: Scratch
  private let cluster: SlurmCluster
  private let hpo: Hpo

  init() throws {
    scratch = try Scratch()
    cluster = try SlurmCluster.shared.get()
    hpo = Hpo(directory: scratch.path, environment: cluster.environment)
  }

  /// The lines of a file that trials append to, once there are so many.
  private func lines(of file: String, atLeast count: Int = 0) -> [String] {
    while true {
      let text = FileManager.default.contents(atPath: "\(scratch.path)/\(file)") ?? Data()
      let lines = String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
      if lines.count >= count { return lines }
      usleep(50_000)
    }
  }

  /// What SQLite itself says of the trials: how many there are, how many numbers, the largest of them, how many are complete, and how
  /// many values they have.
  private func counts(in file: String) throws -> [Int] {
    var (database, statement): (OpaquePointer?, OpaquePointer?)
    try #require(sqlite3_open("\(scratch.path)/\(file)", &database) == SQLITE_OK)
    defer { sqlite3_close(database) }
    let query = """
      SELECT count(*), count(DISTINCT number), max(number), sum(state = 'COMPLETE'), (SELECT count(*) FROM trial_values)
      FROM trials
      """
    try #require(sqlite3_prepare_v2(database, query, -1, &statement, nil) == SQLITE_OK)
    defer { sqlite3_finalize(statement) }
    try #require(sqlite3_step(statement) == SQLITE_ROW)
    return (0..<5).map { Int(sqlite3_column_int64(statement, Int32($0))) }
  }

  /// Each trial is evaluated once, by the tasks and not by the launcher, which goes on with the program.
  @Test func anArrayEvaluatesEachTrialOnce() throws {
    let program = try scratch.write(
      "tune.hpo",
      """
      let s = search x in 0.0..1.0 with random(seed: 1) for 64 trials on slurm(tasks: 8, cpus: 1, options: "--exclude=n2") as "s" minimize {
        let task = run("sh", "-c", "echo $0 $SLURM_ARRAY_TASK_ID >> evaluated; sleep 0.1; echo $SLURM_ARRAY_TASK_ID", trial)
        note(task: number(task.text), cores: cores())
        x
      }
      print([t.number for t in s.trials] == [n for n in 0..63], [t.state for t in s.trials] == ["complete" for n in 0..63])
      print(unique([t.notes.cores for t in s.trials]), length(unique([t.notes.task for t in s.trials])) > 1)
      """)
    let result = try hpo.run([program])
    #expect(result.code == 0 && result.output == "true true\n[1] true\n", "\(result.output)\(result.errors)")
    #expect(lines(of: "evaluated").compactMap { Int($0.prefix { $0 != " " }) }.sorted() == Array(0..<64))
    #expect(try counts(in: "hpo.db") == [64, 64, 63, 64, 64])
    let waiting = try cluster.ask("squeue", "--noheader", "--states=PENDING", "--format=%j")
    #expect(!waiting.contains("hpo-s-"), "\(waiting)")
    // Nothing is left to do: no array is submitted.
    let again = try hpo.run([program])
    #expect(again.output == result.output && !again.errors.contains("job array"), "\(again.errors)")
  }

  /// A node and the launcher are killed on the way: the same line finds the array that is still there, and the study ends with its
  /// exact budget.
  @Test func whatIsKilledOnTheWayLosesNothing() throws {
    // From the 40th on, trials wait for a file.
    let program = try scratch.write(
      "tune.hpo",
      """
      let s = search x in 0.0..1.0 with random(seed: 1) for 64 trials on slurm(tasks: 8) as "killed" minimize {
        run("sh", "-c", "echo $0 $SLURMD_NODENAME >> begun; until [ $0 -lt 40 -o -e go ]; do sleep 0.1; done; echo $0 >> ended", trial)
        x
      }
      print(length(s.trials))
      """)
    let launcher = try hpo.start([program])
    _ = lines(of: "ended", atLeast: 8)
    launcher.send(SIGKILL)
    #expect(launcher.finish().code == -SIGKILL)
    // The array goes on without it, until each task has a trial that waits.
    _ = lines(of: "ended", atLeast: 40)
    func begun() -> [(trial: Int, node: String)] {
      lines(of: "begun").map { $0.split(separator: " ") }.compactMap { words in
        Int(words[0]).map { ($0, String(words[1])) }
      }
    }
    while !begun().contains(where: { $0.trial >= 40 && $0.node == "n2" }) { usleep(50_000) }
    try cluster.kill(node: "n2")
    let other = try hpo.start([program])
    other.waitForErrors("there is one already: job array ")
    _ = try scratch.write("go", "")
    let result = other.finish()
    #expect(result.code == 0 && result.output == "64\n", "\(result.output)\(result.errors)")
    #expect(!result.errors.contains("submitted"), "\(result.errors)")
    #expect(try counts(in: "hpo.db") == [64, 64, 63, 64, 64])
    #expect(Set(begun().map(\.trial)) == Set(0..<64))
    // Only what the dead node had under way was begun twice.
    let twice = Dictionary(grouping: begun()) { $0.trial }.values.filter { $0.count > 1 }
    #expect(!twice.isEmpty)
    #expect(twice.allSatisfy { $0.count == 2 && $0[0].node == "n2" && $0[1].node != "n2" }, "\(twice)")
  }

  /// Two lines at the same time wait for one array.
  @Test func oneArrayIsEnough() throws {
    let program = try scratch.write(
      "tune.hpo",
      """
      let s = search x in 0.0..1.0 with random(seed: 1) for 24 trials on slurm(tasks: 2, options: "--exclude=n2") as "one" minimize {
        run("sh", "-c", "until [ -e go ]; do sleep 0.1; done")
        x
      }
      print(length(s.trials))
      """)
    let launchers = try (0..<2).map { _ in try hpo.start([program]) }
    for launcher in launchers { launcher.waitForErrors("job array") }
    _ = try scratch.write("go", "")
    let results = launchers.map { $0.finish() }
    #expect(results.allSatisfy { $0.code == 0 && $0.output == "24\n" }, "\(results)")
    #expect(results.count { $0.errors.contains(" submitted;") } == 1, "\(results)")
    #expect(try counts(in: "hpo.db") == [24, 24, 23, 24, 24])
  }

  /// A task whose time ends gives its trial back; another process goes on with it under its number, from where it was.
  @Test func aTaskWhoseTimeEndsGivesItsTrialOn() throws {
    // Each step is a line; elsewhere than in the task they take no time.
    _ = try scratch.write(
      "steps.sh",
      """
      steps=$HPO_CHECKPOINT/steps
      touch $steps
      while [ $(wc -l <$steps) -lt 500 ]; do
        echo ${SLURM_JOB_ID:-elsewhere} >>$steps
        [ -z "$SLURM_JOB_ID" ] || sleep 0.2
      done
      echo $(grep -c elsewhere $steps) $(grep -vc elsewhere $steps)
      """)
    let program = try scratch.write(
      "tune.hpo",
      """
      let s = search {
        x in 0.0..1.0
        for 1 trials
        as "late"
        on slurm(tasks: 1, time: 1min, notice: 10s, options: "--exclude=n2")
        minimize {
          let steps = numbers(run("sh", "steps.sh").text)
          note(elsewhere: steps[0], before: steps[1])
          x
        }
      }
      let trial = s.trials[0]
      print(trial.number, trial.notes.elsewhere + trial.notes.before, trial.notes.elsewhere > 0, trial.notes.before > 0)
      """)
    let launcher = try hpo.start([program])
    while true {
      let status = try hpo.run(["status", "late"])
      if status.output.contains("1: 1 unfinished, run by nobody") { break }
      try #require(launcher.process.isRunning, "\(launcher.finish().errors)")
      usleep(200_000)
    }
    // The array is still there: its task waits for its turn.
    #expect(try hpo.run(["status", "late"]).output.contains(/Slurm +job array \d+: 1 task waits/))
    let worker = try hpo.run(["worker", program])
    #expect(worker.code == 0 && worker.output.isEmpty, "\(worker.output)\(worker.errors)")
    let result = launcher.finish()
    #expect(result.code == 0 && result.output == "0 500 true true\n", "\(result.output)\(result.errors)")
    #expect(try !cluster.ask("squeue", "--noheader", "--format=%j").contains("hpo-late-"))
  }

  @Test func controlCCancelsTheArray() throws {
    let program = try scratch.write(
      "tune.hpo",
      """
      search x in 0.0..1.0 for 4 trials on slurm(tasks: 2, options: "--exclude=n2") as "cancelled" minimize {
        run("sh", "-c", "echo $0 >> begun; sleep 600", trial)
        x
      }
      """)
    let launcher = try hpo.start([program])
    _ = lines(of: "begun", atLeast: 1)
    launcher.send(SIGINT)
    let result = launcher.finish()
    #expect(result.code == 130)
    #expect(result.errors.contains(/note: the job array \d+ is cancelled/), "\(result.errors)")
    while try cluster.ask("squeue", "--noheader", "--format=%j").contains("hpo-cancelled-") { usleep(200_000) }
    let status = try hpo.run(["status", "cancelled"])
    #expect(!status.output.contains("running") && status.output.contains("run by nobody"), "\(status.output)")
  }

  /// Tasks that cannot do their work are no reason to wait for ever.
  @Test(arguments: [("exit 3", "."), ("false", "100 %j \"x\"")])
  func tasksThatEndTooEarlyAreTold(last: String, folder: String) throws {
    var hpo = hpo
    hpo.directory += "/" + folder
    try FileManager.default.createDirectory(atPath: hpo.directory, withIntermediateDirectories: true)
    let program = try scratch.write(
      "tune.hpo",
      """
      search {
        x in 0.0..1.0
        for 4 trials
        as "broken"
        on slurm(tasks: 2, setup: ["echo there is no module of that name", "\(last)"], options: "--exclude=n2")
        minimize x
      }
      """)
    let result = try hpo.run([program])
    #expect(result.code == 1)
    #expect(
      result.errors.contains(/all tasks of the job array \d+ have ended, and 0 of 4 trials are finished/),
      "\(result.errors)")
    #expect(result.errors.contains("there is no module of that name"), "\(result.errors)")
  }

  @Test(arguments: [
    (
      "partition: \"mian\"", "Slurm refuses the job array: invalid partition specified: mian", "did you mean \"main\"?"
    ),
    ("partition: \"gpu\"", "invalid partition specified: gpu", "its partitions are main."),
    ("gpus: 1", "Invalid generic resource", ""),
    ("cpus: 99", "no task of the job array can ever start: `PartitionConfig`", "ask for less"),
  ])
  func whatTheClusterHasNotIsTold(option: String, message: String, hint: String) throws {
    let result = try hpo.run([
      "-e", "search x in 0.0..1.0 for 4 trials on slurm(tasks: 2, \(option)) as \"s\" minimize x",
    ])
    #expect(result.code == 1)
    #expect(result.errors.contains(message) && (hint.isEmpty || result.errors.contains(hint)), "\(result.errors)")
  }
}

/// What needs no Slurm to be told.
@Suite struct SlurmMessageTests {
  private func run(_ code: String) throws -> Hpo.Result {
    let scratch = try Scratch()
    return try Hpo(directory: scratch.path, environment: ["PATH": scratch.path]).run(["-e", code])
  }

  @Test func whereThereIsNoSlurmTheWayOutIsTold() throws {
    let result = try run("search x in 0.0..1.0 for 4 trials on slurm(tasks: 2) as \"s\" minimize x")
    #expect(result.code == 1 && result.output.isEmpty)
    #expect(result.errors.contains("there is no Slurm here: `squeue` is not found"), "\(result.errors)")
    #expect(result.errors.contains("`on 4 workers` runs trials here"), "\(result.errors)")
  }

  @Test(arguments: [
    ("on slurm(tasks: 2) minimize x", "a search `on slurm(...)` needs a name"),
    ("on slurm() minimize x", "`slurm` needs `tasks`"),
    ("on slurm(tasks: 0) as \"s\" minimize x", "a job array has from 1 to 100000 tasks, not 0"),
    ("on slurm(tasks: 2, time: 120) as \"s\" minimize x", "`time` has a unit"),
    (
      "on slurm(tasks: 2, time: 30s) as \"s\" minimize x", "a task whose time is 30s cannot be told 1min before its end"
    ),
    ("on slurm(tasks: 2, memory: 16) as \"s\" minimize x", "`memory` is a text with a unit"),
    ("on slurm(tasks: 2, options: \"a100\") as \"s\" minimize x", "`a100` is not an option of `sbatch`"),
    ("on slurm(tasks: 2, options: \"--array=1-9\") as \"s\" minimize x", "`--array` is set by hpo"),
    ("on slurm(tasks: 2, setup: 3) as \"s\" minimize x", "`setup` must be a string"),
  ])
  func whatIsWrittenWrongIsTold(clauses: String, message: String) throws {
    let result = try run("search x in 0.0..1.0 for 4 trials \(clauses)")
    #expect(result.code != 0 && result.errors.contains(message), "\(result.errors)")
  }

  @Test func whatOthersCannotRunIsRefused() throws {
    let code = "search x in 0.0..1.0 for 4 trials on slurm(tasks: 2) as \"s\" minimize x"
    let scratch = try Scratch()
    let hpo = Hpo(directory: scratch.path)
    let read = try hpo.run(["-"], input: code)
    #expect(read.code == 1 && read.errors.contains("needs a program that others can run too"), "\(read.errors)")
    let sandboxed = try hpo.run(["--sandbox", "--storage", "s.db", "-e", code])
    #expect(sandboxed.code == 1 && sandboxed.errors.contains("the sandbox refuses `on slurm(...)`"))
  }
}

import Foundation
import Synchronization
import Testing

@testable import Interp

/// What `on N workers(...)` gives to each worker.
struct WorkerShareTests {
  private static let cores = ProcessorSet.ofThisThread.numbers

  /// A program runs on the processors of its worker, and is told how many threads to start.
  @Test func aProgramHasItsCores() {
    let transcript = run(
      """
      let s = search x in 1..4 with grid on cores() workers(cores: 1) minimize {
        let out = run("sh", "-c", "grep Cpus_allowed_list /proc/self/status; nproc; sleep 0.1")
        note(core: number_after(out.text, "Cpus_allowed_list"), count: numbers(out.text)[-1], worker: worker)
        note(threads: run("sh", "-c", "echo $OMP_NUM_THREADS $MKL_NUM_THREADS", env: {MKL_NUM_THREADS: 7}).text)
        x
      }
      print(unique([t.notes.threads for t in s.trials]), all([t.notes.count == 1 for t in s.trials]))
      print(sort(unique(["{t.notes.worker} {t.notes.core}" for t in s.trials])))
      """)
    #expect(transcript.failure == nil, "\(transcript)")
    let count = min(Self.cores.count, 4)
    let pairs = (0..<count).map { "\"\($0) \(Self.cores[$0])\"" }.joined(separator: ", ")
    #expect(transcript.output == [#"["1 7\n"] true"#, "[\(pairs)]"])
  }

  /// Elsewhere nothing is set.
  @Test func withoutTheClauseNothingIsSet() {
    let script = "grep Cpus_allowed_list /proc/self/status; echo [$CUDA_VISIBLE_DEVICES] [$HPO_TRIAL]"
    let code = "run(\"sh\", \"-c\", \"\(script)\").text"
    let isSet = ProcessInfo.processInfo.environment[GPUs.variable] != nil
    #expect(shown("\"[] []\" in \(code)") == "\(!isSet)")
    let here = run(
      "(search x in [1] with grid on 1 workers minimize number_after(\(code), \"Cpus_allowed_list\")).value")
    #expect(here.output == ["\(Self.cores[0])"])
  }

  /// A program is told its trial and its worker.
  @Test func aProgramKnowsItsTrialAndItsWorker() {
    let transcript = run(
      """
      let s = search x in 1..6 with grid on 3 workers minimize {
        let told = numbers(run("sh", "-c", "sleep 0.05; echo $HPO_TRIAL $HPO_WORKER").text)
        note(own: told == [trial, worker])
        x
      }
      print(all([t.notes.own for t in s.trials]))
      """)
    #expect(transcript.output == ["true"])
  }

  /// A search in the objective of another divides what its worker has.
  @Test func aShareIsDividedFurther() {
    let transcript = run(
      """
      let s = search x in [1] with grid on 1 workers(cores: 1) minimize {
        let inner = search y in 1..2 with grid on 1 workers minimize {
          number(trim(run("sh", "-c", "echo $OMP_NUM_THREADS").text)) * number(trim(run("nproc").text))
        }
        let more = search y in 1..2 on 2 workers(cores: 1) minimize y
        inner.value
      }
      """)
    let refusal = "trial 0 failed: 2 workers with `cores: 1` need 2 cores, and there is 1"
    #expect(transcript.failure?.hasPrefix(refusal) == true, "\(transcript)")
  }

  @Test(arguments: [
    ("1 workers(cores: 0)", "`cores` is a number above 0, not 0"),
    ("1 workers(cores: \"all\")", "`cores` is a number above 0, not a string"),
    ("1 workers(cores: 0.5)", "a worker has a whole number of cores, not 0.5"),
    ("1 workers(cores: 1e9)", "`cores` is a number above 0, not 1000000000"),
    ("1024 workers(cores: 1000)", "1024 workers with `cores: 1000` need 1024000 cores, and there"),
    ("1 workers(gpus: 1.5)", "a worker has a number of GPUs, or a share of one such as 0.5, not 1.5"),
    ("1 workers(gpus: -1)", "`gpus` is a number above 0, not -1"),
  ])
  func aShareThatCannotBeIsRefused(workers: String, message: String) {
    let transcript = run("search x in 0.0..1.0 on \(workers) minimize { print(\"ran\"); x }")
    #expect(transcript.failure?.hasPrefix(message) == true, "\(transcript)")
    #expect(transcript.output.isEmpty)
  }

  // MARK: Which GPUs there are

  @Test(arguments: [
    ("0,1,2", ["0", "1", "2"]), (" 3 , 1", ["3", "1"]), ("", []), ("-1", []), ("0,-1,2", ["0"]), ("NoDevFiles", []),
    ("GPU-8932f937-d72c,MIG-b7", ["GPU-8932f937-d72c", "MIG-b7"]),
  ]) func theEnvironmentNamesGPUs(list: String, names: [String]) {
    #expect(GPUs.visible(environment: [GPUs.variable: list], root: "/nowhere") == names)
  }

  @Test(arguments: [
    (["proc/driver/nvidia/gpus/0000:3b:00.0", "proc/driver/nvidia/gpus/0000:5e:00.0"], 2),
    (["dev/nvidia0", "dev/nvidia1", "dev/nvidiactl", "dev/nvidia-uvm", "dev/nvidia1x"], 2),
    (["dev/nvidia0", "proc/driver/nvidia/gpus/a", "proc/driver/nvidia/gpus/b"], 1),
    (["dev/nvidia0", "dev/nvidia7", "dev/nvidia12", "proc/driver/nvidia/gpus/a"], 1),
  ]) func theSystemListsGPUs(files: [String], count: Int) throws {
    let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: root) }
    for file in files {
      try FileManager.default.createDirectory(atPath: "\(root)/\(file)", withIntermediateDirectories: true)
    }
    #expect(GPUs.visible(environment: [:], root: root) == (0..<count).map(String.init))
  }

  // MARK: Trials that wait

  /// No two trials that run at a time have one worker's cores, however many were laid aside meanwhile.
  @Test func trialsThatRunHaveCoresOfTheirOwn() throws {
    let workers = min(Self.cores.count, 2)
    let log = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: log) }
    // Each step holds a lock of its processor for a while: another on the same one would find it held.
    let script = """
      for e in 1 2 3 4; do
        core=$(sed -n 's/^Cpus_allowed_list:.//p' /proc/self/status)
        mkdir \(log).$core 2> /dev/null || echo taken >> \(log)
        sleep 0.05
        rmdir \(log).$core
        echo epoch=$e loss=$1
        sleep 0.05
      done
      """
    let path = log + ".sh"
    try script.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let transcript = run(
      """
      let s = search x in 1..9 with grid prune asha(from: 1, to: 4, factor: 2) on \(workers) workers(cores: 1) minimize {
        number_after(run("sh", "\(path)", x, report: "loss").text, "loss")
      }
      print(s.value, length([t for t in s.trials if t.state == "pruned"]) > 0)
      """)
    #expect(transcript.output == ["1 true"], "\(transcript)")
    #expect(!FileManager.default.fileExists(atPath: log), "two trials ran on one core")
  }
}

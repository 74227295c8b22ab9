import Foundation
import Testing

/// GPUs that workers have for themselves; which there are, the environment says.
@Suite struct GPUTests {
  private func search(_ workers: String, _ gpus: String, clause: String = "", env: String = "") throws -> Hpo.Result {
    let code = """
      let s = search x in 1..8 with grid for 8 trials \(clause) on \(workers) minimize {
        note(worker: worker, gpus: trim(run("sh", "-c", "echo $CUDA_VISIBLE_DEVICES; sleep 0.05"\(env)).text))
        x
      }
      print(sort(unique(["{t.notes.worker} {t.notes.gpus}" for t in s.trials])))
      """
    return try Hpo(environment: ["CUDA_VISIBLE_DEVICES": gpus]).run(["-e", code])
  }

  @Test(arguments: [
    ("4 workers(gpus: 1)", #"["0 4", "1 5", "2 6", "3 7"]"#), ("2 workers(gpus: 2)", #"["0 4,5", "1 6,7"]"#),
    ("1 worker(gpus: 3)", #"["0 4,5,6"]"#), ("4 workers(gpus: 0.5)", #"["0 4", "1 4", "2 5", "3 5"]"#),
    ("3 workers(gpus: 1 / 3)", #"["0 4", "1 4", "2 4"]"#),
    ("2 workers", #"["0 4,5,6,7", "1 4,5,6,7"]"#),
  ])
  func eachWorkerHasItsOwn(workers: String, shown: String) throws {
    let result = try search(workers, "4,5,6,7")
    #expect(result.output == shown + "\n", "\(result.errors)")
  }

  @Test func theProgramsOwnEnvironmentComesFirst() throws {
    let result = try search("1 worker(gpus: 1)", "4", env: ", env: {CUDA_VISIBLE_DEVICES: \"none\"}")
    #expect(result.output == "[\"0 none\"]\n", "\(result.errors)")
  }

  @Test(arguments: [
    ("4 workers(gpus: 1)", "0,1,2", "4 workers with `gpus: 1` need 4 GPUs, and there are 3", "`on 3 workers(gpus: 1)`"),
    ("2 workers(gpus: 2)", "0,1,2", "2 workers with `gpus: 2` need 4 GPUs, and there are 3", "`on 1 worker(gpus: 2)`"),
    (
      "3 workers(gpus: 0.5)", "0", "3 workers with `gpus: 0.5` need 2 GPUs, and there is 1", "`on 2 workers(gpus: 0.5)`"
    ),
    ("1 worker(gpus: 1)", "", "1 worker with `gpus: 1` needs 1 GPU, and there is none", "`CUDA_VISIBLE_DEVICES`"),
  ])
  func tooFewAreRefused(workers: String, gpus: String, message: String, hint: String) throws {
    let result = try search(workers, gpus)
    #expect(result.code == 1 && result.output.isEmpty)
    #expect(result.errors.hasPrefix("error: " + message) && result.errors.contains(hint), "\(result.errors)")
  }

  /// What waits would keep the memory of its GPU.
  @Test(arguments: [
    ("asha(to: 9)", "`prune asha(from: 1, to: 9, factor: 3, mode: \"stop\")`"),
    ("freeze_thaw(to: 9)", "`prune freeze_thaw(from: 1, to: 9, mode: \"stop\")`"),
    ("pasha(to: 9)", "mode: \"stop\""),
  ])
  func prunersThatLayTrialsAsideAreRefused(pruner: String, hint: String) throws {
    let result = try search("1 worker(gpus: 1)", "0", clause: "prune \(pruner)")
    #expect(
      result.code == 1 && result.errors.contains("lays trials aside") && result.errors.contains(hint),
      "\(result.errors)")
    #expect(try search("1 worker(gpus: 1)", "0", clause: "prune asha(to: 9, mode: \"stop\")").code == 0)
  }

  /// Where the system lists none, the driver's own program is asked.
  @Test func theDriverIsAsked() throws {
    let scratch = try Scratch()
    let tool = try scratch.write(
      "nvidia-smi", "#!/bin/sh\necho 'GPU 0: A100 (UUID: GPU-1)'\necho 'GPU 1: A100 (UUID: GPU-2)'\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tool)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    process.arguments = [
      "-u", "CUDA_VISIBLE_DEVICES", "PATH=\(scratch.path):\(path)", Hpo.path, "-e",
      "search x in [1] with grid on 3 workers(gpus: 1) minimize x",
    ]
    let running = Running(process)
    try process.run()
    let isWithout = !FileManager.default.fileExists(atPath: "/dev/nvidia0")
    let result = running.finish()
    #expect(result.errors.contains("and there are 2") == isWithout, "\(result.errors)")
  }
}

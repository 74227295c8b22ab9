import Basics
import Foundation

/// The script of a job array: what each of its tasks does.
struct SlurmScript {
  /// The study that the tasks work on.
  let study: String
  let name: SlurmName
  let request: SlurmRequest
  /// How many tasks there are.
  let tasks: Int
  /// The command line of a worker.
  let worker: [String]

  /// Where a task says what it does: relative to where the array is submitted, unless Slurm would find patterns in that.
  private var log: String {
    let here = FileManager.default.currentDirectoryPath
    let folder = here.contains("%") ? "\(here)/\(name.folder)".replacing("%", with: "%%") : name.folder
    return "\"\(folder.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))/%A_%a.log\""
  }

  /// What runs before the worker; where it fails, its trials would be of another environment than was asked for.
  private var setup: String {
    request.setup.map { lines in
      """
      {
      :
      \(lines)
      } || { code=$?; echo "the task ends, since its setup failed with code $code"; exit $code; }

      """
    }.joined()
  }

  /// Its text, for `sbatch`.
  ///
  /// The shell waits for the worker, since Slurm tells it alone of the end of its time (`B:USR1`). SIGTERM has the worker give
  /// its trial back. A worker that got further by then (`EX_TEMPFAIL`) is to go on: its task goes to the end of the queue. One
  /// that got nowhere would get nowhere again.
  var text: String {
    let options =
      [
        "--job-name=\(name.job)", "--array=0-\(tasks - 1)", "--output=\(log)", "--open-mode=append",
        "--requeue", "--signal=B:USR1@\(request.notice)",
      ] + request.options
    return """
      #!/bin/bash
      # Evaluates trials of the study \(study.onOneLine) until its budget is spent. Written by hpo.
      \(options.map { "#SBATCH \($0)" }.joined(separator: "\n"))

      \(setup)
      \(worker.map(shellWord).joined(separator: " ")) &
      worker=$!
      signalled= late=
      trap 'signalled=1; kill -TERM $worker' TERM
      trap 'signalled=1 late=1; kill -TERM $worker' USR1
      wait $worker
      code=$?
      while [[ $signalled ]]; do
        signalled=
        wait $worker
        code=$?
      done
      if ((code == 0)); then
        touch \(shellWord(name.folder))/"$SLURM_ARRAY_JOB_ID".over
      elif [[ $late ]]; then
        if ((code == \(WorkerProgress.unfinishedCode))); then
          echo "the time of the task is up: it goes to the end of the queue"
          scontrol requeue "$SLURM_JOB_ID"
        else
          echo "the time of the task is up, and its trial has got nowhere in it: give it more time"
        fi
      fi
      exit $code

      """
  }
}

/// What the job array of a study is called: the same for everybody who means this study in this storage.
struct SlurmName: Hashable {
  /// Its name in Slurm.
  let job: String
  /// The folder of its script and of what its tasks say, in the one where it is submitted.
  let folder: String

  /// The names for a study.
  ///
  /// - Parameters:
  ///   - study: its name.
  ///   - storage: where it is kept, in one form for everybody.
  init(study: String, storage: String) {
    // Names that look alike here are told apart.
    let hash = FNV1a("\(storage)\0\(study)").value
    let digits = String(hash ^ hash >> 32, radix: 16).suffix(8)
    let plain = study.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }.prefix(40)
    let both = "\(String(plain))-\(digits)"
    (job, folder) = ("hpo-\(both)", "hpo-slurm/\(both)")
  }
}

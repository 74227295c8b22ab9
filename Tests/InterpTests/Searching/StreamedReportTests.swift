import Testing

@testable import Interp

/// Reports that are read out of what other programs print.
struct StreamedReportTests {
  @Test(
    arguments: [
      ("epoch=3 loss=0.41", 3, 0.41), ("Epoch 3/10 - loss: 0.41 - accuracy: 0.9", 3, 0.41),
      (#"{"epoch": 3, "loss": 0.41, "lr": 0.1}"#, 3, 0.41), ("step 7  val_loss=9 loss=0.25", 7, 0.25),
      ("\u{1B}[32mLOSS\u{1B}[0m = 1e-3", nil, 1e-3), ("loss nan", nil, .nan), ("iteration: -2, loss 5", nil, 5),
    ] as [(String, Int?, Double)])
  func aLineTellsItsStepAndItsMetric(line: String, step: Int?, loss: Double) throws {
    let told = try #require(StreamedReports(metrics: ["loss", "accuracy"]).read(Text(line)))
    #expect(told.step == step && told.metrics[0].name == "loss")
    #expect(told.metrics[0].value == loss || told.metrics[0].value.isNaN && loss.isNaN)
    #expect((told.metrics.count == 2) == line.contains("accuracy"))
  }

  @Test(arguments: ["", "glossy 3", "val_loss=0.4", "loss=", "loss of 3", "accuracy=0.4", "\u{FFFD}\u{0}"])
  func anyOtherLineTellsNothing(line: String) {
    #expect(StreamedReports(metrics: ["loss", "accuracy"]).read(Text(line)) == nil)
  }

  private static let script =
    "for e in 1 2 3 4; do echo epoch=$e loss=$1; sleep 0.02; done; echo final $1"

  @Test(arguments: ["", "prune median(startup: 1, after: 0)", "prune when loss > 0.5", "prune asha(to: 4, factor: 2)"])
  func aProgramIsEndedByWhatItPrints(clause: String) {
    let transcript = run(
      """
      let s = search {
        x in [0.2, 0.3, 0.9, 0.95]
        with grid
        for 4 trials
        \(clause)
        minimize number_after(run("sh", "-c", "\(Self.script)", "sh", x, report: "loss").text, "final")
      }
      print([[t.state, t.value, [r.step for r in t.reports]] for t in s.trials])
      """)
    #expect(transcript.failure == nil, "\(transcript.failure ?? "")")
    let all = #"["complete", 0.2, [1, 2, 3, 4]]"#
    #expect(transcript.output.last?.hasPrefix("[\(all)") == true, "\(transcript.output)")
    let isPruned = transcript.output.last?.contains(#"["pruned", 0.95, [1"#) == true
    #expect(isPruned == !clause.isEmpty, "\(transcript.output)")
  }

  /// A program that keeps nothing back may write long lines: nothing of them is lost while its reports are looked at.
  @Test(arguments: ["", "prune asha(from: 3, to: 9, factor: 2)", "prune median(after: 1)"])
  func longLinesAreWhole(clause: String) {
    let script = "import sys\nfor e in range(1, 10): print('x' * 200000 + f' epoch={e} loss={e * int(sys.argv[1])}')"
    let transcript = run(
      """
      let s = search x in 1..8 with grid for 8 trials \(clause) minimize {
        let out = run("python3", "-c", "\(script.replacing("{", with: "\\{").replacing("\n", with: "\\n"))", x, report: "loss")
        note(size: length(out.text))
        x
      }
      let whole = [t for t in s.trials if t.state == "complete"]
      print(length(whole) > 0, unique([t.notes.size for t in whole]), unique([length(t.reports) for t in whole]))
      """)
    #expect(transcript.failure == nil, "\(transcript.failure ?? "")")
    #expect(transcript.output.last?.hasPrefix("true [18001") == true, "\(transcript.output)")
    #expect(transcript.output.last?.hasSuffix(" [9]") == true, "\(transcript.output)")
  }

  /// A metric that no line has is told; not of a program that fails, which says itself why.
  @Test func aMetricThatNoLineHasIsTold() {
    func notes(_ name: String, _ code: Int) -> [String] {
      run(
        "search x in [1, 2] with grid for 2 trials minimize { run(\"sh\", \"-c\", \"echo loss=3; exit \(code)\", report: \"\(name)\"); x };"
      ).notes
    }
    #expect(notes("lo ss", 0) == ["note: no line that `sh` has printed has a number behind `lo ss`"])
    #expect(notes("loss", 0) == [] && notes("accuracy", 3) == [])
  }

  @Test func theLastLineNeedsNoEnd() {
    let transcript = run(
      """
      let s = search x in [1] with grid for 1 trials minimize {
        run("printf", "epoch=1 loss=5\\nepoch=2 loss=4", report: ["loss"])
        x
      }
      print([[r.step, r.value] for r in s.best.reports])
      """)
    #expect(transcript.output.last == "[[1, 5.0], [2, 4.0]]" || transcript.output.last == "[[1, 5], [2, 4]]")
  }

  @Test(arguments: [
    ("5", "`report` must be a string"), ("[]", "`report` needs the name of a metric"),
    ("[1]", "`report` takes names of metrics, not an integer"),
  ]) func whatIsNoNameIsRefused(value: String, message: String) {
    let transcript = run("search x in [1, 2] for 2 trials minimize { run(\"true\", report: \(value)); x }")
    #expect(transcript.failure?.contains(message) == true, "\(transcript.failure ?? "")")
  }

  @Test func outsideOfATrialNobodyListens() {
    #expect(run("print(run(\"echo\", \"loss=1\", report: \"loss\").text)").output == ["loss=1\n"])
  }

  /// A progress bar goes back to the beginning of its line; Python prints at once; what a program leaves behind ends with the trial.
  @Test func programsAreReadAsTheyPrint() {
    let transcript = run(
      """
      let s = search x in [1] with grid for 1 trials minimize {
        run("printf", " 1/10 loss: 2.5\\r 10/10 loss: 0.5\\n", report: "loss")
        note(python: run("sh", "-c", "echo $PYTHONUNBUFFERED", report: "loss").text)
        x
      }
      print([r.value for r in s.best.reports], s.best.notes.python)
      """)
    #expect(transcript.failure == nil)
    #expect(transcript.output.last == "[2.5, 0.5] 1\n", "\(transcript.output)")
  }
}

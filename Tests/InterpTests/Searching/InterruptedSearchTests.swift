import Testing

@testable import Interp

/// Ctrl-C ends the search at hand and the statement around it, and what is ready is kept.
struct InterruptedSearchTests {
  /// Asks to stop once trial 5 of the second strategy runs.
  private func interrupted(_ inputs: [String]) -> [Transcript] {
    let interruption = Interruption()
    return run(inputs, mode: .prompt, Settings(), interruption) { line in
      if line == "now" { interruption.request() }
    }
  }

  private static let go = """
    fn go(s) = search x in 0.0..1.0 with s for 30 trials minimize { if name(s) == "sobol" and trial == 5 { print("now"); while true { } }; x }
    """

  @Test(arguments: [
    "let rows = [length(go(s).trials) for s in [random, sobol, tpe]]",
    "for s in [random, sobol, tpe] { print(length(go(s).trials)) }",
    "let rows = compare([random, sobol, tpe], fn(s) = go(if name(s) == \"sobol\" { sobol } else { s }), 1..1)",
    "let n = length(go(sobol).trials)",
    "[random, sobol, tpe] |> map(go) |> map(fn(s) = length(s.trials))",
  ])
  func theStatementAroundIsEnded(statement: String) {
    let inputs = interrupted([Self.go, statement, "[length(_.trials), _.interrupted, _.strategy]", "rows"])
    #expect(inputs[1].failure == "interrupted")
    #expect(!inputs[1].output.contains("5"))
    #expect(inputs[2].output == ["[5, true, \"sobol\"]"] || inputs[2].output == ["[5, true, \"sobol(seed: 1)\"]"])
    #expect(inputs[3].failure?.contains("rows") == true)
  }

  @Test func aSearchThatIsTheWholeStatementGivesItsStudyThatName() {
    let search =
      "let s = search x in 0.0..1.0 with random for 30 trials minimize { if trial == 5 { print(\"now\"); while true { } }; x }"
    let inputs = interrupted([search + "; print(\"never\")", "[length(s.trials), s.interrupted, length(_.trials)]"])
    #expect(inputs[0].failure == "interrupted")
    #expect(!inputs[0].output.contains("never"))
    #expect(inputs[1].output == ["[5, true, 5]"])
  }

  /// What is said of one interruption is not said again of another.
  @Test func nothingIsKeptOfAnInterruptionWithoutASearch() {
    onDeepStack {
      let interruption = Interruption()
      let context = Context(
        settings: Settings(), sources: .init(), output: { if $0 == "now" { interruption.request() } }, notes: { _ in },
        progress: { _ in })
      guard let session = try? Session(context: context, interruption: interruption) else {
        Issue.record("no session")
        return
      }
      func kept(_ code: String) -> String? {
        let execution = session.run(code, name: "input", mode: .prompt)
        #expect(execution.wasInterrupted)
        return execution.kept
      }
      let trial = "{ if trial == 5 { print(\"now\"); while true { } }; x }"
      #expect(kept("search x in 0.0..1.0 with random minimize \(trial)") == "5 trials kept, the study is `_`")
      #expect(kept("let s = search x in 0.0..1.0 with random minimize \(trial)") == "5 trials kept, the study is `s`")
      #expect(
        kept("let n = length((search x in 0.0..1.0 with random minimize \(trial)).trials)")
          == "5 trials kept, the study is `_`")
      #expect(kept("print(\"now\"); while true { }") == nil)
      #expect(kept("search x in 0.0..1.0 with random minimize { print(\"now\"); while true { } }") == nil)
      let data = "split(spirals(), valid: 20%)"
      #expect(
        kept("fn f() { print(\"now\"); 1 }\nlet run = train(model(dense(3)), \(data), epochs: f() * 1000)") == nil)
    }
  }

  @Test func aTrainingGivesTheRunSoFar() {
    let interruption = Interruption()
    onDeepStack {
      let context = Context(
        settings: Settings(), sources: .init(), output: { _ in }, notes: { _ in },
        progress: { line in
          // The line is shown as the training begins; by the time that it says so, an epoch is over.
          guard let line else { return }
          _ = DeepThread {
            while line(200, 1).first?.contains("epoch 1 of") == true {}
            interruption.request()
          }
        })
      guard let session = try? Session(context: context, interruption: interruption) else {
        Issue.record("no session")
        return
      }
      let code = "let run = train(model(dense(8, relu), dense(3)), split(spirals(), valid: 20%), epochs: 1000000)"
      let execution = session.run(code, name: "input", mode: .prompt)
      #expect(execution.wasInterrupted)
      #expect(execution.kept?.hasSuffix("kept, the run is `run`") == true)
      let question = session.run(
        "[run.interrupted, run.epochs >= 1, run.epochs < 1000000, length(predict(run, spirals()))]", name: "",
        mode: .prompt)
      #expect(question.shown == ["[true, true, true, 300]"])
    }
  }
}

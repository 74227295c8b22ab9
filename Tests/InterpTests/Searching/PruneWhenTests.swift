import Testing

@testable import Interp

/// `prune when`, reports of several metrics, and `within`.
struct PruneWhenTests {
  @Test(arguments: [
    ("when value > 0.5", "report(x, at: e)", "[[\"complete\", 4], [\"pruned\", 1], [\"pruned\", 1]]"),
    ("when step >= 3 and x > 0.8", "report(x, at: e)", "[[\"complete\", 4], [\"complete\", 4], [\"pruned\", 3]]"),
    (
      "when loss > 0.8 or accuracy < 0.1", "report(accuracy: 1, loss: x, at: e)",
      "[[\"complete\", 4], [\"complete\", 4], [\"pruned\", 1]]"
    ),
    ("when (value > 0.5)", "report(x, at: e)", "[[\"complete\", 4], [\"pruned\", 1], [\"pruned\", 1]]"),
    ("when seconds > 1000", "report(x)", "[[\"complete\", 4], [\"complete\", 4], [\"complete\", 4]]"),
    (
      "when later > 3", "if e > 2 { report(later: e, loss: x, at: e) } else { report(x, at: e) }",
      "[[\"pruned\", 4], [\"pruned\", 4], [\"pruned\", 4]]"
    ),
    ("median() when value > 0.8", "report(x, at: e)", "[[\"complete\", 4], [\"complete\", 4], [\"pruned\", 1]]"),
  ]) func aTrialEndsByWhatItHasReported(clause: String, report: String, states: String) {
    let transcript = run(
      """
      let s = search {
        x in [0.2, 0.7, 0.9]
        with grid
        for 3 trials
        prune \(clause)
        minimize { for e in 1..4 { \(report) }; x }
      }
      print([[t.state, length(t.reports)] for t in s.trials])
      """)
    #expect(transcript.failure == nil)
    #expect(transcript.output.last == states)
  }

  /// Pruners compare the metric that is called like the objective, or else the first.
  @Test func theMetricOfTheObjectiveIsCompared() {
    let transcript = run(
      """
      let s = search {
        x in [0.2, 0.7]
        with grid
        for 2 trials
        prune when value > 0.5
        minimize { for e in 1..2 { report(accuracy: 0.1, loss: x, at: e) }; {loss: x}.loss }
      }
      print([t.reports[0].value for t in s.trials])
      """)
    #expect(transcript.output.last == "[0.2, 0.7]")
  }

  @Test func aTrainingReportsAllItsMetrics() {
    let transcript = run(
      """
      let s = search {
        lr in [1e-6, 0.05]
        with grid
        for 2 trials
        prune when accuracy < 0.5 and step >= 2
        maximize train(model(dense(8, relu), dense(10)), digits(), lr: lr, epochs: 3, seed: 1).valid.accuracy
      }
      print([[t.state, length(t.reports)] for t in s.trials])
      """)
    #expect(transcript.failure == nil)
    #expect(transcript.output.last == #"[["pruned", 2], ["complete", 3]]"#)
  }

  @Test(arguments: [
    ("prune when x", "`true` or `false` is needed here"), ("prune when 5", "`prune when` wants true or false"),
    ("prune when los > 0.5", "nothing is reported as `los`"), ("within 5", "a time has a unit"),
    ("within 5 trials", "`within` is how long one trial may take"), ("within 0s", "a trial needs some time"),
    ("within [1][0]", "`within` takes a time, not an integer"),
  ]) func aClauseThatMeansNothingIsRefused(clause: String, message: String) {
    let transcript = run(
      "search x in 0.0..1.0 with random for 2 trials \(clause) minimize { report(loss: x, at: 1); x }")
    #expect(transcript.failure?.contains(message) == true, "\(transcript.failure ?? "nothing")")
  }

  @Test(arguments: ["", "on 2 workers", "prune median()"])
  func aTrialThatTakesTooLongEnds(clause: String) {
    let transcript = run(
      """
      let s = search {
        x in [0.2, 0.7, 0.9]
        with grid
        for 3 trials
        \(clause)
        within 0.3s
        minimize {
          if x > 0.8 { report(x, at: 1) }
          if x > 0.5 { while true { sqrt(x) } }
          x
        }
      }
      print([[t.state, t.value, t.message] for t in s.trials])
      """)
    #expect(transcript.failure == nil)
    #expect(
      transcript.output.last
        == #"[["complete", 0.2, none], ["failed", none, "the trial took longer than 300ms"], ["pruned", 0.9, none]]"#)
  }
}

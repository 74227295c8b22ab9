import BayesOpt
import Studies
import Testing

@testable import Charts

@Suite struct SparklineTests {
  @Test(
    arguments: [
      ([], ""), ([1], "▄"), ([3, 3, 3], "▄▄▄"), ([0, 1, 2, 3, 4, 5, 6, 7], "▁▂▃▄▅▆▇█"), ([1, 0], "█▁"),
      ([.nan, 0, 1], " ▁█"), ([.nan], " "), ([0, .infinity, 1, -.infinity], "▁██▁"), ([.infinity, .infinity], "██"),
      ([-.greatestFiniteMagnitude, 0, .greatestFiniteMagnitude], "▁▅█"), ([0, .leastNonzeroMagnitude], "▁█"),
      ([0.98, 0.981, 0.985, 0.99], "▁▁▅█"),
    ] as [([Double], String)])
  func aSeriesIsDrawn(series: [Double], bars: String) {
    #expect(Sparkline.text(series) == bars)
  }

  @Test func aLongSeriesIsResampled() {
    let series = (0..<1000).map(Double.init)
    #expect(Sparkline.text(series).count == 20)
    #expect(Sparkline.text(series, width: 8) == "▁▂▃▄▅▆▇█")
    #expect(Sparkline.text(Array(0..<21).map(Double.init)).count == 20)
    #expect(Sparkline.text([1, 2, .nan], width: 1) == "▄")
    #expect(Sparkline.text(series, width: 0) == "")
    #expect(Sparkline.text(series, width: -1) == "")
  }
}

@Suite struct StudySummaryTests {
  @Test func aStudyIsSummedUp() {
    let values = [0.81, 0.80, 0.85, 0.91, 0.93, 0.9712, 0.95]
    #expect(
      StudySummary(study(seconds: 2.1, values.map { .complete([$0]) })).text() == """
          gamma  7 trials  2.1s   ▁▁▂▅▆██
          best   accuracy 0.9712   lr = 0.00527, optimizer = "adam"   (trial 5)
        """)
  }

  @Test func whatWentWrongIsCounted() {
    let outcomes: [Outcome?] = [.complete([3]), .failed("x"), .failed("y"), .pruned, .complete([1]), nil]
    let study = study(
      strategy: "hull_gamma", objectives: [Objective(.minimize)], isInterrupted: true, seconds: 90, outcomes)
    #expect(
      StudySummary(study).text() == """
          hull_gamma  5 trials, 2 failed, 1 pruned, 1 running elsewhere, interrupted  1min 30s   █▁
          best        value 1   lr = 0.006325, optimizer = "sgd"   (trial 4)
          failed      trial 1: x
        """)
  }

  @Test func withoutACompleteTrialTheReasonIsTold() {
    #expect(
      StudySummary(study([.failed("the loss\nis not a number")])).text() == """
          gamma  1 trial, 1 failed  100ms
          best   none   trial 0 failed: the loss is not a number
        """)
    #expect(
      StudySummary(study([])).text() == """
          gamma  0 trials  0s
          best   none, no trial is complete
        """)
  }

  @Test func severalObjectivesHaveAFront() {
    let objectives = [Objective(.minimize, metric: "loss"), Objective(.maximize)]
    let study = study(objectives: objectives, (0..<8).map { .complete([Double($0), Double(min($0, 6))]) })
    #expect(
      StudySummary(study).text() == """
          gamma  8 trials  800ms
          front  7 trials
                 loss 0, value 0   lr = 0.03162, optimizer = "sgd"   (trial 0)
                 loss 1, value 1   lr = 0.01581, optimizer = "adam"   (trial 1)
                 loss 2, value 2   lr = 0.01054   (trial 2)
                 loss 3, value 3   lr = 0.007906, optimizer = "adam"   (trial 3)
                 loss 4, value 4   lr = 0.006325, optimizer = "sgd"   (trial 4)
                 … 2 more
        """)
  }

  /// Half of the trials are at an end, and these are the best.
  private func atTheEnd(
    of parameters: [ParameterDescription], _ ends: [DomainEnd], trials: Int = 60, near: Double = 0
  ) -> String {
    let study = study(parameters, trials: trials) { number in
      let isBest = number % 2 == 0
      let values = zip(parameters, ends).map { parameter, end in
        parameter.domain.value(at: isBest ? (end == .lower ? near : 1 - near) : spread(number))
      }
      return (values, .complete([isBest ? Double(number) / 100 : 1 + spread(number)]))
    }
    return StudySummary(study).text(width: 200).split(separator: "\n").last { $0.hasPrefix("  range ") }
      .map { $0.dropFirst(7).drop { $0 == " " } }.map(String.init) ?? ""
  }

  @Test func aBestAtAnEndIsSaidInALine() {
    let lr = ParameterDescription.real("lr", 1e-4, 1, .logarithmic)
    let width = ParameterDescription.integer("width", 8, 256)
    #expect(atTheEnd(of: [lr], [.upper]) == "lr is best at its upper end, 1: `widen lr` goes on")
    #expect(atTheEnd(of: [lr], [.upper], near: 0.02) == "lr is best near its upper end, 1: `widen lr` goes on")
    #expect(
      atTheEnd(of: [lr, width], [.upper, .lower])
        == "lr is best at its upper end, 1, and width at its lower, 8: `widen lr, width` goes on")
  }

  @Test(
    arguments: [
      (.real("drop", 0, 0.5), .lower), (.real("momentum", 0, 0.99), .upper), (.integer("depth", 1, 60), .lower),
      (.real("x", 0, 10, rule: "0.0..y"), .upper), (.real("m", 0, 10, rule: "0.0..10.0 if opt == 1"), .upper),
      (.choice("c", ["a", "b", "c"]), .upper), (.real("ws[0]", 1, 10), .upper), (.real("decay", 1e-5, 0.1), .lower),
    ] as [(ParameterDescription, DomainEnd)])
  func anEndThatIsNaturalOrMovesIsNoNews(parameter: ParameterDescription, end: DomainEnd) {
    #expect(atTheEnd(of: [parameter], [end]) == "")
  }

  @Test func anEndIsNoNewsWithoutEvidence() {
    let lr = ParameterDescription.real("lr", 1e-4, 1, .logarithmic)
    #expect(atTheEnd(of: [lr], [.upper], trials: 8) == "")
    // Of three values that are tried one is the best.
    let grid = study([lr, .real("x", 1, 10)], trials: 30) { number in
      ([lr.domain.value(at: Double(number % 3) / 2), .real(5)], .complete([Double(number % 3 == 2 ? 0 : number)]))
    }
    #expect(StudySummary(grid).edges.isEmpty)
  }

  @Test func whatDoesNotFitContinuesBelow() {
    #expect(
      StudySummary(study([.complete([0.5])])).text(width: 36) == """
          gamma  1 trial  100ms   ▄
          best   accuracy 0.5
                 lr = 0.03162,
                 optimizer = "sgd"
                 (trial 0)
        """)
  }
}

@Suite struct ProgressTests {
  let progress = Progress(strategy: "gamma", finished: 63, limit: 500, best: 0.97312, elapsed: 5)

  @Test func aSearchShowsHowFarItIs() {
    #expect(progress.text(width: 80) == "  gamma  63/500  best 0.9731  5s, 35s left")
    #expect(progress.text(width: 45) == "  gamma  63/500  best 0.9731  5s, 35s left")
    #expect(progress.text(width: 42) == "  gamma  63/500  best 0.9731  5s, 35s left")
    #expect(progress.text(width: 41) == "  gamma  63/500  best 0.9731  5s")
    #expect(progress.text(width: 30) == "  gamma  63/500  best 0.9731")
    #expect(progress.text(width: 20) == "  gamma  63/500")
    #expect(progress.text(width: 8) == "  gamma…")
    #expect(progress.text(width: 0) == "")
  }

  @Test func whatIsTriedAndTheBestAreShownWhereThereIsRoom() {
    var progress = progress
    progress.failed = 2
    progress.running = ["lr = 0.1, width = 64"]
    progress.bestParameters = "lr = 0.3, width = 128"
    let numbers = "  gamma  63/500, 2 failed  best 0.9731  5s, 35s left"
    #expect(
      progress.text(width: 120) == numbers + "  now lr = 0.1, width = 64  best at lr = 0.3, width = 128")
    #expect(progress.text(width: 80) == numbers + "  now lr = 0.…  best at lr …")
    #expect(progress.text(width: 72) == numbers + "  now lr = 0.1, wid…")
    #expect(progress.text(width: 60) == numbers)
  }

  /// Within a trial the time that is left goes down as the time that has passed goes up.
  @Test func timeGoesOnWithinATrial() {
    var progress = Progress(strategy: "grid", finished: 2, limit: 4, elapsed: 20)
    progress.lastEnd = 20
    progress.elapsed = 25
    #expect(progress.remaining == 15)
    progress.elapsed = 45
    #expect(progress.remaining == 0)
  }

  @Test func timeIsLimitedToo() {
    #expect(
      Progress(strategy: "random", finished: 1, elapsed: 62, timeLimit: 600).text(width: 80)
        == "  random  1 trial  1min 2s, 8min 58s left")
    #expect(
      Progress(strategy: "random", finished: 50, limit: 100, elapsed: 10, timeLimit: 12).text(width: 80)
        == "  random  50/100  10s, 2s left")
    #expect(
      Progress(strategy: "random", finished: 0, limit: 100, elapsed: 0.2).text(width: 80) == "  random  0/100  0s")
    #expect(Progress(strategy: "grid", finished: 9, limit: 3, elapsed: 9, timeLimit: 1).remaining == 0)
  }
}

import Basics
import BayesOpt
import Testing

@testable import Studies

@Suite struct StudyTests {
  /// A trial that has ended, as the number of microseconds says.
  private func trial(_ number: Int, _ outcome: Outcome, from start: Int = 0, to end: Int = 0, objectives: Int = 1)
    -> Trial
  {
    Trial(number: number, configuration: .sample(number), start: Timestamp(microseconds: start))
      .finished(outcome, objectives: objectives, at: Timestamp(microseconds: end))
  }

  private func study(_ direction: Direction, _ outcomes: [Outcome]) -> Study {
    Study(.sample(objectives: [Objective(direction)]), trials: outcomes.enumerated().map { trial($0, $1) })
  }

  @Test func theBestIsTheEarliestOfEquals() {
    let outcomes: [Outcome] = [.failed(""), .complete([2]), .complete([1]), .pruned, .complete([2]), .complete([1])]
    #expect(study(.maximize, outcomes).best?.number == 1)
    #expect(study(.minimize, outcomes).best?.number == 2)
    #expect(study(.maximize, outcomes).bestSoFar == [2, 2, 2, 2])
    #expect(study(.minimize, outcomes).bestSoFar == [2, 1, 1, 1])
    #expect(study(.minimize, outcomes).count(.complete) == 4)
  }

  @Test func withoutACompleteTrialThereIsNoBest() {
    let study = study(.maximize, [.failed("x"), .pruned, .complete([.nan])])
    #expect(study.best == nil)
    #expect(study.bestSoFar == [])
    #expect(study.front == [])
    #expect(Study(.sample(), trials: []).best == nil)
  }

  @Test func infinityIsAValueLikeAnyOther() {
    #expect(study(.maximize, [.complete([1]), .complete([.infinity])]).best?.number == 1)
    #expect(study(.minimize, [.complete([.infinity]), .complete([1])]).best?.number == 1)
    #expect(study(.minimize, [.complete([.infinity])]).best?.number == 0)
  }

  @Test func theFrontIsWhatNothingDominates() {
    let points: [[Double]] = [[1, 1], [2, 2], [1, 3], [3, 3], [0, 0], [3, 3], [4, 0]]
    let trials = points.enumerated().map { trial($0, .complete($1), objectives: 2) }
    // Small in the first, large in the second: (0, 0), (1, 3), and the copies of (3, 3) are beaten by (1, 3).
    let study = Study(.sample(objectives: [Objective(.minimize), Objective(.maximize)]), trials: trials)
    #expect(study.front.map(\.number) == [2, 4])
    #expect(study.best == nil)
    #expect(study.bestSoFar == [1, 1, 1, 1, 0, 0, 0])
  }

  @Test func timeIsThatDuringWhichSomethingRan() {
    let second = 1_000_000
    let intervals = [(0, 4), (1, 2), (3, 5), (10, 11), (11, 12)]
    let trials = intervals.enumerated().map { trial($0, .pruned, from: $1.0 * second, to: $1.1 * second) }
    #expect(Study(.sample(), trials: trials).seconds == 7)
    #expect(Study(.sample(), trials: trials, seconds: 3).seconds == 3)
    #expect(Study(.sample(), trials: []).seconds == 0)
    #expect(trials[0].seconds == 4)
    #expect(Trial(number: 0, configuration: .sample(0)).seconds == nil)
  }

  @Test func parametersAreNamedAndChoicesShown() {
    let study = Study(.sample(), trials: [])
    let trial = Trial(number: 0, configuration: Configuration(values: [.real(0.5), nil, .choice(0)]))
    #expect(study.parameters(of: trial) == [.init("lr", 0.5), .init("width", nil), .init("optimizer", "sgd")])
    let short = Trial(number: 0, configuration: Configuration(values: []))
    #expect(study.parameters(of: short).map(\.value) == [nil, nil, nil])
  }

  @Test func aWrongNumberOfValuesFails() {
    #expect(trial(0, .complete([1, 2])).message == "the objective gave 2 values, the study has 1 objectives")
    #expect(trial(0, .complete([.nan])).message == "the value of the objective is not a number")
    #expect(trial(0, .complete([.nan])).state == .failed)
  }

  /// In whatever order steps are reported, and however often, each keeps its last value.
  @Test func reportsAreKeptByStep() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<50 {
      let reports = (0..<Int.random(in: 0...40, using: &random)).map { number in
        Report(step: Int.random(in: 0...30, using: &random), value: Double(number))
      }
      var values: [Int: Double] = [:]
      for report in reports { values[report.step] = report.value }
      var trial = Trial(number: 0, configuration: Configuration(values: []))
      var rest = reports[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...rest.count, using: &random)
        trial.add(Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
      }
      #expect(trial.reports == values.sorted { $0.key < $1.key }.map { Report(step: $0.key, value: $0.value) })
    }
  }
}

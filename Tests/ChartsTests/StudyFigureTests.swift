import Basics
import BayesOpt
import Foundation
import Testing

@testable import Charts
@testable import Studies

@Suite struct HistoryFigureTests {
  @Test func theBestSoFarIsAboveAllTrialsBeforeIt() throws {
    let values = [0.2, 0.9, 0.5, 0.91, 0.3, 0.983, 0.4]
    let figure = try Figure.history(study(complete(values) + [.failed("out of memory"), nil]))
    #expect(figure.title == "accuracy, 9 trials, gamma")
    #expect(places(try figure.points("new best")) == [[0, 0.2], [1, 0.9], [3, 0.91], [5, 0.983]])
    #expect(places(try figure.points("trial")) == [[2, 0.5], [4, 0.3], [6, 0.4]])
    // Its steps hold until the last trial.
    #expect(places(try figure.points("best so far")).last == [8, 0.983])
    let failed = try figure.points("failed")
    #expect(failed.map(\.x) == [7])
    #expect(failed.map(\.y) == [try figure.plane().y.low])
    #expect(failed[0].tip.text.contains("out of memory"))
    #expect(
      figure.notes == [
        "best 0.983 at trial 5 · 2 trials since", "1 of 8 trials failed; trial 7: out of memory",
      ])
  }

  @Test func nearnessToTheBestIsTold() throws {
    let figure = try Figure.history(study(complete([0.5, 0.95, 0.6, 0.98])))
    #expect(figure.notes == ["best 0.98 at trial 3 · within 5 % of it from trial 1 on"])
  }

  @Test func valuesBeyondTheAxisStandAtItsEdge() throws {
    let values = [-3, 1e9, -2, .infinity, -5, -4, -6]
    let figure = try Figure.history(study(objectives: [Objective(.minimize)], complete(values)))
    let axis = try figure.plane().y
    #expect(axis.high < 10)
    #expect(try figure.points("trial").filter { $0.y == axis.high }.map(\.x) == [1, 3])
    #expect(figure.notes.contains("2 values are beyond the axis and stand at its edge"))
  }

  @Test func whatIsMinimizedOverManyPowersOfTenHasALogarithmicAxis() throws {
    let values = [1.0, 1e-3, 1e-9]
    let minimized = try Figure.history(study(objectives: [Objective(.minimize)], complete(values)))
    #expect(try minimized.plane().y.scale == .logarithmic)
    let maximized = try Figure.history(study(objectives: [Objective(.maximize)], complete(values)))
    #expect(try maximized.plane().y.scale == .linear)
  }

  @Test func theLargestAndSmallestNumbersCanBeDrawn() throws {
    for values in [[1e-300, 1, 1e300], [-1.7e308, 0, 1.7e308]] {
      for direction in [Direction.minimize, .maximize] {
        let figure = try Figure.history(study(objectives: [Objective(direction)], complete(values)))
        let axis = try figure.plane().y
        #expect(values.allSatisfy { axis.contains($0) }, "\(values)")
        #expect(!figure.text().isEmpty && !figure.svg().isEmpty)
      }
    }
  }

  @Test func whatCannotBeDrawnIsSaidInASentence() {
    func message(_ study: Study) -> String? {
      do throws(FigureError) { _ = try Figure.history(study) } catch { return error.description }
      return nil
    }
    #expect(message(study([])) == "the study has no trials yet")
    #expect(
      message(study([.failed("diverged"), .pruned, nil]))
        == "no trial of the study is complete: 1 running, 1 pruned, 1 failed (trial 0 failed: diverged)")
    #expect(message(study([.complete([0.5])])) == nil)
  }

  @Test func everyObjectiveHasAPanel() throws {
    let objectives = [Objective(.minimize, metric: "loss"), Objective(.maximize)]
    let study = study(objectives: objectives, [.complete([3, 1]), .complete([2, 2])])
    let figure = try Figure.history(study)
    #expect(figure.panels.count == 2)
    #expect(figure.notes == ["loss: best 2 at trial 1", "value 2: best 2 at trial 1"])
    #expect(try Figure.history(study, objective: 1).panels.count == 1)
  }
}

private func complete(_ values: [Double]) -> [Outcome?] { values.map { Outcome.complete([$0]) } }

@Suite struct SliceFigureTests {
  /// Loss is least at lr = 10^-0.5.
  private static let searched = study(
    of: [Sample.rate, Sample.optimizer],
    (0..<40).map { index in
      let exponent = -4 + 4 * Double(index) / 39
      let loss = 1 + (exponent + 0.5) * (exponent + 0.5)
      return SampleTrial([.real(pow(10, exponent)), .choice(index % 2)], loss)
    })

  @Test func theAxisIsTheWholeDomain() throws {
    let figure = try Figure.slice(Self.searched, parameters: ["lr"])
    let axis = try figure.plane().x
    #expect([axis.low, axis.high] == [1e-4, 1])
    #expect(axis.scale == .logarithmic)
    #expect(try figure.points("trial").count == 39)
    #expect(try figure.points("best").count == 1)
    #expect(figure.title == "loss over lr, 40 trials, gamma")
  }

  @Test func aNarrowerRangeIsAdvisedAsTheLanguageWritesIt() throws {
    let figure = try Figure.slice(Self.searched, parameters: ["lr"])
    // The four best of the grid are 10^e with e = -0.615, -0.513, -0.410, -0.308.
    #expect(figure.notes[1] == "best 4 of 40 trials: lr from 0.24 to 0.49; the range could be log(0.05, 1)")
  }

  @Test func choicesAreRankedByTheirMedian() throws {
    let values = [3.0, 1, 4, 1, 5, 9, 2, 6, 5]
    let study = study(
      of: [Sample.optimizer], values.enumerated().map { SampleTrial([.choice($0.offset % 3)], $0.element) })
    let figure = try Figure.slice(study)
    #expect(try figure.plane().x.scale == .categories(["sgd", "adam", "none"]))
    // Medians of (3, 1, 2), (1, 5, 6), (4, 9, 5).
    #expect(figure.notes.contains("median loss by optimizer: sgd 2 (3), adam 5 (3), none 5 (3)"))
  }

  @Test func aRangeWhoseBestLieAtItsEndShouldBeWider() throws {
    let study = study(
      of: [Sample.width], (0..<20).map { SampleTrial([.integer(256 - $0)], Double($0)) })
    #expect(
      try Figure.slice(study).notes[1]
        == "best 3 of 20 trials: 폭 from 254 to 256, at the upper end of its range: higher values may be better")
  }

  @Test func inactiveParametersHaveNoPoint() throws {
    let trials = (0..<12).map { index in
      let share = ParameterValue.real(0.1 * Double(index % 4))
      return SampleTrial([.real(0.1 / Double(index + 1)), index % 3 == 0 ? nil : share], Double(index))
    }
    let study = study(of: [Sample.rate, Sample.share], trials)
    let figure = try Figure.slice(study)
    #expect(figure.panels.count == 2)
    #expect(try figure.points("trial", panel: 1).count == 8)
    #expect(figure.notes.contains("drop: not active in 4 of 12 trials"))
    #expect(try figure.points("best", panel: 1).isEmpty)
  }

  @Test func ofManyParametersSomeAreShown() throws {
    let parameters = (0..<200).map { ParameterDescription(name: "p\($0)", domain: Sample.share.domain) }
    let study = study(
      of: parameters,
      (0..<5).map { trial in
        let values = parameters.indices.map { ParameterValue.real($0 == 7 ? 0.25 : Double(trial) / 10) }
        return SampleTrial(values, Double(trial))
      })
    let figure = try Figure.slice(study)
    #expect(figure.panels.count == 12)
    #expect(figure.notes.contains("p7: the same in all complete trials, so not shown"))
    #expect(
      figure.notes.contains(
        "12 of 199 parameters are shown, those that matter most; others can be asked for by their names"))
    #expect(try Figure.slice(study, parameters: ["p7"]).panels.count == 1)
    #expect(throws: FigureError("the study has no parameter `p200`", hint: "did you mean `p100`?")) {
      try Figure.slice(study, parameters: ["p200"])
    }
  }
}

@Suite struct PairFigureTests {
  /// Values of (x - 0.1)² + (y - 0.4)² on a grid of 7 x 7 over 0 to 0.5, and one failure.
  private static let bowl = study(
    of: [Sample.share, ParameterDescription(name: "y", domain: Sample.share.domain)],
    (0..<49).map { index in
      let (x, y) = (Double(index % 7) / 12, Double(index / 7) / 12)
      let value = (x - 0.1) * (x - 0.1) + (y - 0.4) * (y - 0.4)
      return SampleTrial([.real(x), .real(y)], value)
    } + [SampleTrial([.real(0.5), .real(0)], failed: "x")])

  @Test func theMapIsBestWhereTheFunctionIs() throws {
    let figure = try Figure.contour(Self.bowl)
    let plane = try figure.plane()
    guard case .cells(let cells) = plane.series[0].marks else {
      Issue.record("no map")
      return
    }
    let places = cells.rows.enumerated().flatMap { row, values in
      values.enumerated().map { (row: row, column: $0.offset, value: $0.element) }
    }
    let best = try #require(places.min { $0.value < $1.value })
    let side = Double(cells.rows.count)
    #expect(abs((Double(best.column) + 0.5) / side * 0.5 - 0.1) < 0.03)
    #expect(abs((Double(best.row) + 0.5) / side * 0.5 - 0.4) < 0.03)
    #expect(try figure.points("failed").count == 1)
    #expect(figure.notes.count == 2)
  }

  @Test func quartersOfTheTrialsAreToldApart() throws {
    let figure = try Figure.rank(Self.bowl)
    let sizes = try ["best quarter", "second quarter", "third quarter", "worst quarter"].map {
      try figure.points($0).count
    }
    #expect(sizes.reduce(0, +) == 49)
    #expect(sizes.allSatisfy { 10...14 ~= $0 })
    // The best quarter is drawn last.
    #expect(try figure.plane().series.last?.name == "best quarter")
  }

  @Test func pairsNeedTwoParameters() {
    let single = study(of: [Sample.rate], [SampleTrial([.real(0.1)], 1), SampleTrial([.real(0.2)], 2)])
    #expect(throws: FigureError("a contour needs two parameters, and only `lr` differs between the trials")) {
      try Figure.contour(single)
    }
    let many = (0..<6).map { ParameterDescription(name: "p\($0)", domain: Sample.share.domain) }
    let study = study(
      of: many, (0..<4).map { trial in SampleTrial(many.map { _ in ParameterValue.real(Double(trial) / 10) }, 1) })
    #expect(
      throws: FigureError(
        "a rank plot is of two parameters, up to 4 in pairs, and here are 6",
        hint: "name two of them, such as \"p0\", \"p1\"; they are p0, p1, p2, p3, p4, p5"
      )
    ) { try Figure.rank(study) }
  }

  @Test func parallelLinesEndInTheirValues() throws {
    let figure = try Figure.parallel(Self.bowl)
    guard case .parallel(let coordinates) = figure.panels[0].content else {
      Issue.record("no lines")
      return
    }
    #expect(coordinates.axes.map(\.title) == ["drop", "y", "loss"])
    #expect(coordinates.lines.count == 49)
    #expect(coordinates.lines.last?.rank == 1)
    let values = coordinates.lines.compactMap(\.coordinates.last)
    #expect(values == values.sorted(by: >))
  }
}

@Suite struct CourseFigureTests {
  @Test func lanesNeverOverlapAndAreAsFewAsCanBe() throws {
    var random = CounterRandom(seed: 3, 0, 0)
    let description = StudyDescription(
      objectives: [Objective(.minimize)], parameters: [Sample.share], strategy: "random", seed: 0, version: "0.1")
    let spans = (0..<60).map { _ in
      let start = Int(random.next() % 1000)
      return (start: start, end: start + Int(random.next() % 90) + 1)
    }
    let trials = spans.enumerated().map { number, span in
      Trial(
        number: number, configuration: Configuration(values: [.real(0)]), start: Timestamp(microseconds: span.start)
      )
      .finished(.complete([1]), objectives: 1, at: Timestamp(microseconds: span.end))
    }
    let plane = try Figure.timeline(Study(description, trials: trials)).plane()
    let segments = plane.series.flatMap { series in
      if case .segments(let segments) = series.marks { segments } else { [Segment]() }
    }
    #expect(segments.count == 60)
    let lanes = Dictionary(grouping: segments, by: \.y).mapValues { $0.sorted { $0.from < $1.from } }
    for lane in lanes.values {
      #expect(zip(lane, lane.dropFirst()).allSatisfy { $0.to <= $1.from + 1e-12 })
    }
    let most = spans.map { span in spans.count { $0.start <= span.start && span.start < $0.end } }.max()
    #expect(lanes.count == most)
  }

  @Test func reportsAreLinesWithGapsBetweenTrials() throws {
    let description = StudyDescription(
      objectives: [Objective(.maximize, metric: "accuracy")], parameters: [Sample.share], strategy: "gamma", seed: 0,
      version: "0.1")
    func trial(_ number: Int, _ outcome: Outcome, _ values: [Double]) -> Trial {
      Trial(number: number, configuration: Configuration(values: [.real(0.1)]))
        .finished(
          outcome, reports: values.enumerated().map { Report(step: $0.offset + 1, value: $0.element) }, objectives: 1)
    }
    let study = Study(
      description,
      trials: [
        trial(0, .complete([0.8]), [0.5, 0.7, 0.8]), trial(1, .complete([0.9]), [0.6, 0.8, 0.9]),
        trial(2, .pruned, [0.1]), trial(3, .complete([0.7]), [0.4, .nan, 0.7]),
      ])
    let figure = try Figure.reports(study)
    #expect(try figure.points("best").map(\.y) == [0.6, 0.8, 0.9])
    let others = try figure.points("trial").map(\.y)
    #expect(others.map { $0.isNaN ? -1 : $0 } == [0.5, 0.7, 0.8, -1, 0.4, -1, 0.7])
    #expect(figure.notes.prefix(2) == ["4 of 4 trials reported", "1 was pruned, at step 1"])
    #expect(throws: FigureError.self) { try Figure.reports(Study(description, trials: [])) }
  }

  @Test func nothingOfAFrontIsDominated() throws {
    let objectives = [Objective(.minimize, metric: "seconds"), Objective(.maximize, metric: "accuracy")]
    var random = CounterRandom(seed: 5, 0, 0)
    let points = (0..<50).map { _ in [Double(random.next() % 100), Double(random.next() % 100)] }
    let figure = try Figure.front(study(objectives: objectives, points.map { .complete($0) }))
    let plane = try figure.plane()
    func found(_ role: Role) -> [[Double]] {
      plane.series.filter { $0.role == role }.flatMap { series -> [[Double]] in
        if case .points(let points) = series.marks { places(points) } else { [] }
      }
    }
    func isDominated(_ point: [Double]) -> Bool {
      points.contains { $0[0] <= point[0] && $0[1] >= point[1] && $0 != point }
    }
    #expect(found(.best).count + found(.background).count == 50)
    #expect(!found(.best).contains(where: isDominated))
    #expect(found(.background).allSatisfy(isDominated))
    #expect(throws: FigureError.self) { try Figure.front(study([.complete([1])])) }
  }

  @Test func studiesOfOneNameAreTakenTogether() throws {
    let figure = try Figure.comparison([
      NamedStudy("a", minimized([3, 1, 2])), NamedStudy("b", minimized([4, 4, 4])),
      NamedStudy("a", minimized([5, 5, 4, 0])),
    ])
    #expect(try figure.points("a").map(\.y) == [4, 3, 2.5])
    let plane = try figure.plane()
    guard case .band(let band) = plane.series[0].marks else {
      Issue.record("no band")
      return
    }
    // Of 1 and 4, the mean is 2.5 and the deviation 3 / sqrt(2).
    #expect(abs(band[2].high - min(2.5 + 3 / 2.0.squareRoot(), plane.y.high)) < 1e-12)
    #expect(
      figure.notes == ["a: 2.5 ± 2.1 in 2 studies after 3 trials", "b: 4 after 3 trials"])
  }

  @Test func aDistributionRisesByEqualSteps() throws {
    let figure = try Figure.distribution([NamedStudy("gamma", minimized([3, 1, 2, 2]))])
    let steps = try figure.points("gamma")
    #expect(places(Array(steps.dropFirst().dropLast())) == [[1, 0.25], [2, 0.5], [2, 0.75], [3, 1]])
    #expect(figure.notes == ["gamma: half of 4 trials have 2 or less"])
    #expect(throws: FigureError("b: the study has no trials yet")) {
      try Figure.distribution([NamedStudy("a", minimized([1])), NamedStudy("b", minimized([]))])
    }
  }
}

private func minimized(_ values: [Double]) -> Study {
  study(of: [Sample.share], values.map { SampleTrial([.real(0.1)], $0) })
}

import Basics
import Testing

@testable import Charts

@Suite struct MatrixFigureTests {
  @Test func recallAndPrecisionStandBesideTheCounts() throws {
    let figure = try Figure.confusion([[8, 2, 0], [0, 5, 5], [0, 0, 10]], classes: ["a", "강아지", "c"])
    let plane = try figure.plane()
    #expect(plane.x.scale == .categories(["a", "강아지", "c", "rec."]))
    #expect(plane.y.scale == .categories(["prec.", "c", "강아지", "a"]))
    guard case .cells(let cells) = plane.series[0].marks else {
      Issue.record("no cells")
      return
    }
    // From the bottom up.
    #expect(
      cells.texts == [
        ["1", "0.714", "0.667", ""], ["·", "·", "10", "1"], ["·", "5", "5", "0.500"], ["8", "2", "·", "0.800"],
      ])
    #expect(cells.rows[3].dropLast() == [0.8, 0.2, 0])
    #expect(cells.rows[0].allSatisfy { $0.isNaN })
    #expect(
      figure.notes.prefix(2) == ["accuracy 0.7667", "most confused: 강아지 taken for c (5), a taken for 강아지 (2)"])
  }

  @Test func aMatrixMayLackItems() throws {
    #expect(try Figure.confusion([[0, 0], [0, 0]]).notes == ["no item was counted"])
    #expect(
      try Figure.confusion([[1, 0], [0, 0]]).notes.prefix(2) == ["accuracy 1", "no class is taken for another"])
    #expect(throws: FigureError.self) { try Figure.confusion([[1, 2]]) }
    #expect(throws: FigureError("the matrix is of 1 classes, and 2 names are given", of: "classes")) {
      try Figure.confusion([[1]], classes: ["a", "b"])
    }
  }

  @Test func theMostImportantIsAtTheTop() throws {
    let bars = (0..<25).map { NamedBar("p\($0)", Double($0), deviation: $0 == 24 ? 0.5 : 0) }
    let figure = try Figure.importance(bars, title: "what the loss depends on")
    guard case .bars(let drawn) = try figure.plane().series[0].marks,
      case .categories(let names) = try figure.plane().y.scale
    else {
      Issue.record("no bars")
      return
    }
    #expect(names.last == "p24" && names.first == "p5" && names.count == 20)
    let longest = try #require(drawn.max { $0.length < $1.length })
    #expect(longest.place == 19 && longest.text == "24 ± 0.5")
    #expect(figure.notes == ["5 others have 10 together"])
  }
}

@Suite struct DensityFigureTests {
  /// The integral of a function over an even grid, by Simpson's rule.
  private func integral(_ low: Double, _ high: Double, _ function: (Double) -> Double) -> Double {
    let count = 20_000
    let width = (high - low) / Double(count)
    var sum = 0.0
    for index in 0...count {
      let weight: Double = index == 0 || index == count ? 1 : index.isMultiple(of: 2) ? 2 : 4
      sum += weight * function(low + width * Double(index))
    }
    return sum * width / 3
  }

  @Test(arguments: [(0.965, 0.028, 1.0), (0.3, 0.1, 0.0), (5, 1, 9)])
  func bothDensitiesHaveTheMoments(mean: Double, deviation: Double, bound: Double) throws {
    let belief = try BoundedBelief(mean: mean, deviation: deviation, bound: bound)
    let far = 14 * deviation
    let (low, high) = bound > mean ? (bound - far, bound) : (bound, bound + far)
    #expect(abs(integral(low, high, belief.gamma) - 1) < 1e-4)
    #expect(abs(integral(low, high) { $0 * belief.gamma($0) } - mean) < 1e-3 * deviation)
    let variance = integral(low, high) { ($0 - mean) * ($0 - mean) * belief.gamma($0) }
    #expect(abs(variance.squareRoot() - deviation) < 1e-3 * deviation)
    let beyond =
      bound > mean ? integral(bound, bound + far, belief.gaussian) : integral(bound - far, bound, belief.gaussian)
    #expect(abs(beyond - belief.impossible) < 1e-6)
  }

  @Test func theExpectedImprovementIsAnIntegral() throws {
    let belief = try BoundedBelief(mean: 0.965, deviation: 0.028, bound: 1)
    let improvement = belief.expectedImprovement(on: 0.98)
    #expect(abs(integral(0.98, 1, { ($0 - 0.98) * belief.gamma($0) }) - improvement.gamma) < 1e-7)
    #expect(abs(integral(0.98, 1.3, { ($0 - 0.98) * belief.gaussian($0) }) - improvement.gaussian) < 1e-7)
    let figure = Figure.densities("accuracy", belief, best: 0.98)
    #expect(
      figure.notes == [
        "gaussian puts 11 % of its belief on values above 1; gamma none",
        "expected improvement on 0.98: gaussian 0.0052, gamma 0.0032",
      ])
  }

  @Test func aBeliefNeedsRoom() {
    #expect(throws: FigureError.self) { try BoundedBelief(mean: 1, deviation: 0, bound: 2) }
    #expect(throws: FigureError.self) { try BoundedBelief(mean: 1, deviation: 1, bound: 1) }
    #expect(throws: FigureError.self) { try BoundedBelief(mean: .nan, deviation: 1, bound: 1) }
  }
}

@Suite struct CurveFigureTests {
  @Test func aTrainingShowsWhereItShouldHaveEnded() throws {
    let course = TrainingCourse(
      "run", epochs: Array(1...6),
      train: .init(losses: [1, 0.5, 0.3, 0.2, 0.1, 0.05], accuracies: [0.5, 0.6, 0.7, 0.8, 0.9, 1]),
      valid: .init(losses: [1.1, 0.7, 0.5, 0.6, 0.8, 1], accuracies: [0.4, 0.5, 0.6, 0.6, 0.6, 0.6]))
    let figure = try Figure.training([course])
    #expect(figure.panels.count == 2)
    #expect(places(try figure.points("best epoch")) == [[3, 0.5]])
    #expect(
      figure.notes == [
        "valid loss least at epoch 3: 0.5; from there on it rises by 100 % while the train loss falls on: overfitting"
      ])
    var other = course
    other.name = "lr 2"
    let both = try Figure.training([course, other])
    #expect(try both.points("lr 2").map(\.y) == course.valid.losses)
    #expect(both.notes[1] == "lr 2: valid loss 1, accuracy 0.6 after epoch 6")
    #expect(throws: FigureError.self) {
      try Figure.training([TrainingCourse("", epochs: [], train: .init(), valid: .init())])
    }
  }

  @Test func aRegressionHasNoAccuracy() throws {
    let course = TrainingCourse(
      "run", epochs: [1, 2], train: .init(losses: [2, 1], accuracies: [.nan, .nan]),
      valid: .init(losses: [.nan, .nan], accuracies: [.nan, .nan]))
    let figure = try Figure.training([course])
    #expect(figure.panels.count == 1)
    #expect(figure.notes == ["train loss 1 at the end; there is no validation part"])
  }

  @Test func theSuggestedRateIsOnTheCurve() throws {
    let figure = try Figure.learningRates(
      [1e-3, 1e-2, 0.1, 1], losses: [2.1, 1.9, 1.2, 9], smoothed: [2, 1.9, 1, 4], suggestion: 0.1)
    #expect(places(try figure.points("steepest")) == [[0.1, 1]])
    #expect(figure.notes[0] == "steepest, and suggested: lr = 0.1")
    #expect(try figure.plane().x.scale == .logarithmic)
    #expect(throws: FigureError.self) { try Figure.learningRates([], losses: [], smoothed: [], suggestion: nil) }
  }
}

@Suite struct TableFigureTests {
  static let rows = Table(records: [
    [.init("lr", 0.001), .init("loss", 3), .init("optimizer", "sgd")],
    [.init("lr", 0.1), .init("loss", 1), .init("optimizer", "sgd")],
    [.init("lr", 10), .init("loss", nil), .init("optimizer", "adam")],
    [.init("lr", 0.01), .init("loss", 2.5), .init("optimizer", "adam")],
  ])

  @Test func groupsAreSeries() throws {
    let figure = try Figure.table(Self.rows, TableFigureOptions(x: "lr", y: "loss", by: "optimizer"))
    #expect(try figure.plane().x.scale == .logarithmic)
    #expect(places(try figure.points("sgd")) == [[0.001, 3], [0.1, 1]])
    #expect(figure.notes == ["1 of 4 rows has no place on the axes"])
    let linear = TableFigureOptions(x: "lr", y: "loss", scales: AxisScales(x: false))
    #expect(try Figure.table(Self.rows, linear).plane().x.scale == .linear)
  }

  @Test(arguments: [
    (TableFigureOptions(), "which columns are the axes?"),
    (TableFigureOptions(x: "lrr", y: "loss"), "there is no column `lrr`"),
    (TableFigureOptions(x: "lr", y: "optimizer"), "`optimizer` does not hold numbers, so that it cannot be the y axis"),
    (TableFigureOptions(x: "lr", y: "loss", by: "lr", marks: .bars), "bars cannot be grouped by a column"),
  ])
  func whatIsMissingIsSaid(options: TableFigureOptions, message: String) {
    do throws(FigureError) {
      _ = try Figure.table(Self.rows, options)
      Issue.record("a figure")
    } catch { #expect(error.message == message) }
  }

  @Test func meansWithDeviationsAreBars() throws {
    let table = Table(
      titles: ["strategy", "mean", "std"], rows: [["gamma", 0.98, 0.01], ["random", 0.95, nil]], caption: "best first")
    let figure = try Figure.table(table, TableFigureOptions())
    #expect(figure.title == "best first")
    guard case .bars(let bars) = try figure.plane().series[0].marks else {
      Issue.record("no bars")
      return
    }
    #expect(bars.map(\.text) == ["0.98 ± 0.01", "0.95"])
  }
}

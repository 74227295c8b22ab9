import Basics
import Testing

@testable import BayesOpt

@Suite struct PreferenceTests {
  private static func history(
    _ rows: [(values: [Double], constraints: [Double])], _ directions: [Direction], constraintCount: Int = 0
  ) -> History {
    History(
      rows.enumerated().map { index, row in
        Observation(
          Configuration(values: [.integer(index)]), .complete(row.values), constraints: row.constraints)
      }, directions: directions, constraintCount: constraintCount)
  }

  @Test func `of one objective the least cost comes first`() {
    #expect(Self.history([([3], []), ([1], []), ([2], [])], [.minimize]).preferred() == [1, 2, 0])
    #expect(Self.history([([3], []), ([1], []), ([2], [])], [.maximize]).preferred() == [0, 2, 1])
  }

  @Test func `what is feasible comes before all that is not, which stands by its violation`() {
    let history = Self.history(
      [([1], [2, -1]), ([9], [0, -3]), ([5], [-1, -1]), ([0], [0.5, 0.5]), ([2], [.nan, 0]), ([3], [])], [.minimize],
      constraintCount: 2)
    #expect(history.preferred() == [2, 1, 3, 0, 4, 5])
    #expect(history.best == 2 && history.violation(0) == 2 && history.violation(5) == .infinity)
    #expect(history.penalized.preferred() == history.preferred())
    #expect(history.penalized.constraintCount == 0)
  }

  @Test func `without a feasible trial there is no best`() {
    let history = Self.history([([1], [2]), ([2], [1])], [.minimize], constraintCount: 1)
    #expect(history.best == nil && history.preferred() == [1, 0])
  }

  @Test func `of several objectives fronts come one after the other`() {
    let history = Self.history(
      [([1, 1], []), ([2, 2], []), ([3, 1], []), ([0, 5], []), ([.infinity, 0], [])], [.minimize, .maximize])
    #expect(history.preferred() == [3, 0, 1, 2])
    #expect(history.costVector(1) == [2, -2] && history.costVector(4) == nil)
    let second = history.objective(1)
    #expect(second.directions == [.maximize] && second.costs == [-1, -2, -1, -5, nil])
  }

  @Test func `a history that grows has the best feasible trial`() {
    var history = History(constraintCount: 1)
    history.append(Observation(Configuration(values: [.integer(0)]), .complete(1), constraints: [1]))
    history.append(Observation(Configuration(values: [.integer(1)]), .running))
    #expect(history.best == nil)
    history.replace(1, by: Observation(Configuration(values: [.integer(1)]), .complete(7), constraints: [-1]))
    #expect(history.best == 1)
    history.replace(0, by: Observation(Configuration(values: [.integer(0)]), .complete(1), constraints: [0]))
    #expect(history.best == 0 && history.checkInvariants().isEmpty)
  }
}

import Basics
import Testing

@testable import BayesOpt

@Suite struct HullTests {
  @Test func `the prediction lies in its bracket, for random points`() {
    var random = CounterRandom(seed: 8)
    var predictions = 0
    for _ in 0..<5000 {
      let cloud = (0..<3 + random.index(below: 6)).map { _ in (u: random.uniform(), w: random.normal()) }
      guard let minimum = LowerHull.minimum(of: LowerHull.hull(of: cloud))?.u else { continue }
      predictions += 1
      let sorted = cloud.sorted { $0.u < $1.u }
      let hull = LowerHull.vertices(sorted).map { sorted[$0] }
      let b = hull.indices.min { hull[$0].w < hull[$1].w } ?? 0
      #expect((hull[b - 1].u + hull[b].u) / 2 <= minimum && minimum <= (hull[b].u + hull[b + 1].u) / 2)
    }
    #expect(predictions > 1000)
  }

  @Test func `vertices are below every point, and in convex position`() {
    var random = CounterRandom(seed: 9)
    for _ in 0..<200 {
      let points = (0..<12).map { (u: Double($0) / 11, w: random.normal()) }
      let hull = LowerHull.vertices(points)
      for (left, right) in zip(hull, hull.dropFirst()) {
        let slope = (points[right].w - points[left].w) / (points[right].u - points[left].u)
        for point in points where points[left].u <= point.u && point.u <= points[right].u {
          #expect(point.w >= points[left].w + slope * (point.u - points[left].u) - 1e-12)
        }
      }
      let slopes = zip(hull, hull.dropFirst()).map { (points[$1].w - points[$0].w) / (points[$1].u - points[$0].u) }
      #expect(slopes == slopes.sorted())
      #expect(LowerHull.vertices(points, tolerance: 0.1).count <= hull.count)
    }
  }

  @Test(arguments: [0.2, 0.5, 0.83]) func `exact on parabolas, and unchanged by scale and shift`(vertex: Double) throws
  {
    for points in [[0.0, 0.4, 1], [0.05, 0.1, 0.3, 0.6, 0.77, 0.95], [0.0, 0.13, 0.45, 0.71, 0.9, 1]] {
      let cloud = points.map { (u: $0, w: 3 * ($0 - vertex) * ($0 - vertex) - 7) }
      guard let minimum = LowerHull.minimum(of: LowerHull.hull(of: cloud))?.u else {
        // The best point is an end: nothing is predicted.
        #expect([points[0], points[points.count - 1]].contains { $0 == cloud.min { $0.w < $1.w }?.u })
        continue
      }
      #expect(abs(minimum - vertex) < 1e-13)
      for (scale, shift) in [(1e-6, 0.0), (1e9, -5), (2, 1e3)] {
        let moved = LowerHull.hull(of: cloud.map { (u: $0.u, w: scale * $0.w + shift) })
        let changed = try #require(LowerHull.minimum(of: moved)).u
        #expect(abs(changed - minimum) < 1e-7)
      }
    }
  }

  static let line = Parameter(name: "x", domain: .real(low: 0, high: 10, scale: .linear, step: nil))

  @Test func `after a grid, the last trial is the minimum of a parabola`() throws {
    let space = try Space(parameters: [Self.line])
    let strategy = Hull(of: try Grid(points: 6))
    var observations: [Observation] = []
    for _ in 0..<6 {
      let next = try #require(try Grid(points: 6).next(History(observations), in: space, seed: 0, budget: nil))
      let x = next.values[0]?.number ?? .nan
      observations.append(Observation(next, .complete((x - 3.3) * (x - 3.3))))
    }
    let last = try #require(try strategy.next(History(observations), in: space, seed: 0, budget: 7))
    #expect(abs((last.values[0]?.number ?? .nan) - 3.3) < 1e-12)
    // Not the last trial and not every third: the base's turn, and the grid is exhausted.
    #expect(try strategy.next(History(observations, trial: 5), in: space, seed: 0, budget: 9) == nil)
    // The prediction was evaluated: the base's turn again.
    observations.append(Observation(last, .complete(0)))
    #expect(try strategy.predict(History(observations), in: space) == nil)
  }

  @Test func `only points with the incumbent's choices count, and failures never`() throws {
    let kind = Parameter(name: "kind", domain: .choice(count: 2, isOrdered: false))
    let space = try Space(parameters: [Self.line, kind])
    func point(_ x: Double, _ kind: Int, _ outcome: Evaluation) -> Observation {
      Observation(Configuration(values: [.real(x), .choice(kind)]), outcome)
    }
    let parabola = [0.0, 4, 9].map { point($0, 1, .complete(($0 - 5) * ($0 - 5))) }
    let others = [
      point(5.1, 0, .complete(2)), point(4.5, 1, .failed), point(6, 1, .complete(.nan)), point(1, 1, .running),
    ]
    let strategy = Hull(of: RandomSearch())
    let prediction = try #require(try strategy.predict(History(others + parabola), in: space)).configuration
    #expect(prediction.values[1] == .choice(1))
    #expect(abs((prediction.values[0]?.number ?? 0) - 5) < 1e-12)
    #expect(try strategy.predict(History([]), in: space) == nil)
  }

  @Test func `its turns are every third trial after the start`() throws {
    let space = try Space(parameters: [Self.line])
    let strategy = Hull(of: RandomSearch())
    var observations: [Observation] = []
    var turns: [Int] = []
    for trial in 0..<14 {
      let next = try #require(try strategy.next(History(observations), in: space, seed: 3, budget: 99))
      let own = try RandomSearch().next(History(observations), in: space, seed: 3, budget: 99)
      if next != own { turns.append(trial) }
      let x = next.values[0]?.number ?? .nan
      observations.append(Observation(next, .complete(x * x * x * x / 100 - x)))
    }
    #expect(turns == [6, 9, 12])
  }
}

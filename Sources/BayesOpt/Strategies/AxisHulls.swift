/// The lower hulls of results, one for each axis: that of the least value over the other axes.
struct AxisHulls {
  /// The hull of one axis.
  struct AxisHull {
    /// The trials by coordinate, with heights between 0, the best, and 1, the worst.
    let cloud: [(u: Double, w: Double)]
    /// The vertices of their lower hull.
    let vertices: [(u: Double, w: Double)]
    /// What is predicted; nil where the lowest vertex is an end.
    let minimum: LowerHull.Minimum?
  }

  /// The best trial.
  let incumbent: Configuration
  /// What the strategy makes of it, and of the worst.
  let low, high: Double
  /// By parameter; nil where it has no order, or is inactive in the best trial.
  let axes: [AxisHull?]
  /// The trials that take part, as indices of the history.
  private let trials: [Int]
  private let scale: ValueScale
  private let isChoice: [Bool]

  /// The hulls of a history; nil where the results are all alike.
  ///
  /// - Parameters:
  ///   - history: The trials so far.
  ///   - smoothed: What is made of them.
  ///   - space: Where they lie.
  ///   - tolerance: In units of the range of the results, 0 for the exact hull.
  init?(_ history: History, _ smoothed: SmoothedCosts, in space: Space, tolerance: Double) {
    let observed: [(trial: Int, configuration: Configuration, w: Double)] =
      zip(history.observations, smoothed.places).enumerated()
      .filter { $0.1.0.configuration.values.count == space.dimension }
      .compactMap { trial, known in known.1.map { (trial, known.0.configuration, $0) } }
    guard let low = observed.map(\.w).min(), let high = observed.map(\.w).max(), high > low,
      let incumbent = observed.first(where: { $0.w == low })?.configuration
    else { return nil }
    let isChoice = space.parameters.map(\.domain.isUnordered)
    let comparable = observed.filter { Self.belongsTogether($0.configuration, incumbent, isChoice) }
    let points = comparable.map { space.encode($0.configuration) }
    // The prediction does not change with the scale of w; this one cannot overflow.
    let heights = comparable.map { ($0.w / 2 - low / 2) / (high / 2 - low / 2) }
    (self.incumbent, self.low, self.high, self.isChoice) = (incumbent, low, high, isChoice)
    trials = comparable.map(\.trial)
    scale = smoothed.scale
    axes = space.parameters.indices.map { axis in
      guard !isChoice[axis], incumbent.values[axis] != nil else { return nil }
      let cloud = points.indices.map { (u: points[$0][axis], w: heights[$0]) }
      let vertices = LowerHull.hull(of: cloud, tolerance: tolerance)
      return AxisHull(cloud: cloud, vertices: vertices, minimum: LowerHull.minimum(of: vertices))
    }
  }

  /// Whether two configurations have the same choices and the same active parameters; others are on other functions.
  func belongsTogether(_ a: Configuration, _ b: Configuration) -> Bool { Self.belongsTogether(a, b, isChoice) }

  private static func belongsTogether(_ a: Configuration, _ b: Configuration, _ isChoice: [Bool]) -> Bool {
    guard a.values.count == isChoice.count, b.values.count == isChoice.count else { return false }
    return isChoice.indices.allSatisfy { axis in
      isChoice[axis] ? a.values[axis] == b.values[axis] : (a.values[axis] == nil) == (b.values[axis] == nil)
    }
  }

  /// The hulls as sections, with heights on the scale that the strategy compares values on.
  func sections(in space: Space) throws -> [Outlook.Section] {
    try axes.enumerated().compactMap { axis, hull in
      guard let hull, let places = try SectionAxis(axis, through: incumbent, in: space) else { return nil }
      let points = zip(trials, hull.cloud).map { trial, point in
        Outlook.HullPoint(coordinate: point.u, height: height(point.w), observation: trial)
      }
      let vertices = hull.vertices.compactMap { vertex in
        points.first { $0.coordinate == vertex.u && $0.height == height(vertex.w) }
      }
      return places.section(
        .hull(
          Outlook.HullCurve(
            points: points, vertices: vertices,
            minimum: hull.minimum.map { ($0.left, $0.u, $0.right) }, scale: scale)))
    }
  }

  private func height(_ w: Double) -> Double { low + w * (high - low) }
}

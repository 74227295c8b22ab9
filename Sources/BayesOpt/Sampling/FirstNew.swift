import Basics

extension Space {
  /// Points in a row that a constraint may refuse before the search gives up.
  static let patience = 10_000

  /// As many configurations of a finite space are looked at one by one.
  static let fewConfigurations = 100_000

  /// The first configuration of a sequence of points that is allowed and was not evaluated before.
  ///
  /// Where the sequence keeps repeating what was evaluated, or what is not allowed, a finite space is enumerated and one of
  /// the rest drawn; of a space that is too large for that, an allowed point is reached from allowed ones.
  ///
  /// - Parameters:
  ///   - history: What was evaluated before.
  ///   - random: For the sequence, and for all other draws.
  ///   - point: The points of the sequence, from 0 on.
  /// - Throws: `SpaceError.refused`, and what rules and constraint throw.
  /// - Returns: Nil if every allowed configuration of a finite space was evaluated.
  func firstNew(
    after history: History, _ random: inout CounterRandom,
    _ point: (Int, inout CounterRandom) -> [Double]
  ) throws -> Configuration? {
    func others() throws -> [Configuration]? {
      guard let all = try allConfigurations(limit: Self.fewConfigurations) else { return nil }
      if all.isEmpty { throw SpaceError.refused(Self.patience) }
      return all.filter { !history.excludes($0) }
    }
    if isTight { return try FeasibleSampler(self, history).draw(excluding: history.excludes, &random) }
    var repeated = 0
    for attempt in 0..<Self.patience {
      let configuration = try decode(point(attempt, &random))
      if history.excludes(configuration) {
        repeated += 1
        if repeated == 100, let rest = try others() { return rest.randomElement(using: &random) }
      } else if try allows(configuration) {
        return configuration
      }
    }
    if repeated == Self.patience { return nil }
    if let rest = try others() { return rest.randomElement(using: &random) }
    return try FeasibleSampler(self, history).draw(excluding: history.excludes, &random)
  }

  /// A point drawn uniformly from the cube.
  func uniformPoint(_ random: inout CounterRandom) -> [Double] {
    (0..<dimension).map { _ in random.uniform() }
  }
}

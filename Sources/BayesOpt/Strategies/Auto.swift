// The rule, first row that holds:
//
// | the search                                              | strategy   | because                                       |
// |---------------------------------------------------------|------------|-----------------------------------------------|
// | a budget for every point of a finite space              | `grid`     | all of them are tried, in order               |
// | the same with noise, once they were tried               |            | the rows below, as if it had no such budget   |
// | more than `manyParameters` parameters                   | `tpe`      | a process of so many lengthscales is a guess  |
// | trials up to `manyTrials`                               | `gaussian` | the best result for so few trials             |
// | trials beyond                                           | `tpe`      | a process costs the cube of their number      |

/// The strategy of a search that names none: chosen by its space and budget.
public struct Auto: Strategy {
  /// Replaces the seed of the search.
  public var seed: UInt64?

  private let gaussian: Gaussian
  private let tpe: TPE

  /// Beyond this number of trials the model of densities takes over.
  static let manyTrials = 500
  /// Beyond this number of parameters it is used from the start.
  static let manyParameters = 40

  /// The strategy.
  public init(seed: UInt64? = nil) {
    self.seed = seed
    (gaussian, tpe) = (Gaussian(), TPE())
  }

  /// `auto`.
  public var name: String { "auto" }

  /// As `gaussian` does.
  public var learnsFromOtherSpaces: Bool { true }

  /// What the chosen strategy suggests.
  public func propose(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Proposal? {
    try strategy(for: history, in: space, budget).suggest(history, in: space, seed: seed, budget: budget)
  }

  /// What the chosen strategy sees.
  public func view(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Outlook {
    try strategy(for: history, in: space, budget).outlook(history, in: space, seed: seed, budget: budget)
  }

  /// That of the chosen strategy.
  public func modelView(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Outlook? {
    try strategy(for: history, in: space, budget).modelOutlook(history, in: space, seed: seed, budget: budget)
  }

  /// Those of the strategy that begins.
  public func initialTrials(in space: Space, budget: Int?) -> Int {
    strategy(for: 0, in: space, budget).initialTrials(in: space, budget: budget)
  }

  /// What the chosen strategy makes of them.
  public func smoothed(_ history: History, in space: Space) throws -> SmoothedCosts {
    try strategy(for: history.trial, in: space, nil).smoothed(history, in: space)
  }

  /// Which strategy it is, and why.
  public func explanation(in space: Space, budget: Int?) -> String? {
    switch choice(for: 0, in: space, budget) {
    case .grid(let count): "grid: the budget is enough for all \(count) configurations"
    case .tpe: "tpe: \(space.dimension) parameters are many for a Gaussian process"
    case .gaussian where (budget ?? 0) > Self.manyTrials:
      "gaussian for the first \(Self.manyTrials) trials, then tpe, whose cost does not grow with their cube"
    case .gaussian: "gaussian: the best result for few trials, each of them expensive"
    }
  }

  private enum Choice {
    case grid(count: Int)
    case gaussian
    case tpe
  }

  private func choice(for trial: Int, in space: Space, _ budget: Int?) -> Choice {
    if let budget, let count = space.count, count <= budget { return .grid(count: count) }
    return space.dimension > Self.manyParameters || trial >= Self.manyTrials ? .tpe : .gaussian
  }

  private func strategy(for history: History, in space: Space, _ budget: Int?) -> any Strategy {
    let isVisited = history.isNoisy && space.count.map { history.trial >= $0 } ?? false
    return strategy(for: history.trial, in: space, isVisited ? nil : budget)
  }

  private func strategy(for trial: Int, in space: Space, _ budget: Int?) -> any Strategy {
    switch choice(for: trial, in: space, budget) {
    case .grid: Grid.whole
    case .gaussian: gaussian
    case .tpe: tpe
    }
  }
}

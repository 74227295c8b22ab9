import Basics
import BayesOpt
import Studies

/// A search that is watched: how far it is, the best so far, and where the last trials lie on each axis.
public struct SearchPanel: Hashable, Sendable {
  /// Where trials lie on an axis.
  public struct Strip: Hashable, Sendable {
    /// The parameter.
    public let name: String
    /// What stands at the two ends: the ends of a range, or the first and the last choice.
    public let low, high: String
    /// Places from 0 to 1 of the last trials that had the parameter, the oldest first.
    public internal(set) var places: [Double] = []
    /// That of the best trial.
    public internal(set) var best: Double?
  }

  /// The parameters' names.
  public let parameters: [String]
  /// What is sought: `maximize accuracy`.
  public let aim: String
  /// The state of the search.
  public var progress: Progress
  /// The axes, in the order of the parameters.
  public private(set) var strips: [Strip]
  /// The best value after each complete trial.
  public private(set) var bestSoFar: [Double] = []
  /// The number of the best trial.
  public private(set) var bestNumber: Int?
  /// How many trials have been complete since it.
  public private(set) var idle = 0

  /// Places of so many trials are kept.
  static let keptPlaces = 200

  /// A search that begins.
  public init(of study: StudyDescription, _ progress: Progress) {
    self.progress = progress
    parameters = study.parameters.map(\.name)
    aim = study.objectives.map { $0.direction.rawValue + ($0.metric.map { " \($0)" } ?? "") }.joined(separator: ", ")
    strips = study.parameters.map { parameter in
      func text(_ place: Double) -> String { Progress.text(parameter.json(parameter.domain.value(at: place))) }
      return Strip(name: parameter.name, low: text(0), high: text(1))
    }
  }

  /// Takes note of a trial that is complete; of others nothing can be seen.
  ///
  /// - Complexity: O(parameters), amortised.
  public mutating func add(_ trial: Trial, of study: StudyDescription) {
    guard trial.state == .complete, let value = trial.values.first, value.isFinite else { return }
    let isBest = trial.isFeasible && bestSoFar.last.map { study.objectives[0].direction.prefers(value, to: $0) } ?? true
    if let best = isBest ? value : bestSoFar.last { bestSoFar.append(best) }
    idle = isBest ? 0 : idle + 1
    if isBest { bestNumber = trial.number }
    for (index, coordinate) in trial.configuration.values.enumerated() where index < strips.count {
      let place = coordinate.map(study.parameters[index].domain.coordinate)
      if isBest { strips[index].best = place }
      guard let place else { continue }
      strips[index].places.append(place)
      if strips[index].places.count >= 2 * Self.keptPlaces {
        strips[index].places.removeFirst(strips[index].places.count - Self.keptPlaces)
      }
    }
  }
}

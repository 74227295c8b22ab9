import Basics
import BayesOpt
import Testing

@testable import Charts
@testable import Studies

/// A parameter of each kind.
enum Sample {
  static let rate = ParameterDescription(name: "lr", domain: .real(low: 1e-4, high: 1, scale: .logarithmic, step: nil))
  static let width = ParameterDescription(name: "폭", domain: .integer(low: 8, high: 256, scale: .linear, step: 1))
  static let share = ParameterDescription(name: "drop", domain: .real(low: 0, high: 0.5, scale: .linear, step: nil))
  static let optimizer = ParameterDescription(
    name: "optimizer", domain: .choice(count: 3, isOrdered: false), choices: ["sgd", "adam", nil])
}

/// A trial to be.
struct SampleTrial {
  let values: [ParameterValue?]
  let outcome: Outcome?

  init(_ values: [ParameterValue?], _ value: Double) { (self.values, outcome) = (values, .complete([value])) }

  init(_ values: [ParameterValue?], failed message: String) { (self.values, outcome) = (values, .failed(message)) }
}

/// A study of trials with these values and outcomes, one after the other, a second each.
func study(
  of parameters: [ParameterDescription], _ trials: [SampleTrial],
  objectives: [Objective] = [Objective(.minimize, metric: "loss")]
) -> Study {
  let description = StudyDescription(
    objectives: objectives, parameters: parameters, strategy: "gamma", seed: 0, version: "0.1")
  return Study(
    description,
    trials: trials.enumerated().map { number, trial in
      let running = Trial(
        number: number, configuration: Configuration(values: trial.values),
        start: Timestamp(microseconds: number * 1_000_000))
      guard let outcome = trial.outcome else { return running }
      return running.finished(
        outcome, objectives: objectives.count, at: Timestamp(microseconds: (number + 1) * 1_000_000))
    })
}

extension Figure {
  /// A panel of layers over two axes.
  func plane(_ index: Int = 0) throws -> Plane {
    guard case .plane(let plane) = try #require(panels.indices.contains(index) ? panels[index] : nil).content else {
      throw MissingPlane()
    }
    return plane
  }

  private struct MissingPlane: Error {}

  /// The points of a series.
  func points(_ name: String, panel: Int = 0) throws -> [Point] {
    let found = try plane(panel).series.filter { $0.name == name }
    return found.flatMap { series -> [Point] in
      switch series.marks {
      case .points(let points), .line(let points), .steps(let points): points
      default: []
      }
    }
  }
}

/// The places of points, to be compared.
func places(_ points: [Point]) -> [[Double]] { points.map { [$0.x, $0.y] } }

import Basics
import BayesOpt

// A study as an analysis sees it.

extension Study {
  /// The parameters; one that depends on others with its widest domain.
  ///
  /// - Throws: `SpaceError` where there is none.
  public func space() throws(SpaceError) -> Space {
    try Space(parameters: description.parameters.map { Parameter(name: $0.name, domain: $0.domain) })
  }

  /// The trials with a number of each; those that are not complete, or have none, as failed.
  ///
  /// - Parameters:
  ///   - direction: Which way the number is better.
  ///   - value: The number of a complete trial.
  /// - Returns: The trials in their order.
  public func history(_ direction: Direction, of value: (Trial) -> Double?) -> History {
    History(
      trials.map { trial in
        let value = trial.state == .complete ? value(trial) : nil
        return Observation(trial.configuration, value.map { .complete([$0]) } ?? .failed)
      }, directions: [direction])
  }
}

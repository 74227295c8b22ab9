import Basics
import BayesOpt
import Studies

/// A study with one real parameter, one of choices, and trials of given outcomes a tenth of a second apart.
func study(
  strategy: String = "gamma", objectives: [Objective] = [Objective(.maximize, metric: "accuracy")],
  notes: [JSON.Member] = [], isInterrupted: Bool = false, seconds: Double? = nil, _ outcomes: [Outcome?]
) -> Study {
  let description = StudyDescription(
    objectives: objectives,
    parameters: [
      ParameterDescription(name: "lr", domain: .real(low: 1e-4, high: 1, scale: .logarithmic, step: nil)),
      ParameterDescription(name: "optimizer", domain: .choice(count: 2, isOrdered: false), choices: ["sgd", "adam"]),
    ],
    strategy: strategy, seed: 0, version: "0.1")
  let trials = outcomes.enumerated().map { number, outcome in
    let values: [ParameterValue?] = [.real(0.031622776 / Double(number + 1)), number == 2 ? nil : .choice(number % 2)]
    let start = Timestamp(microseconds: number * 100_000)
    let trial = Trial(number: number, configuration: Configuration(values: values), start: start)
    guard let outcome else { return trial }
    let end = Timestamp(microseconds: (number + 1) * 100_000)
    return trial.finished(outcome, notes: number == 1 ? notes : [], objectives: objectives.count, at: end)
  }
  return Study(description, trials: trials, isInterrupted: isInterrupted, seconds: seconds)
}

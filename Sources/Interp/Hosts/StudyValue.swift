import Basics
import Studies

/// A finished (or interrupted) search: what `search` gives.
final class StudyValue: Host {
  let study: Study
  /// One record of parameters for each trial, in the study's order.
  let trials: ContiguousArray<Value>
  /// The strategy as the program writes it, for titles.
  let strategyName: String
  /// What its strategy was asked with; nil for a study that was read from a storage.
  let origin: SearchOrigin?

  /// A study with its trials in the words of the language.
  ///
  /// - Parameters:
  ///   - study: the study.
  ///   - parameters: the record of parameters of each trial of the study.
  ///   - strategyName: the strategy's name.
  ///   - origin: what its strategy was asked with.
  init(_ study: Study, parameters: [Value], strategyName: String, origin: SearchOrigin? = nil) {
    self.study = study
    self.strategyName = strategyName
    self.origin = origin
    trials = ContiguousArray(zip(study.trials, parameters).map { .host(TrialValue($0, parameters: $1)) })
  }

  override var kind: String { "a study" }

  override var description: String {
    let name = study.description.name.map { " \"\($0)\"" } ?? ""
    guard let best = study.best, let value = best.values.first else {
      if !study.front.isEmpty { return "study\(name) with \(counts), \(study.front.count) on the front" }
      return "study\(name) with \(counts), \(lack)"
    }
    return "study\(name) with \(counts), best \(study.description.objectives[0].title) \(realText(value))"
  }

  /// What there is to say in a few words: `30 trials, best 0.978`.
  var brief: String {
    if let value = study.best?.values.first { return counts + ", best \(NumberText.rounded(value))" }
    return counts + (study.front.isEmpty ? ", \(lack)" : ", \(study.front.count) on the front")
  }

  /// Why there is no best trial.
  private var lack: String { study.count(.complete) > 0 ? "none feasible" : "none complete" }

  /// How many trials have ended, how many of them failed, and what else there is.
  private var counts: String {
    let count = study.finished.count
    let others = [(study.count(.failed), "failed"), (study.count(.running), "running elsewhere")]
    return "\(count) \(count == 1 ? "trial" : "trials")"
      + others.filter { $0.0 > 0 }.map { ", \($0.0) \($0.1)" }.joined()
  }

  override var fieldNames: [String] {
    let best = study.description.objectives.count == 1 ? ["best", "value", "params"] : ["front"]
    return ["name", "strategy", "seed", "direction"] + best + ["trials", "seconds", "interrupted"]
  }

  /// The best complete trial.
  var best: TrialValue? {
    study.best.flatMap { best in trials.lazy.compactMap(\.trial).first { $0.trial.number == best.number } }
  }

  override func field(_ name: String) -> Value? {
    switch name {
    case "name": study.description.name.map { .text($0) } ?? Value.none
    case "strategy": .text(study.description.strategy)
    case "seed": .int(study.description.seed)
    case "direction":
      study.description.objectives.count == 1
        ? .text(study.description.objectives[0].direction.rawValue)
        : .list(ContiguousArray(study.description.objectives.map { .text($0.direction.rawValue) }))
    case "best": best.map { .host($0) } ?? Value.none
    case "value": best?.field("value") ?? Value.none
    case "params": best?.parameters ?? Value.none
    case "front":
      .list(
        ContiguousArray(
          study.front.compactMap { trial in trials.first { $0.trial?.trial.number == trial.number } }))
    case "trials": .list(trials)
    case "seconds": .real(study.seconds)
    case "interrupted": .bool(study.isInterrupted)
    default: nil
    }
  }
}

/// One trial of a study.
final class TrialValue: Host {
  let trial: Trial
  /// A record; inactive parameters are `none`.
  let parameters: Value

  init(_ trial: Trial, parameters: Value) {
    self.trial = trial
    self.parameters = parameters
  }

  override var kind: String { "a trial" }

  override var description: String {
    var parts = ["trial \(trial.number)"]
    if trial.state != .complete { parts.append(trial.state.rawValue) }
    if let value = field("value"), !value.isNone { parts.append("value \(value)") }
    return parts.joined(separator: " ") + " \(parameters)" + (trial.message.map { ": \($0.onOneLine)" } ?? "")
  }

  override var fieldNames: [String] {
    ["number", "params", "value", "state", "feasible", "seconds", "notes", "reports", "message"]
  }

  override func field(_ name: String) -> Value? {
    switch name {
    case "number": .int(trial.number)
    case "params": parameters
    case "value":
      switch trial.values.count {
      case 0: Value.none
      case 1: .real(trial.values[0])
      default: .list(ContiguousArray(trial.values.map { .real($0) }))
      }
    case "state": .text(trial.state.rawValue)
    case "feasible": .bool(trial.isFeasible)
    case "seconds": trial.seconds.map { .real($0) } ?? Value.none
    case "notes": .record(trial.notes.map { ($0.name, Value($0.value)) })
    case "reports":
      .list(ContiguousArray(trial.reports.map { .record(["step": .int($0.step), "value": .real($0.value)]) }))
    case "message": trial.message.map { .text($0) } ?? Value.none
    default: nil
    }
  }
}

extension Value {
  /// The study, if this is one.
  var study: StudyValue? {
    if case .host(let host) = self { return host as? StudyValue }
    return nil
  }

  /// The trial, if this is one.
  var trial: TrialValue? {
    if case .host(let host) = self { return host as? TrialValue }
    return nil
  }
}

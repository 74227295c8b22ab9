import Basics
import BayesOpt
import Studies

// Failed trials by their messages, and where in the space they lie.

extension Checkup {
  /// So many messages are told of.
  private static let mostMessages = 3
  /// A part of the space is told of where it holds so much more of the failed trials than of all others.
  private static let tellingDifference = 0.6

  /// The most frequent messages of failed trials.
  var failures: [StudyHealth.Sign] {
    let trials = study.trials
    let failed = trials.indices.filter { trials[$0].state == .failed }
    let finished = trials.count(where: \.isFinished)
    // What differs only in its numbers is the same message.
    let groups = Dictionary(grouping: failed) { Self.pattern(of: trials[$0].message ?? "") }
      .values.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
    var signs = groups.prefix(Self.mostMessages).map { group in
      let message = (trials[group[0]].message ?? "").onOneLine.truncated(to: 200)
      let share = "\(group.count) of \(counted(finished, "trial")) failed"
      return StudyHealth.Sign(
        group.count * 10 >= finished ? .warning : .advice, message.isEmpty ? "\(share)." : "\(share): \(message)",
        advice: place(of: group).map { "They lie where \($0)." }, trials: group)
    }
    let others = groups.dropFirst(Self.mostMessages).flatMap { $0 }
    if !others.isEmpty {
      signs.append(
        StudyHealth.Sign(
          .advice, "\(counted(others.count, "more trial")) failed, with other messages.", trials: others.sorted()))
    }
    return signs
  }

  /// A message with its numbers as one sign.
  private static func pattern(of message: String) -> String {
    var pattern = ""
    for character in message where !character.isNumber || pattern.last != "#" {
      pattern.append(character.isNumber ? "#" : character)
    }
    return pattern
  }

  // MARK: where they lie

  /// The half-space of one parameter, or the choice, that tells failed trials from complete ones best, in words.
  private func place(of failed: [Int]) -> String? {
    guard failed.count >= 4, complete.count >= 4 else { return nil }
    let best = study.description.parameters.indices.flatMap { parts(of: $0, failed) }
      .max { ($0.difference, $1.text) < ($1.difference, $0.text) }
    guard let best, best.difference >= Self.tellingDifference else { return nil }
    return best.text
  }

  /// The parts of a parameter's values with what they hold more of the failed trials than of the complete ones, as shares.
  private func parts(of index: Int, _ failed: [Int]) -> [(difference: Double, text: String)] {
    let parameter = study.description.parameters[index]
    let values = (failed.compactMap { value(of: index, in: $0) }, complete.compactMap { value(of: index, in: $0) })
    func part(_ text: String, _ holds: (ParameterValue) -> Bool) -> (Double, String) {
      let (bad, good) = (values.0.count(where: holds), values.1.count(where: holds))
      let difference = Double(bad) / Double(failed.count) - Double(good) / Double(complete.count)
      return (difference, "\(text): \(bad) of \(failed.count), and \(good) of \(complete.count) complete ones")
    }
    if case .choice = parameter.domain {
      return Set(values.0).map { value in
        part("`\(parameter.name)` is \(parameter.text(of: value))") { $0 == value }
      }
    }
    let numbers = values.0.map(\.number).sorted()
    guard let least = numbers.first, let most = numbers.last else { return [] }
    return [
      part("`\(parameter.name)` is \(NumberText.rounded(least)) or more") { $0.number >= least },
      part("`\(parameter.name)` is \(NumberText.rounded(most)) or less") { $0.number <= most },
    ]
  }
}

extension ParameterDescription {
  /// A choice as the language writes it, in a few characters.
  fileprivate func text(of value: ParameterValue) -> String {
    let choice = json(value)
    return choice == .null ? "none" : choice.description.onOneLine.truncated(to: 40)
  }
}

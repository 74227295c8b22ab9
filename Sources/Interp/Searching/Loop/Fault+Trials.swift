import Basics
import DSL

/// Failures of trials as failures of their search.
extension Fault {
  /// This failure as that of one trial; that of a search in the objective names its own trial already.
  func ofTrial(_ number: Int, _ parameters: Value) -> Fault {
    Fault(
      topic,
      message.hasPrefix("trial ") ? message : "trial \(number) failed: \(message)", span, label: label, hint: hint,
      details: details + ["with  \(parameters)"], calls: calls)
  }

  /// This failure as that of every trial.
  func beforeOthers() -> Fault { saying("every other trial would do the same") }

  /// This failure as the reason why a search stopped.
  func afterMany(_ count: Int) -> Fault { saying("\(count) trials in a row failed") }

  /// This failure as the reason why a search has no result.
  func withoutResult(failed count: Int, of all: Int) -> Fault {
    if count < all { return saying("\(count) of \(all) trials failed, and none is complete") }
    return saying("\(count == 1 ? "the only trial" : "all \(count) trials") failed")
  }

  private func saying(_ words: String) -> Fault {
    Fault(topic, "\(message)        (\(words))", span, label: label, hint: hint, details: details, calls: calls)
  }

  /// This failure with what the search had finished before it.
  func after(_ study: StudyValue) -> Fault {
    Fault(topic, message, span, label: label, hint: hint, details: details, kept: .host(study), calls: calls)
  }
}

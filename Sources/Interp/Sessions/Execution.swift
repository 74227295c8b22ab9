import DSL

/// What came of running one input.
public struct Execution {
  /// How it ended.
  public enum Outcome: Sendable {
    case done
    /// The text ends too early: the prompt asks for another line.
    case unfinished
    /// The text is wrong; nothing was run.
    case refused([Diagnostic])
    /// An imported file is missing; nothing was run.
    case missingFile(Diagnostic)
    /// The program failed.
    case failed(Diagnostic)
    case interrupted
  }

  /// How it ended.
  public internal(set) var outcome: Outcome
  /// What it showed last, which is `_` now; nil where it showed nothing.
  public internal(set) var value: Value?
  /// The texts of what it showed, in order.
  public internal(set) var shown: [String] = []
  /// Whether Ctrl-C ended it, or a search in it, which gave back what it had.
  public internal(set) var wasInterrupted = false
  /// What it bound and used, if it was run.
  public internal(set) var record: InputRecord?
  /// What of it can be tested.
  var tested = Tested()

  /// What there is to say about how it ended.
  public var diagnostics: [Diagnostic] { outcome.diagnostics }

  /// What is said of a study that was interrupted and is `_` now.
  public var keptStudy: String? {
    guard let study = value?.study, study.study.isInterrupted else { return nil }
    return study.kept
  }
}

extension Execution.Outcome {
  /// What there is to say about it.
  public var diagnostics: [Diagnostic] {
    switch self {
    case .refused(let diagnostics): diagnostics
    case .missingFile(let diagnostic), .failed(let diagnostic): [diagnostic]
    case .done, .unfinished, .interrupted: []
    }
  }
}

extension StudyValue {
  /// What is said of a study that ended early and is `_`.
  var kept: String { "\(trials.count) \(trials.count == 1 ? "trial" : "trials") kept, the study is `_`" }
}

/// What was found in a program without running it.
public struct Findings: Sendable {
  /// Errors and warnings, in the order of the text.
  public let diagnostics: [Diagnostic]
  /// Whether an imported file is missing; then that is the only finding.
  public let isFileMissing: Bool

  /// Findings of their parts.
  init(_ diagnostics: [Diagnostic], isFileMissing: Bool = false) {
    self.diagnostics = diagnostics
    self.isFileMissing = isFileMissing
  }
}

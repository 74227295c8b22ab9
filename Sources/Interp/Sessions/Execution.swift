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
  /// What is said of what was ready when Ctrl-C came; nil where nothing was.
  public internal(set) var kept: String?
  /// What it bound and used, if it was run.
  public internal(set) var record: InputRecord?
  /// What of it can be tested.
  var tested = Tested()

  /// What there is to say about how it ended.
  public var diagnostics: [Diagnostic] { outcome.diagnostics }

  /// Whether Ctrl-C ended it.
  public var wasInterrupted: Bool {
    if case .interrupted = outcome { true } else { false }
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
  /// What is said of a study that ended early and has this name now.
  func kept(as name: String) -> String {
    let count = study.finished.count
    return "\(count) \(count == 1 ? "trial" : "trials") kept, the study is `\(name)`"
  }
}

extension Value {
  /// What is said of a value that was ready when Ctrl-C came and has this name now.
  func keptText(as name: String) -> String {
    if let study { return study.kept(as: name) }
    guard case .host(let host) = self else { return "`\(name)` is \(kind)" }
    if let run = host as? RunValue { return "\(epochCount(run.run.epochs)) kept, the run is `\(name)`" }
    if let training = host as? TrainingValue {
      return "\(epochCount(training.state.epoch)) kept, the training is `\(name)`"
    }
    return "`\(name)` is \(kind)"
  }
}

private func epochCount(_ count: Int) -> String { count == 1 ? "1 epoch" : "\(count) epochs" }

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

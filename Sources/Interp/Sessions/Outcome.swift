import DSL

extension Session.Outcome {
  /// What there is to say about it.
  public var diagnostics: [Diagnostic] {
    switch self {
    case .refused(let diagnostics): diagnostics
    case .missingFile(let diagnostic), .failed(let diagnostic): [diagnostic]
    case .done, .unfinished, .interrupted: []
    }
  }
}

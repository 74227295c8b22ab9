import DSL

/// What the tests and examples of a program gave.
public struct TestReport: Sendable {
  /// One test, or one example of a documentation comment.
  public struct Result: Sendable {
    /// The title of the test, or the code of the example.
    public let title: String
    /// Where it stands.
    public let span: Span
    /// Why it failed; nil if it passed.
    public let failure: Diagnostic?
  }
  /// In the order they stand in the file: tests first.
  public var results: [Result] = []
  /// How the program itself ended; unless it was done, nothing was tested.
  public var outcome = Session.Outcome.done
}

extension Session {
  /// Runs a program, then its `test` blocks and the `>>>` examples of its documentation.
  ///
  /// - Parameters:
  ///   - text: the program.
  ///   - name: what messages call it.
  ///   - path: the file it came from, for imports beside it.
  /// - Returns: what passed and what failed.
  public func test(_ text: String, name: String, path: String? = nil) -> TestReport {
    var report = TestReport()
    report.outcome = run(text, name: name, path: path, mode: .file)
    guard case .done = report.outcome else { return report }
    for test in tests {
      if context.interruption.isRequested { return report }
      var failure: Diagnostic?
      do throws(Exit) { try run(test) } catch { failure = error.diagnostic }
      report.results.append(.init(title: test.title, span: test.span, failure: failure))
    }
    for example in examples {
      if context.interruption.isRequested { return report }
      report.results.append(.init(title: example.code, span: example.span, failure: failure(of: example)))
    }
    return report
  }

  /// The examples of the documentation of what was run.
  private var examples: [Documentation.Example] {
    program.statements.flatMap { statement -> [Documentation.Example] in
      switch statement.kind {
      case .function(let declaration): declaration.documentation?.examples ?? []
      case .declaration(let declaration): declaration.documentation?.examples ?? []
      default: []
      }
    }
  }

  /// Why an example does not give what it says.
  private func failure(of example: Documentation.Example) -> Diagnostic? {
    let given: String
    switch result(of: example.code) {
    case .success(let text): given = text
    case .failure(let diagnostic): return diagnostic
    }
    if given == example.result { return nil }
    return Diagnostic(
      "the example gives something else", at: example.span,
      details: ["expected  \(example.result)", "given     \(given)"])
  }

  /// What an input prints and shows, without printing it.
  ///
  /// - Parameter code: the input.
  /// - Returns: the lines, or why it failed.
  func result(of code: String) -> Result<String, Diagnostic> {
    let outer = shown
    shown = []
    defer { shown = outer }
    switch run(code, name: "example", mode: .code) {
    case .done: return .success((shown ?? []).joined(separator: "\n"))
    case .refused(let diagnostics): return .failure(diagnostics[0])
    case .missingFile(let diagnostic), .failed(let diagnostic): return .failure(diagnostic)
    case .unfinished: return .failure(Diagnostic("the example is not finished", at: .nowhere))
    case .interrupted: return .failure(Diagnostic("interrupted", at: .nowhere))
    }
  }
}

import Basics
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
  /// Tests first, then examples; of each those of imported files first, in the order they stand in their files.
  public var results: [Result] = []
  /// How many `expect`s outside of tests held.
  public var expectCount = 0
  /// How the program itself ended; unless it was done, nothing was tested.
  public var outcome = Execution.Outcome.done
  /// Whether Ctrl-C ended the tests, or a search in one of them.
  public var wasInterrupted = false
}

extension Session {
  /// Runs the `test` blocks of a program and the `>>>` examples of its documentation, and those of what it imports.
  ///
  /// Of the program itself, only what these need is run first: what they mention, and every `expect`.
  ///
  /// - Parameters:
  ///   - text: the program.
  ///   - name: what messages call it.
  ///   - path: the file it came from, for imports beside it.
  /// - Returns: what passed and what failed.
  public func test(_ text: String, name: String, path: String? = nil) -> TestReport {
    isTesting = true
    let execution = run(text, name: name, path: path, mode: .file)
    isTesting = false
    var report = TestReport(outcome: execution.outcome, wasInterrupted: execution.wasInterrupted)
    guard case .done = report.outcome else { return report }
    let imported = imported(by: execution.tested)
    report.expectCount = imported.reduce(execution.tested.expectCount) { $0 + $1.tested.expectCount }
    for test in imported.flatMap(\.tested.blocks) + execution.tested.blocks {
      if interruption.isRequested || report.wasInterrupted { break }
      var failure: Diagnostic?
      do throws(Exit) { try run(test) } catch {
        if case .interrupted = error { report.wasInterrupted = true }
        failure = error.diagnostic
      }
      report.results.append(.init(title: test.title, span: test.span, failure: failure))
    }
    for module in imported { inside(module) { test(module.tested.examples, &report) } }
    test(execution.tested.examples, &report)
    if interruption.isRequested { report.wasInterrupted = true }
    return report
  }

  /// All files that a program imports, and these import, each once and after those that it imports.
  private func imported(by program: Tested) -> [Module] {
    var seen: Set<String> = []
    func modules(of program: Tested) -> [Module] {
      program.imports.flatMap { path -> [Module] in
        guard seen.insert(path).inserted, let module = self.modules[path] else { return [] }
        return modules(of: module.tested) + [module]
      }
    }
    return modules(of: program)
  }

  /// Runs examples, the next in the session that the ones before have left.
  func test(_ examples: [Documentation.Example], _ report: inout TestReport) {
    for example in examples {
      if interruption.isRequested || report.wasInterrupted { return }
      let execution = run(example.code, name: "example", mode: .example)
      if execution.wasInterrupted { report.wasInterrupted = true }
      report.results.append(.init(title: example.code, span: example.span, failure: failure(of: example, execution)))
    }
  }

  /// Why an example does not give what it says, be it an error: `error: ` and its message.
  private func failure(of example: Documentation.Example, _ execution: Execution) -> Diagnostic? {
    switch execution.outcome {
    case .done:
      let given = execution.shown.joined(separator: "\n")
      if given == example.result { return nil }
      return Diagnostic(
        .expectation,
        "the example gives something else", at: example.span,
        details: ["expected  \(example.result)", "given     \(given)"])
    case .refused(let diagnostics): return diagnostics.first { !example.shows($0) }
    case .missingFile(let diagnostic), .failed(let diagnostic):
      return example.shows(diagnostic) ? nil : diagnostic
    case .unfinished: return Diagnostic(.expectation, "the example is not finished", at: .nowhere)
    case .interrupted: return Diagnostic(.interrupted, "interrupted", at: .nowhere)
    }
  }
}

extension Documentation.Example {
  /// Whether this is what it gives: `error: ` and the message, with or without its number.
  fileprivate func shows(_ diagnostic: Diagnostic) -> Bool {
    let line = "error: \(diagnostic.title)"
    return result == line || result == line + (diagnostic.topic.map { " [\($0.code)]" } ?? "")
  }
}

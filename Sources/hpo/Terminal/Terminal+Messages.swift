import protocol Basics.ExplainedError
import struct DSL.Diagnostic
import struct DSL.Renderer
import class DSL.SourceMap

extension Terminal {
  /// Writes what is wrong, or worth knowing, with a command line, drawn as all messages are.
  ///
  /// - Parameters:
  ///   - message: in one sentence without a full stop.
  ///   - hint: what would help, in a sentence.
  ///   - severity: how bad it is.
  func tell(_ message: String, hint: String? = nil, severity: Diagnostic.Severity = .error) {
    let renderer = Renderer(
      sources: SourceMap(), usesColor: isErrorColoured, showsLocation: false, width: columns)
    note(renderer.render(Diagnostic(message, at: .nowhere, severity: severity, hint: hint)))
  }
  /// Says what is wrong, and what to do about it.
  func tell(_ error: any ExplainedError) {
    tell(error.message, hint: error.hint.map { $0.hasSuffix("?") ? $0 : $0 + "." })
  }
}

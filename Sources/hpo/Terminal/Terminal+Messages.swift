import protocol Basics.ExplainedError
import enum Basics.Topic
import struct DSL.Diagnostic
import struct DSL.Renderer
import class DSL.SourceMap

extension Terminal {
  /// Writes what is wrong with a command line, drawn as all messages are.
  ///
  /// - Parameters:
  ///   - topic: what kind of thing is wrong.
  ///   - message: in one sentence without a full stop.
  ///   - hint: what would help, in a sentence.
  func tell(_ topic: Topic, _ message: String, hint: String? = nil) {
    tell(Diagnostic(topic, message, at: .nowhere, hint: hint))
  }

  /// Writes what is worth knowing about a command line.
  func tell(note: String, hint: String? = nil) { tell(Diagnostic(note: note, hint: hint)) }

  private func tell(_ diagnostic: Diagnostic) {
    let renderer = Renderer(
      sources: SourceMap(), usesColor: isErrorColoured, showsLocation: false, width: columns,
      wrapsText: isErrorTerminal)
    note(renderer.render(diagnostic))
  }

  /// Says what is wrong, and what to do about it.
  func tell(_ error: any ExplainedError) {
    tell(error.topic, error.message, hint: error.hint.map { $0.hasSuffix("?") ? $0 : $0 + "." })
  }
}

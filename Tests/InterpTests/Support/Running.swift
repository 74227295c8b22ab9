import DSL
import Foundation
import Synchronization

@testable import Interp

/// What a program printed, and how it ended.
struct Transcript: Sendable {
  /// What was shown and printed, a line each.
  var output: [String] = []
  /// The message of the failure, or of the first error that kept the program from running.
  var failure: String?
  /// What the failure advises.
  var hint: String?
  /// The text that it points to.
  var place: String?
}

/// Runs `code` as `-e` does, in a session of its own; `onLine` sees each line as it is printed.
func run(
  _ code: String, _ settings: Settings = Settings(), _ interruption: Interruption = Interruption(),
  onLine: @escaping @Sendable (String) -> Void = { _ in }
) -> Transcript {
  onDeepStack {
    let lines = Mutex<[String]>([])
    let context = Context(
      settings: settings, sources: SourceMap(), interruption: interruption,
      output: { text in
        lines.withLock { $0.append(text) }
        onLine(text)
      }, notes: { _ in }, progress: { _ in })
    var transcript = Transcript()
    let diagnostic: Diagnostic?
    do throws(Diagnostic) {
      switch try Session(context: context).run(code, name: "test.hpo", mode: .code) {
      case .done: diagnostic = nil
      case .refused(let errors): diagnostic = errors.first
      case .missingFile(let error), .failed(let error): diagnostic = error
      case .unfinished: diagnostic = Diagnostic("unfinished", at: .nowhere)
      case .interrupted: diagnostic = Diagnostic("interrupted", at: .nowhere)
      }
    } catch {
      diagnostic = error
    }
    transcript.failure = diagnostic?.title
    transcript.hint = diagnostic?.hint
    transcript.place = diagnostic.flatMap { error in
      context.sources.source(at: error.span.start)?.text(under: error.span)
    }
    transcript.output = lines.withLock { $0 }
    return transcript
  }
}

/// What `code` shows; the message where it fails.
func shown(_ code: String) -> String {
  let transcript = run(code)
  return transcript.failure ?? transcript.output.joined(separator: "\n")
}

/// Settings with a storage that is removed when `body` ends.
func inTemporaryStorage<R>(_ body: (Settings) throws -> R) rethrows -> R {
  let path = NSTemporaryDirectory() + "hpo-\(UUID().uuidString).db"
  defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) } }
  var settings = Settings()
  settings.storage = path
  return try body(settings)
}

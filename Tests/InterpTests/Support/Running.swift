import Basics
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
  /// What is written beside the place.
  var label: String?
  /// The text that it points to.
  var place: String?
  /// The lines under its source.
  var details: [String] = []
  /// Warnings and notes, without progress.
  var notes: [String] = []
}

/// Runs `code` as `-e` does, in a session of its own; `onLine` sees each line as it is printed.
func run(
  _ code: String, _ settings: Settings = Settings(), _ interruption: Interruption = Interruption(),
  onLine: @escaping @Sendable (String) -> Void = { _ in }
) -> Transcript {
  run([code], mode: .code, settings, interruption, onLine: onLine)[0]
}

/// Runs inputs in one session of their own: a transcript of each.
func run(
  _ inputs: [String], mode: Session.Mode, _ settings: Settings = Settings(),
  _ interruption: Interruption = Interruption(), onLine: @escaping @Sendable (String) -> Void = { _ in }
) -> [Transcript] {
  onDeepStack {
    let lines = Mutex<[String]>([])
    let notes = Mutex<[String]>([])
    let context = Context(
      settings: settings, sources: SourceMap(),
      output: { text in
        lines.withLock { $0.append(text) }
        onLine(text)
      }, notes: { note in notes.withLock { $0.append(note) } }, progress: { _ in })
    func transcript(of diagnostic: Diagnostic?) -> Transcript {
      defer {
        lines.withLock { $0 = [] }
        notes.withLock { $0 = [] }
      }
      return Transcript(
        output: lines.withLock { $0 }, failure: diagnostic?.title, hint: diagnostic?.hint,
        label: diagnostic?.primary.text,
        place: diagnostic.flatMap { context.sources.source(at: $0.span.start)?.text(under: $0.span) },
        details: diagnostic?.details ?? [], notes: notes.withLock { $0 })
    }
    do throws(Diagnostic) {
      let session = try Session(context: context, interruption: interruption)
      return inputs.map { input in
        switch session.run(input, name: "test.hpo", mode: mode).outcome {
        case .done: transcript(of: nil)
        case .refused(let errors): transcript(of: errors.first)
        case .missingFile(let error), .failed(let error): transcript(of: error)
        case .unfinished: transcript(of: Diagnostic(.unexpected, "unfinished", at: .nowhere))
        case .interrupted: transcript(of: Diagnostic(.interrupted, "interrupted", at: .nowhere))
        }
      }
    } catch {
      return inputs.map { _ in transcript(of: error) }
    }
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

/// What a program shows beside these files; FOLDER in its lines is where they are.
func run(beside files: [String: String], _ lines: [String]) throws -> Transcript {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hpo-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  for (name, text) in files {
    try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
  }
  var transcript = InterpTests.run(lines.joined(separator: "\n").replacing("FOLDER", with: folder.path))
  func plain(_ text: String) -> String { text.replacing(folder.path + "/", with: "") }
  transcript.output = transcript.output.map(plain)
  transcript.notes = transcript.notes.map(plain)
  (transcript.failure, transcript.hint) = (transcript.failure.map(plain), transcript.hint.map(plain))
  return transcript
}

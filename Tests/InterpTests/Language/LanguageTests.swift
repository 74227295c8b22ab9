import DSL
import Foundation
import Testing

@testable import Interp

/// The language tests that are written in the language: `Fixtures/language/*.hpo`.
struct LanguageTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Fixtures/language").standardizedFileURL

  private static let files: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".hpo") }.sorted()
  }()

  @Test func thereAreFixtures() { #expect(Self.files.count >= 4) }

  @Test(arguments: files)
  func passes(_ file: String) throws {
    let text = try readSource(Self.folder.appendingPathComponent(file).path)
    let outcomes = onDeepStack { () -> [String] in
      let context = Context(
        settings: Settings(), sources: SourceMap(), output: { _ in }, notes: { _ in },
        progress: { _ in })
      do throws(Diagnostic) {
        let session = try Session(context: context)
        let report = session.test(text, name: file)
        var failures = report.outcome.diagnostics.map { session.render($0) }
        for result in report.results {
          if let failure = result.failure { failures.append("\(result.title):\n\(session.render(failure))") }
        }
        return report.results.isEmpty ? failures + ["no test ran"] : failures
      } catch {
        return [error.title]
      }
    }
    #expect(outcomes.isEmpty, "\(outcomes.joined(separator: "\n"))")
  }
}

import DSL
import Foundation
import Testing

@testable import Interp

/// What the session tells editors of programs that it does not run.
@Suite struct EditingServiceTests {
  private static func inSession<R: Sendable>(_ body: @escaping @Sendable (Session) throws -> R) throws -> R {
    try onDeepStack {
      Result {
        try body(
          Session(
            context: Context(
              settings: Settings(), sources: SourceMap(), output: { _ in }, notes: { _ in }, progress: { _ in })))
      }
    }.get()
  }

  private static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The programs of a folder of the package.
  private static func programs(_ folder: String) throws -> [(path: String, text: String)] {
    let directory = package.appending(path: folder).path
    return try FileManager.default.contentsOfDirectory(atPath: directory).sorted().filter { $0.hasSuffix(".hpo") }.map {
      let path = directory + "/" + $0
      return (path, String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self))
    }
  }

  private static func text(_ analysis: Analysis, _ places: [Analysis.Place], as name: String) -> String {
    let spans = places.filter { $0.path == analysis.path && !$0.isLibrary }.compactMap(analysis.span)
    return analysis.source.text(with: spans.map { Replacement($0, name) })
  }

  /// Every name of every sample can be another one; the tree is the same but for that name, and the old name leads back to the
  /// very text.
  @Test(arguments: ["Tests/Fixtures/samples", "Examples/lessons"]) func everyNameCanBeAnother(folder: String) throws {
    let count = try Self.inSession { session in
      var count = 0
      for (path, text) in try Self.programs(folder) {
        let analysis = session.analyze(text, name: path, path: path)
        var seen: Set<Span> = []
        for offset in 0...text.utf8.count {
          guard let (span, meaning) = analysis.occurrences.name(at: analysis.position(at: offset)),
            analysis.source.contains(span), seen.insert(meaning.definitions[0]).inserted,
            (try? session.checkRenaming(meaning, in: analysis)) != nil
          else { continue }
          let places = try session.renaming(span, to: "quite_another_1", in: analysis)
          let renamed = Self.text(analysis, places, as: "quite_another_1")
          let after = session.analyze(renamed, name: path, path: path)
          #expect(after.findings.diagnostics.count == analysis.findings.diagnostics.count)
          #expect(renamed.components(separatedBy: "quite_another_1").count == places.count + 1)
          #expect(renamed.replacing("quite_another_1", with: meaning.text) == text)
          count += 1
        }
      }
      return count
    }
    #expect(count > 30)
  }

  /// A search gives the same study under another name of its parameter.
  @Test func aRenamedSearchIsTheSameSearch() throws {
    let text = """
      fn loss(lr, m) = (lr - 0.3)^2 + (m or 0)
      let s = search lr in log(1e-3, 1), m in 0.0..0.9 if lr > 0.1 with gamma for 12 trials from {lr: 0.5} where lr < 0.9 minimize loss(...params) + params.lr
      print(s.best.value, s.best.params.lr, s.trials[3].params["lr"])
      """
    let renamed = try Self.inSession { session in
      let analysis = session.analyze(text, name: "a")
      let place = try #require(text.utf8.firstRange(of: "lr in".utf8))
      let offset = text.utf8.distance(from: text.startIndex, to: place.lowerBound)
      let (span, _) = try #require(analysis.occurrences.name(at: analysis.position(at: offset)))
      return Self.text(analysis, try session.renaming(span, to: "rate", in: analysis), as: "rate")
    }
    #expect(!renamed.contains("lr"))
    #expect(run(text).output == run(renamed).output && run(text).failure == nil)
  }

  @Test(arguments: [
    ("let a = 1\nfn f(b) = a + b", "a", "b"), ("let a = 1\nlet b = 2\nprint(a, b)", "a", "b"),
    ("let a = 1\nprint(a)", "a", "print"), ("let a = 1\nprint(a)", "a", "search"), ("let a = 1\nprint(a)", "a", "2x"),
    ("let a = 1\nprint(a)", "a", "b c"), ("let a = 1\nprint(a)", "print", "b"),
    ("search lr in log(1e-4, 1)", "lr", "rate"), ("let a = (\nprint(a)", "a", "b"),
  ])
  func whatWouldMeanSomethingElseIsRefused(text: String, name: String, other: String) throws {
    try Self.inSession { session in
      let analysis = session.analyze(text, name: "a")
      let range = try #require(text.firstRange(of: name))
      let offset = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
      let position = analysis.position(at: offset)
      #expect(throws: RenamingError.self) {
        try session.renaming(Span(start: position, length: 1), to: other, in: analysis)
      }
    }
  }

  /// Names go through imports, and a text that an editor has changed stands in the place of its file.
  @Test func importsAreFollowed() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "hpo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("## Twice.\nfn twice(x) = 2 * x\n".utf8).write(to: folder.appending(path: "a.hpo"))
    let path = folder.appending(path: "b.hpo").path
    try Self.inSession { session in
      for text in ["import \"a.hpo\"\nprint(twice(x: 3))", "import \"a.hpo\" as m\nprint(m.twice(x: 3))"] {
        let analysis = session.analyze(text, name: "b", path: path)
        #expect(analysis.findings.diagnostics == [])
        for (name, count) in [("twice", 2), ("x:", 3)] {
          let range = try #require(text.firstRange(of: name))
          let offset = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
          let (span, meaning) = try #require(analysis.occurrences.name(at: analysis.position(at: offset)))
          #expect(meaning.places.count == count)
          #expect(analysis.place(of: meaning.definitions[0])?.path == folder.appending(path: "a.hpo").path)
          #expect(try session.renaming(span, to: "other", in: analysis).count == count)
        }
        let twice = try #require(text.firstRange(of: "twice"))
        let offset = text.utf8.distance(from: text.startIndex, to: twice.lowerBound)
        #expect(session.hover(at: offset, in: analysis)?.text == "twice(x)\n  Twice.")
        let open = [folder.appending(path: "a.hpo").path: "fn thrice(x) = 3 * x\n"]
        #expect(session.analyze(text, name: "b", path: path, openTexts: open).findings.diagnostics.count == 1)
      }
    }
  }

  /// Of the messages about what is written wrong, most are mended by what they tell to write; what is offered takes the message
  /// away.
  @Test func quickFixesMend() throws {
    let (offered, told) = try Self.inSession { session in
      var (offered, told) = (0, 0)
      for (path, text) in try Self.programs("Tests/Fixtures/bad") {
        let analysis = session.analyze(text, name: path, path: path)
        let fixes = session.quickFixes(of: analysis, in: 0...text.utf8.count)
        told += analysis.findings.diagnostics.count { !$0.replacements(in: analysis.source).isEmpty }
        offered += Set(fixes.map(\.diagnostic)).count
        for fix in fixes {
          let mended = session.analyze(analysis.source.text(with: [fix.replacement]), name: path, path: path)
          #expect(
            mended.findings.diagnostics.count < analysis.findings.diagnostics.count
              || analysis.hasSyntaxErrors && !mended.hasSyntaxErrors)
        }
      }
      return (offered, told)
    }
    print("quick fixes for \(offered) of \(told) messages that tell what to write")
    #expect(offered * 10 > told * 7, "\(offered) of \(told)")
  }
}

import Charts
import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Figures as they are drawn, compared with files.
///
/// `HPO_RECORD=1 swift test --filter FigureFixtureTests` writes the files anew and fails, so that nothing passes by what it
/// has just written; to have none is a failure.
@Suite struct FigureFixtureTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures/figures")

  private func compare(_ drawn: String, with name: String) throws {
    let url = Self.folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["HPO_RECORD"] != nil {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try (drawn + "\n").write(to: url, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name)")
    }
    let expected = try #require(try? String(contentsOf: url, encoding: .utf8), "no \(name)")
    #expect(drawn + "\n" == expected)
  }

  @Test(arguments: FigureSample.all)
  func textIsAsRecorded(_ sample: FigureSample) throws {
    let widths = [80, 120, 40].map { "── \($0) columns\n" + sample.figure.text(width: $0) }
    let ascii = "-- ASCII\n" + sample.figure.text(width: 80, glyphs: .ascii)
    try compare((widths + [ascii]).joined(separator: "\n\n"), with: "\(sample.name).txt")
  }

  @Test(arguments: FigureSample.all.filter { $0.name != "crowd" })
  func svgIsAsRecorded(_ sample: FigureSample) throws {
    try compare(sample.figure.svg(), with: "\(sample.name).svg")
  }
}

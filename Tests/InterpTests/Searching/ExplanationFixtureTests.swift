import Foundation
import Testing

@testable import Interp

/// Explanations as they are drawn, compared with files.
///
/// `HPO_RECORD=1 swift test --filter ExplanationFixtureTests` writes the files anew and fails, so that nothing passes by what
/// it has just written; to have none is a failure.
@Suite struct ExplanationFixtureTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/explanations")

  /// Maximised on a logarithmic axis, with a bound that `gamma` knows.
  private static let accuracy = "maximize 0.98 - 0.03 * (log10(lr) + 0.6)^2"

  /// A study, and the trials that are shown.
  private static let samples: [(name: String, search: String, calls: [String])] = [
    ("gamma", "lr in log(1e-4, 1) with gamma(seed: 4) for 12 trials", ["explain(s, 2)", "explain(s, 6)"]),
    (
      "hull_gamma", "lr in log(1e-4, 1), width in 8..256 with hull_gamma(seed: 4) for 14 trials",
      ["explain(s, 6)", "explain(s, 7, compare: \"gaussian\")"]
    ),
    ("tpe", "lr in log(1e-4, 1), optimizer in [\"sgd\", \"adam\"] with tpe(seed: 4) for 14 trials", ["explain(s, 12)"]),
    (
      "grid", "lr in [0.01, 0.1, 1], layers in 1..3 with grid for 9 trials",
      ["explain(s, 4)", "explain(s, 5, guess: true)"]
    ),
  ]

  private static let looks: [(title: String, Settings)] = [
    ("80 columns", Settings()),
    ("120 columns", shown(columns: 120, rows: nil)), ("80 columns, 24 rows", shown(columns: 80, rows: 24)),
    (
      "ASCII",
      {
        var settings = Settings()
        settings.glyphs = .ascii
        return settings
      }()
    ),
  ]

  private static func shown(columns: Int, rows: Int?) -> Settings {
    var settings = Settings()
    settings.isTerminal = true
    settings.columns = columns
    settings.measureRows = { rows }
    return settings
  }

  @Test(arguments: samples.map(\.name))
  func textIsAsRecorded(name: String) throws {
    let sample = try #require(Self.samples.first { $0.name == name })
    let study = "let s = search \(sample.search) \(Self.accuracy)\n"
    var parts: [String] = []
    for (title, settings) in Self.looks {
      for call in sample.calls {
        let transcript = run(study + call, settings)
        #expect(transcript.failure == nil)
        let text = transcript.output.joined(separator: "\n")
        if title == "ASCII" { #expect(text.utf8.allSatisfy { $0 == 0x0A || 0x20..<0x7F ~= $0 }) }
        if let rows = settings.measureRows(), !call.contains("guess") {
          #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count < rows, "\(call)")
        }
        parts.append("── \(title): \(call)\n\(text)\n")
      }
    }
    try compare(parts.joined(separator: "\n"), with: "\(name).txt")
  }

  private func compare(_ drawn: String, with name: String) throws {
    let url = Self.folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["HPO_RECORD"] != nil {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try drawn.write(to: url, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name)")
    }
    let expected = try #require(try? String(contentsOf: url, encoding: .utf8), "no \(name)")
    // A mark on the border of two cells falls into either, by what sums another processor's linear algebra rounds.
    let (lines, recorded) = (drawn.components(separatedBy: "\n"), expected.components(separatedBy: "\n"))
    let differing = zip(lines, recorded).reduce(0) { sum, pair in
      sum + (pair.0.count == pair.1.count ? zip(pair.0, pair.1).count { $0 != $1 } : .max / 2)
    }
    if lines.count != recorded.count || differing > 2 { #expect(drawn == expected) }
  }
}

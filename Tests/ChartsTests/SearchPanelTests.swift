import Basics
import BayesOpt
import Studies
import Testing

@testable import Charts

@Suite struct SearchPanelTests {
  private let study = StudyDescription(
    name: nil, objectives: [Studies.Objective(.maximize, metric: "accuracy")],
    parameters: [
      .init(name: "lr", domain: .real(low: 1e-4, high: 1, scale: .logarithmic, step: nil)),
      .init(name: "opt", domain: .choice(count: 2, isOrdered: false), choices: ["sgd", "adam"]),
    ],
    strategy: "gamma", seed: 0, version: "")

  private func panel(_ count: Int, _ study: StudyDescription) -> SearchPanel {
    var progress = Progress(strategy: "gamma", finished: count, limit: 40, elapsed: 72)
    progress.failed = 2
    progress.lastEnd = 70
    progress.best = 0.983
    progress.bestParameters = "lr = 0.435, opt = \"adam\""
    progress.running = ["lr = 0.291, opt = \"sgd\""]
    var panel = SearchPanel(of: study, progress)
    for number in 0..<count {
      let trial = Trial(
        number: number,
        configuration: Configuration(values: [.real(.exp(-9 * Double(number % 7) / 7)), .choice(number % 2)]))
      panel.add(trial.finished(.complete([0.5 + 0.01 * Double(number * 7 % 20)]), notes: [], objectives: 1), of: study)
    }
    return panel
  }

  @Test func aPanel() {
    #expect(
      panel(22, study).lines(columns: 80, rows: 24) == [
        "  lr, opt   gamma   maximize accuracy                             trial 23 of 40",
        "  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╺────────────────────────────────  55 %",
        "  elapsed 1min 12s   left about 55s   20 complete   2 failed",
        "",
        "  best   0.983  trial 17   lr = 0.435, opt = \"adam\"",
        "  now    lr = 0.291, opt = \"sgd\"",
        "  so far 0.5 ▁▃▆▆▆▇▇▇▇▇▇███████████ 0.69   4 trials without improvement",
        "",
        "  lr     0.0001          :      :       :       ◆       :       :      ● 1",
        "  opt     \"sgd\"               ●                           ◆              \"adam\"",
        "",
        "  Ctrl-C ends the search and keeps 22 trials",
      ])
  }

  @Test(arguments: [(59, 40), (80, 13), (20, 24), (3, 3)])
  func aLineWhereThereIsNoRoom(columns: Int, rows: Int) {
    let panel = panel(22, study)
    #expect(panel.lines(columns: columns, rows: rows) == [panel.progress.text(width: columns)])
  }

  /// However many axes there are and however long the names.
  @Test func itFitsTheTerminal() {
    var wide = study
    wide.parameters = (0..<60).map {
      .init(
        name: String(repeating: "학습률", count: $0 % 9 + 1) + "\($0)",
        domain: .real(low: -1e300, high: 1e-300, scale: .linear, step: nil))
    }
    for (columns, rows) in [(60, 14), (80, 24), (200, 100)] {
      let lines = panel(300, wide).lines(columns: columns, rows: rows)
      #expect(lines.count <= rows - 1)
      #expect(lines.allSatisfy { $0.displayWidth <= columns })
      #expect(lines.contains { $0.hasPrefix("  and ") } == (rows < 70))
    }
  }
}

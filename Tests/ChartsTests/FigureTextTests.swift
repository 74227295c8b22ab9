import Basics
import Charts
import Testing

/// What holds of every figure that is drawn as text.
@Suite struct FigureTextTests {
  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test(arguments: FigureSample.all)
  func noLineIsWiderThanAsked(_ sample: FigureSample) {
    for width in [1, 5, 20, 39, 66, 81, 133, 200] {
      let widest = lines(sample.figure.text(width: width)).map(\.displayWidth).max() ?? 0
      #expect(widest <= width)
    }
  }

  @Test(arguments: FigureSample.all)
  func asciiIsNothingElse(_ sample: FigureSample) {
    #expect(sample.figure.text(glyphs: .ascii).utf8.allSatisfy { $0 == 0x0A || 0x20..<0x7F ~= $0 })
  }

  /// Colours change no glyph, but where blanks have colours behind them instead of shades.
  @Test(arguments: FigureSample.all)
  func colorsAreAllThatColorAdds(_ sample: FigureSample) {
    let colored = sample.figure.text(color: true)
    let bare = colored.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(!bare.contains("\u{1B}"))
    let plain = sample.figure.text()
    let isShaded = colored.contains("[48;5;")
    #expect(colored.contains("\u{1B}[") && (isShaded || bare == plain))
    #expect(!plain.contains("\u{1B}"))
  }

  @Test func pointsStandAboveTheTicksOfTheirPlaces() throws {
    let axis = Axis("x", from: 1, to: 1000, scale: .logarithmic)
    let points = axis.ticks(atMost: 9).map { Point($0.value, 1) }
    let panel = Panel(x: axis, y: Axis("", from: 0, to: 2), series: [Series("", .trial, .points(points))])
    let drawn = lines(Figure("", panels: [panel]).text(width: 60))
    let marks = try #require(drawn.first { $0.contains("●") })
    let line = try #require(drawn.first { $0.contains("└") })
    let places = { (text: String, glyph: Character) in text.enumerated().filter { $0.element == glyph }.map(\.offset) }
    #expect(places(marks, "●") == places(line, "┬"))
    #expect(places(marks, "●").count == 4)
  }

  @Test func barsAreAsLongAsTheirNumbersToAnEighth() {
    let bars = [0, 0.25, 0.5, 0.99, 1].enumerated().map { Bar(Double($0), $1) }
    let names = bars.map { "\($0.length)" }
    let panel = Panel(
      x: Axis("", from: 0, to: 1), y: Axis("", categories: names), series: [Series("", .trial, .bars(bars))])
    let rows = lines(Figure("", panels: [panel]).text(width: 47)).prefix(5).map { $0.drop { $0 != "┤" }.dropFirst() }
    let eighths = rows.map { row in
      row.reduce(0) { $0 + ("▏▎▍▌▋▊▉█".map { $0 }.firstIndex(of: $1) ?? -1) + 1 }
    }
    // 47 columns without the names, four columns at most, a blank and the axis.
    #expect(eighths == [41 * 8, 325, 41 * 4, 82, 0])
  }

  @Test func aCurveIsUnbrokenFromEndToEnd() {
    let points = (0...200).map { Point(Double($0), Double(($0 - 100) * ($0 - 100))) }
    let panel = Panel(
      x: Axis("", from: 0, to: 200), y: Axis("", from: 0, to: 10000), series: [Series("", .mean, .line(points))])
    let rows = lines(Figure("", panels: [panel]).text(width: 60)).filter { $0.contains("│") || $0.contains("┤") }
    let cells = rows.map { Array($0).dropFirst(8) }
    let width = cells.map(\.count).max() ?? 0
    let columns = (8..<8 + width).map { column in
      cells.indices.filter { cells[$0].indices.contains(column) && cells[$0][column] != " " }
    }
    #expect(columns.count == 52)
    #expect(columns.allSatisfy { !$0.isEmpty })
    // From one column to the next the curve is in rows that touch.
    for (one, next) in zip(columns, columns.dropFirst()) { #expect(!Set(one).isDisjoint(with: next)) }
  }

  @Test func whatIsNotThereIsSaid() {
    let panel = Panel(x: Axis("trial", covering: []), y: Axis("loss", covering: []), series: [])
    #expect(Figure("", panels: [panel]).text(width: 30).contains("nothing to show"))
    #expect(Figure("title", panels: [], notes: ["a note"]).text() == "title\n\n  a note")
    #expect(Figure("", panels: []).text() == "")
    #expect(FigureSample.manyCategories.text().contains("… 160 more"))
  }

  @Test func panelsStandBesideEachOtherWhereThereIsRoom() {
    let wide = lines(FigureSample.panels.text(width: 80))
    let narrow = lines(FigureSample.panels.text(width: 60))
    #expect(wide.contains { $0.hasPrefix("lr") && $0.hasSuffix("optimizer") })
    #expect(narrow.contains("lr") && narrow.contains("optimizer"))
    #expect(narrow.count > wide.count)
  }

  @Test func aThousandPointsAreCounted() {
    let points = (0..<101).map { Point($0 == 0 ? 0 : $0 < 4 ? 5 : 10, 0) }
    let panel = Panel(
      x: Axis("", from: 0, to: 10), y: Axis("", from: 0, to: 1), series: [Series("trial", .trial, .points(points))])
    let drawn = lines(Figure("", panels: [panel]).text(width: 40)).first { $0.contains("┤") && $0.contains(":") }
    #expect(drawn?.filter { "·:●".contains($0) } == "·:●")
  }
}

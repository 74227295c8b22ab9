import Basics
import Charts
import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Figures of any marks over any axes, with numbers and names that nobody expects.
@Suite struct FigureFuzzTests {
  @Test(arguments: 0..<200)
  func everyFigureIsDrawnWithinItsBounds(_ seed: Int) {
    var draws = FigureDraws(seed: seed)
    let figure = draws.figure()
    for width in [draws.random.index(below: 20) + 1, draws.random.index(below: 180) + 20] {
      let text = figure.text(width: width)
      #expect(text.split(separator: "\n").allSatisfy { $0.displayWidth <= width })
    }
    #expect(
      figure.text(glyphs: .ascii, color: true).utf8.allSatisfy { [0x0A, 0x1B].contains($0) || 0x20..<0x7F ~= $0 })
    let svg = figure.svg()
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    #expect(!svg.contains(/="-?(nan|inf)/))
  }
}

/// Draws figures.
private struct FigureDraws {
  var random: CounterRandom

  init(seed: Int) { random = CounterRandom(seed: UInt64(seed)) }

  mutating func one<T>(of items: [T]) -> T { items[random.index(below: items.count)] }

  mutating func list<T>(_ most: Int, _ item: (inout FigureDraws) -> T) -> [T] {
    (0..<random.index(below: most + 1)).map { _ in item(&self) }
  }

  mutating func number() -> Double {
    let odd: [Double] = [.nan, .infinity, -.infinity, 0, -0.5, 2.5, 1e300, -1e300, 1.7e308, .leastNonzeroMagnitude]
    return random.index(below: 4) == 0 ? one(of: odd) : 20 * random.uniform() - 5
  }

  mutating func text() -> String {
    one(of: [
      "", "x", "accuracy", "두 낱말", "<b>&\"'", "a\nb\t\u{1B}[2J\u{FFFE}", String(repeating: "long ", count: 30),
      "e\u{301}😀", "±0.5",
    ])
  }

  mutating func point() -> Point {
    let tip = text()
    return Point(number(), number(), trial: random.index(below: 9), tip: tip)
  }

  mutating func segment() -> Segment {
    let tip = text()
    return Segment(number(), number(), y: number(), trial: 1, tip: tip)
  }

  mutating func axis() -> Axis {
    switch random.index(below: 4) {
    case 0: Axis(text(), categories: list(60) { $0.text() })
    case 1: Axis(text(), from: number(), to: number(), scale: .logarithmic)
    case 2: Axis(text(), from: number(), to: number(), isWhole: true)
    default: Axis(text(), covering: list(9) { $0.number() }, margin: 0.05)
    }
  }

  mutating func marks() -> Marks {
    switch random.index(below: 9) {
    case 0: .points(list(150) { $0.point() })
    case 1: .line(list(90) { $0.point() })
    case 2: .steps(list(20) { $0.point() })
    case 3: .band(list(30) { Interval($0.number(), $0.number(), $0.number()) })
    case 4: .bars(list(70) { Bar($0.number(), $0.number(), deviation: $0.number(), text: $0.text()) })
    case 5: .segments(list(20) { $0.segment() })
    case 6: .rules(x: list(3) { $0.number() }, y: list(3) { $0.number() })
    case 7: .labels(list(9) { Label($0.number(), $0.number(), $0.text()) })
    default:
      .cells(
        Cells(rows: list(8) { $0.list(8) { $0.number() } }, texts: list(1) { $0.list(8) { $0.text() } }))
    }
  }

  mutating func series() -> Series {
    let roles: [Role] = [
      .trial, .best, .improvement, .failed, .chosen, .background, .mean, .band, .acquisition, .next, .hull, .bracket,
      .prediction, .bound, .compared(0), .compared(3), .compared(-1), .compared(17),
    ]
    return Series(text(), one(of: roles), marks())
  }

  mutating func panel() -> Panel {
    guard random.index(below: 5) == 0 else {
      return Panel(text(), x: axis(), y: axis(), series: list(4) { $0.series() })
    }
    let axes = list(20) { $0.axis() }
    let lines = list(60) { draws in
      ParallelCoordinates.Line(coordinates: draws.list(22) { $0.number() }, rank: draws.number(), trial: 1)
    }
    return Panel(text(), ParallelCoordinates(axes: axes, lines: lines))
  }

  mutating func figure() -> Figure {
    Figure(text(), panels: list(4) { $0.panel() }, columns: random.index(below: 4), notes: list(2) { $0.text() })
  }
}

import Charts

// Figures whose numbers, names and sizes are seldom met.
extension FigureSample {
  static let empty = Figure(
    "a study without a trial",
    panels: [
      Panel(
        x: Axis("trial", covering: []), y: Axis("accuracy", covering: []),
        series: [Series("trial", .trial, .points([]))])
    ],
    notes: ["no trial is complete"])

  static let oddNumbers: Figure = {
    let odd: [Double] = [.nan, .infinity, -.infinity, 1e308, -1e308, 0, .leastNonzeroMagnitude]
    let points = odd.flatMap { x in odd.map { Point(x, $0) } }
    let intervals = odd.map { Interval($0, -.infinity, .infinity) }
    return Figure(
      "numbers that have no place",
      panels: [
        Panel(
          "all", x: Axis("x", covering: odd), y: Axis("y", covering: odd, scale: .logarithmic),
          series: [
            Series("band", .band, .band(intervals)), Series("line", .mean, .line(points)),
            Series("point", .trial, .points(points)), Series("bars", .compared(1), .bars(odd.map { Bar($0, $0) })),
            Series("segments", .best, .segments(odd.map { Segment($0, -$0, y: $0) })),
            Series("rules", .next, .rules(x: odd, y: odd)), Series("steps", .compared(2), .steps(points)),
          ]),
        Panel(
          "constant", x: Axis("trial", from: 0, to: 3, isWhole: true), y: Axis("value", covering: [2, 2, 2]),
          series: [
            Series("line", .mean, .line((0..<4).map { Point(Double($0), 2) })),
            Series("point", .trial, .points((0..<4).map { Point(Double($0), 2) })),
          ]),
        Panel(
          "cells", x: Axis("", from: 0, to: 1), y: Axis("", from: 0, to: 1),
          series: [Series("", .mean, .cells(Cells(rows: [[.nan, 1], [2, .infinity], [3]])))]),
      ])
  }()

  static let manyCategories: Figure = {
    let names = (0..<200).map { "parameter number \($0)" }
    let bars = names.indices.map { Bar(Double($0), Double(($0 * 37) % 200) / 200) }
    return Figure(
      "200 of a kind",
      panels: [
        Panel(
          x: Axis("share", from: 0, to: 1), y: Axis("", categories: names), series: [Series("", .trial, .bars(bars))]),
        Panel(
          x: Axis("", categories: names), y: Axis("share", from: 0, to: 1), series: [Series("", .trial, .bars(bars))]),
      ])
  }()

  static let oddNames: Figure = {
    let names = ["학습률", "<script>alert(\"1\")</script>", "a & b's \"c\"", "tab\there\u{7}\u{1B}[31m", "😀 e\u{301}", ""]
    let points = names.indices.map { Point(Double($0), Double($0), trial: $0, tip: names[$0] + "\n둘째 줄") }
    return Figure(
      "정확도 <b>&amp;</b> 40회 시도",
      panels: [
        Panel(
          "학습률 \u{0}\u{1B}]0;x\u{7}", x: Axis("이름 <x>", categories: names), y: Axis("값", from: 0, to: 5),
          series: [
            Series("시도 <i>", .trial, .points(points)),
            Series("", .best, .labels([Label(1, 3, "여기 <b>\"bold\"</b>"), Label(5, 5, "아주 오른쪽 끝에 있는 이름")])),
          ]),
        Panel(
          x: Axis("값", from: 0, to: 1), y: Axis("", categories: names),
          series: [
            Series("", .compared(1), .bars(names.indices.map { Bar(Double($0), 0.15 * Double($0), text: names[$0]) }))
          ]),
        Panel(
          "",
          ParallelCoordinates(
            axes: [Axis("학습률", from: 0, to: 1), Axis("<축>", categories: names)],
            lines: names.indices.map {
              .init(coordinates: [0.2 * Double($0), Double($0)], rank: 0.2 * Double($0), tip: names[$0])
            }
          )),
      ], notes: ["참고: <이것> & \"저것\""])
  }()
}

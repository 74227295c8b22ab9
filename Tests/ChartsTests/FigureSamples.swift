import Basics
import Charts
import Foundation

/// A figure of every kind, of numbers that are the same in every run.
struct FigureSample: CustomStringConvertible, Sendable {
  let name: String
  let figure: Figure

  var description: String { name }

  static let all = [
    FigureSample(name: "history", figure: history), FigureSample(name: "belief", figure: belief),
    FigureSample(name: "slice", figure: slice), FigureSample(name: "importance", figure: importance),
    FigureSample(name: "matrix", figure: matrix), FigureSample(name: "map", figure: map),
    FigureSample(name: "parallel", figure: parallel), FigureSample(name: "timeline", figure: timeline),
    FigureSample(name: "curves", figure: curves), FigureSample(name: "front", figure: front),
    FigureSample(name: "hull", figure: hull), FigureSample(name: "panels", figure: panels),
    FigureSample(name: "halving", figure: halving), FigureSample(name: "crowd", figure: crowd),
    FigureSample(name: "empty", figure: empty), FigureSample(name: "odd-numbers", figure: oddNumbers),
    FigureSample(name: "many-categories", figure: manyCategories), FigureSample(name: "odd-names", figure: oddNames),
  ]

  /// Numbers from 0 to 1 that look like draws, by the additive recurrence of the golden ratio and its square.
  static func draws(_ count: Int, _ step: Double = 0.6180339887498949) -> [Double] {
    (1...count).map { (Double($0) * step).truncatingRemainder(dividingBy: 1) }
  }

  static let tries: [(x: Double, value: Double)] = zip(draws(40), draws(40, 0.7548776662466927)).map { x, noise in
    let place = -4 + 4 * x
    let distance: Double = place + 0.6
    let value: Double = 0.983 - 0.12 * distance * distance - 0.1 * noise
    return (pow(10, place), max(value, 0.05))
  }

  static let history: Figure = {
    var best = -1.0
    var steps: [Point] = []
    var others: [Point] = []
    var improvements: [Point] = []
    for (number, trial) in tries.enumerated() {
      let point = Point(Double(number), trial.value, trial: number, tip: "trial \(number): \(trial.value)")
      if trial.value > best { improvements.append(point) } else { others.append(point) }
      best = max(best, trial.value)
      steps.append(Point(Double(number), best))
    }
    return Figure(
      "accuracy, 40 trials, gamma(seed: 4)",
      panels: [
        Panel(
          x: Axis("trial", from: 0, to: 39, isWhole: true), y: Axis("accuracy", from: 0, to: 1),
          series: [
            Series("best so far", .best, .steps(steps)), Series("other", .background, .points(others)),
            Series("new best", .improvement, .points(improvements)),
          ])
      ], notes: ["best 0.9830 at trial 32 · within 5 % of it from trial 1 on · 7 trials since"])
  }()

  static let rate = Axis("lr", from: 1e-4, to: 1, scale: .logarithmic)

  static let belief: Figure = {
    let places = (0...120).map { -4 + 4 * Double($0) / 120 }
    func mean(_ place: Double) -> Double {
      let distance = place + 0.9
      return 0.18 + 0.82 * exp(-0.5 * distance * distance)
    }
    func deviation(_ place: Double) -> Double {
      let distances = [-3.6, -2.3, -1.9, -1.4, -0.3, 0].map { (known: Double) in abs(place - known) }
      return 0.05 + 0.18 * (1 - exp(-3 * (distances.min() ?? 0)))
    }
    let trials = [-3.6, -2.3, -1.9, -1.4, -0.3, 0].enumerated().map { Point(pow(10, $1), mean($1), trial: $0) }
    let value = places.map { place -> Point in
      let gain = mean(place) + deviation(place) - 1
      return Point(pow(10, place), max(gain, 0))
    }
    let lines = places.map { Point(pow(10, $0), mean($0)) }
    let band = places.map { Interval(pow(10, $0), mean($0) - deviation($0), mean($0) + deviation($0)) }
    return Figure(
      "what gaussian believes after 6 trials",
      panels: [
        Panel(
          x: rate, y: Axis("accuracy", from: 0, to: 1.2),
          series: [
            Series("95 %", .band, .band(band)), Series("mean", .mean, .line(lines)),
            Series("trial", .trial, .points(trials)), Series("next point", .next, .rules(x: [0.0833], y: [])),
          ]),
        Panel(
          x: rate, y: Axis("EI", from: 0, to: 0.2),
          series: [Series("", .acquisition, .line(value)), Series("", .next, .rules(x: [0.0833], y: []))]),
      ], notes: ["next: lr = 0.0833   predicted 1.033 ± 0.160   best so far 0.9825   EI 0.0638"])
  }()

  static let slice: Figure = {
    let points = tries.enumerated().map { Point($1.x, $1.value, trial: $0) }
    let best = points.max { $0.y < $1.y }
    return Figure(
      "accuracy over lr (logarithmic), 40 trials",
      panels: [
        Panel(
          x: rate, y: Axis("accuracy", from: 0, to: 1),
          series: [
            Series("trial", .trial, .points(points)),
            Series("failed", .failed, .points([Point(2e-3, 0), Point(0.7, 0)])),
            Series("best: lr = 0.251, 0.9703", .best, .points([best].compactMap { $0 })),
            Series("bound", .bound, .rules(x: [], y: [1])),
          ])
      ])
  }()

  static let importance = Figure(
    "what the accuracy of 40 trials depends on",
    panels: [
      Panel(
        x: Axis("importance", from: 0, to: 1),
        y: Axis("", categories: ["lr × width", "decay", "batch", "width", "lr"]),
        series: [
          Series(
            "", .trial,
            .bars([
              Bar(4, 0.81, deviation: 0.05), Bar(3, 0.11, deviation: 0.03), Bar(2, 0.04, deviation: 0.02),
              Bar(1, 0.01, deviation: 0.01), Bar(0, 0.03, text: "0.03"),
            ]))
        ])
    ],
    notes: [
      "fANOVA over 40 trials, ± 1 standard deviation",
      "Hint: decay hardly matters here: fix it and give its budget to lr.",
    ])

  static let matrix: Figure = {
    let noise = draws(100)
    let rows = (0..<10).map { (row: Int) -> [Int] in
      (0..<10).map { (column: Int) -> Int in
        guard row != column else { return 170 + Int(noise[row] * 25) }
        return max(Int(noise[row * 10 + column] * 40) - 32, 0)
      }
    }
    let digits = (0..<10).map(String.init)
    return Figure(
      "confusion of 2000 validation images",
      panels: [
        Panel(
          x: Axis("predicted", categories: digits), y: Axis("true", categories: digits.reversed()),
          series: [
            Series(
              "", .trial,
              .cells(
                Cells(
                  rows: rows.reversed().map { $0.map(Double.init) },
                  texts: rows.reversed().map { $0.map { $0 == 0 ? "·" : String($0) } })))
          ])
      ], notes: ["most confused: 1 taken for 7 (21), 4 taken for 9 (20)"])
  }()

  static let map: Figure = {
    let rows = (0..<30).map { row in
      (0..<40).map { column -> Double in
        let (x, y) = (Double(column) / 39 - 0.7, Double(row) / 29 - 0.4)
        return 0.98 * exp(-3 * x * x - 5 * y * y)
      }
    }
    let points = zip(tries, draws(40, 0.5698402909980532)).enumerated().map {
      Point($1.0.x, (16 * pow(8, $1.1)).rounded(), trial: $0)
    }
    return Figure(
      "accuracy over lr and width",
      panels: [
        Panel(
          x: rate, y: Axis("width", from: 16, to: 128, scale: .logarithmic),
          series: [
            Series("predicted accuracy", .mean, .cells(Cells(rows: rows))), Series("trial", .trial, .points(points)),
            Series("best", .best, .points([points[33]])),
          ])
      ])
  }()

  static let parallel: Figure = {
    let optimizers = Axis("optimizer", categories: ["sgd", "adam", "rmsprop"])
    let axes = [
      rate, Axis("width", from: 8, to: 256, scale: .logarithmic, isWhole: true), optimizers,
      Axis("drop", from: 0, to: 0.5), Axis("accuracy", from: 0.4, to: 1),
    ]
    let ranks = tries.map(\.value).sorted()
    let lines = tries.enumerated().map { number, trial in
      ParallelCoordinates.Line(
        coordinates: [
          trial.x, 8 * pow(32, draws(40, 0.5698402909980532)[number]), Double(number % 3),
          draws(40, 0.4142135623730951)[number] * 0.5, number == 7 ? .nan : trial.value,
        ], rank: Double(ranks.firstIndex(of: trial.value) ?? 0) / 39, trial: number)
    }
    return Figure("40 trials, the best emphasised", panels: [Panel("", ParallelCoordinates(axes: axes, lines: lines))])
  }()

  static let timeline: Figure = {
    var ends = [0.0, 0, 0, 0]
    var segments: [Role: [Segment]] = [:]
    for (number, length) in draws(22).enumerated() {
      let worker = ends.firstIndex(of: ends.min() ?? 0) ?? 0
      let role: Role = number == 9 ? .best : number % 8 == 5 ? .failed : .trial
      segments[role, default: []].append(
        Segment(ends[worker], ends[worker] + 2 + 8 * length, y: Double(worker), trial: number, tip: "trial \(number)"))
      ends[worker] += 2 + 8 * length
    }
    return Figure(
      "22 trials on 4 workers",
      panels: [
        Panel(
          x: Axis("seconds", from: 0, to: ends.max() ?? 1),
          y: Axis("", categories: ["worker 4", "worker 3", "worker 2", "worker 1"]),
          series: [
            Series("complete", .trial, .segments(segments[.trial] ?? [])),
            Series("best", .best, .segments(segments[.best] ?? [])),
            Series("failed", .failed, .segments(segments[.failed] ?? [])),
          ])
      ])
  }()

  static let curves: Figure = {
    let epochs = (1...12).map(Double.init)
    let runs: [(String, (Double) -> Double)] = [
      ("lr 0.1, good", { 0.06 + 0.6 * exp(-0.9 * $0) }), ("lr 2, diverges", { 2.3 - 0.01 * $0 }),
      ("lr 0.003, too slow", { 0.5 + 1.9 * exp(-0.2 * $0) }), ("lr 0.03", { 0.2 + 1.6 * exp(-0.5 * $0) }),
    ]
    return Figure(
      "validation loss over epochs, dense(32, relu), dense(10) on digits()",
      panels: [
        Panel(
          x: Axis("epoch", from: 1, to: 12, isWhole: true), y: Axis("validation loss", from: 0, to: 2.5),
          series: runs.enumerated().map { index, run in
            Series(run.0, .compared(index), .line(epochs.map { Point($0, run.1($0)) }))
          } + [
            Series("", .background, .labels(runs.map { Label(12, $0.1(12), $0.0) }))
          ])
      ])
  }()

  static let front: Figure = {
    let points = zip(draws(40), draws(40, 0.7548776662466927)).map { x, y in
      Point(0.2 + 9.8 * x * x, 0.1 + 0.5 / (1 + 4 * x) + 0.4 * y * y)
    }
    var front: [Point] = []
    for point in points.sorted(by: { $0.x < $1.x }) where point.y < front.last?.y ?? .infinity { front.append(point) }
    return Figure(
      "loss over seconds, 40 trials",
      panels: [
        Panel(
          x: Axis("seconds", from: 0, to: 10), y: Axis("loss", from: 0, to: 1),
          series: [
            Series("dominated", .background, .points(points.filter { !front.contains($0) })),
            Series("", .best, .steps(front)), Series("front", .best, .points(front)),
            Series("you pointed at", .chosen, .points([front[1]])),
          ])
      ])
  }()

  static let hull: Figure = {
    let points = [
      (1.8e-4, 0.9), (1e-3, 0.85), (6e-3, 0.35), (0.012, 0.22), (0.04, 0.12), (0.105, 0.03), (0.655, 0.04), (1, 0.5),
    ]
    .enumerated().map { Point($1.0, $1.1, trial: $0) }
    let hull = [0, 4, 5, 6, 7].map { points[$0] }
    return Figure(
      "1 - accuracy over lr, 9 trials",
      panels: [
        Panel(
          x: rate, y: Axis("1 - accuracy", from: 0, to: 1),
          series: [
            Series("lower hull", .hull, .line(hull)), Series("bracket", .bracket, .rules(x: [0.04, 0.655], y: [])),
            Series("predicted", .prediction, .rules(x: [0.305], y: [])), Series("trial", .trial, .points(points)),
            Series("proposed", .chosen, .points([Point(0.305, 0.02)])),
          ])
      ], notes: ["slope left -0.023, right +0.057 per decade  ->  predicted minimum  lr = 0.305"])
  }()

  static let panels: Figure = {
    let counts = [0, 1, 1, 3, 4, 7, 9, 12, 8, 3].map(Double.init)
    let bars = counts.enumerated().map { Bar(0.05 + 0.1 * Double($0), $1) }
    let points = tries.enumerated().map { Point($1.x, $1.value, trial: $0) }
    let choices = tries.enumerated().map { Point(Double($0 % 3), $1.value, trial: $0) }
    let accuracy = Axis("accuracy", from: 0, to: 1)
    return Figure(
      "40 trials from four sides",
      panels: [
        Panel("lr", x: rate, y: accuracy, series: [Series("trial", .trial, .points(points))]),
        Panel(
          "optimizer", x: Axis("optimizer", categories: ["sgd", "adam", "rmsprop"]), y: accuracy,
          series: [Series("trial", .trial, .points(choices))]),
        Panel(
          "how often", x: accuracy, y: Axis("trials", from: 0, to: 12, isWhole: true),
          series: [Series("", .compared(0), .bars(bars))]),
        Panel(
          "gain over the mean", x: Axis("gain", from: -0.5, to: 0.5),
          y: Axis("", categories: ["rmsprop", "adam", "sgd"]),
          series: [
            Series(
              "", .trial, .bars([Bar(0, -0.31, text: "-0.31"), Bar(1, 0.22, text: "0.22"), Bar(2, 0.04, text: "0.04")]))
          ]),
      ], columns: 2)
  }()

  static let halving: Figure = {
    let names = ["#05", "#23", "#02", "#19", "#07"]
    let ends = [1.0, 3, 9, 9, 27]
    let rungs = [1.0, 3, 9, 27]
    return Figure(
      "asha, 27 trials, rungs at 1, 3, 9 and 27 epochs",
      panels: [
        Panel(
          x: Axis("epochs", from: 1, to: 27, scale: .logarithmic), y: Axis("", categories: names),
          series: [
            Series("", .background, .segments(zip(ends, ends.indices).map { Segment(1, $0, y: Double($1)) })),
            Series(
              "rung", .trial,
              .points(
                ends.enumerated().flatMap { row, end in rungs.filter { $0 < end }.map { Point($0, Double(row)) } })),
            Series("stopped", .failed, .points((0..<4).map { Point(ends[$0], Double($0)) })),
            Series("best", .best, .points([Point(27, 4)])),
            Series(
              "", .background,
              .labels([
                Label(1, 0, "0.412, needed 0.688"), Label(3, 1, "0.902, needed 0.921"), Label(9, 2, "0.941"),
                Label(9, 3, "0.964, needed 0.968"), Label(27, 4, "0.981"),
              ])),
          ])
      ], notes: ["cost: 81 epochs instead of 729"])
  }()

  static let crowd: Figure = {
    let points = zip(draws(1000), draws(1000, 0.7548776662466927)).enumerated().map {
      Point($1.0 * $1.0 * 10, $1.1 * $1.0, trial: $0)
    }
    return Figure(
      "1000 trials",
      panels: [
        Panel(
          x: Axis("x", from: 0, to: 10), y: Axis("y", from: 0, to: 1),
          series: [Series("trial", .trial, .points(points))])
      ])
  }()
}

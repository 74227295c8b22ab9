import Basics
import BayesOpt
import Foundation
import Studies

extension ParameterDescription {
  static func real(_ name: String, _ low: Double, _ high: Double, _ scale: Scale = .linear, rule: String? = nil) -> Self
  {
    Self(name: name, domain: .real(low: low, high: high, scale: scale, step: nil), rule: rule)
  }

  static func integer(_ name: String, _ low: Int, _ high: Int) -> Self {
    Self(name: name, domain: .integer(low: low, high: high, scale: .linear, step: 1))
  }

  static func choice(_ name: String, _ choices: [JSON]) -> Self {
    Self(name: name, domain: .choice(count: choices.count, isOrdered: false), choices: choices)
  }
}

/// A study of trials a second each, begun one after the other; without an outcome a trial runs still.
func study(
  _ parameters: [ParameterDescription], name: String? = nil,
  objectives: [Objective] = [Objective(.minimize, metric: "loss")], trials count: Int,
  notes: (Int) -> [JSON.Member] = { _ in [] }, reports: (Int) -> [Report] = { _ in [] },
  _ trial: (Int) -> (values: [ParameterValue?], outcome: Outcome?)
) -> Study {
  let description = StudyDescription(
    name: name, objectives: objectives, parameters: parameters, strategy: "random(seed: 1)", seed: 1, version: "0.1")
  // 2026-11-29 12:00:00 UTC.
  let begin = 1_795_953_600_000_000
  let trials = (0..<count).map { number in
    let (values, outcome) = trial(number)
    let started = Trial(
      number: number, configuration: Configuration(values: values),
      start: Timestamp(microseconds: begin + number * 1_000_000))
    guard let outcome else { return started }
    return started.finished(
      outcome, notes: notes(number), reports: reports(number), objectives: objectives.count,
      at: Timestamp(microseconds: begin + (number + 1) * 1_000_000))
  }
  return Study(description, trials: trials)
}

/// A number from 0 to 1 for each index and stream: the fractional parts of multiples of irrational numbers.
func spread(_ index: Int, _ stream: Int = 0) -> Double {
  let steps = [0.6180339887498949, 0.4142135623730951, 0.7320508075688772, 0.2360679774997898, 0.6457513110645906]
  return (Double(index + 1) * steps[stream % steps.count] + Double(stream) * 0.137).truncatingRemainder(dividingBy: 1)
}

/// Studies whose reports are looked at in a browser.
enum ReportSamples {
  static let all: [String: Study] = [
    "digits": digits(150), "large": digits(10_000), "hostile": hostile, "empty": empty, "one": digits(1),
    "failed": failed,
    "front": front, "wide": wide,
  ]

  /// A log range, a choice, a condition, a whole number; a failure, a pruned trial; notes and reports.
  static func digits(_ count: Int) -> Study {
    study(
      [
        .real("lr", 1e-5, 1, .logarithmic), .choice("optimizer", ["sgd", "adam", true, nil]),
        .real("momentum", 0, 0.99, rule: "0.0..0.99 if optimizer == \"sgd\""), .integer("depth", 1, 8),
      ], name: "digits", objectives: [Objective(.maximize, metric: "accuracy")], trials: count,
      notes: { [.init("mcc", .real(spread($0, 4))), .init("tag", .string("run \($0 % 7)"))] },
      reports: { number in (1...10).map { Report(step: $0, value: spread(number, 3) * (1 - pow(0.7, Double($0)))) } },
      { number in
        let rate = pow(10, -5 * spread(number))
        let optimizer = number % 4
        let values: [ParameterValue?] = [
          .real(rate), .choice(optimizer), optimizer == 0 ? .real(0.99 * spread(number, 1)) : nil,
          .integer(1 + Int(8 * spread(number, 2))),
        ]
        if number % 20 == 7 { return (values, .failed("the loss is not a number at step \(number)")) }
        if number % 10 == 3 { return (values, .pruned) }
        let distance = log10(rate) + 2.5
        return (values, .complete([1 - 0.1 * distance * distance - 0.01 * spread(number, 3)]))
      })
  }

  /// Names, texts and numbers that a page may stumble over.
  static let hostile = study(
    [
      .real("</script><script>broken = 2</script>", 1e-300, 1e300, .logarithmic),
      .choice("학습률 \"'`", ["</script>", "<!--", ["a": 1], nil]),
      .real("<img src=x onerror=broken=3>", -1.7e308, 1.7e308), .integer("__proto__", .min, .max),
      .integer("constructor", 3, 3),
      .real("never", 0, 1, rule: "0.0..1.0 if false"), .real("line\u{2028}break\n\u{0}", 0, 1),
    ], name: "</title><script>broken = 1</script>\"'&lt;", objectives: [Objective(.minimize, metric: "<b>loss</b>")],
    trials: 40,
    notes: { number in
      [
        .init("<script>broken = 4</script>", .string("</script><script>broken = 5</script> 한국어 𝔘")),
        .init("numbers", number % 3 == 0 ? .real(.nan) : .real(number % 3 == 1 ? .infinity : -1e300)),
        .init("mixed", number % 2 == 0 ? 1 : [nil, "<i>", ["a": .real(.nan)]]), .init("loss", 1),
      ]
    }, reports: { $0 == 3 ? [Report(step: .min, value: .nan), Report(step: .max, value: .infinity)] : [] },
    { number in
      let values: [ParameterValue?] = [
        .real(pow(10, 600 * (spread(number) - 0.5))), .choice(number % 4), .real(1.7e308 * (2 * spread(number, 1) - 1)),
        .integer(number % 2 == 0 ? .max : .min), .integer(3), nil, .real(spread(number, 2)),
      ]
      switch number % 5 {
      case 0: return (values, .failed("</script><script>broken = 6</script> \u{7} <!-- 실패"))
      case 1: return (values, .complete([.infinity]))
      case 2: return (values, .complete([-1.7e308 * spread(number, 3)]))
      case 3: return (values, nil)
      default: return (values, .complete([1e308]))
      }
    })

  static let empty = study([.real("x", 0, 1)], name: "empty", trials: 0) { _ in ([], nil) }

  static let failed = study([.real("x", 0, 1)], name: "failed", trials: 12) { number in
    ([.real(spread(number))], .failed("out of memory"))
  }

  static let front = study(
    [.real("x", 0, 1), .real("y", 0, 1), .real("z", 0, 1)], name: "front",
    objectives: [Objective(.minimize, metric: "loss"), Objective(.maximize, metric: "speed"), Objective(.minimize)],
    trials: 90
  ) { number in
    let (x, y) = (spread(number), spread(number, 1))
    return ([.real(x), .real(y), .real(spread(number, 2))], .complete([x * x + y, x - y * y, spread(number, 2)]))
  }

  static let wide = study((0..<200).map { .real("parameter_\($0)", 0, 1) }, name: "wide", trials: 60) { number in
    let values = (0..<200).map { ParameterValue.real(spread(number * 3 + $0 % 5, $0)) }
    return (values, .complete([values[17].number]))
  }
}

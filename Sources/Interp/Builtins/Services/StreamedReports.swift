import Basics
import DSL

/// Reads reports out of the lines that another program prints: `epoch=3 loss=0.41`, `Epoch 3/10, loss: 0.41`,
/// `{"epoch": 3, "loss": 0.41}`.
struct StreamedReports {
  /// What a line tells.
  struct Line: Equatable {
    /// The step that it is of; nil where it names none.
    let step: Int?
    /// The metrics that it has, in the order in which they were asked for.
    let metrics: [Metric]
  }

  struct Metric: Equatable {
    let name: String
    let value: Double
  }

  /// What programs call the step, the first that a line has.
  private static let steps = ["epoch", "step", "iteration", "iter", "round", "batch"]

  /// The names that are looked for, the first being what pruners compare.
  let metrics: [String]

  /// What a line of output tells, likewise; most lines of a flood are too short to be looked at.
  func read(_ line: ArraySlice<UInt8>) -> Line? {
    line.count > metrics[0].utf8.count ? read(Text(String(decoding: line, as: UTF8.self))) : nil
  }

  /// What a line tells; nil where it has no number behind the first of the metrics.
  func read(_ line: Text) -> Line? {
    let scanner = NumberScanner(line)
    let small = scanner.bytes.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
    func number(behind name: String) -> Double? {
      let marker = Array(name.lowercased().utf8)
      guard !marker.isEmpty, marker.count <= small.count else { return nil }
      for start in 0...small.count - marker.count where small[start] == marker[0] {
        guard small[start..<start + marker.count].elementsEqual(marker),
          let value = scanner.number(behind: start..<start + marker.count)?.number
        else { continue }
        return value
      }
      return nil
    }
    let found = metrics.compactMap { name in number(behind: name).map { Metric(name: name, value: $0) } }
    guard found.first?.name == metrics.first, !found.isEmpty else { return nil }
    return Line(step: Self.step(Self.steps.lazy.compactMap { number(behind: $0) }.first), metrics: found)
  }

  /// What a row of a file tells; nil where it has no number for the first of the metrics.
  func read(_ row: [JSON.Member]) -> Line? {
    let found = metrics.compactMap { name in row.metric(name).map { Metric(name: name, value: $0) } }
    guard found.first?.name == metrics.first, !found.isEmpty else { return nil }
    let numbers = Self.steps.lazy.compactMap { step in row.first { $0.name.lowercased() == step }?.value.number }
    return Line(step: Self.step(numbers.first), metrics: found)
  }

  /// The step of a number that may be none.
  private static func step(_ number: Double?) -> Int? {
    number.flatMap { Int(exactly: $0) }.flatMap { $0 >= 0 ? $0 : nil }
  }
}

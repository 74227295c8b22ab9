import Basics
import RealModule

extension Axis {
  /// Round numbers along the axis, or its categories.
  ///
  /// On a linear axis they are multiples of 1, 2 or 5 times a power of ten; on a logarithmic one powers of ten, where it has
  /// at least three of them, otherwise 1, 2 and 5 times these, and on a short one the same multiples as on a linear one.
  ///
  /// - Parameter most: how many there is room for.
  /// - Returns: no more than `most` ticks in ascending order, each within the axis.
  public func ticks(atMost most: Int) -> [Tick] {
    guard most > 0 else { return [] }
    switch scale {
    case .categories(let names):
      let stride = (names.count + most - 1) / max(most, 1)
      return names.indices.filter { $0.isMultiple(of: max(stride, 1)) }.map { Tick(value: Double($0), text: names[$0]) }
    case .logarithmic:
      let powers = powersOfTen(atMost: most)
      if powers.count > 2 { return powers }
      let steps = steps(atMost: most)
      if steps.count > max(powers.count, 2) { return steps }
      return powers.count > 1 ? powers : multiples(atMost: most)
    case .linear:
      return multiples(atMost: most)
    }
  }

  /// Powers of ten, every one, every second, … until they are few enough.
  private func powersOfTen(atMost most: Int) -> [Tick] {
    let (first, last) = (Int(Double.log10(low).rounded(.up)), Int(Double.log10(high).rounded(.down)))
    guard first <= last else { return [] }
    let stride = max((last - first) / most + 1, 1)
    return Swift.stride(from: first, through: last, by: stride).compactMap { exponent in
      Double("1e\(exponent)").map { Tick(value: $0, text: NumberText.exact($0)) }
    }.filter { contains($0.value) }
  }

  /// 1, 2 and 5 times powers of ten, where there are few enough of them.
  private func steps(atMost most: Int) -> [Tick] {
    let (first, last) = (Int(Double.log10(low).rounded(.down)), Int(Double.log10(high).rounded(.down)))
    guard first <= last, last - first <= most else { return [] }
    let ticks = (first...last).flatMap { exponent in
      ["1", "2", "5"].compactMap { Double("\($0)e\(exponent)") }.map { Tick(value: $0, text: NumberText.exact($0)) }
    }.filter { contains($0.value) }
    return ticks.count <= most ? ticks : []
  }

  /// Multiples of the smallest of …, 0.1, 0.2, 0.5, 1, 2, 5, … that there are few enough of.
  private func multiples(atMost most: Int) -> [Tick] {
    // The halves, because the length itself may be no number.
    let exponent = Double.log10((high / 2 - low / 2) / Double(most)).rounded(.down)
    for factor in [1, 2, 5, 10, 20, 50, 100, 200, 500] {
      let step = Double(factor) * .exp10(exponent)
      let (first, last) = ((low / step).rounded(.up), (high / step).rounded(.down))
      guard last - first < Double(most), !isWhole || step >= 1 else { continue }
      return stride(from: first, through: last, by: 1).map { $0 * step }.filter(contains)
        .map { Tick(value: $0, text: NumberText.rounded($0, digits: 12)) }
    }
    return []
  }
}

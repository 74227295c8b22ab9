import Basics
import BayesOpt
import DSL
import Studies

/// A set of numbers or things that a search may choose from; a range is one too.
final class DomainValue: Host {
  /// What the domain holds.
  indirect enum Kind {
    case integers(low: Int, high: Int, step: Int)
    case reals(low: Double, high: Double, step: Double?)
    /// `log(low, high)` of two whole numbers; the step multiplies.
    case logIntegers(low: Int, high: Int, step: Int?)
    /// `log(low, high)`; the step multiplies.
    case logReals(low: Double, high: Double, step: Double?)
    case ordered(ContiguousArray<Value>)
    case normal(mean: Double, deviation: Double)
    /// Of the kind of that name.
    case gamma(Domain)
    /// A list of `count` members of a domain.
    case each(Value, count: Int)
  }
  let shape: Kind

  init(_ shape: Kind) { self.shape = shape }

  /// A range of the optimiser; nil of another domain.
  convenience init?(_ domain: Domain) {
    switch domain {
    case .integer(let low, let high, .linear, let step): self.init(.integers(low: low, high: high, step: step))
    case .integer(let low, let high, .logarithmic, let step):
      self.init(.logIntegers(low: low, high: high, step: step == 1 ? nil : step))
    case .real(let low, let high, .linear, let step): self.init(.reals(low: low, high: high, step: step))
    case .real(let low, let high, .logarithmic, let step): self.init(.logReals(low: low, high: high, step: step))
    case .gamma: self.init(.gamma(domain))
    case .choice, .normal: return nil
    }
  }

  override var isWrittenInFull: Bool { true }
  override var kind: String {
    switch shape {
    case .integers, .reals: "a range"
    default: "a domain"
    }
  }

  override var description: String {
    switch shape {
    case .integers(let low, let high, let step): DomainText.linear(low, high, step: step)
    case .reals(let low, let high, let step): DomainText.linear(low, high, step: step)
    case .logIntegers(let low, let high, let step): DomainText.logarithmic(low, high, step: step ?? 1)
    case .logReals(let low, let high, let step): DomainText.logarithmic(low, high, step: step)
    case .ordered(let items): DomainText.choices(items.map(\.description), isOrdered: true)
    case .normal(let mean, let deviation): DomainText.normal(mean: mean, deviation: deviation)
    case .gamma(let domain): ParameterDescription(name: "", domain: domain).domainText
    case .each(let domain, let count): "each(\(domain), \(count))"
    }
  }

  override func isEqual(to other: Host) -> Bool {
    guard let other = other as? DomainValue else { return false }
    return description == other.description
  }

  // MARK: Items

  /// The levels of a range that has some, or its numbers where it has none; nil of what is no range.
  private var numbers: Domain? {
    switch shape {
    case .integers(let low, let high, let step): .integer(low: low, high: high, scale: .linear, step: step)
    case .reals(let low, let high, let step): .real(low: low, high: high, scale: .linear, step: step)
    case .logIntegers(let low, let high, let step):
      .integer(low: low, high: high, scale: .logarithmic, step: step ?? 1)
    case .logReals(let low, let high, let step): .real(low: low, high: high, scale: .logarithmic, step: step)
    case .ordered, .normal, .gamma, .each: nil
    }
  }

  /// Whether it goes from `high` to `low`, where nothing is.
  private var isEmpty: Bool {
    switch shape {
    case .integers(let low, let high, _), .logIntegers(let low, let high, _): low > high
    case .reals(let low, let high, _), .logReals(let low, let high, _): low > high
    case .ordered, .normal, .gamma, .each: false
    }
  }

  override var length: Int? {
    switch shape {
    case .ordered(let items): return items.count
    // Numbers that are even on a logarithmic scale have no order of visits, nor have reals.
    case .logIntegers(_, _, nil), .reals(_, _, nil), .logReals(_, _, nil): return nil
    default: return isEmpty ? 0 : numbers?.count
    }
  }

  override func item(at index: Int) -> Value {
    if case .ordered(let items) = shape { return items[index] }
    guard index >= 0, let value = numbers?.value(ofLevel: UInt(index)) else { return .none }
    return switch value {
    case .real(let x): .real(x)
    case .integer(let i): .int(i)
    case .choice: .none
    }
  }

  override func contains(_ item: Value) -> Bool? {
    switch shape {
    case .ordered(let items): return items.contains(item)
    case .normal: return item.number.map(\.isFinite)
    case .gamma(let domain): return item.number.map { domain.contains(.real($0)) }
    case .each: return nil
    default: break
    }
    guard let number = item.number, let numbers else { return nil }
    guard !isEmpty else { return false }
    guard case .integer = numbers else { return numbers.contains(.real(number)) }
    // Not by way of a real, which may not hold it.
    if case .int(let i) = item { return numbers.contains(.integer(i)) }
    return Int(exactly: number).map { numbers.contains(.integer($0)) } ?? false
  }

  // MARK: Making one

  /// `low..high`; integers if both ends are.
  static func range(from low: Value, to high: Value, _ span: Span) throws(Exit) -> DomainValue {
    if case .int(let a) = low, case .int(let b) = high { return DomainValue(.integers(low: a, high: b, step: 1)) }
    guard let a = low.number, let b = high.number, a.isFinite, b.isFinite else {
      throw failure(.rangeForm, "a range needs two finite numbers, not \(low.kind) and \(high.kind)", span)
    }
    return DomainValue(.reals(low: a, high: b, step: nil))
  }

  /// `log(low, high)`; integers if both ends are.
  static func logarithmic(from low: Value, to high: Value, _ span: Span) throws(Exit) -> DomainValue {
    guard let a = low.number, let b = high.number, a.isFinite, b.isFinite else {
      throw failure(.rangeForm, "a logarithmic range needs two finite numbers, not \(low.kind) and \(high.kind)", span)
    }
    guard b > 0 else {
      throw failure(
        .logarithmEnds,
        "a logarithmic range cannot end at \(high)", span, label: "must be above 0",
        hint: "both ends are numbers above 0, as in `log(1e-6, 1)`.")
    }
    guard a > 0 else {
      throw failure(
        .logarithmEnds,
        "a logarithmic range cannot start at \(low)", span, label: "must be above 0",
        hint: "`log(1e-6, \(high))` starts near zero; `0.0..\(NumberText.literal(b))` starts at it, on a linear scale.")
    }
    guard a <= b else {
      throw failure(
        .emptyRange, "the range `log(\(low), \(high))` is reversed", span, hint: "write `log(\(high), \(low))`.")
    }
    if case .int(let x) = low, case .int(let y) = high { return DomainValue(.logIntegers(low: x, high: y, step: nil)) }
    return DomainValue(.logReals(low: a, high: b, step: nil))
  }

  /// `domain by step`; the step adds on a linear scale and multiplies on a logarithmic one.
  static func stepped(_ value: Value, by step: Value, _ span: Span) throws(Exit) -> DomainValue {
    guard case .host(let host) = value, let domain = host as? DomainValue, let amount = step.number, amount.isFinite
    else { throw failure(.rangeForm, "`by` needs a range and a number, not \(value.kind) and \(step.kind)", span) }
    func above(_ bound: Double) throws(Exit) {
      if amount <= bound { throw failure(.stepSize, "a step must be above \(realText(bound)), not \(step)", span) }
    }
    switch domain.shape {
    case .integers(let low, let high, _):
      try above(0)
      if case .int(let whole) = step { return DomainValue(.integers(low: low, high: high, step: whole)) }
      return DomainValue(.reals(low: Double(low), high: Double(high), step: amount))
    case .reals(let low, let high, _):
      try above(0)
      return DomainValue(.reals(low: low, high: high, step: amount))
    case .logIntegers(let low, let high, _):
      try above(1)
      if case .int(let whole) = step { return DomainValue(.logIntegers(low: low, high: high, step: whole)) }
      return DomainValue(.logReals(low: Double(low), high: Double(high), step: amount))
    case .logReals(let low, let high, _):
      try above(1)
      return DomainValue(.logReals(low: low, high: high, step: amount))
    default: throw failure(.notWalked, "`\(domain)` has no steps", span)
    }
  }
}

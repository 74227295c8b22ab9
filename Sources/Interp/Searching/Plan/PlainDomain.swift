import Basics
import BayesOpt
import DSL

/// A value of the language read as a domain: what one member chooses from, and how many members there are.
struct PlainDomain {
  let domain: Domain
  let choices: ContiguousArray<Value>
  /// 1, except for `each(domain, count)`.
  let count: Int
  let isList: Bool

  /// - Parameters:
  ///   - value: a range, a domain, or a list of choices.
  ///   - span: its text.
  /// - Throws: a failure of the program where it is something else, or empty.
  init(_ value: Value, _ span: Span) throws(Exit) {
    if case .host(let host) = value, let domain = host as? DomainValue, case .each(let inner, let count) = domain.shape
    {
      let member = try PlainDomain(inner, span)
      guard !member.isList else { throw failure(.notADomain, "`each` of an `each` is not a domain", span) }
      (domain: self.domain, choices: choices) = (member.domain, member.choices)
      self.count = count
      isList = true
      return
    }
    (domain, choices) = try Self.domain(of: value, span)
    count = 1
    isList = false
    do throws(DomainError) { try domain.validate() } catch {
      throw failure(error.topic, error.message, span, advice: error.hint)
    }
  }

  /// One member as an axis.
  func member(named name: String) -> SearchSpace.Axis {
    SearchSpace.Axis(name: name, domain: domain, choices: choices)
  }

  private static func domain(
    of value: Value, _ span: Span
  ) throws(Exit) -> (Domain, ContiguousArray<Value>) {
    switch value {
    case .list(let items):
      guard !items.isEmpty else {
        throw failure(.choices, "there is nothing to choose from in `[]`", span, hint: "list at least one value.")
      }
      try refuseRanges(among: items, span)
      return (.choice(count: items.count, isOrdered: false), items)
    case .host(let host):
      guard let domain = host as? DomainValue else { break }
      switch domain.shape {
      case .integers(let low, let high, let step):
        return (.integer(low: low, high: high, scale: .linear, step: step), [])
      case .reals(let low, let high, let step):
        return (.real(low: low, high: high, scale: .linear, step: step), [])
      case .logIntegers(let low, let high, let step):
        return (.integer(low: low, high: high, scale: .logarithmic, step: step ?? 1), [])
      case .logReals(let low, let high, let step):
        return (.real(low: low, high: high, scale: .logarithmic, step: step), [])
      case .ordered(let items):
        try refuseRanges(among: items, span)
        return (.choice(count: items.count, isOrdered: true), items)
      case .normal(let mean, let deviation): return (.normal(mean: mean, deviation: deviation), [])
      case .gamma(let domain): return (domain, [])
      case .each: break
      }
    default: break
    }
    throw failure(
      .notADomain,
      "a domain is needed here, not \(value.kind)", span,
      hint: "write a range `0.0..1.0`, `log(1e-4, 1)`, or a list of choices `[16, 32]`.")
  }

  /// Refuses choices that are ranges, or hold one: a trial would be given the range itself, and no number out of it.
  private static func refuseRanges(among choices: ContiguousArray<Value>, _ span: Span) throws(Exit) {
    // However deep they are: what is not looked at yet waits here.
    var rest = Array(choices)
    while let value = rest.popLast() {
      switch value {
      case .list(let items): rest += items
      case .record(let record): rest += record.fields.map(\.value)
      case .host(let range) where range is DomainValue:
        throw failure(
          .choices,
          "the choice \(range) is a range, out of which nothing would be chosen", span,
          hint: choices.count == 1
            ? "without brackets it is a domain: `x in \(range)`."
            : "write two parameters: `kind in [\"auto\", \"value\"], x in \(range) if kind == \"value\"`.")
      default: break
      }
    }
  }

  /// Refuses a choice that stands twice: equal ones could not be told apart in a trial's parameters.
  ///
  /// Once for a parameter is enough: in every context it has the same choices.
  func requireDistinctChoices(_ span: Span) throws(Exit) {
    // Values that are not equal may have one key.
    var seen: [Key: [Value]] = [:]
    for choice in choices {
      let key = Key(choice)
      if seen[key, default: []].contains(choice) {
        throw failure(.choices, "\(choice) is listed twice among the choices", span, hint: "list every choice once.")
      }
      seen[key, default: []].append(choice)
    }
  }
}

extension Domain {
  /// The narrowest domain that holds both; nil if they are of different kinds.
  func joined(with other: Domain) -> Domain? {
    switch (self, other) {
    case (.real(let a, let b, let scale, let step), .real(let c, let d, let otherScale, let otherStep))
    where scale == otherScale:
      .real(low: min(a, c), high: max(b, d), scale: scale, step: step == otherStep && a == c ? step : nil)
    case (.integer(let a, let b, let scale, let step), .integer(let c, let d, let otherScale, let otherStep))
    where scale == otherScale:
      .integer(low: min(a, c), high: max(b, d), scale: scale, step: step == otherStep && a == c ? step : 1)
    default: self == other ? self : nil
    }
  }
}

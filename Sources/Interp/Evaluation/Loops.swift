import Basics
import DSL

/// The variables of a loop: one or two slots.
struct LoopSlots {
  let first: Int
  let second: Int?
}

/// `for i in low..high` with the two ends as they stand: no range is made.
final class ForRange: Effect {
  let variable: Int
  let low: Node
  let high: Node
  let body: Node
  /// The slot of a list that gets an item each turn.
  let collecting: Int?
  init(_ variable: Int, _ low: Node, _ high: Node, _ body: Node, collecting: Int?, _ span: Span) {
    self.variable = variable
    self.collecting = collecting
    self.low = low
    self.high = high
    self.body = body
    super.init(span)
  }
  override func run(_ f: inout Frame) throws(Exit) {
    let from = try low.value(&f)
    let to = try high.value(&f)
    guard case .int(let first) = from, case .int(let last) = to else { throw notCountable(from, to, span) }
    guard first <= last else { return }
    if let collecting { (f.slots + collecting).items.pointee.reserveCapacity(Self.room(first, last)) }
    var i = first
    while true {
      try f.machine.poll()
      (f.slots + variable).put(.int(i))
      do throws(Exit) { try body.run(&f) } catch {
        switch error {
        case .continued: break
        case .broke: return
        default: throw error
        }
      }
      if i == last { return }
      i &+= 1
    }
  }

  /// How many items to make room for: of more, most may never come.
  private static func room(_ first: Int, _ last: Int) -> Int {
    let (distance, overflow) = last.subtractingReportingOverflow(first)
    return overflow ? mostRoom : min(distance, mostRoom - 1) + 1
  }

  private static let mostRoom = 1 << 20
}

@inline(never)
private func notCountable(_ low: Value, _ high: Value, _ span: Span) -> Exit {
  if low.number != nil, high.number != nil {
    return failure(
      .notWalked,
      "a range of reals has no next number", span, hint: "give a step: `0.0..1.0 by 0.1`.")
  }
  return failure(.rangeForm, "a range needs two numbers, not \(low.kind) and \(high.kind)", span)
}

/// `for` over the items of a list, the characters of a string, the names of a record, the numbers of a range.
final class ForEach: Effect {
  let variables: LoopSlots
  let source: Node
  let body: Node
  init(_ variables: LoopSlots, _ source: Node, _ body: Node, _ span: Span) {
    self.variables = variables
    self.source = source
    self.body = body
    super.init(span)
  }

  override func run(_ f: inout Frame) throws(Exit) {
    let collection = try source.value(&f)
    switch collection {
    case .list(let items):
      for item in items where try !turn(item, &f) { return }
    case .record(let record):
      for index in 0..<record.count {
        f.slots[variables.first] = .text(record.name(index).name)
        if let second = variables.second { f.slots[second] = record.value(index) }
        if try !turn(&f) { return }
      }
    case .text(let text):
      for character in text.characters where try !turn(.text(character), &f) { return }
    case .host(let host):
      guard let count = host.length else { throw notIterable(collection, source.span) }
      for index in 0..<count where try !turn(host.item(at: index), &f) { return }
    default: throw notIterable(collection, source.span)
    }
  }

  /// One turn with `item`, or the two members of it; false after `break`.
  @inline(__always)
  private func turn(_ item: Value, _ f: inout Frame) throws(Exit) -> Bool {
    if let second = variables.second {
      guard case .list(let pair) = item, pair.count == 2 else { throw notPair(item, source.span) }
      (f.slots + variables.first).put(pair[0])
      (f.slots + second).put(pair[1])
    } else {
      (f.slots + variables.first).put(item)
    }
    return try turn(&f)
  }

  @inline(__always)
  private func turn(_ f: inout Frame) throws(Exit) -> Bool {
    try f.machine.poll()
    do throws(Exit) { try body.run(&f) } catch {
      switch error {
      case .continued: return true
      case .broke: return false
      default: throw error
      }
    }
    return true
  }
}

@inline(never)
func notIterable(_ value: Value, _ span: Span) -> Exit {
  if case .host(let host) = value, let domain = host as? DomainValue {
    return failure(
      .notWalked,
      "`\(domain)` has no next number", span, hint: "a loop visits a list, or a range with a step: `0.0..1.0 by 0.1`.")
  }
  if case .host(let host) = value, host.kind == "a study" {
    return failure(
      .notWalked, "a loop cannot visit a study", span, hint: "its trials are a list: `for t in study.trials { ... }`.")
  }
  return failure(
    .notWalked, "a loop cannot visit \(value.kind)", span, hint: "it visits a list, a string, a record or a range.")
}

@inline(never)
private func notPair(_ item: Value, _ span: Span) -> Exit {
  failure(
    .notWalked,
    "two loop variables need items of two members, not \(item.kind)", span,
    hint:
      "`for i, x in enumerate(xs)` counts the items of a list, and `for name, value in record` takes both from a record."
  )
}

import Basics
import DSL

final class Interpolation: Node {
  let parts: Children
  init(_ parts: [Node], _ span: Span) {
    self.parts = Children(parts)
    super.init(span)
  }
  deinit { parts.release() }

  /// Most strings are not longer, so that they are allocated once.
  private static let commonLength = 16
  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    var bytes = ContiguousArray<UInt8>()
    bytes.reserveCapacity(Self.commonLength)
    for index in 0..<parts.count {
      if let pointer = parts.near(index, &f) {
        try f.machine.write(at: pointer, to: &bytes, span)
      } else {
        try f.machine.write(parts.value(index, &f), to: &bytes, span)
      }
    }
    return .text(Text(utf8: bytes))
  }
}

/// `...list` in a list literal, `...record` in a record literal.
final class Spread: Node {
  let value: Node
  init(_ value: Node) {
    self.value = value
    super.init(value.span)
  }
}

final class ListLiteral: Node {
  let items: [Node]
  init(_ items: [Node], _ span: Span) {
    self.items = items
    super.init(span)
  }
  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    var out = ContiguousArray<Value>()
    out.reserveCapacity(items.count)
    for item in items {
      if let spread = item as? Spread {
        try appendItems(of: spread.value.value(&f), to: &out, f.machine, spread.span)
      } else {
        out.append(try item.value(&f))
      }
    }
    return .list(out)
  }
}

/// Appends what `...value` stands for in a list.
func appendItems(
  of value: Value, to out: inout ContiguousArray<Value>, _ machine: UnsafeMutablePointer<Machine>, _ span: Span
) throws(Exit) {
  guard let items = try machine.items(of: value, besides: out.count, span) else {
    throw failure(.notWalked, "`...` cannot spread \(value.kind) here", span, hint: "it spreads a list or a range.")
  }
  out += items
}

final class RecordLiteral: Node {
  let shape: RecordShape
  let values: Children
  init(_ symbols: [InternedName], _ values: [Node], _ span: Span) {
    shape = RecordShape(symbols, isPermanent: true)
    self.values = Children(values)
    super.init(span)
  }
  deinit { values.release() }
  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    let record = Record.empty(shape)
    for index in 0..<values.count { (record.values + index).put(try values.value(index, &f)) }
    return .record(record)
  }
}

/// `{...r, x: 1}`: later fields override what was spread before them.
final class SpreadingRecordLiteral: Node {
  /// A name, or nil for a spread.
  let fields: [(symbol: InternedName?, value: Node)]
  init(_ fields: [(symbol: InternedName?, value: Node)], _ span: Span) {
    self.fields = fields
    super.init(span)
  }
  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    var builder = RecordBuilder()
    for (symbol, node) in fields {
      let value = try node.value(&f)
      if let symbol {
        builder.set(symbol, value)
      } else {
        guard case .record(let record) = value else {
          throw failure(
            .notWalked, "`...` cannot spread \(value.kind) into a record", node.span, hint: "it spreads a record.")
        }
        builder.set(contentsOf: record)
      }
    }
    return .record(builder.build())
  }
}

/// `[element for x in xs if c]`: loops that collect into a slot of their own.
final class ComprehensionNode: Node {
  let accumulator: Int
  let loops: Node
  init(_ accumulator: Int, _ loops: Node, _ span: Span) {
    self.accumulator = accumulator
    self.loops = loops
    super.init(span)
  }
  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    let slot = f.slots + accumulator
    slot.pointee = .list(ContiguousArray<Value>())
    try loops.run(&f)
    let list = slot.pointee
    slot.pointee = .none
    return list
  }
}

/// `low..high` as a value.
final class RangeNode: Node {
  let low: Node
  let high: Node
  init(_ low: Node, _ high: Node, _ span: Span) {
    self.low = low
    self.high = high
    super.init(span)
  }
  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    let a = try low.value(&f)
    return .host(try DomainValue.range(from: a, to: try high.value(&f), span))
  }
}

/// `domain by step`.
final class SteppedNode: Node {
  let domain: Node
  let step: Node
  init(_ domain: Node, _ step: Node, _ span: Span) {
    self.domain = domain
    self.step = step
    super.init(span)
  }
  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    let value = try domain.value(&f)
    return .host(try DomainValue.stepped(value, by: try step.value(&f), span))
  }
}

/// A count with its unit: `n trials`.
final class QuantityNode: Node {
  let amount: Node
  let unit: CountUnit
  init(_ amount: Node, _ unit: CountUnit, _ span: Span) {
    self.amount = amount
    self.unit = unit
    super.init(span)
  }
  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    let value = try amount.value(&f)
    guard let number = value.number, number >= 0 else {
      throw failure(
        .unitForm,
        "a number of \(unit.rawValue) is needed, not \(value.kind == "an integer" ? "\(value)" : value.kind)", span)
    }
    guard number == number.rounded() else {
      throw failure(.unitForm, "\(value) \(unit.rawValue) is not a whole number", span)
    }
    return .quantity(Quantity(number, .count(unit)))
  }
}

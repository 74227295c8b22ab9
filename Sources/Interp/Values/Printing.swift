// Values as text. They print as they are written in a program, as far as a program can write them.

import Basics

extension Value: CustomStringConvertible {
  /// The value as it is written in a program: strings are quoted.
  public var description: String { text(isQuoted: true) }

  /// The value as `print` shows it: a string bare.
  public var shown: String { text(isQuoted: false) }

  /// Cut off where it would be longer than a string may be.
  private func text(isQuoted: Bool) -> String {
    struct TooLong: Error {}
    var bytes = ContiguousArray<UInt8>()
    do throws(TooLong) {
      try write(to: &bytes, isQuoted: isQuoted) { (count: Int) throws(TooLong) in
        if count > Capacity.bytes { throw TooLong() }
      }
    } catch { bytes += "...".utf8 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends what an interpolation shows of the value; `check` is told again and again how many bytes there will be at
  /// least, and may put an end to it.
  @inline(__always)
  func write<E: Error>(
    to bytes: inout ContiguousArray<UInt8>, isQuoted: Bool, check: (_ count: Int) throws(E) -> Void
  ) throws(E) {
    switch self {
    case .int(let i): writeDecimal(i, to: &bytes)
    case .list, .record: try writeNested(to: &bytes, check: check)
    default: try writePlain(to: &bytes, isQuoted: isQuoted, check: check)
    }
  }

  /// A list or a record, however deep: what is not closed yet waits in an array, not on the thread's stack.
  private func writeNested<E: Error>(
    to bytes: inout ContiguousArray<UInt8>, check: (_ count: Int) throws(E) -> Void
  ) throws(E) {
    var open = [(value: self, next: 0)]
    while let (value, next) = open.popLast() {
      let (count, isRecord) = value.contentSize
      if next == 0 { bytes.append(UInt8(ascii: isRecord ? "{" : "[")) }
      var index = next
      var inner: Value?
      while index < count, inner == nil {
        try check(bytes.count)
        if index > 0 { bytes += ", ".utf8 }
        let item = value.content(index)
        if let name = item.name {
          if isWord(name) { bytes += name.utf8 } else { writeQuoted(Text(name), to: &bytes) }
          bytes += ": ".utf8
        }
        index += 1
        switch item.value {
        case .list, .record: inner = item.value
        default: try item.value.writePlain(to: &bytes, isQuoted: true, check: check)
        }
      }
      if let inner {
        open.append((value, index))
        open.append((inner, 0))
      } else {
        bytes.append(UInt8(ascii: isRecord ? "}" : "]"))
      }
    }
  }

  /// How many values a list or a record holds.
  private var contentSize: (count: Int, isRecord: Bool) {
    switch self {
    case .list(let items): (items.count, false)
    case .record(let record): (record.count, true)
    default: (0, false)
    }
  }

  /// A value that a list or a record holds, with its name in the record.
  private func content(_ index: Int) -> (name: String?, value: Value) {
    switch self {
    case .list(let items): (nil, items[index])
    case .record(let record): (record.name(index).name, record.value(index))
    default: (nil, self)
    }
  }

  /// All that is neither a list nor a record.
  private func writePlain<E: Error>(
    to bytes: inout ContiguousArray<UInt8>, isQuoted: Bool, check: (_ count: Int) throws(E) -> Void
  ) throws(E) {
    switch self {
    case .none, .missing: bytes += "none".utf8
    case .bool(let b): bytes += (b ? "true" : "false").utf8
    case .int(let i): writeDecimal(i, to: &bytes)
    case .real(let r): bytes += realText(r).utf8
    case .text(let text):
      try check(bytes.count + text.utf8.count)
      if isQuoted { writeQuoted(text, to: &bytes) } else { bytes += text.utf8 }
    case .function(let function): bytes += function.code.signature.utf8
    case .builtin(let builtin): bytes += builtin.signatureText.utf8
    case .host(let host): bytes += ((isQuoted ? nil : host.drawing) ?? host.description).utf8
    case .quantity(let quantity): bytes += quantity.description.utf8
    case .list, .record: break
    }
  }
}

/// Whether a field name can be written without quotes.
func isWord(_ name: String) -> Bool {
  guard let first = name.unicodeScalars.first, first == "_" || first.properties.isAlphabetic else { return false }
  return name.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0) }
}

/// With escapes for what cannot be seen, or would move the cursor of a terminal.
private func writeQuoted(_ text: Text, to bytes: inout ContiguousArray<UInt8>) {
  bytes.append(UInt8(ascii: "\""))
  var isBehindC2 = false
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "\n"): bytes += "\\n".utf8
    case UInt8(ascii: "\t"): bytes += "\\t".utf8
    case UInt8(ascii: "\r"): bytes += "\\r".utf8
    case 0: bytes += "\\0".utf8
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "{"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    case 1..<0x20, 0x7F: bytes += "\\u{\(String(byte, radix: 16, uppercase: true))}".utf8
    // U+0080 to U+009F.
    case 0x80..<0xA0 where isBehindC2:
      bytes.removeLast()
      bytes += "\\u{\(String(byte, radix: 16, uppercase: true))}".utf8
    default: bytes.append(byte)
    }
    isBehindC2 = byte == 0xC2
  }
  bytes.append(UInt8(ascii: "\""))
}

/// Decimal digits, without making a `String` first.
private func writeDecimal(_ value: Int, to bytes: inout ContiguousArray<UInt8>) {
  if value < 0 { bytes.append(UInt8(ascii: "-")) }
  var count = 1
  var rest = value.magnitude
  while rest >= 10 {
    rest /= 10
    count += 1
  }
  bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: count))
  var position = bytes.count - 1
  rest = value.magnitude
  while rest > 0 {
    let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
    bytes[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
    rest = quotient
    position -= 1
  }
}

/// A real as the language prints it; infinities have a word of their own.
func realText(_ value: Double) -> String {
  if value.isInfinite { return value < 0 ? "-infinity" : "infinity" }
  return NumberText.exact(value)
}

extension Value {
  /// The name that the value has in itself: of a named function, or of a strategy.
  var ownName: String? {
    switch self {
    // A function without a name is called by the word that began it.
    case .function(let function): function.code.name == "fn" ? nil : function.code.name
    case .builtin(let builtin): builtin.name
    case .host(let host): host.shortName
    default: nil
    }
  }
}

/// Writes messages in the wire format of Protocol Buffers: each field is a key and a value; what is empty or zero may be left out.
///
/// A key is (number << 3 | type) with type 0 for integers of variable length, 2 for bytes behind their length, and 5 for four
/// bytes. The format: https://protobuf.dev/programming-guides/encoding.
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  /// A whole number, seven bits a byte, the lowest first; negative ones as their two's complement.
  mutating func integer(_ number: Int, _ value: Int) {
    key(number, type: 0)
    varint(UInt64(bitPattern: Int64(value)))
  }

  mutating func float(_ number: Int, _ value: Float) {
    key(number, type: 5)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func text(_ number: Int, _ value: String) { content(number, Array(value.utf8)) }

  mutating func content(_ number: Int, _ value: [UInt8]) {
    key(number, type: 2)
    varint(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  mutating func message(_ number: Int, _ body: (inout ProtobufWriter) -> Void) {
    var writer = ProtobufWriter()
    body(&writer)
    content(number, writer.bytes)
  }

  private mutating func key(_ number: Int, type: UInt64) { varint(UInt64(number) << 3 | type) }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

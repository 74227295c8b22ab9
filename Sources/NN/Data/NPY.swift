import Basics

/// An array in NumPy's format: a magic word, a version, a header that is a Python dictionary, then the numbers.
struct NPYArray {
  /// What the array is called in messages.
  let path: String
  let shape: [Int]
  /// The type's letter: `f` floating point, `i` signed, `u` unsigned, `b` truth values; and its size in bytes.
  let kind: Character
  let size: Int
  private let isBigEndian: Bool
  /// The numbers, the last axis fastest.
  let content: Bytes

  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  static func isOne(_ start: [UInt8]) -> Bool { start.starts(with: magic) }

  /// Reads an array of numbers in versions 1 to 3 of the format, in any order of bytes and axes.
  init(_ bytes: Bytes, path: String) throws {
    func refuse(_ reason: String) -> DataError { .malformed(path: path, format: "NPY", reason: reason) }
    guard bytes.holds(Self.magic), let version = bytes[6] else { throw refuse("it does not start as one") }
    guard (1...3).contains(version) else { throw refuse("version \(version) of the format is unknown") }
    let lengthSize = version == 1 ? 2 : 4
    guard let length = bytes.littleEndian(8, size: lengthSize),
      let header = bytes.slice(8 + lengthSize, count: length)
    else { throw refuse("its header is cut off") }
    let text = String(decoding: header.array, as: UTF8.self)
    func value(_ key: String) throws -> Substring {
      guard let range = text.firstRange(of: "'\(key)':") else { throw refuse("its header has no \(key)") }
      return text[range.upperBound...].drop { $0 == " " }
    }
    let type = try value("descr").dropFirst().prefix { $0 != "'" && $0 != "\"" }
    guard let order = type.first, let kind = type.dropFirst().first, let size = Int(type.dropFirst(2)),
      "<>|=".contains(order),
      ["f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"].contains("\(kind)\(size)")
    else {
      throw refuse("its type \(type.prefix(20)) is none of f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 bool")
    }
    let extents = try value("shape").dropFirst().prefix { $0 != ")" }
      .split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }.map { Int($0) }
    let shape = extents.compactMap(\.self)
    guard try value("shape").first == "(", shape.count == extents.count, shape.allSatisfy({ $0 >= 0 }) else {
      throw refuse("its shape is not a list of extents")
    }
    let (byteCount, overflow) = Shape(shape).count.multipliedReportingOverflow(by: size)
    let start = 8 + lengthSize + length
    guard !overflow, let content = bytes.slice(start, count: byteCount) else {
      throw DataError.truncated(
        path: path, expected: overflow ? .max : start + min(byteCount, .max / 2), found: bytes.count)
    }
    guard byteCount > 0 else { throw DataError.emptyFile(path: path) }
    self.path = path
    self.shape = shape
    self.kind = kind
    self.size = size
    isBigEndian = order == ">"
    let isFortran = try value("fortran_order").hasPrefix("True") && shape.count > 1
    self.content = try isFortran ? Self.reordered(content, shape, size: size, path: path) : content
  }

  /// How many items there are, and the shape of one.
  var count: Int { shape.first ?? 1 }
  var itemShape: [Int] { Array(shape.dropFirst()) }

  /// The numbers where they are, if they are single-precision ones that this machine can read there.
  var singles: Bytes? {
    let isAligned = content.withPointer { UInt(bitPattern: $0) % UInt(MemoryLayout<Float>.alignment) == 0 }
    return kind == "f" && size == 4 && !isBigEndian && isAligned ? content : nil
  }

  /// The numbers from `start`, `count` of them, `step` apart.
  func values(from start: Int = 0, count: Int, step: Int = 1) -> [Double] {
    content.withPointer { bytes in (0..<count).map { number(bytes + (start + $0 * step) * size) } }
  }

  private func number(_ bytes: UnsafePointer<UInt8>) -> Double {
    var bits: UInt64 = 0
    for i in 0..<size { bits |= UInt64(bytes[isBigEndian ? size - 1 - i : i]) << UInt64(8 * i) }
    switch kind {
    case "f": return size == 4 ? Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))) : Double(bitPattern: bits)
    case "i":
      let unused = UInt64(64 - 8 * size)
      return Double(Int64(bitPattern: bits << unused) >> Int64(unused))
    case "b": return bits == 0 ? 0 : 1
    default: return Double(bits)
    }
  }

  /// Content whose first axis is fastest, with its last axis fastest.
  private static func reordered(_ content: Bytes, _ shape: [Int], size: Int, path: String) throws -> Bytes {
    guard !MachineMemory.isExceeded(byBytes: content.count) else {
      throw DataError.exceedsMemory(path: path, bytes: content.count)
    }
    let steps = shape.indices.map { shape[..<$0].reduce(size, *) }
    return try Bytes(count: content.count) { to in
      content.withPointer { from in
        var place = [Int](repeating: 0, count: shape.count)
        var source = 0
        for target in stride(from: 0, to: content.count, by: size) {
          for i in 0..<size { to[target + i] = from[source + i] }
          // The next place: the last axis advances, and one that is at its end starts again and hands on.
          var axis = shape.count - 1
          while axis >= 0 {
            place[axis] += 1
            source += steps[axis]
            if place[axis] < shape[axis] { break }
            source -= shape[axis] * steps[axis]
            place[axis] = 0
            axis -= 1
          }
        }
      }
    }
  }
}

/// The passage of values to bytes or from them.
///
/// All numbers are little-endian.
protocol ByteArchive: Archive {
  /// Passes eight bytes.
  mutating func pass(_ word: inout UInt64) throws
  /// Passes a number of bytes, and their count.
  mutating func pass(_ content: inout [UInt8]) throws
  /// Passes floats: as many as there are, of which a reader refuses any number but `count`.
  mutating func pass(_ numbers: inout FloatBuffer, count: Int) throws
}

extension ByteArchive {
  mutating func field(_ name: String, _ body: (inout Self) throws -> Void) throws { try body(&self) }

  mutating func pass(_ value: inout Int) throws {
    var word = UInt64(bitPattern: Int64(value))
    try pass(&word)
    value = Int(truncatingIfNeeded: word)
  }

  mutating func pass(_ value: inout Double) throws {
    var word = value.bitPattern
    try pass(&word)
    value = Double(bitPattern: word)
  }

  mutating func pass(_ value: inout Float) throws {
    var word = UInt64(value.bitPattern)
    try pass(&word)
    value = Float(bitPattern: UInt32(truncatingIfNeeded: word))
  }

  mutating func pass(_ value: inout Bool) throws {
    var word: UInt64 = value ? 1 : 0
    try pass(&word)
    value = word != 0
  }

  mutating func pass(_ text: inout String) throws {
    var content = Array(text.utf8)
    try pass(&content)
    text = String(decoding: content, as: UTF8.self)
  }

  mutating func pass<T>(_ value: inout T?, blank: T, _ field: (inout Self, inout T) throws -> Void) throws {
    var isThere = value != nil
    try pass(&isThere)
    guard isThere else {
      value = nil
      return
    }
    var present = value ?? blank
    try field(&self, &present)
    value = present
  }

  mutating func pass<T>(_ values: inout [T], blank: T, _ field: (inout Self, inout T) throws -> Void) throws {
    var count = values.count
    try pass(&count)
    var passed: [T] = []
    // A reader that is told of more elements than there are comes to the end of its bytes and throws.
    var index = 0
    while index < count {
      var element = index < values.count ? values[index] : blank
      try field(&self, &element)
      passed.append(element)
      index += 1
    }
    values = passed
  }
}

/// The direction to bytes.
struct ByteWriter: ByteArchive {
  var depth = 0
  private(set) var bytes: [UInt8] = []

  /// Throws where there is no memory to write so many floats: for them, their words, and the bytes as they grow and are
  /// closed into an envelope.
  static func needMemory(floats count: Int) throws(MemoryError) {
    try MachineMemory.need(bytes: count.saturating(times: 5 * MemoryLayout<Float>.stride))
  }

  mutating func pass(_ word: inout UInt64) {
    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func pass(_ content: inout [UInt8]) {
    var count = UInt64(content.count)
    pass(&count)
    bytes.append(contentsOf: content)
  }

  mutating func pass(_ numbers: inout FloatBuffer, count: Int) {
    numbers.withPointer { append(UnsafeBufferPointer(start: $0, count: numbers.count)) }
  }

  /// Writes floats, and their count before them.
  mutating func append(_ numbers: some Collection<Float>) {
    var count = UInt64(numbers.count)
    pass(&count)
    numbers.map(\.bitPattern.littleEndian).withUnsafeBytes { bytes.append(contentsOf: $0) }
  }
}

/// The direction from bytes; what is not there is an error.
struct ByteReader: ByteArchive {
  var depth = 0
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    position = min(range.lowerBound, bytes.count)
    end = min(range.upperBound, bytes.count)
  }

  var isAtEnd: Bool { position == end }
  var rest: Int { end - position }

  mutating func pass(_ word: inout UInt64) throws {
    let place = try take(8)
    word = (0..<8).reduce(0) { $0 | UInt64(bytes[place + $1]) << UInt64(8 * $1) }
  }

  mutating func pass(_ content: inout [UInt8]) throws {
    let count = try count(of: 1)
    let place = try take(count)
    content = Array(bytes[place..<(place + count)])
  }

  mutating func pass(_ numbers: inout FloatBuffer, count expected: Int) throws {
    let count = try count(of: 4)
    guard count == expected else { throw Self.damaged }
    let place = try take(4 * count)
    numbers = try FloatBuffer(zeros: count)
    try bytes.withUnsafeBytes { bytes in
      try numbers.withMutablePointer { numbers in
        for i in 0..<count {
          let bits = bytes.loadUnaligned(fromByteOffset: place + 4 * i, as: UInt32.self)
          numbers[i] = Float(bitPattern: UInt32(littleEndian: bits))
        }
      }
    }
  }

  /// Reads how many elements of a size follow: no more than there can be.
  private mutating func count(of size: Int) throws -> Int {
    var count: UInt64 = 0
    try pass(&count)
    guard count <= UInt64(rest / size) else { throw Self.damaged }
    return Int(count)
  }

  private mutating func take(_ count: Int) throws -> Int {
    guard count <= rest else { throw Self.damaged }
    defer { position += count }
    return position
  }

  static let damaged = TrainingError.restore(reason: "the saved bytes are damaged")
}

/// The direction to bytes.
struct ByteWriter: Archive {
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
struct ByteReader: Archive {
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

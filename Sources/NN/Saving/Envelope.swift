import CZlib

/// What stands round saved bytes, so that foreign, old, cut off and damaged ones are told apart before they are read.
///
/// | bytes | content |
/// |---|---|
/// | 8 | the kind, in ASCII |
/// | 8 | the version of the format |
/// | 8 | the length n of the content |
/// | n | the content |
/// | 8 | the CRC-32 of all before |
enum Envelope: String, CaseIterable {
  case training = "hpotrain"
  case network = "hponetwk"

  private static let version: UInt64 = 4
  private static let head = 24

  private var what: String { self == .training ? "checkpoint of a training" : "saved network" }

  /// Closes content into an envelope.
  func sealed(_ content: [UInt8]) -> [UInt8] {
    var writer = ByteWriter()
    var kind = kind
    var version = Self.version
    var length = UInt64(content.count)
    writer.pass(&kind)
    writer.pass(&version)
    writer.pass(&length)
    let bytes = writer.bytes + content
    var tail = ByteWriter()
    var sum = Self.checkSum(bytes)
    tail.pass(&sum)
    return bytes + tail.bytes
  }

  /// A reader of the content of an envelope.
  func opened(_ bytes: [UInt8]) throws -> ByteReader {
    var (found, version, length, sum): (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    var reader = ByteReader(bytes, 0..<bytes.count)
    func refuse(_ reason: String) -> TrainingError { .restore(reason: reason) }
    guard bytes.count >= 8 else { throw refuse("these \(bytes.count) bytes are not a \(what)") }
    try reader.pass(&found)
    guard found == kind else {
      let other = Self.allCases.first { $0.kind == found }
      guard let other else { throw refuse("these bytes are not a \(what)") }
      throw TrainingError.restore(
        reason: "these bytes are a \(other.what), not a \(what)",
        hint: self == .training
          ? "leave the data out: a saved network needs nothing else"
          : "a training needs its model and its data: `restore(path, model, data)`")
    }
    guard bytes.count >= Self.head + 8 else { throw refuse("the \(what) is cut off after \(bytes.count) bytes") }
    try reader.pass(&version)
    guard version == Self.version else {
      throw refuse("the \(what) has format \(version), and this program reads format \(Self.version)")
    }
    try reader.pass(&length)
    guard length == UInt64(bytes.count - Self.head - 8) else {
      throw refuse("the \(what) announces \(length) bytes of content, and \(bytes.count - Self.head - 8) are there")
    }
    let end = bytes.count - 8
    var tail = ByteReader(bytes, end..<bytes.count)
    try tail.pass(&sum)
    guard sum == Self.checkSum(bytes[..<end]) else {
      throw refuse("the \(what) is damaged: its check sum does not fit")
    }
    return ByteReader(bytes, Self.head..<end)
  }

  private var kind: UInt64 { rawValue.utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) } }

  static func checkSum(_ bytes: some Collection<UInt8>) -> UInt64 {
    let sum = bytes.withContiguousStorageIfAvailable { bytes -> UInt in
      guard let start = bytes.baseAddress else { return 0 }
      return crc32_z(0, start, bytes.count)
    }
    return UInt64(sum ?? 0)
  }
}

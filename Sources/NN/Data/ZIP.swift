/// The members of a ZIP archive, stored or deflated, also of more than 4 GB (PKWARE's application note 6.3, section 4.3).
struct ZIP {
  let path: String
  private let bytes: Bytes
  private(set) var members: [Member] = []

  struct Member {
    let name: String
    fileprivate let flags: Int
    fileprivate let method: Int
    fileprivate let checksum: Int
    fileprivate let packedCount: Int
    fileprivate let count: Int
    fileprivate let offset: Int
  }

  /// Reads the directory at the end of an archive.
  init(_ bytes: Bytes, path: String) throws {
    self.path = path
    self.bytes = bytes
    guard var (position, left) = Self.directory(bytes) else { throw refusal("it has no directory at its end") }
    while left > 0 {
      guard bytes.holds([0x50, 0x4B, 1, 2], at: position), let nameCount = bytes.littleEndian(position + 28, size: 2),
        let extraCount = bytes.littleEndian(position + 30, size: 2),
        let commentCount = bytes.littleEndian(position + 32, size: 2),
        let name = bytes.slice(position + 46, count: nameCount),
        let member = member(
          String(decoding: name.array, as: UTF8.self), position, position + 46 + nameCount, extraCount)
      else { throw refusal("its directory is damaged") }
      members.append(member)
      position += 46 + nameCount + extraCount + commentCount
      left -= 1
    }
  }

  /// Where the directory starts, and how many members it lists.
  private static func directory(_ bytes: Bytes) -> (position: Int, members: Int)? {
    // The end record has 22 bytes and a comment of up to 65,535.
    let last = bytes.count - 22
    guard last >= 0, let end = (max(last - 65535, 0)...last).last(where: { bytes.holds([0x50, 0x4B, 5, 6], at: $0) }),
      let count = bytes.littleEndian(end + 10, size: 2), let position = bytes.littleEndian(end + 16, size: 4)
    else { return nil }
    guard position == 0xFFFF_FFFF || count == 0xFFFF, bytes.holds([0x50, 0x4B, 6, 7], at: end - 20) else {
      return (position, count)
    }
    guard let wide = bytes.littleEndian(end - 12, size: 8), bytes.holds([0x50, 0x4B, 6, 6], at: wide),
      let wideCount = bytes.littleEndian(wide + 32, size: 8), let widePosition = bytes.littleEndian(wide + 48, size: 8)
    else { return nil }
    return (widePosition, wideCount)
  }

  private func member(_ name: String, _ position: Int, _ extra: Int, _ extraCount: Int) -> Member? {
    func field(_ offset: Int, _ size: Int) -> Int? { bytes.littleEndian(position + offset, size: size) }
    guard let flags = field(8, 2), let method = field(10, 2), let checksum = field(16, 4),
      var packedCount = field(20, 4), var count = field(24, 4), var offset = field(42, 4)
    else { return nil }
    // What does not fit four bytes stands in the extra field 1, in this order.
    var (at, end) = (extra, extra + extraCount)
    while at + 4 <= end, let kind = bytes.littleEndian(at, size: 2), let size = bytes.littleEndian(at + 2, size: 2) {
      if kind == 1 {
        var wide = at + 4
        func widen(_ value: inout Int) {
          guard value == 0xFFFF_FFFF, let wider = bytes.littleEndian(wide, size: 8) else { return }
          value = wider
          wide += 8
        }
        widen(&count)
        widen(&packedCount)
        widen(&offset)
        end = 0
      }
      at += 4 + size
    }
    return Member(
      name: name, flags: flags, method: method, checksum: checksum, packedCount: packedCount, count: count,
      offset: offset)
  }

  /// The content of a member, in place where it is stored.
  func content(of member: Member) throws -> Bytes {
    func damaged(_ reason: String) -> DataError { refusal("\(member.name): \(reason)") }
    let offset = member.offset
    guard bytes.holds([0x50, 0x4B, 3, 4], at: offset), let nameCount = bytes.littleEndian(offset + 26, size: 2),
      let extraCount = bytes.littleEndian(offset + 28, size: 2),
      let packed = bytes.slice(offset + 30 + nameCount + extraCount, count: member.packedCount)
    else { throw damaged("it is not where the directory says") }
    guard member.flags & 1 == 0 else { throw damaged("it is encrypted") }
    let content: Bytes
    switch member.method {
    case 0:
      guard member.count == member.packedCount else { throw damaged("its sizes differ") }
      content = packed
    case 8: content = try packed.inflated(.raw, count: member.count, path: path, damaged: damaged)
    default: throw damaged("its compression (\(member.method)) is neither none nor deflate")
    }
    guard content.checksum == member.checksum else { throw damaged("its checksum is wrong") }
    return content
  }

  private func refusal(_ reason: String) -> DataError { .malformed(path: path, format: "NPZ", reason: reason) }
}

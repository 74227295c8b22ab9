/// The different texts of a column, numbered in the order in which they came, up to a limit.
///
/// Open addressing over the texts' bytes: a look-up makes no string.
struct CategoryTable {
  /// More different texts than this are no categories.
  static let limit = 1000

  private let limit: Int
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// Numbers of texts by their hash, -1 where there is none; a power of two, at most half full.
  private var slots = [Int32](repeating: -1, count: 16)
  /// Whether there were too many; there are then none.
  private(set) var isOverfull = false

  init(limit: Int = CategoryTable.limit) { self.limit = limit }

  var count: Int { ends.count }

  /// The texts in the order in which they came.
  var texts: [String] {
    ends.indices.map { String(decoding: bytes[($0 > 0 ? ends[$0 - 1] : 0)..<ends[$0]], as: UTF8.self) }
  }

  /// The number of a text that was inserted.
  func number(of text: UnsafeBufferPointer<UInt8>) -> Int? {
    let found = slots[slot(of: text)]
    return found >= 0 ? Int(found) : nil
  }

  /// Adds a text where it is new.
  mutating func insert(_ text: UnsafeBufferPointer<UInt8>) {
    guard !isOverfull else { return }
    let place = slot(of: text)
    guard slots[place] < 0 else { return }
    guard count < limit else {
      self = CategoryTable(limit: limit)
      isOverfull = true
      return
    }
    slots[place] = Int32(count)
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    if 2 * count > slots.count { grow() }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: 2 * slots.count)
    bytes.withUnsafeBufferPointer { bytes in
      for number in ends.indices {
        let text = UnsafeBufferPointer(rebasing: bytes[(number > 0 ? ends[number - 1] : 0)..<ends[number]])
        slots[slot(of: text)] = Int32(number)
      }
    }
  }

  /// Where a text stands, or would.
  private func slot(of text: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var place = Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1)
    while slots[place] >= 0, !holds(text, Int(slots[place])) { place = (place + 1) & (slots.count - 1) }
    return place
  }

  private func holds(_ text: UnsafeBufferPointer<UInt8>, _ number: Int) -> Bool {
    bytes[(number > 0 ? ends[number - 1] : 0)..<ends[number]].elementsEqual(text)
  }
}

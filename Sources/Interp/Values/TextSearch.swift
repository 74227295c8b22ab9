// Where one string occurs in another. What is compared are Unicode scalars, as by `==`, which are as good as bytes: UTF-8
// is such that no scalar is part of another.

extension UnsafeMutablePointer<Machine> {
  /// The bytes of the first occurrence of `part` in `text`; nil if there is none.
  func firstRange(of part: Text, in text: Text) throws(Exit) -> Range<Int>? {
    var found: Range<Int>?
    try forEachRange(of: part, in: text) { (range) throws(Exit) in
      found = range
      return false
    }
    return found
  }

  /// Hands over the bytes of all occurrences of `part` in `text` that do not overlap, from the front, while `body` gives
  /// `true`.
  func forEachRange(of part: Text, in text: Text, _ body: (Range<Int>) throws(Exit) -> Bool) throws(Exit) {
    guard let first = part.utf8.first else {
      _ = try body(0..<0)
      return
    }
    let (bytes, sought) = (text.utf8, part.utf8)
    var index = 0
    while index + sought.count <= bytes.count {
      try poll()
      if bytes[index] == first, bytes[index..<index + sought.count].elementsEqual(sought) {
        guard try body(index..<index + sought.count) else { return }
        index += sought.count
      } else {
        index += 1
      }
    }
  }

  /// The parts of `text` between the characters for which `isSeparator` holds.
  func parts(
    of text: Text, omittingEmpty: Bool, isSeparator: (Character) -> Bool
  ) throws(Exit) -> ContiguousArray<Value> {
    let string = text.string
    var parts = ContiguousArray<Value>()
    var (begin, index) = (string.startIndex, string.startIndex)
    func append(_ end: String.Index) {
      if begin < end || !omittingEmpty { parts.append(.text(Text(utf8: ContiguousArray(string[begin..<end].utf8)))) }
    }
    while index < string.endIndex {
      try poll()
      let next = string.index(after: index)
      if isSeparator(string[index]) {
        append(index)
        begin = next
      }
      index = next
    }
    append(index)
    return parts
  }
}

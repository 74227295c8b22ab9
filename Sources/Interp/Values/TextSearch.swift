// Where one string occurs in another. What is compared are characters, as a person counts them; where both strings are
// ASCII, they are bytes.

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
    if text.isPlain, part.isPlain {
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
      return
    }
    let (string, sought) = (text.string, part.string)
    var index = string.startIndex
    while index < string.endIndex {
      try poll()
      var end = index
      var isEqual = true
      for character in sought {
        guard end < string.endIndex, string[end] == character else {
          isEqual = false
          break
        }
        string.formIndex(after: &end)
      }
      if isEqual {
        let low = string.utf8.distance(from: string.startIndex, to: index)
        guard try body(low..<low + string.utf8.distance(from: index, to: end)) else { return }
        index = end
      } else {
        string.formIndex(after: &index)
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

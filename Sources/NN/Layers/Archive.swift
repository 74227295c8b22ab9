/// The passage of values to bytes or from them.
///
/// A type lists its fields once, in a function that passes each of them; a writer copies what it is given, a reader
/// overwrites it. So the two directions cannot disagree. All numbers are little-endian.
protocol Archive {
  /// Layers that what is passed is within.
  var depth: Int { get set }
  /// Passes eight bytes.
  mutating func pass(_ word: inout UInt64) throws
  /// Passes a number of bytes, and their count.
  mutating func pass(_ content: inout [UInt8]) throws
  /// Passes floats: as many as there are, of which a reader refuses any number but `count`.
  mutating func pass(_ numbers: inout FloatBuffer, count: Int) throws
}

extension Archive {
  /// Passes what is within a layer, such as the layers of a residual block.
  mutating func within(_ body: (inout Self) throws -> Void) throws {
    guard depth < Layer.mostDepth else {
      throw TrainingError.restore(reason: "layers that are within more than \(Layer.mostDepth) others cannot be saved")
    }
    depth += 1
    defer { depth -= 1 }
    try body(&self)
  }

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

  /// Passes a case by its name.
  mutating func pass<Name: RawRepresentable<String>>(_ name: inout Name) throws {
    var text = name.rawValue
    try pass(&text)
    guard let found = Name(rawValue: text) else { throw TrainingError.restore(reason: "\"\(text)\" is not known here") }
    name = found
  }

  /// Passes a value that may be absent; `blank` is what a reader starts from.
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

  /// Passes a list; `blank` is what a reader starts each element from.
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

  mutating func pass(_ values: inout [Double]) throws { try pass(&values, blank: 0) { try $0.pass(&$1) } }
  mutating func pass(_ values: inout [String]) throws { try pass(&values, blank: "") { try $0.pass(&$1) } }
  mutating func pass(_ value: inout Double?) throws { try pass(&value, blank: 0) { try $0.pass(&$1) } }
}

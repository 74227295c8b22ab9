/// The passage of values to something that is kept, or from it: bytes, or JSON.
///
/// A type lists its fields once, in a function that passes each of them; a writer copies what it is given, a reader
/// overwrites it. So the two directions cannot disagree, nor can the forms that values are kept in.
protocol Archive {
  /// Layers that what is passed is within.
  var depth: Int { get set }
  /// Passes a field by its name, which bytes leave out.
  mutating func field(_ name: String, _ body: (inout Self) throws -> Void) throws
  /// Passes a number.
  mutating func pass(_ value: inout Int) throws
  /// Passes a number.
  mutating func pass(_ value: inout Double) throws
  /// Passes a truth value.
  mutating func pass(_ value: inout Bool) throws
  /// Passes a text.
  mutating func pass(_ text: inout String) throws
  /// Passes a value that may be absent; `blank` is what a reader starts from.
  mutating func pass<T>(_ value: inout T?, blank: T, _ field: (inout Self, inout T) throws -> Void) throws
  /// Passes a list; `blank` is what a reader starts each element from.
  mutating func pass<T>(_ values: inout [T], blank: T, _ field: (inout Self, inout T) throws -> Void) throws
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

  /// Passes a case by its name.
  mutating func pass<Name: RawRepresentable<String>>(_ name: inout Name) throws {
    var text = name.rawValue
    try pass(&text)
    guard let found = Name(rawValue: text) else { throw TrainingError.restore(reason: "\"\(text)\" is not known here") }
    name = found
  }

  mutating func pass(_ values: inout [Double]) throws { try pass(&values, blank: 0) { try $0.pass(&$1) } }
  mutating func pass(_ values: inout [String]) throws { try pass(&values, blank: "") { try $0.pass(&$1) } }
  mutating func pass(_ values: inout [Int]) throws { try pass(&values, blank: 0) { try $0.pass(&$1) } }
  mutating func pass(_ value: inout Double?) throws { try pass(&value, blank: 0) { try $0.pass(&$1) } }
  mutating func pass(_ value: inout String?) throws { try pass(&value, blank: "") { try $0.pass(&$1) } }
}

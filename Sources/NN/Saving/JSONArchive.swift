import Basics

/// The direction to JSON: an object for what has fields, and null for what is absent.
struct JSONWriter: Archive {
  var depth = 0
  private var value = JSON.null
  private var members: [JSON.Member] = []

  /// What was passed.
  var json: JSON { members.isEmpty ? value : .object(members) }

  init(depth: Int = 0) { self.depth = depth }

  mutating func field(_ name: String, _ body: (inout JSONWriter) throws -> Void) throws {
    var writer = JSONWriter(depth: depth)
    try body(&writer)
    members.append(JSON.Member(name, writer.json))
  }

  mutating func pass(_ value: inout Int) { self.value = .integer(value) }
  mutating func pass(_ value: inout Double) { self.value = .real(value) }
  mutating func pass(_ value: inout Bool) { self.value = .bool(value) }
  mutating func pass(_ text: inout String) { value = .string(text) }

  mutating func pass<T>(_ value: inout T?, blank: T, _ field: (inout JSONWriter, inout T) throws -> Void) throws {
    guard var present = value else { return }
    try field(&self, &present)
  }

  mutating func pass<T>(_ values: inout [T], blank: T, _ field: (inout JSONWriter, inout T) throws -> Void) throws {
    var items: [JSON] = []
    for var element in values {
      var writer = JSONWriter(depth: depth)
      try field(&writer, &element)
      items.append(writer.json)
    }
    value = .array(items)
  }
}

/// The direction from JSON; what is not there is an error that names its place, such as `layers.2.units`.
struct JSONReader: Archive {
  var depth = 0
  private let json: JSON
  private let path: [String]

  init(_ json: JSON, path: [String] = [], depth: Int = 0) {
    (self.json, self.path, self.depth) = (json, path, depth)
  }

  mutating func field(_ name: String, _ body: (inout JSONReader) throws -> Void) throws {
    var reader = JSONReader(json[name] ?? .null, path: path + [name], depth: depth)
    try body(&reader)
  }

  mutating func pass(_ value: inout Int) throws { value = try found(json.wholeNumber, "a whole number") }
  mutating func pass(_ value: inout Double) throws { value = try found(json.number, "a number") }
  mutating func pass(_ value: inout Bool) throws { value = try found(json.truth, "true or false") }
  mutating func pass(_ text: inout String) throws { text = try found(json.text, "a string") }

  mutating func pass<T>(_ value: inout T?, blank: T, _ field: (inout JSONReader, inout T) throws -> Void) throws {
    guard json != .null else {
      value = nil
      return
    }
    var present = blank
    try field(&self, &present)
    value = present
  }

  mutating func pass<T>(_ values: inout [T], blank: T, _ field: (inout JSONReader, inout T) throws -> Void) throws {
    values = try found(json.items, "a list").enumerated().map { index, item in
      var reader = JSONReader(item, path: path + ["\(index + 1)"], depth: depth)
      var element = blank
      try field(&reader, &element)
      return element
    }
  }

  private func found<T>(_ value: T?, _ kind: String) throws -> T {
    guard let value else {
      throw TrainingError.restore(
        reason: "the description of the network has no `\(path.joined(separator: "."))` that is \(kind)")
    }
    return value
  }
}

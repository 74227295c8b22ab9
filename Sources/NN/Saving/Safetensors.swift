import Basics

/// A file of named tensors in the format `safetensors`, of which single precision is read and written.
///
/// | bytes | content |
/// |---|---|
/// | 8 | the length n of the header, little-endian |
/// | n | a JSON object: of each tensor `dtype`, `shape` and its place in the data, `data_offsets`; texts in `__metadata__` |
/// | rest | the data, row by row, little-endian: tensors follow each other without gaps |
///
/// The format: https://github.com/huggingface/safetensors.
struct Safetensors {
  /// Texts by their names.
  var metadata: [String: String] = [:]
  /// The tensors in the order in which they lie.
  var tensors: [NamedTensor] = []

  /// A longer header is none, for readers in other languages too.
  private static let longestHeader = 100_000_000
  private static let metadataName = "__metadata__"

  init() {}

  /// The file.
  var bytes: [UInt8] {
    var members = [
      JSON.Member(
        Self.metadataName, .object(metadata.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }))
    ]
    var end = 0
    for tensor in tensors {
      let start = end
      end += MemoryLayout<Float>.stride * tensor.values.count
      let shape = JSON.array(tensor.shape.map(JSON.integer))
      let place: JSON = [.integer(start), .integer(end)]
      members.append(JSON.Member(tensor.name, ["dtype": "F32", "shape": shape, "data_offsets": place]))
    }
    var header = Array(JSON.object(members).text(isCompact: true).utf8)
    // The data begins where a number of eight bytes may lie.
    header.append(contentsOf: [UInt8](repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8))
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + end)
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: header)
    for tensor in tensors {
      tensor.values.map(\.bitPattern.littleEndian).withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  /// Whether bytes begin as those of such a file: with a header that is an object.
  static func begins(_ bytes: [UInt8]) -> Bool {
    bytes.count > 8 && bytes[8] == UInt8(ascii: "{") && bytes[4..<8] == [0, 0, 0, 0]
  }

  /// Reads a file.
  ///
  /// - Parameter bytes: its bytes.
  /// - Throws: `TrainingError.restore` that says what is wrong with them.
  init(_ bytes: [UInt8]) throws {
    func refuse(_ reason: String) -> TrainingError { .restore(reason: "the safetensors file \(reason)") }
    guard bytes.count >= 8 else { throw refuse("is cut off after \(bytes.count) bytes") }
    let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << UInt64(8 * $1) }
    guard length <= UInt64(Self.longestHeader), bytes.count > 8, bytes[8] == UInt8(ascii: "{") else {
      throw TrainingError.restore(reason: "these bytes are not a safetensors file")
    }
    guard length <= UInt64(bytes.count - 8) else {
      throw refuse("announces a header of \(length) bytes, and \(bytes.count - 8) are there")
    }
    let data = 8 + Int(length)
    let header: JSON
    do throws(JSONError) { header = try JSON(reading: bytes[8..<data], allowsDuplicates: false) } catch {
      throw refuse("has a header that is not JSON: \(error.message)")
    }
    guard case .object(let members) = header else { throw refuse("has a header that is not an object") }
    var places: [(range: Range<Int>, name: String, shape: [Int])] = []
    for member in members {
      if member.name == Self.metadataName {
        metadata = try Self.metadata(member.value) ?? { throw refuse("has metadata that is not texts") }()
      } else {
        places.append(try Self.place(of: member, refuse))
      }
    }
    places.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    var end = 0
    for place in places {
      guard place.range.lowerBound == end else {
        throw refuse("has a gap or an overlap before the tensor \"\(place.name)\"")
      }
      end = place.range.upperBound
    }
    guard end == bytes.count - data else {
      throw refuse("announces \(end) bytes of data, and \(bytes.count - data) are there")
    }
    tensors = places.map { place in
      NamedTensor(
        name: place.name, shape: place.shape,
        values: Self.floats(bytes, data + place.range.lowerBound, place.range.count / 4))
    }
  }

  private static func metadata(_ json: JSON) -> [String: String]? {
    guard case .object(let members) = json else { return nil }
    var texts: [String: String] = [:]
    for member in members {
      guard let text = member.value.text else { return nil }
      texts[member.name] = text
    }
    return texts
  }

  /// What the header says of a tensor.
  private static func place(
    of member: JSON.Member, _ refuse: (String) -> TrainingError
  ) throws -> (range: Range<Int>, name: String, shape: [Int]) {
    let name = member.name
    guard let type = member.value["dtype"]?.text, let shape = member.value["shape"]?.items?.compactMap(\.wholeNumber),
      shape.count == member.value["shape"]?.items?.count,
      let offsets = member.value["data_offsets"]?.items?.compactMap(\.wholeNumber), offsets.count == 2,
      shape.allSatisfy({ $0 >= 0 }), 0 <= offsets[0], offsets[0] <= offsets[1]
    else { throw refuse("does not say of the tensor \"\(name)\" what it is and where it lies") }
    guard type == "F32" else {
      throw refuse("has the tensor \"\(name)\" in \(type), and single precision, F32, is read")
    }
    let count = shape.reduce(1) { $0.saturating(times: $1) }
    guard count.saturating(times: 4) == offsets[1] - offsets[0] else {
      throw refuse("has \(offsets[1] - offsets[0]) bytes for the tensor \"\(name)\" of shape \(shape)")
    }
    return (offsets[0]..<offsets[1], name, shape)
  }

  private static func floats(_ bytes: [UInt8], _ start: Int, _ count: Int) -> [Float] {
    bytes.withUnsafeBytes { bytes in
      (0..<count).map { index in
        Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 4 * index, as: UInt32.self)))
      }
    }
  }
}

/// Numbers in single precision with a name and a shape, row by row.
struct NamedTensor {
  let name: String
  let shape: [Int]
  let values: [Float]
}

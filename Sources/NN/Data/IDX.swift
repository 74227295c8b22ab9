/// A file in the IDX format of MNIST, of unsigned bytes.
///
/// It holds two zero bytes, the type (8 for unsigned bytes), the number of axes, each extent as four bytes (big-endian),
/// then the numbers.
struct IDX {
  let extents: [Int]
  let content: [UInt8]

  /// Reads a file, gzip'd or not, that must have this many axes.
  init(path: String, axes: Int) throws {
    var bytes = try FileBytes.read(path)
    guard !bytes.isEmpty else { throw DataError.emptyFile(path: path) }
    let header = 4 + 4 * axes
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0 else {
      throw DataError.notIDX(path: path, reason: "it does not start with two zero bytes")
    }
    guard bytes[2] == 8 else {
      throw DataError.notIDX(path: path, reason: "its numbers are of type \(bytes[2]), not 8 (unsigned bytes)")
    }
    guard Int(bytes[3]) == axes else {
      throw DataError.notIDX(path: path, reason: "it has \(bytes[3]) axes, not \(axes)")
    }
    guard bytes.count >= header else {
      throw DataError.truncated(path: path, expected: header, found: bytes.count)
    }
    extents = (0..<axes).map { axis in bytes[(4 + 4 * axis)..<(8 + 4 * axis)].reduce(0) { $0 << 8 | Int($1) } }
    var size = 1
    for extent in extents {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      size = overflow ? Int.max / 2 : min(product, Int.max / 2)
    }
    guard bytes.count >= header + size else {
      throw DataError.truncated(path: path, expected: header + size, found: bytes.count)
    }
    guard size > 0 else { throw DataError.emptyFile(path: path) }
    bytes.removeSubrange((header + size)...)
    bytes.removeFirst(header)
    content = bytes
  }
}

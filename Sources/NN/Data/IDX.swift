import Basics

/// A file in the IDX format of MNIST, of unsigned bytes.
///
/// It holds two zero bytes, the type (8 for unsigned bytes), the number of axes, each extent as four bytes (big-endian),
/// then the numbers.
struct IDX {
  let extents: [Int]
  let content: Bytes

  /// Reads a file, gzip'd or not, that must have this many axes.
  init(path: String, axes: Int, isInterrupted: @escaping () -> Bool = { false }) throws {
    let bytes = try FileContent(path, isInterrupted: isInterrupted).bytes()
    func refuse(_ reason: String) -> DataError { .malformed(path: path, format: "IDX", reason: reason) }
    guard bytes.count > 0 else { throw DataError.emptyFile(path: path) }
    guard bytes.holds([0, 0]), let type = bytes[2], let found = bytes[3] else {
      throw refuse("it does not start with two zero bytes")
    }
    guard type == 8 else { throw refuse("its numbers are of type \(type), not 8 (unsigned bytes)") }
    guard Int(found) == axes else { throw refuse("it has \(found) axes, not \(axes)") }
    let header = 4 + 4 * axes
    extents = (0..<axes).compactMap { bytes.bigEndian(4 + 4 * $0, size: 4) }
    guard extents.count == axes else {
      throw DataError.truncated(path: path, expected: header, found: bytes.count)
    }
    let size = min(Shape(extents).count, Int.max / 2)
    guard let content = bytes.slice(header, count: size) else {
      throw DataError.truncated(path: path, expected: header + size, found: bytes.count)
    }
    guard size > 0 else { throw DataError.emptyFile(path: path) }
    self.content = content
  }
}

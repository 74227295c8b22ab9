import Glibc

/// Floats in memory that is aligned to cache lines, starts as zeros, and can be read one vector beyond its end.
///
/// The zeros are those that the system gives, so pages that are never written take no memory and no time.
final class FloatMemory {
  let pointer: UnsafeMutablePointer<Float>
  let count: Int
  /// Whether these are still the zeros that it started with.
  fileprivate(set) var isBlank = true
  private let allocation: UnsafeMutableRawPointer
  /// The bytes that were mapped; 0 where the memory is from the heap.
  private let mappedBytes: Int

  /// Memory of half such a page or more is mapped by itself, in pages of 2 MB where the system has them: one that is written
  /// for the first time costs the system less than the small pages in it would.
  private static let largePage = 2 << 20

  init(count: Int) throws(MemoryError) {
    let count = max(count, 0)
    // An eighth of what can be counted leaves room for the rounding below, and no machine has it.
    guard count <= .max / 8 / MemoryLayout<Float>.stride else { throw MemoryError(bytes: .max) }
    self.count = count
    let bytes = (count * MemoryLayout<Float>.stride + 127) / 64 * 64
    // The system gives a large page only where all of it belongs to the memory it is asked for.
    let pages = (bytes + Self.largePage - 1) / Self.largePage * Self.largePage
    if bytes >= Self.largePage / 2, let mapped = Self.map(pages + Self.largePage) {
      (allocation, mappedBytes) = (mapped, pages + Self.largePage)
      let start = mapped.alignedUp(toMultipleOf: Self.largePage)
      madvise(start, pages, MADV_HUGEPAGE)
      pointer = start.assumingMemoryBound(to: Float.self)
    } else {
      guard let zeros = calloc(bytes + 64, 1) else { throw MemoryError(bytes: bytes) }
      (allocation, mappedBytes) = (zeros, 0)
      pointer = zeros.alignedUp(toMultipleOf: 64).assumingMemoryBound(to: Float.self)
    }
  }

  deinit {
    if mappedBytes > 0 { munmap(allocation, mappedBytes) } else { free(allocation) }
  }

  private static func map(_ bytes: Int) -> UnsafeMutableRawPointer? {
    let mapped = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    return mapped == MAP_FAILED ? nil : mapped
  }
}

/// Single-precision numbers as a value: memory that is copied when it is written while shared.
public struct FloatBuffer: @unchecked Sendable {
  // Unchecked: the memory is written only through `withMutablePointer`, which makes it unique first.
  private var memory: FloatMemory

  /// Makes a buffer of zeros, where there is memory for it.
  public init(zeros count: Int) throws(MemoryError) {
    memory = try FloatMemory(count: count)
  }

  /// Makes a buffer that holds these numbers, where there is memory for it.
  public init(_ values: [Float]) throws(MemoryError) {
    memory = try FloatMemory(count: values.count)
    memory.isBlank = false
    values.withUnsafeBufferPointer { values in
      if let start = values.baseAddress { memory.pointer.update(from: start, count: values.count) }
    }
  }

  /// Whether both are the same numbers in the same memory.
  func isSame(as other: FloatBuffer) -> Bool { memory === other.memory }

  /// How many numbers the buffer holds.
  public var count: Int { memory.count }

  /// The numbers as an array.
  public var array: [Float] { withPointer { Array(UnsafeBufferPointer(start: $0, count: count)) } }

  /// Reads the numbers; the pointer is good for the duration of the call.
  public func withPointer<R>(_ body: (UnsafePointer<Float>) throws -> R) rethrows -> R {
    try withExtendedLifetime(memory) { try body(UnsafePointer(memory.pointer)) }
  }

  /// Writes the numbers; the pointer is good for the duration of the call.
  ///
  /// Numbers that are shared are copied first, which throws `MemoryError` where there is no memory for a copy.
  public mutating func withMutablePointer<R>(_ body: (UnsafeMutablePointer<Float>) throws -> R) throws -> R {
    if !isKnownUniquelyReferenced(&memory) {
      let copy = try FloatMemory(count: memory.count)
      if !memory.isBlank { copy.pointer.update(from: memory.pointer, count: memory.count) }
      memory = copy
    }
    memory.isBlank = false
    return try withExtendedLifetime(memory) { try body(memory.pointer) }
  }
}

/// The stride of a row of `count` numbers: whole cache lines of sixteen, and an odd number of them.
///
/// A product walks down columns; with a stride of many even lines the rows of a batch would share a few sets of the cache and
/// push each other out (a third of the speed of a gradient of 512 columns).
func rowStride(_ count: Int) -> Int { ((count + 15) / 16 | 1) * 16 }

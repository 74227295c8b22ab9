import CKernels

/// The inputs of all items as one matrix, one row an item; slices of a data set share it.
///
/// Images stay bytes, a quarter of the memory and of the traffic, and become numbers in 0...1 when a batch is gathered.
struct Features: Sendable {
  enum Storage: Sendable {
    case floats(FloatBuffer)
    /// Single-precision numbers as this machine writes them, such as those of a file.
    case raw(Bytes)
    case bytes(ByteRecords)
  }

  let storage: Storage
  let width: Int
  let rows: Int
  /// What single precision leaves of the numbers of a column, by its place in an item (-1 is the target): only where whole
  /// numbers are too long for it, and only for people to see.
  var rests: [Int: [Float]] = [:]

  init(_ values: FloatBuffer, width: Int) {
    storage = .floats(values)
    self.width = width
    rows = width > 0 ? values.count / width : 0
  }

  init(raw bytes: Bytes, width: Int) {
    storage = .raw(bytes)
    self.width = width
    rows = width > 0 ? bytes.count / MemoryLayout<Float>.stride / width : 0
  }

  init(_ records: ByteRecords) {
    storage = .bytes(records)
    width = records.width
    rows = records.count
  }

  /// Copies rows into a batch, centred and scaled if a standardization is given.
  func gather(
    _ kernels: nn_kernels, _ indices: UnsafePointer<Int32>, count: Int, _ standardization: Standardization?,
    into batch: UnsafeMutablePointer<Float>, stride: Int
  ) {
    if case .bytes(let records) = storage {
      return records.gather(kernels, indices, count: count, standardization, into: batch, stride: stride)
    }
    withFloats { from in
      guard let standardization else {
        return kernels.gather(count, width, from, indices, nil, nil, batch, stride)
      }
      standardization.means.withPointer { means in
        standardization.scales.withPointer { scales in
          kernels.gather(count, width, from, indices, means, scales, batch, stride)
        }
      }
    }
  }

  /// Whether both are the same numbers in the same memory.
  func isSame(as other: Features) -> Bool {
    switch (storage, other.storage) {
    case (.floats(let a), .floats(let b)): width == other.width && a.isSame(as: b)
    case (.raw(let a), .raw(let b)): width == other.width && a.isSame(as: b)
    case (.bytes(let a), .bytes(let b)): a.isSame(as: b)
    default: false
    }
  }

  /// One row as numbers.
  func row(_ index: Int) -> [Float] {
    if case .bytes(let records) = storage { return records.row(index) }
    return withFloats { Array(UnsafeBufferPointer(start: $0 + index * width, count: width)) } ?? []
  }

  /// Reads the numbers of all rows where they are stored as floats; the pointer is good for the duration of the call.
  func withFloats<R>(_ body: (UnsafePointer<Float>) throws -> R) rethrows -> R? {
    switch storage {
    case .floats(let values): try values.withPointer(body)
    case .raw(let bytes):
      try bytes.withPointer { start in
        try start.withMemoryRebound(to: Float.self, capacity: rows * width) { try body($0) }
      }
    case .bytes: nil
    }
  }
}

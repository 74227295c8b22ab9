import CKernels

/// The inputs of all items as one matrix, one row an item; slices of a data set share it.
///
/// Images stay bytes, a quarter of the memory and of the traffic, and become numbers in 0...1 when a batch is gathered.
struct Features: Sendable {
  enum Storage: Sendable {
    case floats(FloatBuffer)
    case bytes([UInt8])
  }

  let storage: Storage
  let width: Int
  let rows: Int

  init(_ values: FloatBuffer, width: Int) {
    storage = .floats(values)
    self.width = width
    rows = width > 0 ? values.count / width : 0
  }

  init(_ bytes: [UInt8], width: Int) {
    storage = .bytes(bytes)
    self.width = width
    rows = width > 0 ? bytes.count / width : 0
  }

  /// Copies rows into a batch, centred and scaled if a standardization is given (bytes never are).
  func gather(
    _ kernels: nn_kernels, _ indices: UnsafePointer<Int32>, count: Int, _ standardization: Standardization?,
    into batch: UnsafeMutablePointer<Float>, stride: Int
  ) {
    switch storage {
    case .bytes(let bytes):
      bytes.withUnsafeBufferPointer { bytes in
        guard let from = bytes.baseAddress else { return }
        kernels.gather_bytes(count, width, from, indices, batch, stride)
      }
    case .floats(let values):
      values.withPointer { from in
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
  }

  /// One row as numbers.
  func row(_ index: Int) -> [Float] {
    switch storage {
    case .bytes(let bytes): bytes[index * width..<(index + 1) * width].map { Float($0) / 255 }
    case .floats(let values):
      values.withPointer { Array(UnsafeBufferPointer(start: $0 + index * width, count: width)) }
    }
  }
}

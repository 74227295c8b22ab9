/// A fixed number of doubles with a stable address, for inner loops that allocate nothing.
final class Buffer {
  let count: Int
  let pointer: UnsafeMutablePointer<Double>

  /// Zeros.
  init(count: Int) {
    self.count = count
    pointer = .allocate(capacity: max(count, 1))
    pointer.initialize(repeating: 0, count: max(count, 1))
  }

  deinit { pointer.deallocate() }

  var array: [Double] { Array(UnsafeBufferPointer(start: pointer, count: count)) }
}

import CKernels

/// Items of bytes as they stand in files: records of one size, each with an item at the same place, in one file or several.
///
/// An item is stored as it will be used (height, width, channels) or, as CIFAR's, one plane a channel; it is put into
/// order when a batch is gathered, so that files can be used where they lie.
struct ByteRecords: Sendable {
  /// Whole records each; all but the last hold `perRegion` of them.
  private let regions: [Bytes]
  private let perRegion: Int
  /// Bytes from one record to the next, and from a record's start to its item.
  private let stride: Int
  private let offset: Int
  /// Bytes of a plane, and how many make an item.
  private let area: Int
  private let planes: Int
  /// How many items there are.
  let count: Int

  /// Makes records of regions that each hold whole ones, all equally many; what is left over at their ends is not looked at.
  init(_ regions: [Bytes], stride: Int, offset: Int = 0, width: Int, planes: Int = 1) {
    let records = regions.map { $0.count / max(stride, 1) }
    self.regions = regions
    self.stride = stride
    self.offset = offset
    self.planes = planes
    area = width / max(planes, 1)
    perRegion = max(records.first ?? 0, 1)
    count = records.reduce(0, +)
  }

  /// Whether both are the same records in the same memory.
  func isSame(as other: ByteRecords) -> Bool {
    (stride, offset, width, planes) == (other.stride, other.offset, other.width, other.planes)
      && regions.count == other.regions.count && zip(regions, other.regions).allSatisfy { $0.isSame(as: $1) }
  }

  /// Numbers of an item.
  var width: Int { area * planes }

  /// Copies rows into a batch as x / 255, centred and scaled if a standardization is given.
  func gather(
    _ kernels: nn_kernels, _ indices: UnsafePointer<Int32>, count: Int, _ standardization: Standardization?,
    into batch: UnsafeMutablePointer<Float>, stride: Int
  ) {
    func gather(_ mean: UnsafePointer<Float>?, _ scale: UnsafePointer<Float>?) {
      forEachRun(indices, count) { records, indices, rows, first in
        kernels.gather_bytes(records, rows, indices, mean, scale, batch + first * stride, stride)
      }
    }
    guard let standardization else { return gather(nil, nil) }
    standardization.means.withPointer { means in standardization.scales.withPointer { gather(means, $0) } }
  }

  /// One item as numbers.
  func row(_ index: Int) -> [Float] {
    var values = [Float](repeating: 0, count: width)
    values.withUnsafeMutableBufferPointer { values in
      guard let start = values.baseAddress else { return }
      withUnsafePointer(to: Int32(index)) { gather(Kernels.best, $0, count: 1, nil, into: start, stride: width) }
    }
    return values
  }

  /// The sum of the bytes of each channel over these rows, and that of their squares: exact, so in any order.
  func moments(_ rows: [Int32], channels: Int) -> (sums: [UInt64], squares: [UInt64]) {
    var (sums, squares) = ([UInt64](repeating: 0, count: channels), [UInt64](repeating: 0, count: channels))
    rows.withUnsafeBufferPointer { rows in
      guard let start = rows.baseAddress else { return }
      forEachRun(start, rows.count) { records, indices, count, _ in
        Kernels.best.byte_moments(records, count, indices, channels, &sums, &squares)
      }
    }
    return (sums, squares)
  }

  /// Calls `body` with the records, the indices within them, how many there are, and the position of the first: once where
  /// there is one region, else once a row.
  private func forEachRun(
    _ indices: UnsafePointer<Int32>, _ count: Int,
    _ body: (UnsafePointer<nn_records>, UnsafePointer<Int32>, Int, Int) -> Void
  ) {
    func run(_ region: Int, _ indices: UnsafePointer<Int32>, _ count: Int, _ first: Int) {
      regions[region].withPointer { start in
        var records = nn_records(start: start + offset, stride: stride, planes: planes, area: area)
        body(&records, indices, count, first)
      }
    }
    if regions.count == 1 { return run(0, indices, count, 0) }
    for position in 0..<count {
      let (region, row) = Int(indices[position]).quotientAndRemainder(dividingBy: perRegion)
      withUnsafePointer(to: Int32(row)) { run(region, $0, 1, position) }
    }
  }
}

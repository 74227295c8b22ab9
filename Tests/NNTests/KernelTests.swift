import Basics
import CKernels
import Testing

@testable import NN

/// Every fast loop against its plain form, at every width of vector unit that the machine has.
@Suite struct KernelTests {
  struct Product: CustomStringConvertible {
    let m: Int, n: Int, k: Int
    var description: String { "\(m)x\(k) by \(k)x\(n)" }
  }

  static let products = [
    Product(m: 1, n: 1, k: 1), Product(m: 2, n: 3, k: 5), Product(m: 14, n: 32, k: 8), Product(m: 15, n: 33, k: 7),
    Product(m: 29, n: 48, k: 64), Product(m: 7, n: 100, k: 31), Product(m: 64, n: 10, k: 128),
    Product(m: 5, n: 17, k: 1),
    Product(m: 43, n: 65, k: 13), Product(m: 3, n: 16, k: 200),
  ]

  @Test("a product agrees with three plain loops", arguments: Kernels.available, products)
  func product(level: Kernels.Level, shape: Product) throws {
    var random = CounterRandom(seed: 3)
    let (m, n, k) = (shape.m, shape.n, shape.k)
    let (a, b, bias) = (random.normals(m * k), random.normals(k * n), random.normals(n))
    let expected = Reference.product(
      m: m, n: n, k: k, a.map(Double.init), b.map(Double.init), bias: bias.map(Double.init))
    for isTransposed in [false, true] {
      for hasRelu in [false, true] {
        let c = try multiply(level, shape, isTransposed ? transposed(a, m, k) : a, isTransposed, b, bias, hasRelu)
        #expect(largestDifference(c, expected.map { hasRelu ? max($0, 0) : $0 }) < 2e-6 * Double(k).squareRoot() + 1e-6)
      }
    }
  }

  @Test("a rectified product keeps what is not a number", arguments: Kernels.available)
  func productKeepsNaN(level: Kernels.Level) throws {
    #expect(try multiply(level, Product(m: 1, n: 1, k: 1), [.nan], false, [1], [0], true)[0].isNaN)
  }

  @Test("a row of a product has the same bits whatever rows are beside it", arguments: Kernels.available)
  func rowIndependence(level: Kernels.Level) throws {
    var random = CounterRandom(seed: 4)
    let (a, b, bias) = (random.normals(40 * 50), random.normals(50 * 37), random.normals(37))
    let whole = try multiply(level, Product(m: 40, n: 37, k: 50), a, false, b, bias, false)
    for rows in [1, 5, 14, 17] {
      let some = try multiply(level, Product(m: rows, n: 37, k: 50), a, false, b, bias, false)
      #expect(some == Array(whole[..<(rows * 37)]))
    }
  }

  @Test("segments add up, and the columns beyond the last are left alone", arguments: Kernels.available)
  func segments(level: Kernels.Level) {
    var random = CounterRandom(seed: 5)
    let (m, n, k) = (9, 5, 32)
    let (a, b) = (random.normals(m * 2 * k), random.normals(2 * k * 16))
    var c = [Float](repeating: .nan, count: m * 16)
    c.withUnsafeMutableBufferPointer { c in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          let segments = [nn_segment(a: 0, b: 0), nn_segment(a: k, b: 16 * k)]
          segments.withUnsafeBufferPointer { segments in
            var product = nn_gemm(
              m: m, n: n, k: k, a: a, aRow: 2 * k, aColumn: 1, b: PanelView(start: b, row: 16),
              c: PanelView(start: c, row: 16))
            product.segments = segments.baseAddress
            product.segment_count = 2
            Kernels.at(level).gemm(&product)
          }
        }
      }
    }
    let columns = (0..<(2 * k)).flatMap { row in (0..<n).map { Double(b[row * 16 + $0]) } }
    let expected = Reference.product(m: m, n: n, k: 2 * k, a.map(Double.init), columns)
    let (inside, outside) = (
      c.indices.filter { $0 % 16 < n }.map { c[$0] }, c.indices.filter { $0 % 16 >= n }.map { c[$0] }
    )
    #expect(largestDifference(inside, expected) < 1e-5)
    #expect(outside.allSatisfy { $0.isNaN })
  }

  @Test(
    "rows of B that lie apart give the bits of panels", arguments: Kernels.available, [(7, 37), (600, 37), (530, 5)])
  func rowsApart(level: Kernels.Level, shape: (m: Int, n: Int)) throws {
    let (m, n, k, segmentCount) = (shape.m, shape.n, 30, 12)
    let (depth, stride) = (k * segmentCount, rowStride(n))
    var random = CounterRandom(seed: 6)
    let (a, b) = (random.normals(m * depth), random.normals(depth * n))
    let inPanels = try multiply(
      level, Product(m: m, n: n, k: depth), a, false, b, [Float](repeating: 0, count: n), false)
    let (rows, c) = (try FloatMemory(count: depth * stride), try FloatMemory(count: m * stride))
    for p in 0..<depth { for j in 0..<n { rows.pointer[p * stride + j] = b[p * n + j] } }
    let segments = (0..<segmentCount).map { nn_segment(a: $0 * k, b: $0 * k * stride) }
    a.withUnsafeBufferPointer { a in
      segments.withUnsafeBufferPointer { segments in
        guard let a = a.baseAddress else { return }
        for count in [1, segmentCount] {
          var product = nn_gemm(
            m: m, n: n, k: depth / count, a: a, aRow: depth, aColumn: 1,
            b: PanelView(start: UnsafePointer(rows.pointer), row: stride), c: PanelView(start: c.pointer, row: stride))
          product.segments = count > 1 ? segments.baseAddress : nil
          product.segment_count = count
          Kernels.at(level).gemm(&product)
          #expect((0..<m).flatMap { i in (0..<n).map { c.pointer[i * stride + $0] } } == inPanels)
        }
      }
    }
  }

  @Test("dropout keeps what its hash says, and the promised share", arguments: Kernels.available)
  func dropout(level: Kernels.Level) {
    let threshold = UInt32(0.3 * 0x1p32)
    let x = [Float](repeating: 1, count: 100_003)
    var y = x
    Kernels.at(level).dropout(x.count, 77, threshold, 2, x, &y)
    #expect(y.indices.allSatisfy { y[$0] == (Reference.keeps($0, key: 77, threshold: threshold) ? 2 : 0) })
    let kept = Double(y.count { $0 > 0 }) / Double(y.count)
    #expect(abs(kept - 0.7) < 4 * (0.21 / Double(y.count)).squareRoot())
  }

  @Test("movements of data", arguments: Kernels.available)
  func movements(level: Kernels.Level) {
    let kernels = Kernels.at(level)
    var random = CounterRandom(seed: 8)
    let x = random.normals(37 * 48)
    var turned = [Float](repeating: 0, count: 45 * 37)
    kernels.transpose(37, 45, x, 48, &turned, 37)
    #expect(turned == (0..<45).flatMap { j in (0..<37).map { i in x[i * 48 + j] } })

    var sums = [Float](repeating: 9, count: 45)
    kernels.column_sums(37, 45, 48, x, 0, &sums)
    let plainSums = (0..<45).map { j -> Double in (0..<37).map { i in Double(x[i * 48 + j]) }.reduce(0, +) }
    #expect(largestDifference(sums, plainSums) < 1e-5)

    var rows = [Float](repeating: 0, count: 2 * 16)
    kernels.gather(2, 3, [1, 2, .nan, 4, 5, 6], [1, 0], [1, 1, 1], [2, 1, 3], &rows, 16)
    let standardized: [[Float]] = [Array(rows[0..<3]), Array(rows[16..<19])]
    #expect(standardized == [[6, 4, 15], [0, 1, 0]])

    #expect(kernels.all_finite(37 * 48, x) == 1)
    for bad in [Float.nan, .infinity, -.infinity] { #expect(kernels.all_finite(5, [0, 1, bad, 2, 3]) == 0) }
  }

  @Test("bytes become numbers in order, scaled, and their moments are exact", arguments: Kernels.available)
  func bytes(level: Kernels.Level) {
    let kernels = Kernels.at(level)
    var random = CounterRandom(seed: 8)
    let bytes = (0..<2000).map { _ in UInt8(random.next() >> 56) }
    let (means, scales) = (random.normals(90), random.normals(90))
    bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      for (planes, channels) in [(3, 3), (1, 3), (1, 1), (1, 90)] {
        var records = nn_records(start: start + 2, stride: 97, planes: planes, area: 90 / planes)
        let rows: [Int32] = [4, 0, 19]
        var (plain, scaled) = ([Float](repeating: 7, count: 3 * 96), [Float](repeating: 7, count: 3 * 96))
        kernels.gather_bytes(&records, 3, rows, nil, nil, &plain, 96)
        kernels.gather_bytes(&records, 3, rows, means, scales, &scaled, 96)
        var (sums, squares) = ([UInt64](repeating: 1, count: 90), [UInt64](repeating: 1, count: 90))
        kernels.byte_moments(&records, 3, rows, channels, &sums, &squares)
        var expected = [[UInt64]](repeating: [1, 1], count: channels)
        for (r, row) in rows.enumerated() {
          for j in 0..<90 {
            // Number j of an item: its place in the plane, and its plane.
            let byte = buffer[2 + 97 * Int(row) + j % planes * (90 / planes) + j / planes]
            #expect(plain[96 * r + j] == Float(byte) / 255)
            #expect(scaled[96 * r + j] == (Float(byte) / 255 - means[j]) * scales[j])
            expected[j % channels][0] += UInt64(byte)
            expected[j % channels][1] += UInt64(byte) * UInt64(byte)
          }
          #expect(plain[(96 * r + 90)..<(96 * r + 96)].allSatisfy { $0 == 7 })
        }
        #expect((0..<channels).map { [sums[$0], squares[$0]] } == expected)
      }
    }
  }

  @Test("denormals are zeros only while asked for", arguments: Kernels.available)
  func denormals(level: Kernels.Level) throws {
    // In a kernel, whose arithmetic no compiler moves out of the call.
    func halved() throws -> Float {
      try multiply(level, Product(m: 1, n: 1, k: 1), [.leastNormalMagnitude], false, [0.5], [0], false)[0]
    }
    #expect(try halved() > 0)
    #expect(try withDenormalsFlushed { try halved() } == 0)
    #expect(try halved() > 0)
  }

  private func transposed(_ a: [Float], _ rows: Int, _ columns: Int) -> [Float] {
    (0..<columns).flatMap { j in (0..<rows).map { a[$0 * columns + j] } }
  }

  /// C = A B + bias through the panels and strides that layers use.
  private func multiply(
    _ level: Kernels.Level, _ shape: Product, _ a: [Float], _ isTransposed: Bool, _ b: [Float], _ bias: [Float],
    _ hasRelu: Bool
  ) throws -> [Float] {
    let (m, n, k) = (shape.m, shape.n, shape.k)
    let (panels, stride) = (PanelMatrix(rows: k, columns: n), rowStride(n))
    let (packed, packedBias, c) = try (
      FloatMemory(count: panels.count), FloatMemory(count: panels.panels * PanelMatrix.width),
      FloatMemory(count: m * stride)
    )
    for p in 0..<k { for j in 0..<n { packed.pointer[panels.offset(p, j)] = b[p * n + j] } }
    for j in 0..<n { packedBias.pointer[j] = bias[j] }
    a.withUnsafeBufferPointer { a in
      guard let start = a.baseAddress else { return }
      var product = nn_gemm(
        m: m, n: n, k: k, a: start, aRow: isTransposed ? 1 : k, aColumn: isTransposed ? m : 1,
        b: PanelView(start: UnsafePointer(packed.pointer), row: PanelMatrix.width, panel: panels.panelStride),
        c: PanelView(start: c.pointer, row: stride))
      product.bias = UnsafePointer(packedBias.pointer)
      product.relu = hasRelu ? 1 : 0
      Kernels.at(level).gemm(&product)
    }
    return (0..<m).flatMap { i in (0..<n).map { c.pointer[i * stride + $0] } }
  }
}

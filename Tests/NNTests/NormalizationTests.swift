import Basics
import CKernels
import Testing

@testable import NN

/// The loops of batch and layer norm against their plain form, at every width of vector unit.
@Suite struct NormalizationTests {
  struct Groups: CustomStringConvertible {
    let rows: Int, positions: Int, channels: Int
    var stride: Int { rowStride(positions * channels) }
    var count: Int { rows * positions * channels }
    var description: String { "\(rows) items of \(positions) x \(channels)" }
    var kernel: nn_groups { nn_groups(rows: rows, positions: positions, channels: channels, stride: stride) }

    /// Numbers item after item as rows of the stride, with something that must not be read between them.
    func padded(_ x: [Float]) -> [Float] {
      let width = positions * channels
      return (0..<rows).flatMap { Array(x[($0 * width)..<(($0 + 1) * width)]) + padding }
        + [Float](repeating: 0, count: 16)
    }

    func unpadded(_ x: [Float]) -> [Float] {
      (0..<rows).flatMap { Array(x[($0 * stride)..<($0 * stride + positions * channels)]) }
    }

    private var padding: [Float] { [Float](repeating: 1e9, count: stride - positions * channels) }
  }

  static let shapes = [
    Groups(rows: 2, positions: 1, channels: 1), Groups(rows: 9, positions: 1, channels: 5),
    Groups(rows: 7, positions: 1, channels: 100), Groups(rows: 3, positions: 9, channels: 1),
    Groups(rows: 4, positions: 25, channels: 3), Groups(rows: 1, positions: 20, channels: 6),
    Groups(rows: 3, positions: 4, channels: 16), Groups(rows: 2, positions: 30, channels: 24),
    Groups(rows: 2, positions: 5, channels: 33),
  ]

  /// y = w h + b and the gradients of the sum of g y, where the numbers at each list of places are normalised together.
  struct Expected {
    var y: [Double]
    var dx: [Double]
    var dWeight: [Double]
    var dBias: [Double]

    init(
      _ x: [Float], _ g: [Float], _ weight: [Float], _ bias: [Float], together: [[Int]],
      constants: (Int) -> (mean: Float, variance: Float)? = { _ in nil }
    ) {
      let channels = weight.count
      (y, dx) = ([Double](repeating: 0, count: x.count), [Double](repeating: 0, count: x.count))
      (dWeight, dBias) = ([Double](repeating: 0, count: channels), [Double](repeating: 0, count: channels))
      for places in together {
        let numbers = places.map { Double(x[$0]) }
        let weighted = places.map { Double(g[$0]) * Double(weight[$0 % channels]) }
        var h = Reference.normalize(numbers, epsilon: 1e-5)
        var gradient = Reference.normalizeBackward(numbers, weighted, epsilon: 1e-5)
        if let (mean, variance) = constants(places[0] % channels) {
          let deviation = (Double(variance) + 1e-5).squareRoot()
          h = numbers.map { ($0 - Double(mean)) / deviation }
          gradient = weighted.map { $0 / deviation }
        }
        for (i, place) in places.enumerated() {
          let c = place % channels
          y[place] = Double(weight[c]) * h[i] + Double(bias[c])
          dx[place] = gradient[i]
          dWeight[c] += Double(g[place]) * h[i]
          dBias[c] += Double(g[place])
        }
      }
    }
  }

  /// Numbers whose mean is far from 0, a gradient, weights and biases.
  static func numbers(_ shape: Groups) -> (x: [Float], g: [Float], weight: [Float], bias: [Float]) {
    var random = CounterRandom(seed: 21)
    let x = random.normals(shape.count).map { 3 + 2 * $0 }
    return (x, random.normals(shape.count), random.normals(shape.channels), random.normals(shape.channels))
  }

  @Test("batch norm and its gradients", arguments: Kernels.available, shapes)
  func batchNorm(level: Kernels.Level, shape: Groups) throws {
    let kernels = Kernels.at(level)
    let (x, g, weight, bias) = Self.numbers(shape)
    let channels = shape.channels
    for isMeasured in [true, false] {
      let (constantMean, constantVariance) = (weight, bias.map { 1 + $0 * $0 })
      let expected = Expected(
        x, g, weight, bias, together: (0..<channels).map { Array(stride(from: $0, to: x.count, by: channels)) },
        constants: { isMeasured ? nil : (constantMean[$0], constantVariance[$0]) })
      var groups = shape.kernel
      let (input, gradient) = (shape.padded(x), shape.padded(g))
      var (mean, variance) = (constantMean, constantVariance)
      var (y, dx) = (input, input)
      var (dWeight, dBias) = (mean, mean)
      let scratch = try FloatMemory(count: 8 * channels * min(16, shape.positions))
      if isMeasured { kernels.channel_moments(&groups, input, scratch.pointer, &mean, &variance) }
      kernels.batch_norm(&groups, input, mean, variance, 1e-5, weight, bias, scratch.pointer, &y)
      kernels.batch_norm_backward(
        &groups, input, mean, variance, 1e-5, isMeasured ? 1 : 0, weight, gradient, scratch.pointer, &dx, &dWeight,
        &dBias)
      #expect(largestDifference(shape.unpadded(y), expected.y) < 2e-6)
      #expect(largestDifference(shape.unpadded(dx), expected.dx) < 5e-6)
      #expect(largestDifference(dWeight, expected.dWeight) < 5e-6)
      #expect(largestDifference(dBias, expected.dBias) < 5e-6)
    }
  }

  @Test("layer norm and its gradients", arguments: Kernels.available, shapes.filter { $0.channels > 1 })
  func layerNorm(level: Kernels.Level, shape: Groups) throws {
    let kernels = Kernels.at(level)
    let (x, g, weight, bias) = Self.numbers(shape)
    let channels = shape.channels
    let expected = Expected(
      x, g, weight, bias,
      together: stride(from: 0, to: x.count, by: channels).map { Array($0..<($0 + channels)) })
    var groups = shape.kernel
    let (input, gradient) = (shape.padded(x), shape.padded(g))
    var moments = [Float](repeating: 0, count: 2 * shape.rows * shape.positions)
    var (y, dx) = (input, input)
    var (dWeight, dBias) = (weight, weight)
    let scratch = try FloatMemory(count: 4 * channels)
    kernels.layer_norm(&groups, input, 1e-5, weight, bias, &moments, &y)
    kernels.layer_norm_backward(&groups, input, moments, weight, gradient, scratch.pointer, &dx, &dWeight, &dBias)
    #expect(largestDifference(shape.unpadded(y), expected.y) < 5e-6)
    #expect(largestDifference(shape.unpadded(dx), expected.dx) < 2e-5)
    #expect(largestDifference(dWeight, expected.dWeight) < 1e-5)
    #expect(largestDifference(dBias, expected.dBias) < 1e-5)
  }

  @Test("the reference's gradient agrees with central differences")
  func reference() {
    let (x, g) = ([0.3, -1.2, 2.5, 0.7], [1.5, -0.4, 0.8, 2.1])
    func loss(_ x: [Double]) -> Double { zip(g, Reference.normalize(x, epsilon: 1e-5)).reduce(0) { $0 + $1.0 * $1.1 } }
    let gradient = Reference.normalizeBackward(x, g, epsilon: 1e-5)
    for i in x.indices {
      var (above, below) = (x, x)
      above[i] += 1e-5
      below[i] -= 1e-5
      #expect(abs(gradient[i] - (loss(above) - loss(below)) / 2e-5) < 1e-8)
    }
  }

  @Test("moments of many numbers far from zero keep their digits", arguments: Kernels.available)
  func farFromZero(level: Kernels.Level) throws {
    let shape = Groups(rows: 64, positions: 1024, channels: 2)
    var random = CounterRandom(seed: 22)
    let x = random.normals(shape.count).map { 1000 + $0 }
    let input = shape.padded(x)
    let scratch = try FloatMemory(count: 8 * 2 * 16)
    var (mean, variance) = ([Float](repeating: 0, count: 2), [Float](repeating: 0, count: 2))
    var groups = shape.kernel
    Kernels.at(level).channel_moments(&groups, input, scratch.pointer, &mean, &variance)
    for c in 0...1 {
      let numbers = stride(from: c, to: x.count, by: 2).map { Double(x[$0]) }
      let exact = numbers.reduce(0, +) / Double(numbers.count)
      let squares = numbers.reduce(0) { $0 + ($1 - exact) * ($1 - exact) }
      #expect(abs(Double(mean[c]) - exact) < 1e-4)
      #expect(abs(Double(variance[c]) * Double(numbers.count) / squares - 1) < 1e-6)
    }
  }

  @Test("rows of a table, their gradient, sums and running means", arguments: Kernels.available)
  func small(level: Kernels.Level) {
    let kernels = Kernels.at(level)
    let panels = PanelMatrix(rows: 3, columns: 37)
    var table = [Float](repeating: 0, count: panels.count)
    for row in 0..<3 { for column in 0..<37 { table[panels.offset(row, column)] = Float(100 * row + column) } }
    var lookup = nn_embedding(rows: 2, positions: 2, x_stride: 16, y_stride: 80, vocabulary: 3, columns: 37)
    var x = [Float](repeating: 9, count: 32)
    (x[0], x[1], x[16], x[17]) = (2, 0, 2, 1)
    var y = [Float](repeating: -1, count: 160)
    kernels.embed(&lookup, x, table, &y)
    for (start, row) in [(0, 2), (37, 0), (80, 2), (117, 1)] {
      #expect(Array(y[start..<(start + 37)]) == (0..<37).map { Float(100 * row + $0) })
    }
    #expect(y[74] == -1 && y[154] == -1)
    var gradient = [Float](repeating: 7, count: panels.count)
    kernels.embed_backward(&lookup, x, y, &gradient)
    #expect((0..<37).allSatisfy { gradient[panels.offset(2, $0)] == Float(400 + 2 * $0) })
    #expect((0..<37).allSatisfy { gradient[panels.offset(1, $0)] == Float(100 + $0) })
    // Numbers that no check has seen stay within the table.
    (x[0], x[1], x[16], x[17]) = (1e30, -5, .nan, .infinity)
    kernels.embed(&lookup, x, table, &y)
    #expect([y[0], y[37], y[80], y[117]] == [200, 0, 0, 200])

    var sum = [Float](repeating: 0, count: 21)
    kernels.add(21, (0..<21).map(Float.init), (0..<21).map { Float(2 * $0) }, &sum)
    #expect(sum == (0..<21).map { Float(3 * $0) })
    var running: [Float] = [1, 2, 3]
    kernels.approach(3, 0.25, [5, 2, -1], &running)
    #expect(running == [2, 2, 2])
  }
}

import CKernels
import Testing

@testable import NN

/// The activations against the C library's functions in double precision, at every width of vector unit.
@Suite struct ActivationTests {
  /// f(z), and 2 f'(z), by the fast loops.
  static func computed(_ level: Kernels.Level, _ activation: Activation, _ z: [Float]) -> (y: [Float], g: [Float]) {
    let padded = z + [Float](repeating: 0, count: 15 - (z.count + 15) % 16)
    var (y, g) = (padded, [Float](repeating: 2, count: padded.count))
    Kernels.at(level).activate(activation.kernel, 1, z.count, padded.count, padded, &y)
    Kernels.at(level).activate_backward(
      activation.kernel, 1, z.count, padded.count, activation.needsSum ? padded : y, &g)
    return (Array(y.prefix(z.count)), Array(g.prefix(z.count)))
  }

  @Test("functions and derivatives agree with the C library's", arguments: Kernels.available, Activation.allCases)
  func values(level: Kernels.Level, activation: Activation) {
    let z = (-4000...4000).map { Float($0) / 160 } + [1e-4, -1e-4, 1e-6, -1e-6, 88, -88, 100, -100, 1e4, -1e4]
    let (y, g) = Self.computed(level, activation, z)
    let expected = z.map { Reference.activate(activation, Double($0)) }
    #expect(largestDifference(y, expected) < 5e-7)
    #expect(largestDifference(g, z.map { 2 * Reference.derivative(activation, Double($0)) }) < 2e-6)
    if [.tanh, .elu, .silu, .softplus].contains(activation) {  // relative to the value, also where it is tiny
      let isExact = zip(y, expected).allSatisfy { abs(Double($0) - $1) <= 4e-7 * abs($1) + 1e-36 }
      #expect(isExact)
    }
  }

  @Test("the reference's derivatives are those of its functions", arguments: Activation.allCases)
  func reference(_ activation: Activation) {
    for z in stride(from: -6.03, to: 6, by: 0.11) {
      let slope = (Reference.activate(activation, z + 1e-6) - Reference.activate(activation, z - 1e-6)) / 2e-6
      #expect(abs(Reference.derivative(activation, z) - slope) < 1e-8)
    }
  }

  @Test("the infinities give the limits", arguments: Kernels.available, Activation.allCases)
  func infinities(level: Kernels.Level, activation: Activation) {
    let z: [Float] = [.infinity, -.infinity]
    let (y, g) = Self.computed(level, activation, z)
    for i in 0...1 {
      let (value, slope) = (
        Float(Reference.activate(activation, Double(z[i]))), 2 * Float(Reference.derivative(activation, Double(z[i])))
      )
      #expect(y[i] == value || abs(y[i] - value) < 1e-35, "f(\(z[i])) = \(y[i])")
      #expect(abs(g[i] - slope) < 1e-35, "f'(\(z[i])) = \(g[i] / 2)")
    }
  }

  @Test("not a number stays not a number", arguments: Kernels.available, Activation.allCases)
  func notANumber(level: Kernels.Level, activation: Activation) {
    let (y, _) = Self.computed(level, activation, [Float](repeating: .nan, count: 19))
    #expect(y.allSatisfy { $0.isNaN })
  }

  @Test("activations are written by the names that programs use")
  func names() {
    let names = Activation.allCases.map { "\($0)" }
    #expect(names == ["relu", "leaky_relu", "elu", "gelu", "silu", "tanh", "sigmoid", "softplus"])
    #expect("\(Model([.dense(3, .leakyRelu), .activation(.silu)]))" == "model(dense(3, leaky_relu), silu)")
  }
}

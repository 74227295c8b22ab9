import Glibc

@testable import NN

/// The inner loops in their plain form, in double precision on plain row-major arrays: what the fast ones must agree with.
enum Reference {
  /// C[m x n] = bias + A[m x k] B[k x n].
  static func product(m: Int, n: Int, k: Int, _ a: [Double], _ b: [Double], bias: [Double]? = nil) -> [Double] {
    var c = [Double](repeating: 0, count: m * n)
    for i in 0..<m {
      for j in 0..<n {
        var sum = bias?[j] ?? 0
        for p in 0..<k { sum += a[i * k + p] * b[p * n + j] }
        c[i * n + j] = sum
      }
    }
    return c
  }

  /// f(z) of an activation.
  static func activate(_ activation: Activation, _ z: Double) -> Double {
    switch activation {
    case .relu: max(z, 0)
    case .leakyRelu: z > 0 ? z : z / 100
    case .elu: z > 0 ? z : expm1(z)
    case .gelu: z == -.infinity ? 0 : z * erfc(-z / 2.0.squareRoot()) / 2
    case .silu: z == -.infinity ? 0 : z / (1 + exp(-z))
    case .tanh: tanh(z)
    case .sigmoid: 1 / (1 + exp(-z))
    case .softplus: max(z, 0) + log1p(exp(-abs(z)))
    }
  }

  /// f'(z) of an activation.
  static func derivative(_ activation: Activation, _ z: Double) -> Double {
    switch activation {
    case .relu: z > 0 ? 1 : 0
    case .leakyRelu: z > 0 ? 1 : 0.01
    case .elu: z > 0 ? 1 : exp(z)
    case .gelu:
      z.isInfinite
        ? (z > 0 ? 1 : 0)
        : erfc(-z / 2.0.squareRoot()) / 2 + z * exp(-z * z / 2) / (2 * Double.pi).squareRoot()
    case .silu:
      z.isInfinite ? (z > 0 ? 1 : 0) : activate(.sigmoid, z) * (1 + z * (1 - activate(.sigmoid, z)))
    case .tanh: 1 - tanh(z) * tanh(z)
    case .sigmoid: activate(.sigmoid, z) * (1 - activate(.sigmoid, z))
    case .softplus: activate(.sigmoid, z)
    }
  }

  /// (x - mean) / sqrt(variance + epsilon), the moments being those of all the numbers.
  static func normalize(_ x: [Double], epsilon: Double) -> [Double] {
    let mean = x.reduce(0, +) / Double(x.count)
    let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count)
    return x.map { ($0 - mean) / (variance + epsilon).squareRoot() }
  }

  /// The gradient of sum g h by x, h = normalize(x): (g - mean(g) - h mean(g h)) / sqrt(variance + epsilon).
  static func normalizeBackward(_ x: [Double], _ g: [Double], epsilon: Double) -> [Double] {
    let h = normalize(x, epsilon: epsilon)
    let count = Double(x.count)
    let mean = x.reduce(0, +) / count
    let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    let level = g.reduce(0, +) / count
    let slope = zip(g, h).reduce(0) { $0 + $1.0 * $1.1 } / count
    return x.indices.map { (g[$0] - level - h[$0] * slope) / (variance + epsilon).squareRoot() }
  }

  /// Whether dropout keeps the number at this index.
  static func keeps(_ index: Int, key: UInt32, threshold: UInt32) -> Bool {
    var hash = (UInt32(truncatingIfNeeded: index) ^ key) &* 0x9E37_79B1
    hash = (hash ^ (hash >> 16)) &* 0x85EB_CA6B
    hash = (hash ^ (hash >> 13)) &* 0xC2B2_AE35
    hash ^= hash >> 16
    return hash >= threshold
  }

  /// Softmax of one row.
  static func softmax(_ logits: [Double]) -> [Double] {
    let largest = logits.max() ?? 0
    let exponentials = logits.map { exp($0 - largest) }
    let sum = exponentials.reduce(0, +)
    return exponentials.map { $0 / sum }
  }

  /// -ln softmax(logits)[label] of one row.
  static func crossEntropy(_ logits: [Double], label: Int) -> Double {
    let largest = logits.max() ?? 0
    return log(logits.reduce(0) { $0 + exp($1 - largest) }) - (logits[label] - largest)
  }
}

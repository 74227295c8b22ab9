import Basics
import CKernels
import Testing

@testable import NN

/// The rules against the same rules in double precision, at every width of vector unit.
@Suite struct OptimizerTests {
  /// Options under which every rule is tried.
  static let variants: [@Sendable (inout TrainingOptions) -> Void] = [
    { _ in },
    { $0.decay = 0.1 },
    { $0.l1 = 0.05 },
    { $0.clipNorm = 0.5 },
    { $0.clipValue = 0.3 },
    {
      ($0.decay, $0.l1, $0.clipNorm, $0.clipValue) = (0.2, 0.01, 2, 0.2)
      ($0.beta1, $0.beta2, $0.rho, $0.epsilon, $0.momentum) = (0.7, 0.9, 0.8, 1e-3, 0.6)
      $0.isNesterov = true
    },
  ]

  @Test("five steps agree with the formulas", arguments: Kernels.available, OptimizerName.allCases)
  func steps(level: Kernels.Level, name: OptimizerName) throws {
    for variant in Self.variants {
      var options = TrainingOptions(learningRate: 0.05, optimizer: name)
      variant(&options)
      try options.check()
      steps(Kernels.at(level), options)
    }
  }

  private func steps(_ kernels: nn_kernels, _ options: TrainingOptions) {
    var random = CounterRandom(seed: 9)
    let count = 53
    let rule = options.rule
    let start = random.normals(count - 1) + [0]  // at zero, L1 has no slope
    var (w, memory) = (start, [Float](repeating: 0, count: max(1, rule.slots * count)))
    var expected = start.map(Double.init)
    var (first, second) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    for step in 1...5 {
      let g = random.normals(count - 1) + [0]
      w.withUnsafeMutableBufferPointer { w in
        memory.withUnsafeMutableBufferPointer { memory in
          guard let weights = w.baseAddress, let memory = memory.baseAddress else { return }
          g.withUnsafeBufferPointer { g in
            guard let gradients = g.baseAddress else { return }
            rule.update(
              WeightUpdate(
                kernels: kernels, count: count, weights: weights, gradients: gradients, memory: memory,
                learningRate: 0.05, step: step,
                correction: options.correction.constants(kernels, count: count, gradients: gradients)))
          }
        }
      }
      Reference.step(
        options, step, gradients: g.map(Double.init), first: &first, second: &second, weights: &expected)
    }
    #expect(largestDifference(w, expected) < 2e-6)
  }

  @Test("the norm is that of plain sums, also of huge and tiny numbers", arguments: Kernels.available)
  func norm(level: Kernels.Level) {
    var random = CounterRandom(seed: 2)
    for (count, size) in [(1, Float(1)), (16, 1e30), (1000, 1e-30), (77, 3)] {
      let x = random.normals(count).map { $0 * size }
      let plain = x.reduce(0) { $0 + Double($1) * Double($1) }
      #expect(abs(Kernels.at(level).sum_of_squares(count, x) / plain - 1) < 1e-12)
    }
  }

  @Test("a clipped gradient that is not a number stays none, so that divergence is seen", arguments: Kernels.available)
  func clippedNaN(level: Kernels.Level) {
    var correction = nn_gradient(scale: 0.5, bound: 1, decay: 0, l1: 0.1)
    var w = [Float](repeating: 1, count: 3)
    Kernels.at(level).sgd(3, 1, &correction, [.nan, .infinity, 0], &w)
    #expect(w[0].isNaN && abs(w[1] + 0.1) < 1e-6 && abs(w[2] - 0.9) < 1e-6)
  }
}

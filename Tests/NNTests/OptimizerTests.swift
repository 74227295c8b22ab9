import Testing

@testable import NN

/// The rules against the same rules in double precision, at every width of vector unit.
@Suite struct OptimizerTests {
  @Test("three steps agree with the formulas", arguments: Kernels.available, OptimizerName.allCases)
  func steps(level: Kernels.Level, name: OptimizerName) {
    for decay in [0, 0.1] { steps(level, name, decay) }
  }

  private func steps(_ level: Kernels.Level, _ name: OptimizerName, _ decay: Double) {
    var random = CounterRandom(seed: 9)
    let count = 53
    let rule = name.rule(momentum: nil)
    let start = random.normals(count)
    var (w, memory) = (start, [Float](repeating: 0, count: max(1, rule.slots * count)))
    var expected = start.map(Double.init)
    var (first, second) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    for step in 1...3 {
      let g = random.normals(count)
      w.withUnsafeMutableBufferPointer { w in
        memory.withUnsafeMutableBufferPointer { memory in
          guard let weights = w.baseAddress, let memory = memory.baseAddress else { return }
          g.withUnsafeBufferPointer { g in
            guard let gradients = g.baseAddress else { return }
            rule.update(
              WeightUpdate(
                kernels: Kernels.at(level), count: count, weights: weights, gradients: gradients, memory: memory,
                learningRate: 0.05, decay: decay, step: step))
          }
        }
      }
      for i in 0..<count {
        let x = Double(g[i]) + decay * expected[i]
        switch name {
        case .sgd: expected[i] -= 0.05 * x
        case .momentum:
          first[i] = 0.9 * first[i] + x
          expected[i] -= 0.05 * first[i]
        case .adam:
          first[i] = 0.9 * first[i] + 0.1 * x
          second[i] = 0.999 * second[i] + 0.001 * x * x
          let corrections = (1 - pow(0.9, step), 1 - pow(0.999, step))
          expected[i] -= 0.05 * (first[i] / corrections.0) / ((second[i] / corrections.1).squareRoot() + 1e-8)
        }
      }
    }
    #expect(largestDifference(w, expected) < 2e-6)
  }

  private func pow(_ base: Double, _ exponent: Int) -> Double { (0..<exponent).reduce(1) { power, _ in power * base } }
}

import Glibc

@testable import NN

extension Reference {
  /// One step of a rule, number t from 1: what the weights and the two remembered lists become.
  static func step(
    _ options: TrainingOptions, _ t: Int, gradients: [Double], first m: inout [Double], second v: inout [Double],
    weights w: inout [Double]
  ) {
    let norm = gradients.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let scale = options.clipNorm.map { min(1, $0 / (norm + 1e-6)) } ?? 1
    let bound = options.clipValue ?? .infinity
    let isDecoupled = options.optimizer == .adamw
    let (rate, decay) = (options.learningRate, options.decay ?? (isDecoupled ? 0.01 : 0))
    let momentum = options.momentum ?? (options.optimizer == .momentum ? 0.9 : 0)
    for i in w.indices {
      let sign: Double = w[i] > 0 ? 1 : w[i] < 0 ? -1 : 0
      let x = min(max(scale * gradients[i], -bound), bound) + (isDecoupled ? 0 : decay * w[i]) + options.l1 * sign
      switch options.optimizer {
      case .sgd, .momentum:
        m[i] = momentum * m[i] + x
        w[i] -= rate * (options.isNesterov ? x + momentum * m[i] : m[i])
      case .adam, .adamw:
        if isDecoupled { w[i] -= rate * decay * w[i] }
        m[i] = options.beta1 * m[i] + (1 - options.beta1) * x
        v[i] = options.beta2 * v[i] + (1 - options.beta2) * x * x
        let (mean, square) = (m[i] / (1 - pow(options.beta1, Double(t))), v[i] / (1 - pow(options.beta2, Double(t))))
        w[i] -= rate * mean / (square.squareRoot() + (options.epsilon ?? 1e-8))
      case .rmsprop:
        v[i] = options.rho * v[i] + (1 - options.rho) * x * x
        m[i] = momentum * m[i] + x / (v[i].squareRoot() + (options.epsilon ?? 1e-8))
        w[i] -= rate * m[i]
      case .adagrad:
        v[i] += x * x
        w[i] -= rate * x / (v[i].squareRoot() + (options.epsilon ?? 1e-10))
      }
    }
  }
}

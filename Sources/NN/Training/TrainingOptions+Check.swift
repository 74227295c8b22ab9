extension TrainingOptions {
  /// Throws `TrainingError.option` for the first option outside its range.
  func check() throws {
    try need(isPositive(learningRate), "the learning rate", learningRate, "a finite number above 0")
    try need(batch >= 1, "the batch size", batch, "at least 1")
    try need(epochs ?? 0 >= 0, "the number of epochs", epochs ?? 0, "at least 0")
    try need((1...1024).contains(threads), "the number of threads", threads, "from 1 to 1024")
    try checkRule()
    try checkLoss()
    try schedule.check()
    try earlyStopping?.check()
  }

  private func checkRule() throws {
    for (name, share) in [("momentum", momentum ?? 0), ("beta1", beta1), ("beta2", beta2), ("rho", rho)] {
      try need((0..<1).contains(share), name, share, "from 0 up to, but not, 1")
    }
    let hasMomentum = optimizer == .momentum ? momentum != 0 : momentum ?? 0 > 0
    let isDescent = optimizer == .sgd || optimizer == .momentum
    try need(!isNesterov || !isDescent || hasMomentum, "momentum", 0, "above 0 for Nesterov's form")
    // Smaller ones are zero in single precision.
    try need((1e-30...1).contains(epsilon ?? 1), "epsilon", epsilon ?? 1, "from 1e-30 to 1")
    for (name, factor) in [("decay", decay ?? 0), ("l1", l1)] {
      try need(factor >= 0 && factor.isFinite, name, factor, "a finite number of at least 0")
    }
    for (name, bound) in [("the norm to clip at", clipNorm ?? 1), ("the value to clip at", clipValue ?? 1)] {
      try need(isPositive(bound), name, bound, "a finite number above 0")
    }
  }

  private func checkLoss() throws {
    try need((0..<1).contains(smoothing), "smoothing", smoothing, "from 0 up to, but not, 1")
    for weight in classWeights { try need((1e-30...1e30).contains(weight), "a class weight", weight, "above 0") }
    try need((1e-30...1e30).contains(delta), "delta", delta, "a finite number above 0")
  }

  private func isPositive(_ value: Double) -> Bool { value > 0 && value.isFinite }
}

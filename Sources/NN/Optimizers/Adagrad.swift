/// Adagrad (Duchi, Hazan and Singer 2011): s <- s + x^2, w <- w - lr x / (sqrt s + epsilon).
struct Adagrad: Optimizer {
  let epsilon: Double

  var slots: Int { 1 }

  func update(_ update: WeightUpdate) {
    var correction = update.correction
    update.kernels.adagrad(
      update.count, Float(update.learningRate), Float(epsilon), &correction, update.gradients, update.memory,
      update.weights)
  }
}

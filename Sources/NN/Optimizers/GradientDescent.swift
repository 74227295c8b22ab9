/// Gradient descent with momentum: v <- momentum v + x, w <- w - lr v; without it w <- w - lr x.
///
/// Polyak's heavy ball (1964) in the form that PyTorch uses: the rate multiplies the velocity when it is applied.
/// Nesterov's form (1983; Sutskever et al. 2013) applies x + momentum v instead of v.
struct GradientDescent: Optimizer {
  let momentum: Double
  let isNesterov: Bool

  var slots: Int { momentum == 0 ? 0 : 1 }

  func update(_ update: WeightUpdate) {
    let rate = Float(update.learningRate)
    var correction = update.correction
    if momentum == 0 {
      update.kernels.sgd(update.count, rate, &correction, update.gradients, update.weights)
    } else {
      update.kernels.momentum(
        update.count, rate, Float(momentum), isNesterov ? 1 : 0, &correction, update.gradients, update.memory,
        update.weights)
    }
  }
}

/// Gradient descent with momentum: v <- momentum v + g, w <- w - lr v; without it w <- w - lr g.
///
/// Polyak's heavy ball (1964) in the form that PyTorch uses: the rate multiplies the velocity when it is applied.
struct GradientDescent: Optimizer {
  let momentum: Double

  var slots: Int { momentum == 0 ? 0 : 1 }

  func update(_ update: WeightUpdate) {
    let (rate, decay) = (Float(update.learningRate), Float(update.decay))
    if momentum == 0 {
      update.kernels.sgd(update.count, rate, decay, update.gradients, update.weights)
    } else {
      update.kernels.momentum(
        update.count, rate, Float(momentum), decay, update.gradients, update.memory, update.weights)
    }
  }
}

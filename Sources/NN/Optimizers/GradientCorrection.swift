import CKernels

/// What is done to the gradient before a rule sees it: clipping by the norm, then by value, then the penalties' gradients.
///
/// x = clamp(c g, -v, v) + decay w + l1 sign w, where c = min(1, n / (|g| + 1e-6)) for the largest norm n, as PyTorch's
/// `clip_grad_norm_` has it; the norm is over all weights of the model.
struct GradientCorrection: Hashable, Sendable {
  let clipNorm: Double?
  let clipValue: Double?
  let decay: Double
  let l1: Double

  /// The constants for this gradient.
  func constants(_ kernels: nn_kernels, count: Int, gradients: UnsafePointer<Float>) -> nn_gradient {
    let scale = clipNorm.map { min(1, $0 / (kernels.sum_of_squares(count, gradients).squareRoot() + 1e-6)) } ?? 1
    return nn_gradient(
      scale: Float(scale), bound: clipValue.map { Float($0) } ?? .infinity, decay: Float(decay), l1: Float(l1))
  }
}

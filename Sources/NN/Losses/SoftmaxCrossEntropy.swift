import CKernels

/// Loss of classification: -ln softmax(z)[label], whose gradient by z is softmax(z) - onehot(label).
///
/// The exponentials are taken of z - max z, so none overflows, and the loss from ln sum e^(z - max) directly, so a
/// probability that rounds to zero does not make it infinite.
struct SoftmaxCrossEntropy: Loss {
  func check(_ output: Shape, against targets: Targets) throws(LayerProblem) {
    guard case .classes(_, let names) = targets, output.count != names.count else { return }
    throw LayerProblem(
      reason: "the model gives \(output.count) number\(output.count == 1 ? "" : "s") (shape \(output)), "
        + "and the data has \(names.count) classes: the last layer needs \(names.count) units")
  }

  func apply(_ pass: Pass, output: Signal, out: UnsafeMutablePointer<Float>, targets: BatchTargets) -> BatchLoss {
    var correct = 0
    let sum = pass.kernels.softmax(
      pass.rows, output.width, output.stride, pass.memory + output.values, targets.labels,
      pass.isTraining ? 1 : 0, pass.isTraining ? 1 / Float(pass.rows) : 1, out, &correct)
    return BatchLoss(sum: sum, correct: correct)
  }
}

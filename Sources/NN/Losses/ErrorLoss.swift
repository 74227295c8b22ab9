import CKernels

/// Loss of regression: the mean of a function of the error e = y - target.
///
/// | kind | loss | slope |
/// |---|---|---|
/// | squared | e^2 | 2 e |
/// | absolute | abs e | sign e, 0 at 0 |
/// | Huber (1964) | e^2 / 2 up to delta, delta (abs e - delta / 2) beyond | e, delta sign e |
struct ErrorLoss: Loss {
  enum Kind: Hashable {
    case squared, absolute
    case huber(delta: Float)
  }

  let kind: Kind

  func check(_ output: Shape, against targets: Targets) throws(LayerProblem) {
    guard output.count != 1 else { return }
    throw LayerProblem(
      reason: "the model gives \(output.count) numbers (shape \(output)), "
        + "and the data has one numeric target: the last layer needs 1 unit")
  }

  func apply(_ pass: Pass, output: Signal, out: UnsafeMutablePointer<Float>, targets: BatchTargets) -> BatchLoss {
    let values = pass.memory + output.values
    let (code, delta): (Int, Float) =
      switch kind {
      case .squared: (NN_SQUARED, 0)
      case .absolute: (NN_ABSOLUTE, 0)
      case .huber(let delta): (NN_HUBER, delta)
      }
    let sum = pass.kernels.errors(
      Int32(code), delta, pass.rows, output.width, output.stride, values, targets.values,
      pass.isTraining ? 1 / Float(pass.rows) : 0, out)
    if !pass.isTraining { out.update(from: values, count: pass.rows * output.stride) }
    return BatchLoss(sum: sum, weight: Double(pass.rows))
  }
}

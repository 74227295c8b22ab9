import CKernels

/// Loss of regression: (y - target)^2, whose gradient by y is 2 (y - target).
struct MeanSquaredError: Loss {
  func check(_ output: Shape, against targets: Targets) throws(LayerProblem) {
    guard output.count != 1 else { return }
    throw LayerProblem(
      reason: "the model gives \(output.count) numbers (shape \(output)), "
        + "and the data has one numeric target: the last layer needs 1 unit")
  }

  func apply(_ pass: Pass, output: Signal, out: UnsafeMutablePointer<Float>, targets: BatchTargets) -> BatchLoss {
    let values = pass.memory + output.values
    if pass.isTraining {
      let scale = 1 / Float(pass.rows)
      return BatchLoss(
        sum: pass.kernels.squares(pass.rows, output.width, output.stride, values, targets.values, scale, out))
    }
    let sum = pass.kernels.squares(pass.rows, output.width, output.stride, values, targets.values, 0, out)
    out.update(from: values, count: pass.rows * output.stride)
    return BatchLoss(sum: sum)
  }
}

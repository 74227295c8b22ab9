import CKernels

/// Loss of classification: the cross-entropy between targets and what the outputs say, in nats.
///
/// | symbol | meaning |
/// |---|---|
/// | z | the logits, the model's outputs: one a class, or (binary) one alone, of the second class against 0 |
/// | p | softmax(z), or (1 - sigmoid(z), sigmoid(z)) |
/// | y, K | the item's class, the number of classes |
/// | w_c, s | the weight of class c, the label smoothing (Szegedy et al. 2016, section 7) |
///
/// An item's loss is -sum_c q_c ln p_c with q_c = w_c ((1 - s) [c = y] + s / K), and the mean of a batch divides by the sum
/// of w_y, as PyTorch's `CrossEntropyLoss` has it. The gradient by z is (sum of q) p - q.
struct CrossEntropy: Loss {
  let isBinary: Bool
  let smoothing: Float
  /// One a class; none where all are 1.
  let weights: FloatBuffer?

  func check(_ output: Shape, against targets: Targets) throws(LayerProblem) {
    guard case .classes(_, let names) = targets else { return }
    let found = "the model gives \(output.count) number\(output.count == 1 ? "" : "s") (shape \(output))"
    if isBinary {
      guard names.count == 2 else {
        throw LayerProblem(reason: "binary cross-entropy is of two classes, and the data has \(names.count)")
      }
      guard output.count == 1 else {
        throw LayerProblem(reason: "\(found), and binary cross-entropy takes one: the last layer needs 1 unit")
      }
    } else if output.count != names.count {
      throw LayerProblem(
        reason: "\(found), and the data has \(names.count) classes: the last layer needs \(names.count) units")
    }
  }

  func apply(_ pass: Pass, output: Signal, out: UnsafeMutablePointer<Float>, targets: BatchTargets) -> BatchLoss {
    guard let weights else { return apply(pass, output, out, targets.labels, nil) }
    return weights.withPointer { apply(pass, output, out, targets.labels, $0) }
  }

  private func apply(
    _ pass: Pass, _ output: Signal, _ out: UnsafeMutablePointer<Float>, _ labels: UnsafePointer<Int32>,
    _ weights: UnsafePointer<Float>?
  ) -> BatchLoss {
    var batch = nn_cross_entropy(
      rows: pass.rows, classes: isBinary ? 2 : output.width, stride: output.stride,
      logits: UnsafePointer(pass.memory + output.values), labels: labels, weights: weights, smoothing: smoothing,
      gradient: pass.isTraining ? 1 : 0, out: out)
    let loss = isBinary ? pass.kernels.logistic(&batch) : pass.kernels.softmax(&batch)
    return BatchLoss(sum: loss.sum, weight: loss.weight, correct: loss.correct)
  }
}

import CKernels

/// What training minimises: a mean over items.
protocol Loss: Sendable {
  /// Whether outputs of this shape can be compared with the targets.
  func check(_ output: Shape, against targets: Targets) throws(LayerProblem)

  /// The loss of a batch, and what is written beside it.
  ///
  /// When training, `out` becomes the gradient of the batch's mean loss by the outputs; otherwise what the outputs
  /// predict: probabilities of the classes, or the values themselves.
  func apply(
    _ pass: Pass, output: Signal, out: UnsafeMutablePointer<Float>, targets: BatchTargets
  ) -> BatchLoss
}

/// The targets of one batch; of the two, the loss reads the kind it knows.
struct BatchTargets {
  let labels: UnsafeMutablePointer<Int32>
  let values: UnsafeMutablePointer<Float>
}

/// The loss of a batch before it is divided: `sum / weight` is the mean.
struct BatchLoss {
  var sum = 0.0
  /// The sum of the items' weights: their number, unless classes have weights.
  var weight = 0.0
  /// Items whose most probable class is the right one.
  var correct = 0

  var mean: Double { sum / weight }

  static func += (total: inout BatchLoss, batch: BatchLoss) {
    total.sum += batch.sum
    total.weight += batch.weight
    total.correct += batch.correct
  }
}

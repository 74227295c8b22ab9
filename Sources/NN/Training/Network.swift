import Basics

/// A trained model: a value that holds the weights and what they need to be used.
public struct Network: Sendable {
  /// The description that was trained.
  public internal(set) var model: Model
  let plan: Plan
  var weights: FloatBuffer
  var standardization: Standardization?
  var objective: LossTerm
  /// What the items are that it was trained on.
  public internal(set) var schema: DataSchema

  /// The names of the classes; empty where the target is a number.
  public var classNames: [String] { schema.classNames }

  /// Items that are evaluated together: enough to keep the arithmetic busy.
  static let batch = 128

  /// What a network says about items.
  public enum Predictions: Sendable {
    /// The most probable class of each item, and the probability of each class (columns) for each item (rows).
    case classes([Int], probabilities: FloatBuffer)
    /// The number for each item, in the target's units.
    case values([Double])
  }

  /// The items of a data set in the form of those that the network was trained on.
  ///
  /// - Parameters:
  ///   - data: Items whose columns are found by their names, and categories and classes by their texts, where they have any.
  ///   - needsTargets: Whether targets that are not known are an error.
  /// - Returns: The items, with remarks on what was left out or not known.
  /// - Throws: `DataError.partMismatch` or `TrainingError.partMismatch` where the items have another shape, or lack a column or their targets.
  public func fitted(_ data: Dataset, needsTargets: Bool) throws -> Dataset {
    // Where columns have no names, nothing else would tell that the items are of another kind.
    if data.schema.columns.isEmpty || schema.columns.isEmpty { try checkShape(data, named: "given") }
    let data = try data.fitted(to: schema, part: "the given part", needsTargets: needsTargets)
    try check(data, named: "given")
    return data
  }

  /// Predicts the targets of the items of a data set.
  ///
  /// - Parameter data: Items like those that the model was trained on; their targets are not looked at.
  /// - Returns: A prediction for each item.
  /// - Throws: `DataError.partMismatch` or `TrainingError.partMismatch` where the items have another shape, or lack a column; `MemoryError` where the
  ///   system refuses memory.
  public func predict(_ data: Dataset) throws -> Predictions {
    let predictions = try evaluated(fitted(data, needsTargets: false)).predictions
    guard case .values(let values) = predictions else { return predictions }
    return .values(values.map { $0 + schema.targetForm.offset })
  }

  /// Measures how well the targets of a data set are predicted.
  ///
  /// - Parameter data: Items like those that the model was trained on, with targets of the same kind.
  /// - Returns: The metrics of classification or regression.
  /// - Throws: `DataError.partMismatch` or `TrainingError.partMismatch` where the data does not fit; `MemoryError` where the system refuses memory.
  public func evaluate(_ data: Dataset) throws -> Metrics { try metrics(of: fitted(data, needsTargets: true)) }

  /// Counts how often each class was taken for each.
  ///
  /// - Parameter data: Items of the shape and classes that the model was trained on.
  /// - Returns: The counts; none where the target is a number.
  /// - Throws: `DataError.partMismatch` or `TrainingError.partMismatch` where the data does not fit; `MemoryError` where the system refuses
  ///   memory.
  public func confusion(_ data: Dataset) throws -> ConfusionMatrix? { try evaluate(data).classification?.confusion }

  /// A parameter's numbers, row by row, under names such as `1.weight` (inputs x units) and `1.bias`.
  public var parameters: [(name: String, rows: Int, columns: Int, values: [Float])] {
    plan.parameters.map {
      ($0.name, $0.layout.rows, $0.layout.columns, plan.values(of: $0, in: weights))
    }
  }

  /// Throws where a part of the data does not fit the one that the network was trained on.
  func check(_ data: Dataset, named part: String) throws {
    guard data.count > 0 else { throw TrainingError.partMismatch(part: part, reason: "it has no items") }
    try checkShape(data, named: part)
    if let categories = plan.categories, let (item, number) = data.firstNumber(outside: categories) {
      throw TrainingError.category(part: part, item: item, number: number, categories: categories)
    }
  }

  private func checkShape(_ data: Dataset, named part: String) throws {
    guard model.shape(reading: data.itemShape) != plan.input.shape else { return }
    func text(_ shape: Shape) -> String {
      shape.dimensions.count == 1 ? "\(shape.count)" : "\(shape.count) (\(shape))"
    }
    throw TrainingError.partMismatch(
      part: part, reason: "its items have \(text(data.itemShape)) features, not \(text(plan.input.shape))")
  }

  /// Measures data that is known to fit; the number of threads does not change the bits.
  func metrics(of data: Dataset, threads: Int = 1) throws -> Metrics {
    let (predictions, loss) = try evaluated(data, threads: threads)
    switch predictions {
    case .classes(let classes, let probabilities):
      let labels = data.labels
      let confusion = ConfusionMatrix(labels: labels, predictions: classes, classes: classNames.count)
      return .classification(
        ClassificationMetrics(loss: loss, confusion: confusion, probabilities: probabilities, labels: labels))
    case .values(let values):
      // Both less the offset of the target, which no metric sees.
      return .regression(
        RegressionMetrics(predictions: values, targets: data.values.map { Double($0) }, loss: loss))
    }
  }

  private func evaluated(_ data: Dataset, threads: Int = 1) throws -> (predictions: Predictions, loss: Double) {
    let (width, stride) = (plan.output.width, plan.output.stride)
    let batches = (data.count + plan.batch - 1) / plan.batch
    let threads = max(min(threads, batches), 1)
    // The outputs, and what is made of them: classes, labels and the ranks of scores.
    try MachineMemory.need(bytes: data.count.saturating(times: (4 * width).saturating(times: 2) + 64))
    let workspaces = try (0..<threads).map { _ in
      try Workspace(plan, loss: objective.rule(), standardization: standardization, isTraining: false)
    }
    var outputs = try FloatBuffer(zeros: data.count.saturating(times: width))
    var losses = [BatchLoss](repeating: BatchLoss(), count: batches)
    try outputs.withMutablePointer { outputs in
      weights.withPointer { weights in
        data.rows.withUnsafeBufferPointer { rows in
          losses.withUnsafeMutableBufferPointer { losses in
            guard let rows = rows.baseAddress, let losses = losses.baseAddress else { return }
            inParallel(threads) { part in
              let workspace = workspaces[part]
              for batch in Swift.stride(from: part, to: batches, by: threads) {
                let start = batch * plan.batch
                let count = min(plan.batch, data.count - start)
                workspace.load(data, rows: rows + start, count: count)
                losses[batch] = workspace.run(
                  weights: weights, rows: count, isTraining: false, random: CounterRandom(seed: 0))
                for row in 0..<count {
                  (outputs + (start + row) * width).update(from: workspace.predictions + row * stride, count: width)
                }
              }
            }
          }
        }
      }
    }
    let total = losses.reduce(into: BatchLoss()) { $0 += $1 }
    return (try predictions(outputs, width: width), total.mean)
  }

  private func predictions(_ outputs: FloatBuffer, width: Int) throws -> Predictions {
    if classNames.isEmpty {
      let (mean, deviation) = (standardization?.targetMean ?? 0, standardization?.targetDeviation ?? 1)
      return .values(outputs.array.map { Double($0 * deviation + mean) })
    }
    // One output for two classes is the probability of the second.
    let probabilities = width > 1 ? outputs : try FloatBuffer(outputs.array.flatMap { [1 - $0, $0] })
    let columns = max(width, 2)
    let classes = probabilities.withPointer { start in
      stride(from: 0, to: probabilities.count, by: columns).map { row in
        var best = 0
        for c in 1..<columns where start[row + c] > start[row + best] { best = c }
        return best
      }
    }
    return .classes(classes, probabilities: probabilities)
  }
}

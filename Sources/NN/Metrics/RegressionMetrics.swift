/// How well a number is predicted.
public struct RegressionMetrics: Hashable, Sendable {
  /// The mean squared error as training sees it: of the standardized target where the data is standardized.
  public let loss: Double
  /// The mean absolute error, in the target's units.
  public let mae: Double
  /// The root of the mean squared error, in the target's units.
  public let rmse: Double
  /// The share of the targets' variance that is explained: 1 - sum (t - y)^2 / sum (t - mean t)^2.
  ///
  /// With equal targets it is 1 if all predictions are exact and 0 otherwise, as scikit-learn has it.
  public let r2: Double

  /// Measures predictions against targets.
  ///
  /// - Parameters:
  ///   - predictions: The predicted numbers.
  ///   - targets: The true ones, as many.
  ///   - loss: The mean loss; the mean squared error if none is given.
  public init<Number: BinaryFloatingPoint>(predictions: [Number], targets: [Number], loss: Double? = nil) {
    let n = Double(max(min(predictions.count, targets.count), 1))
    var (absolute, squares) = (0.0, 0.0)
    for (prediction, target) in zip(predictions, targets) {
      let error = Double(prediction) - Double(target)
      absolute += abs(error)
      squares += error * error
    }
    let mean = targets.reduce(0) { $0 + Double($1) } / n
    let spread = targets.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    self.loss = loss ?? squares / n
    mae = absolute / n
    rmse = (squares / n).squareRoot()
    r2 = spread > 0 ? 1 - squares / spread : squares == 0 ? 1 : 0
  }
}

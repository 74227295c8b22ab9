/// The centring and scaling of features, and of a numeric target, by the mean and deviation of a training part.
///
/// It is measured on the training part alone, so nothing of the other parts leaks into training. A missing number (NaN)
/// counts as the mean; a constant column becomes zero.
struct Standardization: Sendable {
  private(set) var means: FloatBuffer
  /// Reciprocals of the deviations.
  private(set) var scales: FloatBuffer
  /// y = (target - targetMean) / targetDeviation is what is learnt; 0 and 1 for classes.
  let targetMean: Float
  let targetDeviation: Float

  /// Measures a training part; none where its data set is used as it is.
  init?(fitting data: Dataset) {
    guard data.isStandardized, case .floats(let buffer) = data.features.storage else { return nil }
    let width = data.features.width
    var columns = [Moments](repeating: Moments(), count: width)
    buffer.withPointer { values in
      for row in data.rows {
        let item = values + Int(row) * width
        for column in 0..<width where !item[column].isNaN { columns[column].add(Double(item[column])) }
      }
    }
    means = FloatBuffer(columns.map { Float($0.mean) })
    scales = FloatBuffer(columns.map { Float(1 / $0.deviationOrOne) })
    var target = Moments()
    for value in data.values { target.add(Double(value)) }
    targetMean = Float(target.mean)
    targetDeviation = Float(target.deviationOrOne)
  }

  /// The same for the target alone, where the features are numbers of categories.
  var ofTarget: Standardization {
    var other = self
    other.means = FloatBuffer(zeros: means.count)
    other.scales = FloatBuffer([Float](repeating: 1, count: scales.count))
    return other
  }
}

/// Mean and variance of a stream of numbers, updated so that nothing cancels (Welford 1962).
private struct Moments {
  private var count = 0.0
  private(set) var mean = 0.0
  private var squares = 0.0

  mutating func add(_ value: Double) {
    count += 1
    let difference = value - mean
    mean += difference / count
    squares += difference * (value - mean)
  }

  /// The deviation, or one where all values are equal up to rounding.
  var deviationOrOne: Double {
    let deviation = count > 0 ? (squares / count).squareRoot() : 0
    return deviation > 1e-7 * max(abs(mean), 1e-30) ? deviation : 1
  }
}

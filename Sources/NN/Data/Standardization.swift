/// The centring and scaling of features, and of a numeric target, by the mean and deviation of a training part.
///
/// It is measured on the training part alone, so nothing of the other parts leaks into training. A missing number (NaN)
/// counts as the mean; a constant column becomes zero. A column of a table has a scale of its own; the pixels of an image
/// share one for each channel.
struct Standardization: Sendable {
  /// One for each number of an item.
  var means: FloatBuffer
  /// Reciprocals of the deviations.
  var scales: FloatBuffer
  /// y = (target - targetMean) / targetDeviation is what is learnt; 0 and 1 for classes.
  var targetMean: Float
  var targetDeviation: Float

  init(means: FloatBuffer, scales: FloatBuffer, targetMean: Float, targetDeviation: Float) {
    (self.means, self.scales) = (means, scales)
    (self.targetMean, self.targetDeviation) = (targetMean, targetDeviation)
  }

  /// Measures a training part; none where its data set is used as it is.
  init?(fitting data: Dataset) throws {
    guard data.isStandardized else { return nil }
    let width = data.features.width
    let channels = data.channels ?? width
    var moments = Self.moments(of: data, channels: channels)
    for (column, categories) in data.categoryCounts.enumerated() where categories > 0 { moments[column] = Moments() }
    let position = (0..<width).map { $0 % channels }
    means = try FloatBuffer(position.map { Float(moments[$0].mean) })
    scales = try FloatBuffer(position.map { Float(1 / moments[$0].deviationOrOne) })
    var target = Moments()
    for value in data.values { target.add(Double(value)) }
    targetMean = Float(target.mean)
    targetDeviation = Float(target.deviationOrOne)
  }

  private static func moments(of data: Dataset, channels: Int) -> [Moments] {
    let width = data.features.width
    if case .bytes(let records) = data.features.storage {
      let (sums, squares) = records.moments(data.rows, channels: channels)
      let count = Double(data.count) * Double(width / channels)
      return zip(sums, squares).map { Moments(count: count, sum: Double($0) / 255, ofSquares: Double($1) / 65025) }
    }
    var moments = [Moments](repeating: Moments(), count: channels)
    data.features.withFloats { values in
      for row in data.rows {
        let item = values + Int(row) * width
        for first in stride(from: 0, to: width, by: channels) {
          for channel in 0..<channels where !item[first + channel].isNaN {
            moments[channel].add(Double(item[first + channel]))
          }
        }
      }
    }
    return moments
  }

  /// The same for the target alone, where the features are numbers of categories.
  func ofTarget() throws -> Standardization {
    var other = self
    other.means = try FloatBuffer(zeros: means.count)
    other.scales = try FloatBuffer([Float](repeating: 1, count: scales.count))
    return other
  }
}

/// Mean and variance of a stream of numbers, updated so that nothing cancels (Welford 1962).
private struct Moments {
  private var count = 0.0
  var mean = 0.0
  private var squares = 0.0

  init() {}

  /// From exact sums of numbers of one size, such as bytes.
  init(count: Double, sum: Double, ofSquares squares: Double) {
    self.count = count
    mean = sum / count
    self.squares = max(squares - sum * mean, 0)
  }

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

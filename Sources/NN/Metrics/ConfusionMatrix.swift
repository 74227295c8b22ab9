/// How often each class was taken for each: row = the true class, column = the predicted one.
///
/// | symbol | meaning |
/// |---|---|
/// | N | items |
/// | t_c, p_c | items of class c, items predicted as c |
/// | TP, FN, FP, TN | of one class against the rest: n_cc, t_c - n_cc, p_c - n_cc, N - t_c - p_c + n_cc |
///
/// Means over classes are unweighted (macro).
public struct ConfusionMatrix: Hashable, Sendable {
  /// The counts, row by row.
  public private(set) var counts: [[Int]]

  /// Makes an empty matrix.
  public init(classes: Int) {
    counts = [[Int]](repeating: [Int](repeating: 0, count: max(classes, 0)), count: max(classes, 0))
  }

  /// Counts these pairs; pairs outside the classes are passed over.
  ///
  /// - Parameters:
  ///   - labels: The true classes.
  ///   - predictions: The predicted classes.
  ///   - classes: How many classes there are.
  public init(labels: [Int], predictions: [Int], classes: Int) {
    self.init(classes: classes)
    for (label, prediction) in zip(labels, predictions) { add(label: label, prediction: prediction) }
  }

  /// Counts one item; one outside the classes is passed over.
  public mutating func add(label: Int, prediction: Int) {
    guard counts.indices.contains(label), counts.indices.contains(prediction) else { return }
    counts[label][prediction] += 1
  }

  /// N: how many items were counted.
  public var total: Int { actual.reduce(0, +) }

  /// The share of items on the diagonal.
  public var accuracy: Double { ratio(trace, total) }

  /// Macro recall: the mean of TP / (TP + FN) over the classes that have items.
  public var sensitivity: Double {
    mean(classes.filter { actual[$0] > 0 }.map { ratio(counts[$0][$0], actual[$0]) })
  }

  /// The mean of TN / (TN + FP) over the classes that some item is not of.
  public var specificity: Double {
    let n = total
    return mean(
      classes.filter { actual[$0] < n }.map { c in
        ratio(n - actual[c] - predicted[c] + counts[c][c], n - actual[c])
      })
  }

  /// The mean of TP / (TP + FP), zero for a class that has items or was predicted but has no hit.
  public var precision: Double { mean(seen.map { ratio(counts[$0][$0], predicted[$0]) }) }

  /// The mean of 2 TP / (2 TP + FP + FN).
  public var f1: Double { mean(seen.map { ratio(2 * counts[$0][$0], actual[$0] + predicted[$0]) }) }

  /// Matthews' correlation coefficient for several classes, R_K (Gorodkin 2004):
  /// (N trace - sum t_c p_c) / sqrt((N^2 - sum p_c^2) (N^2 - sum t_c^2)), and 0 if a factor is.
  public var mcc: Double {
    let n = Double(total)
    let (t, p) = (actual.map(Double.init), predicted.map(Double.init))
    let covariance = n * Double(trace) - zip(t, p).reduce(0) { $0 + $1.0 * $1.1 }
    let spread = (n * n - p.reduce(0) { $0 + $1 * $1 }) * (n * n - t.reduce(0) { $0 + $1 * $1 })
    return spread > 0 ? covariance / spread.squareRoot() : 0
  }

  /// The mean over classes of the binary coefficient of each class against the rest.
  public var macroMCC: Double {
    let n = total
    return mean(
      seen.map { c in
        let hits = counts[c][c]
        var binary = ConfusionMatrix(classes: 2)
        binary.counts = [
          [hits, actual[c] - hits], [predicted[c] - hits, n - actual[c] - predicted[c] + hits],
        ]
        return binary.mcc
      })
  }

  private var classes: Range<Int> { counts.indices }
  private var trace: Int { classes.reduce(0) { $0 + counts[$1][$1] } }
  private var actual: [Int] { counts.map { $0.reduce(0, +) } }
  private var predicted: [Int] { classes.map { c in counts.reduce(0) { $0 + $1[c] } } }
  private var seen: [Int] {
    let (actual, predicted) = (actual, predicted)
    return classes.filter { actual[$0] + predicted[$0] > 0 }
  }

  private func ratio(_ a: Int, _ b: Int) -> Double { b == 0 ? 0 : Double(a) / Double(b) }
  private func mean(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count) }
}

/// The area under the receiver operating characteristic, by ranks.
enum AreaUnderCurve {
  /// The probability that a positive item scores above a negative one, ties counting half; none where a side is empty.
  ///
  /// It is (R - n(n + 1) / 2) / (n m) for n positives with ranks of sum R and m negatives (Mann and Whitney 1947).
  static func binary(_ scores: [Float], isPositive: [Bool]) -> Double? {
    let positives = isPositive.lazy.filter { $0 }.count
    let negatives = isPositive.count - positives
    guard positives > 0, negatives > 0 else { return nil }
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    var rankSum = 0.0
    var i = 0
    while i < order.count {
      var end = i + 1
      while end < order.count, scores[order[end]] == scores[order[i]] { end += 1 }
      let rank = Double(i + 1 + end) / 2  // the mean of the ranks i + 1 ... end
      for j in i..<end where isPositive[order[j]] { rankSum += rank }
      i = end
    }
    let n = Double(positives)
    return (rankSum - n * (n + 1) / 2) / (n * Double(negatives))
  }

  /// The mean over the classes that have items of the area of each against the rest; two classes have one area.
  static func macro(_ scores: FloatBuffer, labels: [Int], classes: Int) -> Double? {
    let areas = scores.withPointer { all in
      (classes == 2 ? 1..<2 : 0..<classes).compactMap { c in
        binary(labels.indices.map { all[$0 * classes + c] }, isPositive: labels.map { $0 == c })
      }
    }
    return areas.isEmpty ? nil : areas.reduce(0, +) / Double(areas.count)
  }
}

import Basics

extension Figure {
  /// How often items of each class were taken for each, with the recall and the precision of every class.
  ///
  /// - Parameters:
  ///   - counts: a row for each true class, in it a count for each predicted class.
  ///   - classes: the names of the classes; their numbers where there are none.
  /// - Returns: the figure, the first class at the top.
  /// - Throws: that the counts are no square.
  public static func confusion(_ counts: [[Int]], classes: [String] = []) throws(FigureError) -> Figure {
    guard !counts.isEmpty, counts.allSatisfy({ $0.count == counts.count }) else {
      throw FigureError("a confusion matrix has as many rows as columns")
    }
    guard classes.isEmpty || classes.count == counts.count else {
      throw FigureError("the matrix is of \(counts.count) classes, and \(classes.count) names are given", of: "classes")
    }
    let names = counts.indices.map { classes.isEmpty ? "\($0)" : classes[$0].onOneLine.truncated(to: 20) }
    let actual = counts.map { $0.reduce(0, +) }
    let predicted = counts.indices.map { column in counts.reduce(0) { $0 + $1[column] } }
    func share(_ part: Int, _ whole: Int) -> Double { whole > 0 ? Double(part) / Double(whole) : .nan }
    func text(_ share: Double) -> String {
      guard !share.isNaN else { return "" }
      let digits = String(Int((share * 1000).rounded()))
      return share > 0.9995 ? "1" : "0." + String(repeating: "0", count: 3 - digits.count) + digits
    }
    // The shade is the share of the true class, so that large classes do not hide small ones.
    var rows = counts.indices.map { row in counts[row].map { share($0, actual[row]) } + [.nan] }
    var texts = counts.indices.map { row in
      counts[row].map { $0 == 0 ? "·" : "\($0)" } + [text(share(counts[row][row], actual[row]))]
    }
    rows.append([Double](repeating: .nan, count: counts.count + 1))
    texts.append(counts.indices.map { text(share(counts[$0][$0], predicted[$0])) } + [""])
    let total = actual.reduce(0, +)
    return Figure(
      "confusion of \(total == 1 ? "1 item" : "\(total) items")",
      panels: [
        Panel(
          x: Axis("predicted", categories: names + ["rec."]),
          y: Axis("true", categories: (names + ["prec."]).reversed()),
          series: [
            Series("share of the true class", .mean, .cells(Cells(rows: rows.reversed(), texts: texts.reversed())))
          ])
      ],
      notes: confusionNotes(counts, names, total))
  }

  /// The accuracy, and which classes are most often taken for another.
  private static func confusionNotes(_ counts: [[Int]], _ names: [String], _ total: Int) -> [String] {
    guard total > 0 else { return ["no item was counted"] }
    let right = counts.indices.reduce(0) { $0 + counts[$1][$1] }
    let wrong = counts.indices.flatMap { row in
      counts.indices.filter { $0 != row && counts[row][$0] > 0 }.map { (row: row, column: $0, count: counts[row][$0]) }
    }
    let worst = wrong.sorted { ($1.count, $0.row, $0.column) < ($0.count, $1.row, $1.column) }.prefix(3)
    let texts = worst.map { "\(names[$0.row]) taken for \(names[$0.column]) (\($0.count))" }
    return [
      "accuracy \(NumberText.rounded(Double(right) / Double(total)))",
      texts.isEmpty ? "no class is taken for another" : "most confused: \(texts.joined(separator: ", "))",
      "rec. (recall): the share of a true class that is found; prec. (precision): the share of a predicted class that is right",
    ]
  }
}

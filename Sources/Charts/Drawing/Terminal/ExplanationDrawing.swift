import Basics

extension Explanation {
  /// Draws the explanation, or the question before it, with characters.
  ///
  /// Where it is to fit into some rows, plots are lower first; then what matters least is left out: what the model has
  /// learned, what is compared, the parameters along which little changes.
  ///
  /// - Parameters:
  ///   - isQuestion: whether it is the question.
  ///   - width: the columns of the terminal.
  ///   - rows: the rows that there are; nil for as many as are needed.
  ///   - glyphs: which characters the terminal can show.
  ///   - color: whether it shows colours.
  /// - Returns: the lines, without a newline at the end; more than `rows` only where the shortest explanation has more.
  public func text(
    isQuestion: Bool = false, width: Int = 80, rows: Int? = nil, glyphs: Glyphs = .unicode, color: Bool = false
  ) -> String {
    func text(_ extent: Extent, _ mostRows: Int) -> String {
      let figures = isQuestion ? [questionFigure(extent)] : figures(extent)
      return figures.map { $0.text(width: width, mostRows: mostRows, glyphs: glyphs, color: color) }
        .joined(separator: "\n\n")
    }
    var shortest = text(.whole, .max)
    guard let rows, shortest.lineCount > rows else { return shortest }
    for axes in (1...max(shownAxes.count, 1)).reversed() {
      for (brevity, heights) in comparison == nil ? Self.steps : Self.steps + Self.comparisonSteps {
        let extent = Extent(axes: axes, brevity: brevity)
        shortest = text(extent, heights[heights.count - 1])
        guard shortest.lineCount <= rows else { continue }
        return heights.dropLast().lazy.map { text(extent, $0) }.first { $0.lineCount <= rows } ?? shortest
      }
    }
    return shortest
  }

  /// The most rows of plots that are tried, from high ones to the lowest that can be read.
  private static let usual = [12, 10, 8, 7], low = [6, 5, 4]
  /// What is given up, one after the other.
  private static let steps: [(Extent.Brevity, [Int])] = [(.none, usual), (.model, [.max] + usual), (.model, low)]
  private static let comparisonSteps: [(Extent.Brevity, [Int])] = [
    (.densities, usual), (.densities, low), (.comparison, usual), (.comparison, low),
  ]
}

extension String {
  fileprivate var lineCount: Int { utf8.count { $0 == UInt8(ascii: "\n") } + 1 }
}

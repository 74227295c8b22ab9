/// What a panel is told of its surroundings; lengths are columns of the terminal, or pixels.
struct PanelFrame<Length: Comparable & Numeric> {
  /// The width of the whole panel.
  var width: Length
  /// What is left of the vertical axis.
  var gutter: Length = 0
  /// What stands above the panel, so that it need not be said again.
  var heading = ""
  /// Whether the panel above, or the one below, has the same horizontal axis, and is joined to this one.
  var joinsAbove = false, joinsBelow = false
}

extension Figure {
  /// What each panel is told: those above each other begin at the same place, and in a figure of one column those with the
  /// same horizontal axis are joined.
  ///
  /// - Parameters:
  ///   - count: how many panels are side by side.
  ///   - width: the width of each.
  ///   - gutter: what a panel needs left of its vertical axis.
  /// - Returns: as many as there are panels.
  func frames<Length>(sideBySide count: Int, width: Length, gutter: (Panel) -> Length) -> [PanelFrame<Length>] {
    let gutters = panels.map(gutter)
    return panels.indices.map { index in
      PanelFrame(
        width: width, gutter: stride(from: index % count, to: panels.count, by: count).map { gutters[$0] }.max() ?? 0,
        heading: panels.count == 1 ? title + " | " + panels[index].title : panels[index].title,
        joinsAbove: joins(index - 1, index), joinsBelow: joins(index, index + 1))
    }
  }

  private func joins(_ upper: Int, _ lower: Int) -> Bool {
    guard columns == 1, panels.indices.contains(upper), panels.indices.contains(lower),
      case .plane(let plane) = panels[upper].content, case .plane(let next) = panels[lower].content
    else { return false }
    return plane.x == next.x && [plane, next].allSatisfy { $0.matrix == nil && !$0.barsLie }
  }
}

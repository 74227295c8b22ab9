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
  /// The most rows of a plot in the terminal.
  var mostRows = Int.max
}

extension Figure {
  /// The panels that are joined above each other over one horizontal axis: in a figure of one column all that have the same,
  /// otherwise those that belong below another.
  var stacks: [Range<Int>] {
    let starts = panels.indices.filter { !joins($0 - 1, $0) }
    return zip(starts, starts.dropFirst() + [panels.count]).map { $0..<$1 }
  }

  /// What each panel is told: those above each other begin at the same place.
  ///
  /// - Parameters:
  ///   - count: how many stacks are side by side.
  ///   - width: the width of each.
  ///   - gutter: what a panel needs left of its vertical axis.
  /// - Returns: as many as there are panels.
  func frames<Length>(sideBySide count: Int, width: Length, gutter: (Panel) -> Length) -> [PanelFrame<Length>] {
    var widest: [Int: Length] = [:]
    var columns = [Int](repeating: 0, count: panels.count)
    for (place, stack) in stacks.enumerated() {
      for index in stack {
        columns[index] = place % count
        widest[place % count] = max(widest[place % count] ?? 0, gutter(panels[index]))
      }
    }
    return panels.indices.map { index in
      PanelFrame(
        width: width, gutter: widest[columns[index]] ?? 0,
        heading: panels.count == 1 ? title + " | " + panels[index].title : panels[index].title,
        joinsAbove: joins(index - 1, index), joinsBelow: joins(index, index + 1))
    }
  }

  private func joins(_ upper: Int, _ lower: Int) -> Bool {
    guard panels.indices.contains(upper), panels.indices.contains(lower), columns == 1 || panels[lower].isBelow,
      case .plane(let plane) = panels[upper].content, case .plane(let next) = panels[lower].content
    else { return false }
    return plane.x == next.x && [plane, next].allSatisfy { $0.matrix == nil && !$0.barsLie }
  }
}

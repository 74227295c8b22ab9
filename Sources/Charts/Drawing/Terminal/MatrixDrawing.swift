import Basics

extension Plane {
  /// Draws cells with texts as a matrix of them; nothing where the width does not hold it.
  func drawnMatrix(_ frame: PanelFrame<Int>) -> TextCanvas? {
    guard let cells = matrix, let rowNames = y.names, let columnNames = x.names, !columnNames.isEmpty else {
      return nil
    }
    let labels = min(rowNames.map(\.displayWidth).max() ?? 0, max(frame.width / 3, 4))
    let indent = frame.width >= 60 ? 2 : 0
    let left = indent + labels + 2
    let widest = max(cells.texts.joined().map(\.displayWidth).max() ?? 0, 1)
    // As much of the names of columns as fits, but never so little that they mean nothing.
    let pitch = min(
      (frame.width - left) / columnNames.count, max(widest, columnNames.map(\.displayWidth).max() ?? 0) + 2)
    guard pitch > max(widest, min(columnNames.map(\.displayWidth).max() ?? 0, 3)) else { return nil }

    let title = [("rows: ", y), ("columns: ", x)].filter { !$1.title.isEmpty }.map { $0 + $1.title }.joined(
      separator: "   ")
    let top = title.isEmpty ? 1 : 2
    var canvas = TextCanvas(width: frame.width, height: top + rowNames.count)
    canvas.write(title.truncated(to: frame.width - indent), row: 0, column: indent)
    func end(_ column: Int) -> Int { left + (column + 1) * pitch }
    for (column, name) in columnNames.enumerated() {
      let text = name.truncated(to: pitch - 1)
      canvas.write(text, row: top - 1, column: end(column) - text.displayWidth)
    }
    for (index, name) in rowNames.enumerated() {
      let row = top + rowNames.count - 1 - index
      let text = name.truncated(to: labels)
      canvas.write(text, row: row, column: indent + labels - text.displayWidth)
      canvas.put("│", row: row, column: left - 1, .faint)
      for column in columnNames.indices {
        let text = cells.text(row: index, column: column)
        canvas.write(text, row: row, column: end(column) - text.displayWidth)
        guard let range = cells.range, let level = cells.level(row: index, column: column, in: range), level > 0.05
        else { continue }
        for place in max(end(column) - widest, left)..<end(column) { canvas.shade(level, row: row, column: place) }
      }
    }
    return canvas
  }
}

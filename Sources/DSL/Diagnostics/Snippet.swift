import Basics

/// The marked lines of one source.
struct Snippet {
  let source: Source
  let marks: [Mark]
  /// Of the whole drawing, with the line numbers.
  let width: Int
  let wrapsText: Bool

  /// Draws the location, the lines and what is under them.
  func lines(showsLocation: Bool, _ paint: Paint) -> [String] {
    let numbers = Set(marks.map { source.location(of: $0.label.span.start).line }).sorted()
    let margin = String(repeating: " ", count: String(numbers.last ?? 1).count)
    // The line numbers, a space, the bar and a space stand before the text.
    let room = max(width - margin.count - 3, 12)
    var result: [String] = []
    if showsLocation, let first = marks.first {
      let (line, column) = source.location(of: first.label.span.start)
      result.append(paint("\(margin) ┌─ \(source.name):\(line):\(column)", .frame))
    }
    for (index, number) in numbers.enumerated() {
      if index > 0, numbers[index - 1] + 1 < number { result.append(paint("\(margin) ·", .frame)) }
      let own = marks.filter { source.location(of: $0.label.span.start).line == number }
      let drawing = MarkedLine(source: source, line: number - 1, marks: own, width: room, wrapsText: wrapsText)
      let padding = margin.dropFirst(String(number).count)
      result.append(paint("\(padding)\(number) │", .frame) + (drawing.text.isEmpty ? "" : " " + drawing.text))
      result += drawing.rows(paint).map { paint("\(margin) │", .frame) + " " + $0 }
    }
    return result
  }
}

/// One line of source, and the rows of marks and words under it; columns are those of the terminal, from 0.
private struct MarkedLine {
  /// A mark in columns.
  struct Underline {
    let columns: Range<Int>
    let text: String
    let isPrimary: Bool

    var role: Paint.Role { isPrimary ? .primary : .secondary }
  }

  /// The line as it is shown: tabs as spaces, cut to the width.
  private(set) var text = ""
  /// From left to right.
  private var underlines: [Underline] = []
  /// The columns that words have, if they are to keep within some.
  private let room: Int?

  init(source: Source, line: Int, marks: [Mark], width: Int, wrapsText: Bool) {
    room = wrapsText ? width : nil
    let start = source.lineStarts[line]
    let bytes = source.text(ofLine: line)
    var columns: [Int] = []  // of each byte of the line, and of its end
    var shown: [(character: Character, column: Int)] = []
    var column = 0
    for character in bytes {
      columns += Array(repeating: column, count: character.utf8.count)
      let size = character == "\t" ? 4 - column % 4 : character.displayWidth
      if character == "\t" {
        shown += (0..<size).map { (" ", column + $0) }
      } else if character.unicodeScalars.first.map({ $0.value >= 0x20 }) ?? false {
        shown.append((character, column))
      }
      column += size
    }
    columns.append(column)
    for mark in marks {
      let first = min(max(Int(mark.label.span.start) - Int(source.base) - start, 0), columns.count - 1)
      let last = min(max(Int(mark.label.span.end) - Int(source.base) - start, first), columns.count - 1)
      let range = columns[first]..<max(columns[last], columns[first] + 1)
      underlines.append(Underline(columns: range, text: mark.label.text, isPrimary: mark.isPrimary))
    }
    underlines.sort { ($0.columns.lowerBound, $0.isPrimary ? 0 : 1) < ($1.columns.lowerBound, $1.isPrimary ? 0 : 1) }
    cut(shown, to: width)
  }

  /// Keeps `width` columns, around the first underline where the line is longer.
  private mutating func cut(_ shown: [(character: Character, column: Int)], to width: Int) {
    let end = shown.last.map { $0.column + max($0.character.displayWidth, 0) } ?? 0
    guard end > width else {
      text = String(shown.map(\.character))
      return
    }
    let dots = "…"
    let room = width - 2 * dots.count
    let target = underlines.first?.columns.lowerBound ?? 0
    var start = target < room * 2 / 3 ? 0 : target - room / 3
    // Beside a range, the dots would be read as a part of it.
    while start > 0, shown.contains(where: { $0.column == start && $0.character == "." }) { start -= 1 }
    let window = start..<start + room
    var kept = shown.filter {
      window.contains($0.column) && $0.column + $0.character.displayWidth <= window.upperBound
    }
    while window.upperBound < end, kept.last?.character == "." { kept.removeLast() }
    let offset = kept.first.map(\.column) ?? start
    text = (start > 0 ? dots : "") + String(kept.map(\.character)) + (window.upperBound < end ? dots : "")
    let shift = (start > 0 ? dots.count : 0) - offset
    underlines = underlines.map { line in
      let low = min(max(line.columns.lowerBound, window.lowerBound), window.upperBound)
      let high = max(min(line.columns.upperBound, window.upperBound), low + 1)
      return Underline(columns: low + shift..<high + shift, text: line.text, isPrimary: line.isPrimary)
    }
  }

  /// The rows under the line.
  ///
  /// First underlines with the words of the last one, then the words of the others, each below the start of its
  /// underline. Underlines that overlap come into rows of their own.
  func rows(_ paint: Paint) -> [String] {
    var rest = underlines
    var rows: [String] = []
    while !rest.isEmpty {
      var row: [Underline] = []
      var left: [Underline] = []
      for line in rest {
        if let last = row.last, line.columns.lowerBound < last.columns.upperBound {
          left.append(line)
        } else {
          row.append(line)
        }
      }
      rows += self.rows(row, paint)
      rest = left
    }
    return rows
  }

  private func rows(_ underlines: [Underline], _ paint: Paint) -> [String] {
    var marks = Row(paint)
    for line in underlines {
      let sign = line.isPrimary ? "^" : "-"
      marks.put(String(repeating: sign, count: line.columns.count), at: line.columns.lowerBound, line.role)
    }
    var below: [String] = []
    if let last = underlines.last, !last.text.isEmpty {
      if let room, last.columns.upperBound + 1 + last.text.displayWidth > room {
        below = words(of: last, in: room, MarkedLine.bars(underlines.dropLast().filter { !$0.text.isEmpty }, paint))
      } else {
        marks.put(" " + last.text, at: last.columns.upperBound, last.role)
      }
    }
    var hanging = underlines.dropLast().filter { !$0.text.isEmpty }
    var rows = [marks.text] + below
    if !hanging.isEmpty { rows.append(MarkedLine.bars(hanging, paint).text) }
    while let line = hanging.popLast() {
      let row = MarkedLine.bars(hanging, paint)
      if let room {
        rows += words(of: line, in: room, row)
      } else {
        var row = row
        row.put(line.text, at: line.columns.lowerBound, line.role)
        rows.append(row.text)
      }
    }
    return rows
  }

  /// The words of an underline in lines of their own below it, behind what stands in `row`.
  private func words(of line: Underline, in room: Int, _ row: Row) -> [String] {
    let start = max(row.width + (row.width > 0 ? 1 : 0), min(line.columns.lowerBound, room - 24))
    let column = max(0, min(line.columns.lowerBound, max(start, room - line.text.displayWidth)))
    return line.text.wrappedByWords(to: max(room - column, 12)).map { words in
      var row = row
      row.put(words, at: column, line.role)
      return row.text
    }
  }

  private static func bars(_ underlines: [Underline], _ paint: Paint) -> Row {
    var row = Row(paint)
    for line in underlines { row.put("│", at: line.columns.lowerBound, line.role) }
    return row
  }
}

/// A row that is written from left to right.
private struct Row {
  private(set) var text = ""
  /// Where it ends.
  private(set) var width = 0
  private let paint: Paint

  init(_ paint: Paint) {
    self.paint = paint
  }

  mutating func put(_ piece: String, at start: Int, _ role: Paint.Role) {
    text += String(repeating: " ", count: max(0, start - width)) + paint(piece, role)
    width = max(width, start) + piece.displayWidth
  }
}

import Basics
import Charts

/// The forms in which a table is written to a file, named as the files end.
enum TableFormat: String, CaseIterable {
  case csv, tsv, md, tex, json

  /// A table in this form, with an end of line at its end.
  func text(of table: Table) -> String {
    switch self {
    case .csv: Self.separated(table, by: ",")
    case .tsv: Self.separated(table, by: "\t")
    case .md: Self.markdown(table)
    case .tex: Self.latex(table)
    case .json:
      JSON.array(table.rows.map { .object(zip(table.titles, $0).map(JSON.Member.init)) }).withoutSpecials.description
        + "\n"
    }
  }

  // MARK: For programs: every digit

  /// RFC 4180: a line of titles, then a line for each row; null is empty, and a text that would be read as something else stands in
  /// quotes.
  private static func separated(_ table: Table, by separator: Unicode.Scalar) -> String {
    guard !table.titles.isEmpty else { return "" }
    func cell(_ text: String, isText: Bool = false) -> String {
      let isOdd = isText && (text.first == " " || text.last == " " || JSON(bareCell: text) != .string(text))
      let isSplit = text.unicodeScalars.contains { [separator, "\"", "\n", "\r"].contains($0) }
      guard isOdd || isSplit else { return text }
      var quoted = "\""
      for scalar in text.unicodeScalars { quoted += scalar == "\"" ? "\"\"" : String(scalar) }
      return quoted + "\""
    }
    func line(_ cells: [String]) -> String { cells.joined(separator: String(separator)) + "\n" }
    func text(_ value: JSON) -> String {
      switch value {
      case .null: ""
      case .string(let text): cell(text, isText: true)
      default: cell(value.description)
      }
    }
    return line(table.titles.map { cell($0) }) + table.rows.map { line($0.map(text)) }.joined()
  }

  // MARK: For people: numbers as tables show them

  private static func shown(_ cell: JSON) -> String {
    switch cell {
    case .null: ""
    case .string(let text): text.onOneLine
    case .real(let value): NumberText.rounded(value)
    default: cell.description
    }
  }

  private static func isNumeric(_ column: Int, of table: Table) -> Bool {
    let cells = table.rows.map { $0[column] }
    return cells.contains { $0.number != nil } && cells.allSatisfy { $0.number != nil || $0 == .null }
  }

  private static func markdown(_ table: Table) -> String {
    guard !table.titles.isEmpty else { return "" }
    let titles = table.titles.map { escapedForMarkdown($0.onOneLine) }
    let rows = table.rows.map { $0.map { escapedForMarkdown(shown($0)) } }
    let widths = titles.indices.map { index in
      max(3, ([titles] + rows).map { $0[index].displayWidth }.max() ?? 0)
    }
    let isNumeric = titles.indices.map { Self.isNumeric($0, of: table) }
    func line(_ cells: [String]) -> String {
      let padded = cells.indices.map { cells[$0].padded(to: widths[$0], isLeading: isNumeric[$0]) }
      return "| " + padded.joined(separator: " | ") + " |\n"
    }
    let rules = widths.indices.map {
      String(repeating: "-", count: widths[$0] - 1) + (isNumeric[$0] ? ":" : "-")
    }
    return line(titles) + line(rules) + rows.map(line).joined()
  }

  /// What would end a cell or be taken for a mark.
  private static func escapedForMarkdown(_ text: String) -> String {
    var escaped = ""
    let scalars = Array(text.unicodeScalars)
    func isInWord(_ index: Int) -> Bool { scalars.indices.contains(index) && scalars[index].properties.isAlphabetic }
    for (index, scalar) in scalars.enumerated() {
      let isMark = "\\|`*<[".unicodeScalars.contains(scalar)
      // Between two letters an underscore is itself.
      if isMark || scalar == "_" && !(isInWord(index - 1) && isInWord(index + 1)) { escaped += "\\" }
      escaped.unicodeScalars.append(scalar)
    }
    return escaped
  }

  /// A `tabular` with the rules of the package booktabs.
  private static func latex(_ table: Table) -> String {
    guard !table.titles.isEmpty else { return "" }
    let columns = table.titles.indices.map { isNumeric($0, of: table) ? "r" : "l" }.joined()
    func line(_ cells: [String]) -> String { cells.joined(separator: " & ") + " \\\\\n" }
    func cell(_ cell: JSON) -> String {
      guard let number = cell.number, number.isFinite else { return escapedForLaTeX(shown(cell)) }
      let text = shown(cell)
      let parts = text.split(separator: "e")
      if parts.count == 2 {
        return parts[0] == "1" ? "$10^{\(parts[1])}$" : "$\(parts[0]) \\times 10^{\(parts[1])}$"
      }
      return text.hasPrefix("-") ? "$\(text)$" : text
    }
    return "% \\usepackage{booktabs}\n\\begin{tabular}{\(columns)}\n\\toprule\n"
      + line(table.titles.map { escapedForLaTeX($0.onOneLine) }) + "\\midrule\n"
      + table.rows.map { line($0.map(cell)) }.joined() + "\\bottomrule\n\\end{tabular}\n"
  }

  /// Characters that LaTeX does not print as themselves; `[` and `*` would belong to the end of the row above.
  private static func escapedForLaTeX(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\textbackslash{}"
      case "~": escaped += "\\textasciitilde{}"
      case "^": escaped += "\\textasciicircum{}"
      case "<": escaped += "\\textless{}"
      case ">": escaped += "\\textgreater{}"
      case "|": escaped += "\\textbar{}"
      case "&", "%", "$", "#", "_", "{", "}": escaped += "\\\(scalar)"
      case "[", "]", "*": escaped += "{\(scalar)}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

extension JSON {
  /// The value with texts for what standard JSON has no number for: not a number, and infinities.
  var withoutSpecials: JSON {
    switch self {
    case .real(let value) where !value.isFinite: .string(description)
    case .array(let items): .array(items.map(\.withoutSpecials))
    case .object(let members): .object(members.map { Member($0.name, $0.value.withoutSpecials) })
    default: self
    }
  }
}

import Basics
import NN

extension JSON {
  /// What a cell looks like: a number, `true` or `false`, null where it is empty, and else a string.
  init(_ cell: TextTable.Cell) { self = cell.isQuoted ? .string(cell.text) : JSON(bareCell: cell.text) }

  /// The same for the text of a cell without quotes.
  init(bareCell word: String) {
    let isNumeric = word.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
    switch word {
    case "": self = .null
    case "true": self = .bool(true)
    case "false": self = .bool(false)
    case _ where isNumeric:
      if let integer = Int(word) {
        self = .integer(integer)
      } else if let real = Double(word), real.isFinite {
        self = .real(real)
      } else {
        self = .string(word)
      }
    default: self = .string(word)
    }
  }
}

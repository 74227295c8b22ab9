/// What the first pass over a table finds in one column.
struct CSVColumn {
  /// A cell that is worth naming, and the line that its row starts on.
  struct Finding: Hashable {
    let line: Int
    let text: String
  }

  /// The different cells that have a value.
  private(set) var categories = CategoryTable()
  /// The different cells that stand for a missing value and are not empty.
  private(set) var missingWords = CategoryTable()
  private(set) var missingCount = 0
  /// The first cell without a value, and the first empty one or mere question mark.
  private(set) var missing: Finding?
  private(set) var blank: Finding?
  private(set) var numbers = NumberStream()
  private(set) var firstNumber: Finding?
  private(set) var textCount = 0
  private(set) var firstText: Finding?
  /// The first number whose thousands are set apart, and the first that is infinite in single precision.
  private(set) var grouped: Finding?
  private(set) var infinite: Finding?
  /// Whether no text has a letter or a digit.
  private var isOfSigns = true

  var isEmpty: Bool { numbers.count == 0 && textCount == 0 }

  /// Whether every cell that is not missing is a number; false where all are missing.
  var isNumeric: Bool { numbers.count > 0 && textCount == 0 }

  /// Whether most cells are numbers, or all others mere signs, so that the others are more likely slips than categories.
  var isMostlyNumeric: Bool { numbers.count > 0 && (numbers.count >= textCount || isOfSigns) }

  /// Whether each cell with a value holds the same.
  var isConstant: Bool {
    missingCount == 0 && (isNumeric ? !numbers.varies : !categories.isOverfull && categories.count == 1)
  }

  mutating func add(_ cell: CSVCell, _ missing: MissingCells, line: Int) {
    if missing.contains(cell) { return addMissing(cell, line) }
    categories.insert(cell.text)
    let plain = cell.plainNumber
    guard let number = plain ?? cell.groupedNumber, !number.isNaN else {
      textCount += 1
      if firstText == nil { firstText = Finding(line: line, text: cell.string) }
      isOfSigns = isOfSigns && cell.isSign
      return
    }
    if numbers.count == 0 { firstNumber = Finding(line: line, text: cell.string) }
    numbers.add(number)
    if !Float(number).isFinite, infinite == nil { infinite = Finding(line: line, text: cell.string) }
    if plain == nil, grouped == nil { grouped = Finding(line: line, text: cell.string) }
  }

  private mutating func addMissing(_ cell: CSVCell, _ line: Int) {
    missingCount += 1
    let isBlank = cell.isBlank || cell.text.elementsEqual([UInt8(ascii: "?")])
    if !isBlank { missingWords.insert(cell.text) }
    guard missing == nil || isBlank && blank == nil else { return }
    let finding = Finding(line: line, text: cell.string)
    missing = missing ?? finding
    if isBlank { blank = blank ?? finding }
  }
}

extension CSVSurvey {
  /// Which columns are not called as the header has it: those with the name of another, and those without one.
  var nameRemarks: [Remark] {
    let place = header.line.map { "\(path), line \($0)" } ?? "\(path), `header`"
    let changed = header.names.indices.filter { names[$0] != header.names[$0] && !columns[$0].isEmpty }
    let repeated = changed.filter { !header.names[$0].isEmpty }
      .map { "\"\(header.names[$0])\" in column \($0 + 1) is called \"\(names[$0])\"" }
    let nameless = changed.filter { header.names[$0].isEmpty }.map { "\"\(names[$0])\"" }
    var remarks: [Remark] = []
    if !repeated.isEmpty { remarks.append(.note("\(place): several columns have one name: \(listText(repeated))")) }
    if !nameless.isEmpty {
      remarks.append(
        .note(
          "\(place): columns without a name are called by their place: \(listText(nameless)); "
            + "`drop: [\(nameless[0])]` leaves one out"))
    }
    return remarks
  }
}

extension CSVColumns {
  /// What is worth knowing about how the columns were taken.
  ///
  /// - Parameters:
  ///   - target: The place of the target.
  ///   - classes: How many classes it has; 0 where it is a number.
  /// - Returns: The remarks, the most important ones first.
  func remarks(target: Int, classes: Int) -> [Remark] {
    let path = survey.path
    var remarks: [Remark] = []
    let features = survey.names.indices.filter { $0 != target && isRead(survey.names[$0]) }
    func named(_ isIncluded: (CSVColumn) -> Bool) -> [String] {
      features.filter { isIncluded(survey.columns[$0]) }.map { survey.names[$0] }
    }
    if options.decimal == nil, survey.dialect.decimal == .comma {
      remarks.append(.note("\(path): the comma is read as the decimal sign; `decimal: \".\"` says otherwise"))
    }
    for place in features + [target] {
      guard let grouped = survey.columns[place].grouped else { continue }
      let sign = survey.dialect.decimal == .comma ? "." : ","
      remarks.append(
        .note(
          "\(path), line \(grouped.line): \"\(grouped.text)\" is read as a number with its thousands set apart; "
            + "`decimal: \"\(sign)\"` says otherwise"))
      break
    }
    if survey.emptyRowCount > 0 {
      let rows = survey.emptyRowCount == 1 ? "1 row" : "\(survey.emptyRowCount) rows"
      remarks.append(.note("\(path): \(rows) of empty cells \(survey.emptyRowCount == 1 ? "is" : "are") left out"))
    }
    if options.target == nil, options.kind == nil, isOfManyClasses(classes) {
      remarks.append(
        .warning(
          "\(path): the target is \"\(survey.names[target])\", the last column, with \(classes) classes in "
            + "\(survey.rowCount) rows; if that is not the column to predict, name it: `target: \"...\"`"))
    }
    let missing = features.filter { survey.columns[$0].missingCount > 0 && !survey.columns[$0].isEmpty }
    if !missing.isEmpty {
      let counts = missing.map { place in
        let words = survey.columns[place].missingWords.texts
        let shown = words.isEmpty ? "" : ", as \(listText(words.map { "\"\($0)\"" }, most: 3))"
        return "\(survey.names[place]) (\(survey.columns[place].missingCount)\(shown))"
      }
      remarks.append(
        .note(
          "\(path): missing cells in \(listText(counts)): a missing number counts as the mean of the training part, "
            + "a missing category as none of them"))
    }
    let empty = named(\.isEmpty)
    if !empty.isEmpty { remarks.append(.note("\(path): columns without a value are left out: \(listText(empty))")) }
    let constant = named { !$0.isEmpty && $0.isConstant }
    if survey.rowCount > 1, !constant.isEmpty {
      remarks.append(.note("\(path): the same value in every row: \(listText(constant))"))
    }
    remarks += features.compactMap(textRemark)
    return remarks
  }

  /// A column of text, a few of whose cells are numbers, or nearly all of whose cells differ.
  private func textRemark(_ place: Int) -> Remark? {
    let (column, name) = (survey.columns[place], survey.names[place])
    guard column.textCount > 0, options.kinds[name] == nil else { return nil }
    if let number = column.firstNumber {
      return .note(
        "\(survey.path): column \"\(name)\" is taken as text, although \(column.numbers.count) of its cells are numbers: "
          + "line \(number.line) holds \"\(number.text)\"")
    }
    guard options.categories == .oneHot, isOfManyClasses(column.categories.count) else { return nil }
    return .note(
      "\(survey.path): column \"\(name)\" has \(column.categories.count) different texts in \(survey.rowCount) rows, "
        + "each of them a feature; `drop: [\"\(name)\"]` leaves it out")
  }

  /// Whether there are so many texts that they rather name the rows.
  private func isOfManyClasses(_ count: Int) -> Bool { count > 20 && 4 * count > survey.rowCount || count > 100 }
}

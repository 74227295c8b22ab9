import Testing

@testable import NN

/// How a table is written: separators, decimals, headers and missing cells, told from its first rows or said.
@Suite struct TableDialectTests {
  func load(_ text: String, _ change: (inout TableOptions) -> Void = { _ in }) throws -> Dataset {
    let folder = try TemporaryFolder()
    var options = TableOptions()
    change(&options)
    return try Dataset.load(try folder.write("table.csv", text), options)
  }

  func message(_ text: String, _ change: (inout TableOptions) -> Void = { _ in }) -> String {
    let error = #expect(throws: DataError.self) { try load(text, change) }
    return "\(error?.message ?? "")|\(error?.hint ?? "")"
  }

  @Test(
    "separator and decimal sign are those with which the rows are regular and of numbers",
    arguments: [
      "x;y;z\n1,5;2,5;a\n3,5;4,5;b\n", "1,5;2,5;a\n3,5;4,5;b\n", "1,5\t2,5\ta\n3,5\t4,5\tb\n",
      "1.5 2.5 a\n3.5  4.5 b \n",
      "1.5|2.5|a\n3.5|4.5|b\n", "\"1,5\",\"2,5\",a\n\"3,5\",\"4,5\",b\n", "x;y;z\n\"1,5\";\"2,5\";a\n3,5;4,5;b",
      "\u{FEFF}\"x\";\"y\";\"z\"\r\n1,5;2,5;a\r\n\r\n3,5;4,5;b\r\n;;\r\n", "x;y;z;;\n1,5;2,5;a;;\n;;;;\n3,5;4,5;b;;\n",
      "x,y,z\n1.5,2.5,a\n   \n3.5,4.5,b",
    ])
  func dialects(text: String) throws {
    let data = try load(text)
    #expect(data.count == 2 && data.item(0) == [1.5, 2.5] && data.item(1) == [3.5, 4.5])
    #expect(data.classNames == ["a", "b"])
  }

  @Test("a wrong separator is told from a table without columns")
  func wrongSeparator() throws {
    let text = "x,y,z\n1.5,2.5,a\n3.5,4.5,b\n"
    for change: (inout TableOptions) -> Void in [
      { $0.separator = 0x3B }, { ($0.separator, $0.target) = (0x3B, "z") }, { $0.separator = 0x2E },
    ] {
      let wrong = message(text, change)
      #expect(wrong.contains("is not a table whose cells are separated by \""), "\(wrong)")
      #expect(wrong.hasSuffix("|\",\" seems to separate them; without `separator`, that is found out"))
    }
    #expect(message(text) { ($0.separator, $0.target) = (0x2C, "w") }.contains("has no column \"w\""))
    #expect(message("x\n1\n2\n") { $0.separator = 0x3B }.contains("has no column beside the target"))
    #expect(message("x y\n1 2\n3\n") { $0.separator = 0x20 }.contains("line 3: 1 cell where the first row has 2"))
  }

  @Test("names that are there twice, and columns without one, are told")
  func changedNames() throws {
    let data = try load("id,x,id,x,y\n1,2,3,4,a\n5,6,7,8,b\n")
    #expect(data.featureNames == ["id", "x", "id_3", "x_4"])
    #expect(
      data.remarks.first?.text.hasSuffix(
        "table.csv, line 1: several columns have one name: \"id\" in column 3 is called \"id_3\", "
          + "\"x\" in column 4 is called \"x_4\"") == true)
    let blank = try load("\n,x,y,\n0,2,a,\n1,6,b,\n")
    #expect(
      blank.remarks.first?.text.hasSuffix(
        "table.csv, line 2: columns without a name are called by their place: \"1\"; `drop: [\"1\"]` leaves one out")
        == true)
    let given = try load("1,2,a\n5,6,b\n") { $0.header = .given(["u", "u", "v"]) }
    #expect(given.remarks.first?.text.contains("`header`: several columns have one name: \"u\" in column 2") == true)
    #expect(try load("x,y,z\n1,2,a\n5,6,b\n").remarks.isEmpty)
  }

  @Test("thousands may be set apart where it is clear which sign does so")
  func thousands() throws {
    let comma = try load("x;y\n\"1.234,5\";a\n-12.345.678,25;b\n")
    #expect(comma.item(0) == [1234.5] && comma.item(1) == [-12_345_678.25])
    #expect(comma.remarks.contains { $0.text.contains("\"1.234,5\" is read as a number with its thousands set apart") })
    let point = try load("x,y\n\"1,234.5\",a\n\"12,345,678\",b\n")
    #expect(point.item(0) == [1234.5] && point.item(1) == [12_345_678])
    #expect(try load("x;y\n1'234.5;a\n2.25;b\n").item(0) == [1234.5])
    // Beside semicolons, a lone comma is before decimals.
    #expect(try load("x;y\n1,234;a\n5,678;b\n").item(0) == [1.234])
    #expect(try load("x;y\n1,234;a\n5,678;b\n") { $0.decimal = .point }.item(0) == [1234])
    #expect(
      try load("x;y\n1,234;a\n5,678;b\n").remarks.contains { $0.text.contains("the comma is read as the decimal") })
    #expect(message("x,y\n1.5,a\n2.5,b\n1.234.5,a\n").contains("line 4: \"1.234.5\" in column \"x\" is not a number"))
  }

  @Test("a text above a column of numbers is a name, numbers above numbers are an item")
  func headers() throws {
    #expect(try load("2019,2020,growth\n1,2,0\n2,4,1\n3,1,0\n4,2,1\n").featureNames == ["2019", "2020"])
    #expect(try load("1,2,a\n3,4,b\n").count == 2)
    #expect(try load("1,-,0\n2,3,1\n4,5,0\n5,5,1\n") { $0.missing = MissingCells(words: ["-"]) }.count == 4)
    #expect(try load("7,8,9\n1,2,a\n3,4,b\n") { $0.header = .names }.featureNames == ["7", "8"])
    #expect(try load("p,q\na,b\nc,d\n") { $0.header = TableOptions.Header.none }.featureNames.first == "1=a")
    #expect(try load("1,2,a\n3,4,b\n") { $0.header = .given(["u", "v", "w"]) }.featureNames == ["u", "v"])
    #expect(message("1,2,a\n3,4,b\n") { $0.header = .given(["u"]) }.contains("has 3 columns, and 1 name is given"))
    #expect(try load("1,2,a\n3,4,b\n") { $0.dropped = ["2"] }.featureNames == ["1"])
  }

  @Test("an odd cell of a column of numbers is an error with its line, and what would help")
  func oddCells() throws {
    let ages = "age,label\n" + (20..<30).map { "\($0),\($0 % 2 == 0 ? "a" : "b")\n" }.joined()
    let odd = message(ages + "3o,a\n")
    #expect(odd.contains("line 12: \"3o\" in column \"age\" is not a number, as 10 other cells are"))
    #expect(
      odd.contains("columns: {\"age\": \"text\"}") && odd.contains("missing: [\"3o\"]")
        && odd.contains("drop: [\"age\"]"))
    #expect(try load(ages + "3o,a\n") { $0.kinds = ["age": .text] }.featureNames.count == 11)
    #expect(try load(ages + "3o,a\n") { $0.missing = MissingCells(words: ["3o"]) }.item(10)?[0].isNaN == true)
    for sign in ["-", ".", "--", "/"] {
      #expect(message(ages + "\(sign),a\n").contains("\"\(sign)\" in column \"age\""))
    }
    #expect(message("x,y\n1.5,a\n2.5,b\n\"3,5\",a\n\"4,75\",b\n6,a\n").contains("`decimal: \",\"`"))
    #expect(message("a,y\n1,0.5\n2,1.5\n3,o.5\n").contains("line 4: \"o.5\" in column \"y\" is not a number"))
    #expect(message("a,y\n1,x\n2,y\n") { $0.kinds = ["y": .number] }.contains("line 2: \"x\" in column \"y\""))
    // A few numbers among texts are texts, which is said.
    let mixed = try load("t,y\na1,0\nb2,1\n17,0\nc3,1\n")
    #expect(mixed.featureNames.count == 4 && mixed.remarks.contains { $0.text.contains("line 4 holds \"17\"") })
  }

  @Test("words of a target are classes, of other columns missing, unless it is said which are")
  func missing() throws {
    let pain = "x,pain\n" + ["none", "mild", "NA", "none", "mild", "NA"].enumerated().map { "\($0),\($1)\n" }.joined()
    #expect(try load(pain).classNames == ["NA", "mild", "none"])
    #expect(message(pain) { $0.missing = MissingCells(words: ["NA"]) }.contains("line 4: no value for the target"))
    #expect(try load("x,y\n1,none\n2,none\n").classNames == ["none"])
    #expect(message("x,y\n1,a\n2,?\n").contains("line 3: no value for the target"))
    #expect(message("x,y\n1,0\n2,1\n3,NA\n").contains("line 4: no value for the target"))
    let country = "c,y\nNA,a\nDE,b\n"
    #expect(try load(country).featureNames == ["c=DE"])
    #expect(try load(country).remarks.contains { $0.text.contains("c (1, as \"NA\")") })
    #expect(try load(country) { $0.missing = MissingCells(words: []) }.featureNames == ["c=DE", "c=NA"])
    let coded = try load("x,y\n-999,a\n1,b\n-999.0,a\n") { $0.missing = MissingCells(words: [], numbers: [-999]) }
    #expect((0..<3).map { coded.item($0)?[0].isNaN } == [true, false, true])
  }

  @Test("columns are kept, left out and named near ones")
  func columns() throws {
    let text = "id,name,size,kind\n1,ann,2,x\n2,bob,3,y\n"
    #expect(try load(text) { $0.dropped = ["id", "name"] }.featureNames == ["size"])
    #expect(try load(text) { ($0.kept, $0.target) = (["size"], "kind") }.featureNames == ["size"])
    #expect(try load(text) { $0.kept = ["id", "size", "kind"] }.schema.targetName == "kind")
    #expect(try load(text) { $0.dropped = ["kind"] }.schema.targetName == "size")
    #expect(message(text) { $0.dropped = ["nane"] }.hasSuffix("did you mean \"name\"?"))
    #expect(message(text) { $0.kinds = ["siz": .text] }.hasSuffix("did you mean \"size\"?"))
    #expect(message(text) { ($0.target, $0.dropped) = ("kind", ["kind"]) }.contains("cannot be left out"))
    let ids = "id,y\n" + (0..<1200).map { "u\($0),\($0 % 2)\n" }.joined()
    #expect(message(ids).contains("`drop: [\"id\"]` leaves it out"))
    #expect(message(ids) { $0.dropped = ["id"] }.contains("no column beside the target"))
  }

  @Test("what may be a mistake is said: a target of many texts, columns that do not vary or name the rows")
  func remarks() throws {
    let cars = "mpg,year,car\n" + (0..<40).map { "\(Double($0) + 0.5),70,car\($0)\n" }.joined()
    let remarks = try load(cars).remarks
    #expect(
      remarks.contains { $0.isWarning && $0.text.contains("the target is \"car\", the last column, with 40 classes") })
    #expect(remarks.contains { $0.text.contains("the same value in every row: year") })
    #expect(try !load(cars) { $0.target = "car" }.remarks.contains(where: \.isWarning))
    let names = try load(cars) { $0.target = "mpg" }.remarks
    #expect(names.contains { $0.text.contains("\"car\" has 40 different texts in 40 rows") })
    #expect(try load("x,y\n1,a\n2,b\n").remarks.isEmpty)
  }

  @Test("numbers that name rows are shown as they are written")
  func longNumbers() throws {
    let ids = [123_456_789, 987_654_321, 40_000_000_001, 7, 123_456_791]
    let data = try load("id,n,y\n" + ids.map { "\($0),\(2 * $0 + 1),\($0)\n" }.joined())
    for (position, id) in ids.enumerated() {
      #expect(data.cells(position) == [.number(Double(id)), .number(Double(2 * id + 1))])
      #expect(data.selecting([position]).target(0) == .number(Double(id)))
    }
  }

  @Test("numbers that are large beside their spread are centred before they are rounded")
  func timestamps() throws {
    let rows = (0..<200).map { (1_700_000_000_000 + 30_000 * $0, 1_700_000_000_000 + 7 * $0) }
    let data = try load("time,end\n" + rows.map { "\($0.0),\($0.1)\n" }.joined()) { $0.kind = .number }
    for (position, row) in rows.enumerated() {
      #expect(data.cells(position) == [.number(Double(row.0))] && data.target(position) == .number(Double(row.1)))
    }
    let net = Model([.dense(1)])
    let run = try net.train(
      on: DataParts(train: data), options: TrainingOptions(learningRate: 0.1, batch: 10, epochs: 40))
    let metrics = try run.train
    #expect(try #require(metrics.regression).r2 > 0.999)
    guard case .values(let values) = try run.model.predict(data) else { return }
    #expect(zip(values, rows).allSatisfy { abs($0 - Double($1.1)) < 100 })
    let restored = try Network(saved: run.model.saved())
    guard case .values(let again) = try restored.predict(data) else { return }
    #expect(again == values)
  }
}

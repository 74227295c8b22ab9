import Basics
import Foundation
import Testing

@testable import NN

/// Tables: what their cells are taken for, and what is refused with the line.
@Suite struct CSVTests {
  func load(_ text: String, target: String? = nil, kind: Dataset.TargetKind? = nil) throws -> Dataset {
    let folder = try TemporaryFolder()
    return try Dataset.load(try folder.write("table.csv", text), target: target, kind: kind)
  }

  func refusal(_ text: String, target: String? = nil) throws -> DataError? {
    #expect(throws: DataError.self) { try load(text, target: target) }
  }

  @Test("numbers, categories, missing cells and quotes")
  func types() throws {
    let data = try load(
      "size, colour,note,class\n1.5,red,\"a, b\",yes\n,blue,\"say \"\"x\"\"\",no\n-2e1,?,\"two\nlines\",yes\n",
      target: "class")
    #expect(
      data.featureNames == [
        "size", "colour=blue", "colour=red", "note=a, b", "note=say \"x\"", "note=two\nlines",
      ])
    #expect(data.classNames == ["no", "yes"] && data.labels == [1, 0, 1] && data.isStandardized)
    #expect(data.item(0) == [1.5, 0, 1, 1, 0, 0])
    #expect(data.item(1)?[0].isNaN == true && data.item(1)?.dropFirst() == [1, 0, 0, 1, 0])
    #expect(data.item(2) == [-20, 0, 0, 0, 0, 1])
  }

  @Test(
    "line ends, separators, marks and missing headers make no difference",
    arguments: [
      "a,b,c\n1,2,x\n3,4,y\n", "a,b,c\r\n1,2,x\r\n3,4,y", "\u{FEFF}a;b;c\n1;2;x\n\n3;4;y\n",
      "a\tb\tc\r1\t2\tx\r3\t4\ty\r",
      "1,2,x\n3,4,y\n", " a , b , c \n 1 , 2 , x \n 3 , 4 , y \n",
      "\"a\",\"b\",\"c\"\n\"1\",\"2\",\"x\"\n\"3\",\"4\",\"y\"\n",
    ])
  func dialects(text: String) throws {
    let data = try load(text)
    #expect(data.count == 2 && data.classNames == ["x", "y"])
    #expect(data.item(0) == [1, 2] && data.item(1) == [3, 4])
    #expect(data.featureNames == (text.hasPrefix("1") ? ["1", "2"] : ["a", "b"]))
  }

  @Test("few whole numbers are classes in the order of their size, others a number, unless stated")
  func targetKinds() throws {
    let few = "x,y\n1,10\n2,9\n3,10\n4,9\n"
    #expect(try load(few).classNames == ["9", "10"])
    #expect(try load(few).labels == [1, 0, 1, 0])
    #expect(try load(few, kind: .number).values == [10, 9, 10, 9])
    #expect(try load("x,y\n1,0.5\n2,1\n3,0.5\n4,1\n").values == [0.5, 1, 0.5, 1])
    #expect(try load("x,y\n1,1\n2,2\n3,3\n").values == [1, 2, 3])
    #expect(try load("x,y\n1,1\n2,2\n3,3\n", kind: .classes).classNames == ["1", "2", "3"])
    #expect(try load("x,y\n1,10\n2,9\n", kind: .classes).classNames == ["9", "10"])
    #expect(throws: DataError.self) { try load("x,y\n1,a\n2,b\n", kind: .number) }
    #expect(try load("y,x\n1.5,7\n2.5,8\n", target: "y").featureNames == ["x"])
    #expect(try load("7,1.5\n8,2.5\n", target: "1").values == [7, 8])
  }

  @Test("a header is known by the target's name, and repeated names are told apart")
  func headers() throws {
    #expect(try load("2020,2021\n1,a\n2,b\n", target: "2021").count == 2)
    #expect(try load("a,a,,y\n1,2,3,p\n4,5,6,q\n").featureNames == ["a", "a_2", "3"])
  }

  @Test("what is wrong is said with its line")
  func refusals() throws {
    func path(_ error: DataError?) -> String { "\(error?.message ?? "")" }
    #expect(try path(refusal("")).hasSuffix("is empty"))
    #expect(try path(refusal("a,b\n")).hasSuffix("has no rows below its header"))
    #expect(try path(refusal("a,b\n1,x\n2\n3,y\n")).hasSuffix("line 3: 1 cell where the first row has 2"))
    #expect(try path(refusal("a,b\n1,\"x\ny\"\n2,y,3\n")).hasSuffix("line 4: 3 cells where the first row has 2"))
    #expect(try path(refusal("a,b\n1,\"x\n2,y\n")).hasSuffix("line 2: the quote is not closed"))
    #expect(try path(refusal("a,b\n1,x\n2,\n")).hasSuffix("line 3: no value for the target \"b\""))
    #expect(try path(refusal("a,b\n1,0.5\n2,NA\n")).hasSuffix("line 3: no value for the target \"b\""))
    #expect(try path(refusal("a,b\n1,x\ninf,y\n")).hasSuffix("\"a\" is infinite or too large"))
    #expect(try path(refusal("a,b\n1,x\n1e99,y\n")).hasSuffix("\"a\" is infinite or too large"))
    #expect(try path(refusal("a\nx\ny\n")).hasSuffix("has no column beside the target"))
    #expect(try load("a,b\n1,x\n2,x\n").classNames == ["x"])
    let many = "a,b\n" + (0..<1001).map { "t\($0),\($0 % 2)\n" }.joined()
    #expect(try path(refusal(many)).hasSuffix("the text column \"a\" has more than 1000 different values"))
  }

  @Test(
    "a row of another length tells why, as its text has it",
    arguments: [
      ("x,y,z\n1,2,a\n3,b\n", "a cell without a value keeps its separator, as in `3,,b`"),
      ("x,y,z\n1,2,a\n3;4;b\n", "its cells are separated by `;`, those of the first row by `,`"),
      (
        "x,y,z\n1,2,a\n3,4,5,b\n",
        "if a comma is a decimal sign here, write a point, as in `3.4`, or separate the cells by `;`"
      ),
      ("x,y,z\n1,a,b\n2,Smith, John,b\n", "a cell that contains the separator needs quotes, as in `\"Smith, John\"`"),
      ("x,y,z\n1,2,a\n3,4,b,\n", "the `,` at its end begins one more cell: leave it out"),
      (
        "x,y,z\n1,2,a\n3,\"4,b\"\n",
        "is a quote missing, or one too many? A quote within a quoted cell is written twice"
      ),
    ])
  func lengthsOfRows(text: String, hint: String) throws {
    #expect(try refusal(text)?.hint == hint)
  }

  @Test("a misspelt target gets the nearest column, another the list")
  func suggestions() throws {
    let text = "sepal_length,species\n1,a\n2,b\n"
    #expect(try refusal(text, target: "Species")?.hint == "did you mean \"species\"?")
    #expect(try refusal(text, target: "spesies")?.hint == "did you mean \"species\"?")
    #expect(try refusal(text, target: "weight")?.hint == "its columns are sepal_length, species")
    #expect(try refusal("a,b\n1,x\n2,y\n", target: "y")?.hint == "its columns are a, b")
  }

  @Test("text in another encoding than UTF-8 is refused, wherever it stands", arguments: [1, 2, 3])
  func encodings(line: Int) throws {
    let folder = try TemporaryFolder()
    let lines = ["size,class", "1,Ren\u{E9}", "2,Zo\u{EB}"]
    let utf8 = try Dataset.load(folder.write("utf8.csv", lines.joined(separator: "\n")))
    #expect(utf8.classNames == ["Ren\u{E9}", "Zo\u{EB}"])
    var latin = lines.map { Array($0.utf8) }
    latin[line - 1] = Array((lines[line - 1] + "\u{E9}").unicodeScalars.map { UInt8($0.value) })
    let path = try folder.write("latin.csv", Array(latin.joined(separator: [0x0A])))
    #expect(throws: DataError.notUTF8(path: path, line: line)) { try Dataset.load(path) }
  }

  struct Table: CustomStringConvertible {
    let file: String, target: String?, rows: Int, features: Int, classes: Int
    var description: String { file }
  }

  @Test(
    "real tables are read as what they are", .enabled(if: Paths.isThere("tabular"), "no ../shared/data/tabular"),
    arguments: [
      Table(file: "iris.csv", target: "species", rows: 150, features: 4, classes: 3),
      Table(file: "penguins.csv", target: "species", rows: 344, features: 9, classes: 3),
      Table(file: "abalone.csv", target: nil, rows: 4177, features: 10, classes: 0),
      Table(file: "wine.csv", target: nil, rows: 178, features: 13, classes: 3),
      Table(file: "winequality-white.csv", target: nil, rows: 4898, features: 11, classes: 7),
      Table(file: "mpg.csv", target: "mpg", rows: 398, features: 314, classes: 0),
      Table(file: "titanic.csv", target: "survived", rows: 891, features: 32, classes: 2),
      Table(file: "ionosphere.csv", target: nil, rows: 351, features: 34, classes: 2),
      Table(file: "adult-test.csv.gz", target: nil, rows: 16281, features: 104, classes: 2),
      Table(file: "banknote_authentication.csv", target: nil, rows: 1372, features: 4, classes: 2),
      Table(file: "breast-cancer-wisconsin.csv", target: nil, rows: 699, features: 9, classes: 2),
      Table(file: "pima-indians-diabetes.csv", target: nil, rows: 768, features: 8, classes: 2),
      Table(file: "winequality-red.csv", target: nil, rows: 1599, features: 11, classes: 6),
    ])
  func realTables(_ table: Table) throws {
    let data = try Dataset.load(Paths.data("tabular/\(table.file)"), target: table.target)
    #expect(data.count == table.rows && data.featureNames.count == table.features)
    #expect(data.classNames.count == table.classes)
  }

  @Test(
    "real tables have pandas' features and scikit-learn's means and deviations",
    .enabled(if: Paths.isThere("tabular"), "no ../shared/data/tabular"))
  func references() throws {
    for table in try DataFiles.all.get().tables {
      let data = try Dataset.load(Paths.data("tabular/\(table.name)"), target: table.target)
      #expect(data.featureNames == table.features && data.count == table.rows, "\(table.name)")
      let scale = try scaling(of: data)
      #expect(largestDifference(scale.means.array, table.means) < 2e-7, "\(table.name)")
      #expect(largestDifference(scale.scales.array.map { 1 / $0 }, table.deviations) < 2e-6, "\(table.name)")
    }
  }

  @Test("text that comes in several pieces is read as one, quoted or not")
  func pieces() throws {
    // Rows of 997 bytes, so that the ends of the pieces of 2^20 bytes fall on every kind of place.
    let filler = String(repeating: "x", count: 960)
    let rows = (0..<2200).map { row in
      "\(1_000_000 + row),\"a \"\"b\"\" \(row % 3)\n c\",\(row % 7).5,\(filler.prefix(960 - row % 11))"
    }
    let text = "n,q,v,f,y\r\n" + rows.enumerated().map { "\($1),\($0 % 2)\r\n" }.joined()
    #expect(text.utf8.count > 2 << 20)
    let data = try load(text, target: "y")
    #expect(data.count == 2200 && data.labels == (0..<2200).map { $0 % 2 })
    #expect(data.featureNames.prefix(5) == ["n", "q=a \"b\" 0\n c", "q=a \"b\" 1\n c", "q=a \"b\" 2\n c", "v"])
    #expect(data.featureNames.count == 5 + 11)
    for row in 0..<2200 {
      let item = try #require(data.item(row))
      #expect(data.cells(row)[0] == .number(Double(1_000_000 + row)))
      #expect(item[1 + row % 3] == 1 && item[4] == Float(row % 7) + 0.5)
      #expect(item.reduce(0, +) == item[0] + item[4] + 2)
    }
    let folder = try TemporaryFolder()
    let packed = try folder.write("t.gz", FileTests.gzip(Array(text.utf8), folder))
    let unpacked = try Dataset.load(packed, target: "y")
    #expect((0..<2200).map(unpacked.item) == (0..<2200).map(data.item))
  }

  @Test("numbers are the nearest ones, however they are written")
  func numbers() throws {
    var random = CounterRandom(seed: 1)
    var texts = [
      "0", "-0", "1", ".5", "5.", "-.25", "+3", "1e3", "1E-3", "-2.5e+2", "0x10", "007", "1.", "99999999999999999999",
      "123456789012345678", "0.1234567890123456789", "4.9e-324", "0.00000000000000000000001", "16777217",
      "3.4028235e38",
    ]
    for _ in 0..<2000 { texts.append("\(Double(bitPattern: random.next() >> 2 | 0x3000_0000_0000_0000))") }
    for text in texts {
      let expected = try #require(Double(text))
      let number = Array(text.utf8).withUnsafeBufferPointer { CSVCell($0).number }
      #expect(number == expected, "\(text)")
    }
    for text in ["", ".", "-", "1.2.3", "1,5", "1 2", "1e", "--1", "1_000", "e5", "٣"] {
      #expect(Array(text.utf8).withUnsafeBufferPointer { CSVCell($0).number } == nil, "\(text)")
    }
  }

  @Test("categories as numbers, for an embedding: ranks, one more where some are missing, never standardized")
  func ranks() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("t.csv", "c,d,x,y\nred,10,1,0\n?,9,2,1\nblue,10,3,0\nred,a,4,1\n")
    var options = TableOptions()
    (options.categories, options.kinds) = (.ranks, ["d": .text])
    let data = try Dataset.load(path, options)
    #expect(data.featureNames == ["c", "d", "x"] && data.categoryCounts == [3, 3, 0])
    #expect((0..<4).map(data.item) == [[1, 1, 1], [2, 0, 2], [0, 1, 3], [1, 2, 4]])
    let scale = try scaling(of: data.selecting([0, 2, 3]))
    #expect(scale.means.array[..<2] == [0, 0] && scale.scales.array[..<2] == [1, 1] && scale.means.array[2] > 2)
    options.categories = .oneHot
    #expect(try Dataset.load(path, options).categoryCounts.isEmpty)
  }

  @Test("columns that are constant, empty or nearly so do no harm")
  func poorColumns() throws {
    let data = try load("a,b,c,d,y\n1,,7,x,0\n2,NA,7,x,1\n3,,7,x,0\n4,,nan,x,1\n")
    #expect(data.featureNames == ["a", "c", "d=x"])
    let run = try Model([.dense(3, .tanh), .dense(2)]).train(
      on: DataParts(train: data), options: TrainingOptions(epochs: 3))
    #expect(try run.train.loss.isFinite)
  }

  @Test("what is no table is told from one")
  func noTables() throws {
    let folder = try TemporaryFolder()
    func refusal(_ bytes: [UInt8]) throws -> String {
      let path = try folder.write("t.csv", bytes)
      let error = #expect(throws: DataError.self) { try Dataset.load(path) }
      return error?.message ?? ""
    }
    #expect(try refusal(Array("a,b\n1,2\n3\u{0},4\n".utf8)).hasSuffix("it holds zero bytes, so it is not UTF-8 text"))
    let long = Array(repeating: UInt8(ascii: "x"), count: 3 << 20)
    #expect(try refusal(Array("a,b\n1,2\n3,".utf8) + long).hasSuffix("line 3: a cell is longer than a megabyte"))
    #expect(try refusal(Array("a,b\n1,2\n3,\"".utf8) + long).hasSuffix("line 3: a cell is longer than a megabyte"))
    #expect(try refusal(Array(repeating: UInt8(ascii: ","), count: 200_000)).hasSuffix("more than 100000 cells"))
    #expect(try refusal([0xEF, 0xBB, 0xBF]).hasSuffix("is empty"))
    let path = folder.url.appendingPathComponent("pipe").path
    #expect(mkfifo(path, 0o600) == 0)
    let writer = Thread {
      guard let pipe = fopen(path, "w") else { return }
      fputs("1,2\n3,4\n", pipe)
      fclose(pipe)
    }
    writer.start()
    #expect(try Dataset.load(path).count == 2)
  }

  @Test("iris is learnt from its file", .enabled(if: Paths.isThere("tabular"), "no ../shared/data/tabular"))
  func iris() throws {
    let data = try Dataset.load(Paths.data("tabular/iris.csv"), target: "species").split(test: 0.2, seed: 1)
    let net = Model([.dense(16, .relu), .dense(3)])
    let run = try net.train(on: data, options: TrainingOptions(learningRate: 0.05, batch: 8, epochs: 30, seed: 1))
    let test = try #require(run.test?.classification)
    #expect(run.valid == nil && test.accuracy > 0.9 && test.mcc > 0.85)
    #expect(try #require(test.auc) > 0.97)
  }
}

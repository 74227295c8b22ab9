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
    #expect(try path(refusal("a,b\n")).hasSuffix("is empty"))
    #expect(try path(refusal("a,b\n1,x\n2\n3,y\n")).hasSuffix("line 3: 1 cell where the first row has 2"))
    #expect(try path(refusal("a,b\n1,\"x\ny\"\n2,y,3\n")).hasSuffix("line 4: 3 cells where the first row has 2"))
    #expect(try path(refusal("a,b\n1,\"x\n2,y\n")).hasSuffix("line 2: the quote is not closed"))
    #expect(try path(refusal("a,b\n1,x\n2,\n")).hasSuffix("line 3: no value for the target \"b\""))
    #expect(try path(refusal("a,b\n1,0.5\n2,NA\n")).hasSuffix("line 3: no value for the target \"b\""))
    #expect(try path(refusal("a,b\n1,x\ninf,y\n")).hasSuffix("\"a\" is infinite or too large"))
    #expect(try path(refusal("a,b\n1,x\n1e99,y\n")).hasSuffix("\"a\" is infinite or too large"))
    #expect(try refusal("a\nx\ny\n").map { "\($0)".hasSuffix("has no column beside the target") } == true)
    #expect(try refusal("a,b\n1,x\n2,x\n") == .oneClass(name: "x"))
    let many = "a,b\n" + (0..<1001).map { "t\($0),\($0 % 2)\n" }.joined()
    #expect(try path(refusal(many)).hasSuffix("the text column \"a\" has more than 1000 different values"))
  }

  @Test("a misspelt target gets the nearest column, another the list")
  func suggestions() throws {
    let text = "sepal_length,species\n1,a\n2,b\n"
    #expect(try refusal(text, target: "Species")?.hint == "did you mean \"species\"?")
    #expect(try refusal(text, target: "spesies")?.hint == "did you mean \"species\"?")
    #expect(try refusal(text, target: "weight")?.hint == "its columns are sepal_length, species")
  }

  struct Table: CustomStringConvertible {
    let file: String, target: String?, rows: Int, features: Int, classes: Int
    var description: String { file }
  }

  @Test(
    "real tables are read as what they are", .enabled(if: Paths.isThere("tabular")),
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
    ])
  func realTables(_ table: Table) throws {
    let data = try Dataset.load(Paths.data("tabular/\(table.file)"), target: table.target)
    #expect(data.count == table.rows && data.featureNames.count == table.features)
    #expect(data.classNames.count == table.classes)
  }

  @Test("iris is learnt from its file", .enabled(if: Paths.isThere("tabular")))
  func iris() throws {
    let data = try Dataset.load(Paths.data("tabular/iris.csv"), target: "species").split(test: 0.2, seed: 1)
    let net = Model([.dense(16, .relu), .dense(3)])
    let run = try net.train(on: data, options: TrainingOptions(learningRate: 0.05, batch: 8, epochs: 30, seed: 1))
    let test = try #require(run.test?.classification)
    #expect(run.valid == nil && test.accuracy > 0.9 && test.mcc > 0.85)
    #expect(try #require(test.auc) > 0.97)
  }
}

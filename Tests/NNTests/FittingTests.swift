import Basics
import Testing

@testable import NN

/// Tables that are used together: columns by name, categories and classes by text, whatever else is in them.
@Suite struct FittingTests {
  private let folder: TemporaryFolder
  private let train: Dataset
  private let network: Network

  /// Rows of a height, a weight and a colour; the label follows from them.
  private static func table(_ columns: [String], rows: Int = 40) -> String {
    let lines = (0..<rows).map { i in
      let cells = [
        "height": "\(170 + i % 5 + 10 * (i % 2))", "weight": "\(60 + i % 7 + 15 * (i % 2))",
        "colour": i % 2 == 0 ? "red" : "blue", "label": i % 2 == 0 ? "a" : "b", "extra": "\(i)", "note": "x\(i % 3)",
      ]
      return columns.map { cells[$0] ?? "" }.joined(separator: ",")
    }
    return ([columns.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
  }

  init() throws {
    folder = try TemporaryFolder()
    train = try Dataset.load(folder.write("train.csv", Self.table(["height", "weight", "colour", "label"])))
    network = try Model([.dense(2)]).train(
      on: DataParts(train: train), options: TrainingOptions(learningRate: 0.1, epochs: 30, seed: 1)
    ).model
  }

  private func load(_ text: String, like schema: DataSchema? = nil) throws -> Dataset {
    try Dataset.load(folder.write("other.csv", text), TableOptions(), like: schema)
  }

  private func accuracy(_ data: Dataset) throws -> Double {
    let metrics = try network.evaluate(data)
    return try #require(metrics.accuracy)
  }

  private func classes(_ data: Dataset) throws -> [Int] {
    guard case .classes(let classes, _) = try network.predict(data) else { return [] }
    return classes
  }

  private func message(_ body: () throws -> Void) -> String {
    let error = #expect(throws: (any Error).self) { try body() }
    return (error as? any ExplainedError)?.message ?? ""
  }

  @Test(
    "columns in any order, with others between them, give the same items",
    arguments: [
      ["weight", "height", "colour", "label"], ["label", "colour", "height", "weight"],
      ["extra", "height", "note", "weight", "colour", "label"],
    ])
  func order(columns: [String]) throws {
    for schema in [nil, train.schema, network.schema] {
      let data = try load(Self.table(columns), like: schema)
      let fitted = try network.fitted(data, needsTargets: columns.last == "label" || schema != nil)
      #expect((0..<40).map(fitted.item) == (0..<40).map(train.item))
      if columns.last == "label" || schema != nil {
        #expect(try accuracy(data) == accuracy(train) && accuracy(data) > 0.9)
      }
      let isExtra = columns.contains("extra")
      #expect(fitted.remarks.contains { $0.text.contains("are ignored") && $0.text.contains("extra, note") } == isExtra)
    }
    let parts = DataParts(train: train, valid: try load(Self.table(columns), like: train.schema))
    let measured = try TrainingState(Model([.dense(2)]), on: parts).valid
    #expect(measured?.accuracy != nil)
  }

  @Test("a target that another column was taken for is found by its name")
  func targetAsFeature() throws {
    let data = try load(Self.table(["label", "colour", "height", "weight"]))
    #expect(data.schema.targetName == "weight")
    #expect(try accuracy(data) == accuracy(train))
  }

  @Test("a missing column is named, with the nearest")
  func missingColumn() throws {
    let table = Self.table(["height", "colour", "label"]).replacing("height", with: "hieght")
    #expect(message { _ = try load(table, like: train.schema) }.hasSuffix("other.csv has no column \"height\""))
    let other = try load(table)
    #expect(
      message { _ = try network.predict(other) }.contains(
        "it has no column \"height\"; did you mean its column \"hieght\"?"))
    // A column that is needed itself is not taken for another.
    let narrow = Self.table(["weight", "colour", "label"])
    let lack = #expect(throws: DataError.self) { try load(narrow, like: train.schema) }
    #expect(lack?.hint == "the data that it is read like has height, weight, colour")
    #expect(
      message { _ = try network.predict(try load(narrow)) }.hasSuffix(
        "it has no column \"height\"; its columns are weight, colour, label"))
    #expect(
      message { _ = try Model([.dense(2)]).train(on: DataParts(train: train, valid: other)) }
        .hasPrefix("the validation part does not fit the training part: it has no column"))
  }

  @Test("items of another kind are told by their numbers of features, before their classes")
  func anotherKind() throws {
    let digits = try DataParts.digits().train
    let message = "the given part does not fit the training part: its items have 784 (28 x 28 x 1) features, not 4"
    #expect(self.message { _ = try network.predict(digits) } == message)
    #expect(self.message { _ = try network.evaluate(digits) } == message)
  }

  @Test("categories go by their texts, and one that is not known counts as missing", arguments: [false, true])
  func categories(isLike: Bool) throws {
    let table = "height,weight,colour,label\n170,60,blue,a\n180,75,zinc,b\n170,61,,a\n"
    let data = try network.fitted(try load(table, like: isLike ? train.schema : nil), needsTargets: true)
    #expect((0..<3).map { data.item($0).map { Array($0[2...]) } } == [[1, 0], [0, 0], [0, 0]])
    #expect(data.remarks.contains { $0.text.contains("no such category: \"zinc\"") && $0.text.contains("\"colour\"") })
  }

  @Test("a part may lack classes or have one alone, and one that is not known is refused to be measured by")
  func someClasses() throws {
    let table = Self.table(["height", "weight", "colour", "label"])
    let rows = table.split(separator: "\n")
    let single = ([rows[0]] + rows.filter { $0.hasSuffix("b") }).joined(separator: "\n")
    for schema in [nil, train.schema] {
      let data = try load(single, like: schema)
      #expect(data.count == 20)
      #expect(try network.fitted(data, needsTargets: true).labels == [Int](repeating: 1, count: 20))
      #expect(try accuracy(data) > 0.9)
      let foreign = try load(table.replacing("72,62,red,a", with: "72,62,red,c"), like: schema)
      #expect(try classes(foreign).count == 40)
      #expect(message { _ = try network.evaluate(foreign) }.contains("\"c\""))
    }
    let numbers = try load("x,y\n" + (0..<30).map { "\($0 % 3),\($0 % 3)\n" }.joined())
    let few = try load("x,y\n0,0\n2,2.0\n1,0\n")
    #expect(few.classNames.isEmpty)
    #expect(try few.fitted(to: numbers.schema, part: "it", needsTargets: true).labels == [0, 2, 0])
    #expect(try load("x,y\n0,0\n2,2\n1,0\n", like: numbers.schema).labels == [0, 2, 0])
    #expect(throws: DataError.oneClass(name: "b")) {
      try Model([.dense(2)]).train(on: DataParts(train: try load(single, like: train.schema)))
    }
  }

  @Test("rows without a target are predicted", arguments: ["", "?", "NA"])
  func unlabelled(mark: String) throws {
    let expected = try classes(train)
    let without = try load(Self.table(["height", "weight", "colour"]))
    #expect(try classes(without) == expected)
    let lines = Self.table(["height", "weight", "colour"]).split(separator: "\n")
    let empty = ([lines[0] + ",label"] + lines.dropFirst().map { $0 + ",\(mark)" }).joined(separator: "\n")
    for table in [empty, Self.table(["height", "weight", "colour"])] {
      let data = try load(table, like: network.schema)
      #expect(data.lack != nil && data.target(0) == .missing && data.labels.isEmpty && data.classNames == ["a", "b"])
      #expect(try classes(data) == expected)
      #expect(message { _ = try network.evaluate(data) }.hasPrefix("the given part does not fit the training part: "))
      #expect(
        message { _ = try Model([.dense(2)]).train(on: DataParts(train: data)) }.contains("nothing to learn from"))
      #expect(try data.split(valid: 0.5, seed: 1).train.count == 20)
    }
  }

  @Test("a number where text was, and text where numbers were")
  func kinds() throws {
    let zips = try load(
      "zip,y\n" + (0..<20).map { "\($0 % 3 == 0 ? "1" : "1b"),\($0 % 3 == 0 ? "p" : "q")\n" }.joined(), like: nil)
    #expect(zips.featureNames == ["zip=1", "zip=1b"])
    let plain = try load("zip,y\n1,p\n1.0,q\n")
    #expect(try plain.fitted(to: zips.schema, part: "it", needsTargets: true).item(1) == [1, 0])
    #expect(try load("zip,y\n1.0,p\n1b,q\n", like: zips.schema).item(0) == [1, 0])
    let text = "height,weight,colour,label\ntall,60,red,a\nsmall,61,blue,b\n"
    #expect(message { _ = try network.evaluate(load(text)) }.contains("its column \"height\" holds the text"))
    #expect(
      message { _ = try load(text, like: train.schema) }.contains(
        "line 2: \"tall\" in column \"height\" is not a number"))
  }

  @Test("ranks of categories have no place for one that is not known, unless some were missing")
  func ranks() throws {
    func table(_ text: String, like schema: DataSchema? = nil) throws -> Dataset {
      var options = TableOptions()
      if schema == nil { options.categories = .ranks }
      return try Dataset.load(folder.write("ranks.csv", text), options, like: schema)
    }
    let full = try table("c,y\nred,a\nblue,b\n")
    let gaps = try table("c,y\nred,a\nblue,b\n,b\n")
    #expect(
      message { _ = try table("c,y\nzinc,a\n", like: full.schema) }.contains(
        "\"zinc\" is not one of the known categories"))
    #expect(try table("c,y\nzinc,a\nblue,a\n", like: gaps.schema).item(0) == [2])
    #expect(try table("c,y\nblue,a\nred,b\n").fitted(to: gaps.schema, part: "it", needsTargets: true).item(0) == [0])
  }

  @Test("offsets of timestamps are those of the first table")
  func offsets() throws {
    func rows(_ first: Int) -> String {
      "t,y\n" + (0..<50).map { "\(1_700_000_000_000 + 1000 * ($0 + first)),\(Double($0) + 0.5)\n" }.joined()
    }
    let (a, b) = (try load(rows(0)), try load(rows(40)))
    let fitted = try b.fitted(to: a.schema, part: "it", needsTargets: true)
    #expect(a.schema != b.schema && fitted.schema == a.schema && fitted.item(0) == a.item(40))
    #expect(try load(rows(40), like: a.schema).item(3) == a.item(43))
  }

  @Test("old parts join the items that are split, so that none is lost")
  func split() throws {
    let digits = try DataParts.digits()
    let parts = try digits.split(valid: 0.2, seed: 1)
    #expect(parts.train.count == 9600 && parts.valid?.count == 2400)
    let labels = (parts.train.labels + (parts.valid?.labels ?? [])).sorted()
    #expect(labels == (digits.train.labels + (digits.valid?.labels ?? [])).sorted())
    #expect(parts.train.schema == digits.train.schema)
    let first = try train.split(valid: 0.5, seed: 1)
    let again = try first.split(valid: 0.25, test: 0.25, seed: 2)
    #expect(again.train.count == 20 && again.valid?.count == 10 && again.test?.count == 10)
    let kept = try again.split(valid: 0.5, seed: 3)
    #expect(kept.train.count == 15 && kept.valid?.count == 15 && kept.test?.count == 10)
    let items = [again.train, again.valid, again.test].flatMap { part in
      part.map { part in (0..<part.count).compactMap(part.item) } ?? []
    }
    #expect(items.map(\.description).sorted() == (0..<40).compactMap(train.item).map(\.description).sorted())
    let other = DataParts(train: train, valid: try load(Self.table(["colour", "weight", "height", "label"], rows: 8)))
    #expect(try other.split(valid: 0.25, seed: 1).count == 48)
  }
}

import Foundation
import Testing

@testable import Interp

@Suite("Data from files")
struct DataTests {
  private func run(_ files: [String: String], _ lines: String...) throws -> Transcript {
    try InterpTests.run(beside: files, lines)
  }

  private static let iris = """
    length,width,species
    5.1,3,setosa
    ,2.5,versicolor
    6.25,3,setosa
    4,2,versicolor

    """

  @Test func aSampleOfAPartCanBeTrainedOn() throws {
    let shown = try run(
      [:], "let data = digits()", "let some = sample(data.train, 50, seed: 1)", "some",
      "string(sample(data.train, 50, seed: 1)[3]) == string(some[3])", "kind(sample(data, 3))",
      "train(model(dense(10)), {train: some, valid: data.valid}, lr: 0.1, batch: 5, epochs: 5).valid.accuracy > 0.3")
    #expect(shown.output == ["data of 10 classes, items 28 x 28 x 1: 50 train", "true", "\"list\"", "true"])
  }

  @Test func showsItems() throws {
    let shown = try run(
      ["iris.csv": Self.iris], "let data = load(\"FOLDER/iris.csv\")", "data", "data[0]", "data[-1].length", "data[1]",
      "for x in data { print(x.species) }", "print(data |> take(1))", "length(data |> sample(3))", "data.target",
      "print(table(data))", "first(data).width", "[x.width for x in data]")
    #expect(
      shown.output == [
        "data of 2 classes (target \"species\"), items 2: 4 train",
        "{length: 5.1, width: 3, species: \"setosa\"}", "4", "{length: none, width: 2.5, species: \"versicolor\"}",
        "setosa", "versicolor", "setosa", "versicolor", "[{length: 5.1, width: 3, species: \"setosa\"}]", "3",
        "\"species\"",
        """
        length  width  species
        ──────  ─────  ──────────
          5.1     3    setosa
                  2.5  versicolor
          6.25    3    setosa
          4       2    versicolor
        """, "3", "[3, 2.5, 3, 2]",
      ])
    #expect(
      shown.notes == [
        "note: iris.csv: missing cells in length (1): a missing number counts as the mean of the training part, a missing category as none of them"
      ])
    let past = try run(["iris.csv": Self.iris], "load(\"FOLDER/iris.csv\")[4]")
    #expect(past.failure == "there is no element 4: the data has 4")
  }

  @Test func savesDataAsATable() throws {
    let saved = try run(
      ["iris.csv": Self.iris], "save(\"FOLDER/copy.csv\", load(\"FOLDER/iris.csv\"))",
      "print(read_file(\"FOLDER/copy.csv\"))")
    #expect(
      saved.output == ["length,width,species\n5.1,3.0,setosa\n,2.5,versicolor\n6.25,3.0,setosa\n4.0,2.0,versicolor\n"])
  }

  @Test func imagesDrawThemselves() {
    let transcript = InterpTests.run(
      "print(digits()[7])\nshow(digits(), 2)\ndigits()[7]\n[digits()[7]]\ndigits()[3].class\nlength(digits()[3].pixels)"
    )
    #expect(transcript.failure == nil && transcript.output.count == 6)
    let lines = transcript.output[0].split(separator: "\n")
    #expect(lines[0] == "7" && (8...15).contains(lines.count) && lines.dropFirst().allSatisfy { $0.count <= 28 })
    #expect(lines.dropFirst().joined().allSatisfy { " ▀▄█".contains($0) } && lines.joined().contains("█"))
    #expect(transcript.output[1].hasPrefix("0" + String(repeating: " ", count: 29) + "1\n"))
    #expect(transcript.output[2] == transcript.output[0])
    #expect(transcript.output[3...] == ["[image 28 x 28 x 1 of 7]", "\"3\"", "784"])
  }

  @Test func readsATableLikeAnother() throws {
    let files = [
      "train.csv": Self.iris, "new.csv": "species,id,width,length\n,1,2.5,5\n?,2,2.5,5.5\n",
      "plain.csv": "width,length\n2.5,5\n", "typo.csv": "widht,length\n2.5,5\n",
    ]
    let setUp = "let data = load(\"FOLDER/train.csv\")\nlet run = train(model(dense(2)), {train: data, valid: data})"
    for like in ["data", "run", "run.model", "{train: data}"] {
      let read = try run(
        files, setUp, "let new = load(\"FOLDER/new.csv\", like: \(like))", "new", "new[1]", "length(predict(run, new))")
      #expect(
        read.output == [
          "data of unknown targets, items 2: 2 train", "{length: 5.5, width: 2.5, species: none}", "2",
        ], "\(like): \(read.failure ?? "")")
      #expect(read.notes.last?.contains("are ignored, since the data that it is read like has none such: id") == true)
    }
    let restored = try run(
      files, setUp, "save(\"FOLDER/m.net\", run)", "let net = restore(\"FOLDER/m.net\")",
      "predict(net, load(\"FOLDER/plain.csv\", like: net)) == predict(run, load(\"FOLDER/plain.csv\", like: data))",
      "evaluate(net, load(\"FOLDER/plain.csv\", like: net))")
    #expect(restored.output == ["true"])
    #expect(restored.failure == "the given part does not fit the training part: plain.csv has no column \"species\"")
    let typo = try run(files, setUp, "load(\"FOLDER/typo.csv\", like: data)")
    #expect(typo.failure == "typo.csv has no column \"width\"" && typo.hint == "did you mean \"widht\"?")
    let both = try run(files, setUp, "load(\"FOLDER/new.csv\", target: \"id\", like: data)")
    #expect(both.failure == "`like` says what the columns are, and so does `target`")
    let none = try run(files, "load(\"FOLDER/new.csv\", like: 3)")
    #expect(none.failure == "`like` must be data or a trained model, not an integer")
    let late = try run(files, setUp, "restore(\"FOLDER/m.net\")", "1")
    #expect(late.hint == "did you mean \"m.net\"?" || late.failure?.contains("cannot be read") == true)
  }

  @Test(arguments: [
    ("separator: \"ab\"", "`separator` must be one character, not \"ab\""),
    ("decimal: \";\"", "`decimal` must be \".\" or \",\", not \";\""),
    ("separator: \".\", decimal: \".\"", "`separator` and `decimal` are the same sign"),
    ("columns: {length: \"real\"}", "column `length` cannot be \"real\""),
    ("columns: {lenght: \"text\"}", "iris.csv has no column \"lenght\""),
    ("columns: [1]", "`columns` must be a list of names; it holds an integer"),
    ("drop: 1", "`drop` must be a list of names, not an integer"),
    ("drop: \"lenght\"", "iris.csv has no column \"lenght\""),
    ("missing: [sqrt]", "`missing` must be a list of strings and numbers; it holds a function"),
    ("header: 1", "`header` must be `true`, `false` or a list of names, not an integer"),
    ("header: [\"a\"]", "iris.csv has 3 columns, and 1 name is given for them"),
  ])
  func refusesOptions(_ option: String, _ message: String) throws {
    #expect(try run(["iris.csv": Self.iris], "load(\"FOLDER/iris.csv\", \(option))").failure == message)
  }

  @Test func takesOptions() throws {
    let text = "a;b;c;d\n1,5;x;-;p\n2,5;y;-1;q\n3,5;x;4;p\n"
    let data = try run(
      ["t.csv": text],
      "let d = load(\"FOLDER/t.csv\", target: \"d\", drop: \"b\", separator: \";\", decimal: \",\", missing: [\"-\", -1], header: true)",
      "d.features", "d[0]", "d[1]", "load(\"FOLDER/t.csv\", columns: [\"a\", \"b\"], kind: \"classes\").features",
      "load(\"FOLDER/t.csv\", columns: {c: \"text\"}).features")
    #expect(
      data.output == [
        "[\"a\", \"c\"]", "{a: 1.5, c: none, d: \"p\"}", "{a: 2.5, c: none, d: \"q\"}", "[\"a\"]",
        "[\"a\", \"b=x\", \"b=y\", \"c=-1\", \"c=4\", \"c=-\"]",
      ], "\(data.failure ?? "")")
  }

  /// A column is named by its name, which a number hints at.
  @Test(arguments: [
    ("target: 2", "write `target: \"species\"`, the name of the last column."),
    ("target: 3", "write `target: \"species\"`, the name of the last column."),
    ("target: -1", "write `target: \"species\"`, the name of the last column."),
    ("target: 0", "the columns are length, width, species."), ("drop: [0]", "the columns are length, width, species."),
    ("columns: 1", "the columns are length, width, species."),
    ("separator: \";\"", "\",\" seems to separate them; without `separator`, that is found out."),
  ])
  func hintsAtColumns(_ option: String, _ hint: String) throws {
    #expect(try run(["iris.csv": Self.iris], "load(\"FOLDER/iris.csv\", \(option))").hint == hint)
  }

  /// What is measured or predicted is one part: the whole would be measured by what was learnt from.
  @Test func onePartIsMeasured() {
    let setUp = "let data = split(spirals(n: 60), valid: 20%, test: 20%)\nlet net = train(model(dense(3)), data)\n"
    for name in ["evaluate", "predict", "confusion"] {
      let failed = InterpTests.run(setUp + "\(name)(net, data)")
      #expect(failed.failure == "`\(name)` takes one part of data, and this has train, valid and test")
      #expect(failed.place == "data" && failed.hint == "write `data.test`; `.train` is what was learnt from.")
      #expect(InterpTests.run(setUp + "kind(\(name)(net, data.test))").failure == nil)
    }
    let record = InterpTests.run(setUp + "evaluate(net, {train: data.train, valid: data.valid}).loss")
    #expect(record.failure == "`evaluate` takes one part of data, and this has train and valid")
    let other = InterpTests.run(setUp + "predict(net, digits())")
    #expect(other.failure?.hasSuffix("its items have 784 (28 x 28 x 1) features, not 2") == true)
    #expect(other.place == "digits()")
    let none = InterpTests.run("let d = spirals(n: 30)\nevaluate(train(model(dense(3)), d), d.valid)")
    #expect(none.hint == "`split(data, valid: 20%, test: 20%)` gives data such parts.")
    let file = InterpTests.run(setUp + "predict(net, \"no-such.csv\")")
    #expect(file.place == "\"no-such.csv\"" && file.failure?.contains("no-such.csv") == true)
    let turned = InterpTests.run(setUp + "predict(data.test, net)")
    #expect(turned.hint == "the order is another: write `predict(net, data.test)`.")
  }

  @Test func namesTheNearestFile() throws {
    for call in ["load(\"FOLDER/iris.csb\")", "read_file(\"FOLDER/iris.csb\")", "load_json(\"FOLDER/iris.csb\")"] {
      #expect(try run(["iris.csv": Self.iris], call).hint == "did you mean \"iris.csv\"?", "\(call)")
    }
  }

  @Test func saysWhatSplitDoesToOldParts() {
    let split = InterpTests.run("let d = split(digits(), valid: 20%)\nd\nlength(d)")
    #expect(split.output == ["data of 10 classes, items 28 x 28 x 1: 9600 train, 2400 valid", "12000"])
    #expect(
      split.notes == ["note: `split`: the validation part of 2000 items joins the training part before that is split"])
  }

  @Test func asksToLeaveTheDataOut() throws {
    let restored = try run(
      [:], "let net = model(dense(3))", "let data = spirals(n: 30)", "save(\"FOLDER/m.net\", train(net, data))",
      "restore(\"FOLDER/m.net\", net, data)")
    #expect(restored.failure == "these bytes are a saved network, not a checkpoint of a training")
    #expect(restored.hint == "leave the data out: a saved network needs nothing else.")
  }

  @Test func noticesOddCellsAndManyClasses() throws {
    let rows = (0..<30).map { "\($0),name\($0)\n" }.joined()
    let odd = try run(["t.csv": "x,name\n\(rows)3o,name\n"], "load(\"FOLDER/t.csv\")")
    #expect(odd.failure == "t.csv, line 32: \"3o\" in column \"x\" is not a number, as 30 other cells are")
    let many = try run(["t.csv": "x,name\n\(rows)"], "load(\"FOLDER/t.csv\")")
    #expect(
      many.notes.first?.hasPrefix("warning: t.csv: the target is \"name\", the last column, with 30 classes") == true)
  }
}

import DSL
import NN

/// Data sets: the ones that are built in, files, and how they are divided.
let dataBuiltins: [Builtin] = [
  Builtin(
    "digits", .data, [], "Drawn images of the ten digits, 28 x 28, with a validation part; no file is needed.",
    examples: [.init("length(digits().classes)", "10")], seeAlso: ["mnist", "load"]
  ) { (a: Arguments) throws(Exit) in .host(DataValue(try a.explained { try DataParts.digits() })) },
  Builtin(
    "mnist", .data, [.required("folder")],
    "The MNIST images in a folder (IDX files, gzip'd or not): a training and a test part. Fashion-MNIST's too.",
    examples: [.init("mnist(\"data/mnist\")")], seeAlso: ["digits", "load", "split"]
  ) { (a: Arguments) throws(Exit) in
    let folder = try a.string(0)
    return .host(DataValue(try a.explained { try DataParts.mnist(folder) }))
  },
  Builtin(
    "spirals", .data, [.label("n", "300"), .label("classes", "3"), .label("noise", "0.03"), .label("seed")],
    "Points on interleaved spirals in the plane, one spiral a class.",
    examples: [.init("length(spirals(n: 60))", "60")], seeAlso: ["digits", "split"]
  ) { (a: Arguments) throws(Exit) in
    let count = try a.optional(0, a.int) ?? 300
    let classes = try a.optional(1, a.int) ?? 3
    let noise = try a.optional(2, a.number) ?? 0.03
    let seed = try a.seed(3)
    let data = try a.explained { try Dataset.spirals(count: count, classes: classes, noise: noise, seed: seed) }
    return .host(DataValue(DataParts(train: data)))
  },
  Builtin(
    "load", .data, [.required("file"), .optional("target")],
    "A table from a CSV file, gzip'd or not; `target` names the column to predict, the last if there is none.",
    examples: [.init("load(\"iris.csv\", target: \"species\")")], seeAlso: ["split", "folds", "mnist"]
  ) { (a: Arguments) throws(Exit) in
    let file = try a.string(0)
    let target = try a.optional(1, a.string)
    return .host(DataValue(DataParts(train: try a.explained { try Dataset.load(file, target: target) })))
  },
  Builtin(
    "split", .data, forms: [splitData, splitText],
    examples: [
      .init("length(split(range_data(10), valid: 20%).valid)", "2"),
      .init("split(\"a,b,c\", \",\")", "[\"a\", \"b\", \"c\"]"),
    ], seeAlso: ["folds", "join", "words", "lines"]),
  Builtin(
    "folds", .data, [.required("data"), .required("k"), .optional("seed")],
    "Divides the training part into k folds: a list of pairs, each a fold and the rest.",
    examples: [.init("[length(rest) for fold, rest in folds(range_data(10), 5)]", "[8, 8, 8, 8, 8]")],
    seeAlso: ["split", "cross_validate"]
  ) { (a: Arguments) throws(Exit) in
    let data = try a.data(0)
    let k = try a.int(1)
    let seed = try a.seed(2)
    let folds = try a.explained { try data.train.folds(k, seed: seed) }
    func part(_ data: Dataset) -> Value { .host(DataValue(DataParts(train: data))) }
    return .list(ContiguousArray(folds.map { .list([part($0.fold), part($0.rest)]) }))
  },
  Builtin(
    "range_data", .data, [.required("n")], "The numbers 0 to n - 1, each as its own target: data for examples.",
    examples: [.init("length(range_data(10))", "10")], seeAlso: ["folds", "split"]
  ) { (a: Arguments) throws(Exit) in
    let n = try a.int(0)
    guard (1...10_000_000).contains(n) else { throw failure("`n` must be from 1 to 10000000, not \(n)", a.span) }
    let numbers = (0..<n).map(Float.init)
    let data = try a.explained {
      try Dataset(
        features: FloatBuffer(numbers), itemShape: NN.Shape([1]), targets: .values(numbers), featureNames: ["x"])
    }
    return .host(DataValue(DataParts(train: data)))
  },
]

/// `split(data, valid: 20%)`; the other form of the name divides strings.
private let splitData = Builtin.Form(
  parameters: [.required("data"), .label("valid", "0"), .label("test", "0"), .label("seed")],
  summary: "Takes shares of the training part as validation and test parts, stratified by class."
) { (a: Arguments) throws(Exit) in
  if case .text = a[0] {
    throw failure("`split` of a string needs a separator", a.span, hint: "`words(text)` splits at white space.")
  }
  let data = try a.data(0)
  let valid = try a.optional(1, a.number) ?? 0
  let test = try a.optional(2, a.number) ?? 0
  let seed = try a.seed(3)
  let split = try a.explained { try data.train.split(valid: valid, test: test, seed: seed) }
  return .host(
    DataValue(DataParts(train: split.train, valid: split.valid ?? data.valid, test: split.test ?? data.test)))
}

extension Arguments {
  /// The seed in parameter `index`, or the one that holds here.
  func seed(_ index: Int) throws(Exit) -> UInt64 {
    if let seed = try optional(index, int) { return UInt64(bitPattern: Int64(seed)) }
    return machine.pointee.seed
  }
}

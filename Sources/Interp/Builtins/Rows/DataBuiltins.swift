import Basics
import DSL
import NN

/// Data sets: the ones that are built in, files, and how they are divided.
let dataBuiltins: [Builtin] = [
  Builtin(
    "digits", [], "Drawn images of the ten digits, 28 x 28, with a validation part; no file is needed.",
    examples: [.init("length(digits().classes)", "10")], seeAlso: ["mnist", "load"]
  ) { (a: Arguments) throws(Exit) in .host(DataValue(try a.explained { try DataParts.digits() })) },
  Builtin(
    "mnist", [.required("folder")],
    "The MNIST images in a folder (IDX files, gzip'd or not): a training and a test part. Fashion-MNIST's too.",
    examples: [.init("mnist(\"data/mnist\")")], seeAlso: ["digits", "load", "split"]
  ) { (a: Arguments) throws(Exit) in
    let folder = try a.string(0)
    return .host(DataValue(try a.reading { try DataParts.mnist(folder, isInterrupted: a.isInterrupted) }))
  },
  Builtin(
    "cifar10", [.required("folder")],
    "The CIFAR-10 images in a folder (the binary version, gzip'd or not): a training and a test part.",
    examples: [.init("cifar10(\"data/cifar-10\")")], seeAlso: ["cifar100", "mnist", "augment"]
  ) { (a: Arguments) throws(Exit) in
    let folder = try a.string(0)
    return .host(DataValue(try a.reading { try DataParts.cifar10(folder, isInterrupted: a.isInterrupted) }))
  },
  Builtin(
    "cifar100", [.required("folder"), .label("coarse", .bool(false))],
    "The CIFAR-100 images in a folder (the binary version), with their 100 classes or the 20 coarse ones.",
    examples: [.init("cifar100(\"data/cifar-100\", coarse: true)")], seeAlso: ["cifar10", "mnist"]
  ) { (a: Arguments) throws(Exit) in
    let folder = try a.string(0)
    let isCoarse = try a.bool(1)
    return .host(
      DataValue(
        try a.reading {
          try DataParts.cifar100(folder, labels: isCoarse ? .coarse : .fine, isInterrupted: a.isInterrupted)
        }))
  },
  Builtin(
    "spirals", [.label("n", .int(300)), .label("classes", .int(3)), .label("noise", .real(0.03)), .label("seed")],
    "Points on interleaved spirals in the plane, one spiral a class.",
    examples: [.init("length(spirals(n: 60))", "60")], seeAlso: ["digits", "split"]
  ) { (a: Arguments) throws(Exit) in
    let count = try a.int(0)
    let classes = try a.int(1)
    let noise = try a.number(2)
    let seed = try a.seed(3)
    let data = try a.explained { try Dataset.spirals(count: count, classes: classes, noise: noise, seed: seed) }
    return .host(DataValue(DataParts(train: data)))
  },
  Builtin(
    "moons", [.label("n", .int(300)), .label("noise", .real(0.1)), .label("seed")],
    "Points on two half circles that reach into each other, one a class.",
    examples: [.init("length(moons(n: 60))", "60")], seeAlso: ["spirals", "blobs", "split"]
  ) { (a: Arguments) throws(Exit) in
    let (count, noise) = (try a.int(0), try a.number(1))
    let seed = try a.seed(2)
    let data = try a.explained { try Dataset.moons(count: count, noise: noise, seed: seed) }
    return .host(DataValue(DataParts(train: data)))
  },
  Builtin(
    "blobs", [.label("n", .int(300)), .label("classes", .int(3)), .label("deviation", .int(1)), .label("seed")],
    "Points around the centres of classes in the plane.",
    examples: [.init("length(blobs(n: 60))", "60")], seeAlso: ["moons", "spirals", "split"]
  ) { (a: Arguments) throws(Exit) in
    let (count, classes) = (try a.int(0), try a.int(1))
    let deviation = try a.number(2)
    let seed = try a.seed(3)
    let data = try a.explained {
      try Dataset.blobs(count: count, classes: classes, deviation: deviation, seed: seed)
    }
    return .host(DataValue(DataParts(train: data)))
  },
  loadBuiltin,
  Builtin(
    "augment",
    [
      .required("data"), .label("flip", .bool(false)), .label("shift", .int(0)), .label("crop", .int(0)),
      .label("noise", .int(0)),
    ],
    """
    Data whose training part is changed at random each epoch: images mirrored, moved by up to `shift` pixels (the edge \
    repeated), moved by up to `crop` pixels (black), and normal noise of a deviation added.
    """,
    examples: [.init("augment(digits(), shift: 2)")], seeAlso: ["cifar10", "train", "standardize"]
  ) { (a: Arguments) throws(Exit) in
    var parts = try a.data(0)
    var changes: [Augmentation] = []
    if try a.bool(1) { changes.append(.flip) }
    let (shift, crop, deviation) = (try a.int(2), try a.int(3), try a.number(4))
    if shift != 0 { changes.append(.shift(pixels: shift)) }
    if crop != 0 { changes.append(.crop(padding: crop)) }
    if deviation != 0 { changes.append(.noise(deviation: deviation)) }
    if changes.isEmpty {
      a.context.noteOnce("note: `augment` changes nothing: `flip: true`, `shift: 2`, `crop: 4` or `noise: 0.1` would")
    }
    parts.train = try a.explained { try parts.train.augmented(changes) }
    return .host(DataValue(parts))
  },
  Builtin(
    "standardize", [.required("data")],
    """
    Data whose numbers training centres and scales by the mean and deviation of the training part: by column, or by \
    channel of images. Tables from files are so already. Of a list of numbers, how far each is above the mean, in standard \
    deviations.
    """,
    examples: [.init("standardize(digits())"), .init("standardize([1, 2, 3])", "[-1, 0, 1]")],
    seeAlso: ["augment", "load", "std"]
  ) { (a: Arguments) throws(Exit) in
    if case .list = a[0] { return try standardized(a) }
    let parts = try a.data(0)
    return .host(
      DataValue(
        DataParts(
          train: parts.train.standardized(), valid: parts.valid?.standardized(), test: parts.test?.standardized())))
  },
  Builtin(
    "split", forms: [splitData, splitText],
    examples: [
      .init("length(split(range_data(10), valid: 20%).valid)", "2"),
      .init("split(\"a,b,c\", \",\")", "[\"a\", \"b\", \"c\"]"),
    ], seeAlso: ["folds", "join", "words", "lines"]),
  Builtin(
    "folds", [.required("data"), .required("k"), .optional("seed")],
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
    "range_data", [.required("n")], "The numbers 0 to n - 1, each as its own target: data for examples.",
    examples: [.init("length(range_data(10))", "10")], seeAlso: ["folds", "split"]
  ) { (a: Arguments) throws(Exit) in
    let n = try a.int(0)
    guard (1...10_000_000).contains(n) else {
      throw failure(.argumentRange, "`n` must be from 1 to 10000000, not \(n)", a.place(0))
    }
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
  parameters: [.required("data"), .label("valid", .int(0)), .label("test", .int(0)), .label("seed")],
  summary: """
    Takes shares of the training part as validation and test parts, stratified by class. A part of that kind that the data \
    has already joins the training part before.
    """
) { (a: Arguments) throws(Exit) in
  if case .text(let text) = a[0], !a.isGiven(1), !a.isGiven(2), ForeignFile(text.string) == nil {
    throw failure(
      .argumentCount, "`split` of a string needs a separator", a.span, hint: "`words(text)` splits at white space.")
  }
  let data = try a.data(0)
  let (valid, test) = (try a.share(1, of: "the data"), try a.share(2, of: "the data"))
  let seed = try a.seed(3)
  guard valid + test > 0, valid + test < 1 else {
    throw failure(
      .argumentCount,
      valid + test > 0 ? "`valid` and `test` leave nothing to learn from" : "`split` needs the share of a part",
      a.span, hint: "write `split(data, valid: 20%, test: 20%)`; what is left is the training part.")
  }
  for (old, share, name) in [(data.valid, valid, "validation"), (data.test, test, "test")] {
    guard let old, share > 0 else { continue }
    a.context.noteOnce(
      "note: `split`: the \(name) part of \(old.count) items joins the training part before that is split")
  }
  return .host(DataValue(try a.explained { try data.split(valid: valid, test: test, seed: seed) }))
}

extension Arguments {
  /// What `body` reads; what is asked to stop ends as interrupted, whatever is wrong with the half of a file.
  ///
  /// - Parameters:
  ///   - index: the parameter that names the file.
  ///   - body: reads it.
  /// - Returns: what `body` gives.
  /// - Throws: a failure that points to the name of the file.
  func reading<T>(_ index: Int = 0, _ body: () throws -> T) throws(Exit) -> T {
    let file = try string(index)
    return try showing({ "reading \(file)  \($0)" }) { () throws(Exit) in
      do throws(Exit) { return try explained(at: index, body) } catch {
        try machine.poll()
        throw error
      }
    }
  }

  /// The seed in parameter `index`, or the one that holds here.
  func seed(_ index: Int) throws(Exit) -> UInt64 {
    if let seed = try optional(index, int) { return UInt64(bitPattern: Int64(seed)) }
    return machine.pointee.seed
  }
}

/// A list of numbers in standard deviations from its mean; `none` where it does not vary.
private func standardized(_ a: Arguments) throws(Exit) -> Value {
  let numbers = try a.sample(0, atLeast: 0)
  guard numbers.count > 1, numbers.contains(where: { $0 != numbers[0] }) else {
    return .list(ContiguousArray(numbers.map { _ in .none }))
  }
  let (mean, squares) = Estimate.moments(numbers)
  let deviation = (squares / Double(numbers.count - 1)).squareRoot()
  return .list(ContiguousArray(numbers.map { .real(($0 - mean) / deviation) }))
}

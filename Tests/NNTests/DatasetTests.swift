import Basics
import Testing

@testable import NN

/// Data sets as values: slices, splits, folds, standardization, and what is refused.
@Suite struct DatasetTests {
  @Test("a slice holds what was asked for, in that order")
  func slices() throws {
    let data = try quadrants(10)
    let slice = data.selecting([7, 2, 2, 99, -1])
    #expect(slice.count == 3 && slice.item(0) == data.item(7) && slice.item(2) == data.item(2))
    #expect(slice.labels == [7, 2, 2].map { data.labels[$0] })
    #expect(slice.selecting([1]).item(0) == data.item(2) && slice.item(3) == nil)
  }

  @Test("parts are disjoint, complete and have the classes' shares", arguments: [UInt64(1), 2, 3])
  func split(seed: UInt64) throws {
    let labels = (0..<200).map { Int32($0 < 20 ? 0 : $0 < 80 ? 1 : 2) }
    let data = try Dataset(
      features: FloatBuffer((0..<200).map(Float.init)), itemShape: Shape([1]),
      targets: .classes(labels: labels, names: ["a", "b", "c"]))
    let parts = try data.split(valid: 0.2, test: 0.1, seed: seed)
    let (valid, test) = (try #require(parts.valid), try #require(parts.test))
    #expect(parts.train.count == 140 && valid.count == 40 && test.count == 20 && parts.count == 200)
    let items = [parts.train, valid, test].flatMap { part in (0..<part.count).compactMap { part.item($0)?.first } }
    #expect(items.sorted() == (0..<200).map(Float.init))
    for (part, share) in [(parts.train, 0.7), (valid, 0.2), (test, 0.1)] {
      for (label, count) in [(0, 20.0), (1, 60.0), (2, 120.0)] {
        #expect(abs(Double(part.labels.count { $0 == label }) - share * count) <= 1)
      }
    }
    let again = try data.split(valid: 0.2, test: 0.1, seed: seed)
    #expect(again.valid?.labels == valid.labels && again.train.rows == parts.train.rows)
    #expect(try data.split(valid: 0.2, test: 0.1, seed: seed + 10).train.rows != parts.train.rows)
  }

  @Test(
    "a share that makes no sense is refused", arguments: [(-0.1, 0.5), (0, 0), (0.5, 0.5), (.nan, 0.1), (0.001, 0)])
  func badSplit(valid: Double, test: Double) throws {
    let data = try quadrants(10)
    #expect(throws: DataError.self) { try data.split(valid: valid, test: test, seed: 1) }
  }

  @Test("a split that leaves one class to learn from is refused")
  func oneClass() throws {
    func make(_ labels: [Int32]) throws -> Dataset {
      try Dataset(
        features: FloatBuffer(labels.map { Float($0) }), itemShape: Shape([1]),
        targets: .classes(labels: labels, names: ["a", "b"]))
    }
    let same = try make([0, 0, 0, 0])
    #expect(throws: DataError.self) { try same.split(valid: 0.5, seed: 1) }
    let error = #expect(throws: DataError.self) { try make([0, 1]).folds(2, seed: 1) }
    #expect(error?.message.hasPrefix("what is left to learn from, 1 item, is of class") == true)
    // Two of three items leave one to learn from, whichever that is.
    #expect(throws: DataError.self) { try make([0, 1, 1]).split(valid: 0.34, test: 0.33, seed: 1) }
    #expect(try make([0, 1, 0, 1]).split(valid: 0.5, seed: 1).train.count == 2)
  }

  @Test("a validation part is split off where there is none, and the test part stays")
  func withValidation() throws {
    let data = try quadrants(50)
    let parts = DataParts(train: data, test: data.selecting([1, 2]))
    let split = try parts.withValidation(seed: 1)
    #expect(split.train.count == 40 && split.valid?.count == 10 && split.test?.count == 2)
    #expect(try split.withValidation(0.5, seed: 2).train.count == 40)
  }

  @Test("each item is in one fold, and in the rest of all others", arguments: [2, 3, 7])
  func folds(k: Int) throws {
    let data = try quadrants(50)
    let folds = try data.folds(k, seed: 4)
    #expect(folds.count == k)
    #expect(folds.flatMap { $0.fold.rows }.sorted() == data.rows)
    for fold in folds {
      #expect((fold.fold.rows + fold.rest.rows).sorted() == data.rows)
      #expect(abs(fold.fold.count - 50 / k) <= 1)
      let odd = Double(data.labels.count { $0 == 0 }) / Double(k)
      #expect(abs(Double(fold.fold.labels.count { $0 == 0 }) - odd) <= 1)
    }
    #expect(throws: DataError.self) { try data.folds(1, seed: 1) }
    #expect(throws: DataError.self) { try data.folds(51, seed: 1) }
  }

  @Test("what no network could learn from is refused")
  func badData() throws {
    func make(_ features: [Float], _ targets: Targets, shape: [Int] = [1], isStandardized: Bool = false) throws {
      _ = try Dataset(
        features: FloatBuffer(features), itemShape: Shape(shape), targets: targets, isStandardized: isStandardized)
    }
    let classes = Targets.classes(labels: [0, 1], names: ["a", "b"])
    #expect(throws: DataError.notFinite(item: 1)) { try make([0, .nan], classes) }
    #expect(throws: DataError.notFinite(item: 0)) { try make([.infinity, .nan], classes, isStandardized: true) }
    #expect(throws: DataError.notFinite(item: 1)) { try make([0, 0], .values([1, .nan])) }
    try make([0, .nan], classes, isStandardized: true)
    try make([0], .classes(labels: [0], names: ["a"]))
    for label in [Int32(2), -1] {
      #expect(throws: DataError.labelOutsideClasses(label: Int(label), item: 1, classes: 2)) {
        try make([0, 0], .classes(labels: [0, label], names: ["a", "b"]))
      }
    }
    for shape in [[2], [0], [-1], [-1, -1], []] where shape != [] {
      #expect(throws: DataError.self) { try make([0, 0], classes, shape: shape) }
    }
    #expect(throws: DataError.self) { try make([], .values([])) }
    let data = try quadrants(20)
    let odd = data.selecting(data.labels.indices.filter { data.labels[$0] == 0 })
    #expect(throws: DataError.oneClass(name: "odd")) { try Model([.dense(2)]).train(on: DataParts(train: odd)) }
  }

  @Test("the scale is measured on the training part alone, missing numbers are the mean, constants zero")
  func standardization() throws {
    let features: [Float] = [1, 7, 5, 3, 7, .nan, 5, 7, 9, 900, 8, 1e6]
    let data = try Dataset(
      features: FloatBuffer(features), itemShape: Shape([3]), targets: .values([1, 2, 6, 1000]), isStandardized: true)
    let train = data.selecting([0, 1, 2])
    let scale = try scaling(of: train)
    #expect(scale.means.array == [3, 7, 7] && scale.targetMean == 3)
    #expect(abs(scale.scales.array[0] - 1 / (8.0 / 3).squareRoot()) < 1e-6 && scale.scales.array[1] == 1)
    #expect(scale.scales.array[2] == 0.5)
    let net = Model([.dense(4, .tanh), .dense(1)])
    let alone = try net.train(on: DataParts(train: train), options: TrainingOptions(epochs: 3))
    let beside = try net.train(
      on: DataParts(train: train, valid: data.selecting([3])), options: TrainingOptions(epochs: 3))
    #expect(TrainingTests.weights(alone.model) == TrainingTests.weights(beside.model))
    #expect(try scaling(of: data).means.array != scale.means.array)
  }

  @Test("regression on a scale of thousands is learnt, and reported in the target's units")
  func regression() throws {
    var random = CounterRandom(seed: 2)
    let x = random.normals(600)
    let y = stride(from: 0, to: 600, by: 2).map { i -> Float in
      let curved: Float = 800 * x[i + 1] * x[i + 1]
      return 5000 + 2000 * x[i] - curved
    }
    let data = try Dataset(features: FloatBuffer(x), itemShape: Shape([2]), targets: .values(y), isStandardized: true)
    let run = try Model([.dense(24, .tanh), .dense(1)]).train(
      on: data.split(valid: 0.2, seed: 1),
      options: TrainingOptions(learningRate: 0.01, batch: 16, epochs: 60, optimizer: .adam))
    let valid = try #require(run.valid?.regression)
    #expect(valid.r2 > 0.95 && valid.rmse > 1 && valid.mae < valid.rmse && valid.loss < 0.1)
    guard case .values(let values) = try run.model.predict(data) else { return }
    #expect(abs(values[0] - Double(y[0])) < 1500)
  }
}

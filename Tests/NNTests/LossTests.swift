import Basics
import CKernels
import Testing

@testable import NN

/// Losses and their gradients against plain ones in double precision, at every width of vector unit.
@Suite struct LossTests {
  struct Batch: CustomStringConvertible {
    let rows: Int, classes: Int, size: Float, smoothing: Double, weights: [Double]
    var description: String { "\(rows) x \(classes), size \(size), smoothing \(smoothing), weights \(weights)" }
  }

  static let batches = [
    Batch(rows: 5, classes: 2, size: 1, smoothing: 0, weights: []),
    Batch(rows: 7, classes: 10, size: 3, smoothing: 0, weights: []),
    Batch(rows: 4, classes: 33, size: 60, smoothing: 0, weights: []),
    Batch(rows: 3, classes: 3, size: 1000, smoothing: 0, weights: []),
    Batch(rows: 6, classes: 4, size: 2, smoothing: 0.3, weights: []),
    Batch(rows: 6, classes: 3, size: 2, smoothing: 0, weights: [0.5, 1, 4]),
    Batch(rows: 9, classes: 4, size: 40, smoothing: 0.1, weights: [2, 0.25, 1, 7]),
    Batch(rows: 3, classes: 20, size: 1, smoothing: 0.9, weights: (1...20).map { Double($0) / 4 }),
  ]

  @Test(
    "softmax, loss and gradient agree with plain ones, also for large logits", arguments: Kernels.available, batches)
  func softmax(level: Kernels.Level, batch: Batch) {
    compare(level, batch, .crossEntropy)
  }

  @Test("so do those of one logit", arguments: Kernels.available, [0, 0.2])
  func logistic(level: Kernels.Level, smoothing: Double) {
    for size in [1, 30, 500] as [Float] {
      for weights in [[], [0.5, 3]] {
        compare(
          level, Batch(rows: 11, classes: 2, size: size, smoothing: smoothing, weights: weights), .binaryCrossEntropy)
      }
    }
  }

  private func compare(_ level: Kernels.Level, _ batch: Batch, _ name: LossName) {
    var random = CounterRandom(seed: 6)
    let (rows, classes) = (batch.rows, batch.classes)
    let width = name == .binaryCrossEntropy ? 1 : classes
    let stride = rowStride(width)
    let logits = random.normals(rows * stride).map { $0 * batch.size }
    let labels = (0..<rows).map { Int32($0 % classes) }
    func row(_ r: Int) -> [Double] { logits[(r * stride)..<(r * stride + width)].map(Double.init) }
    let objective = LossTerm(name: name, smoothing: batch.smoothing, classWeights: batch.weights)
    let targets = Targets.classes(labels: labels, names: (0..<classes).map(String.init))
    let weight = labels.reduce(0) { $0 + (batch.weights.isEmpty ? 1 : batch.weights[Int($1)]) }

    for isTraining in [false, true] {
      var out = [Float](repeating: 0, count: rows * stride)
      let loss = apply(level, objective, classes, logits, labels, &out, stride: stride, isTraining: isTraining)
      let expected = Reference.loss(objective, outputs: (0..<rows).flatMap(row), width: width, targets: targets)
      #expect(abs(loss.mean - expected) < 2e-6 * max(1, expected) && abs(loss.weight - weight) < 1e-6 * weight)
      var hits = 0
      for r in 0..<rows {
        let z = name == .binaryCrossEntropy ? [0] + row(r) : row(r)
        hits += z.firstIndex(of: z.max() ?? 0) == Int(labels[r]) ? 1 : 0
        var values = Reference.softmax(z)
        if isTraining {
          let masses = (0..<classes).map { c in
            (batch.weights.isEmpty ? 1 : batch.weights[c])
              * ((c == Int(labels[r]) ? 1 - batch.smoothing : 0) + batch.smoothing / Double(classes))
          }
          let sum = masses.reduce(0, +)
          values = zip(values, masses).map { ($0 * sum - $1) / weight }
        }
        #expect(largestDifference(Array(out[(r * stride)..<(r * stride + width)]), Array(values.suffix(width))) < 1e-6)
      }
      #expect(loss.correct == hits)
    }
  }

  private func apply(
    _ level: Kernels.Level, _ objective: LossTerm, _ classes: Int, _ logits: [Float], _ labels: [Int32],
    _ out: inout [Float], stride: Int, isTraining: Bool
  ) -> BatchLoss {
    let weights = objective.classWeights.map { Float($0) }
    var loss = nn_loss()
    logits.withUnsafeBufferPointer { logits in
      labels.withUnsafeBufferPointer { labels in
        weights.withUnsafeBufferPointer { weights in
          out.withUnsafeMutableBufferPointer { out in
            guard let z = logits.baseAddress, let y = labels.baseAddress, let to = out.baseAddress else { return }
            var batch = nn_cross_entropy(
              rows: labels.count, classes: classes, stride: stride, logits: z, labels: y,
              weights: weights.isEmpty ? nil : weights.baseAddress, smoothing: Float(objective.smoothing),
              gradient: isTraining ? 1 : 0, out: to)
            let kernels = Kernels.at(level)
            loss = objective.name == .binaryCrossEntropy ? kernels.logistic(&batch) : kernels.softmax(&batch)
          }
        }
      }
    }
    return BatchLoss(sum: loss.sum, weight: loss.weight, correct: loss.correct)
  }

  @Test("errors, their losses and slopes", arguments: Kernels.available)
  func errors(level: Kernels.Level) {
    var random = CounterRandom(seed: 7)
    let (rows, columns, stride) = (9, 3, 16)
    let (y, targets) = (random.normals(rows * stride), random.normals(rows * columns))
    let kinds: [(Int, ErrorLoss.Kind)] = [
      (NN_SQUARED, .squared), (NN_ABSOLUTE, .absolute), (NN_HUBER, .huber(delta: 0.5)),
    ]
    for (code, kind) in kinds {
      var out = [Float](repeating: 0, count: rows * stride)
      let loss = Kernels.at(level).errors(Int32(code), 0.5, rows, columns, stride, y, targets, 0.25, &out)
      var expected = 0.0
      for i in 0..<(rows * columns) {
        let place = i / columns * stride + i % columns
        let error = Double(y[place]) - Double(targets[i])
        expected += Reference.loss(kind, error)
        let slope = (Reference.loss(kind, error + 1e-6) - Reference.loss(kind, error - 1e-6)) / 2e-6
        #expect(abs(Double(out[place]) - 0.25 * slope) < 1e-6)
      }
      #expect(abs(loss - expected) < 1e-5)
    }
  }

  @Test("an exact prediction has no slope", arguments: Kernels.available)
  func noError(level: Kernels.Level) {
    for kind in [NN_SQUARED, NN_ABSOLUTE, NN_HUBER] {
      var slope: Float = 9
      let loss = Kernels.at(level).errors(Int32(kind), 1, 1, 1, 16, [2], [2], 1, &slope)
      #expect(loss == 0 && slope == 0)
    }
  }

  @Test("one output for two classes is the softmax of two whose first is zero")
  func binaryPredictions() throws {
    let data = try quadrants(40)
    var one = try TrainingState(Model([.dense(1)]), on: DataParts(train: data))
    var two = try TrainingState(Model([.dense(2)]), on: DataParts(train: data))
    try one.setParameters([[0.5, -2], [0.25]])
    try two.setParameters([[0, 0.5, 0, -2], [0, 0.25]])
    guard case .classes(let a, let p) = try one.network.predict(data),
      case .classes(let b, let q) = try two.network.predict(data)
    else {
      Issue.record("no classes")
      return
    }
    #expect(a == b && Set(a) == [0, 1] && largestDifference(p.array, q.array.map(Double.init)) < 1e-6)
    let (first, second) = try (one.network.evaluate(data), two.network.evaluate(data))
    #expect(abs(first.loss - second.loss) < 1e-6 && first.accuracy == second.accuracy)
    #expect(try one.network.confusion(data)?.total == 40)
  }

  @Test("the loss of evaluation is the one that is trained, in whatever batches")
  func evaluation() throws {
    let data = try quadrants(301)
    var options = TrainingOptions()
    options.smoothing = 0.2
    options.classWeights = [3, 0.5]
    let network = try TrainingState(Model([.dense(2)]), on: DataParts(train: data), options: options).network
    let values = network.parameters.map { $0.values.map(Double.init) }
    let x = (0..<301).flatMap { (data.item($0) ?? []).map(Double.init) }
    let outputs = Reference.product(m: 301, n: 2, k: 2, x, values[0], bias: values[1])
    let expected = Reference.loss(
      LossTerm(name: .crossEntropy, smoothing: 0.2, classWeights: [3, 0.5]), outputs: outputs, width: 2,
      targets: data.targets)
    #expect(try abs(network.evaluate(data).loss - expected) < 1e-6)
  }

  @Test("balanced weights let every class count the same")
  func balanced() throws {
    let data = try Dataset(
      features: FloatBuffer([0, 1, 2, 3, 4, 5]), itemShape: Shape([1]),
      targets: .classes(labels: [0, 0, 0, 2, 2, 0], names: ["a", "b", "c"]))
    #expect(data.balancedClassWeights == [0.75, 1, 1.5])
  }

  struct Misfit: CustomStringConvertible {
    let loss: LossName?, outputs: Int, isRegression: Bool, smoothing: Double, weights: [Double], message: String
    var description: String { message }

    init(
      _ loss: LossName?, _ outputs: Int, isRegression: Bool = false, smoothing: Double = 0, weights: [Double] = [],
      _ message: String
    ) {
      (self.loss, self.outputs, self.isRegression) = (loss, outputs, isRegression)
      (self.smoothing, self.weights, self.message) = (smoothing, weights, message)
    }
  }

  static let misfits = [
    Misfit(.huber, 2, "the loss huber is of numbers, and the data has classes"),
    Misfit(
      .crossEntropy, 1, isRegression: true, "the loss cross_entropy is of classes, and the data has a numeric target"),
    Misfit(
      .binaryCrossEntropy, 2,
      "the model gives 2 numbers (shape 2), and binary cross-entropy takes one: "
        + "the last layer needs 1 unit"),
    Misfit(
      .crossEntropy, 1, "the model gives 1 number (shape 1), and the data has 2 classes: the last layer needs 2 units"),
    Misfit(nil, 2, weights: [1, 2, 3], "the number of class weights is 3, and must be that of the classes, 2"),
    Misfit(nil, 2, weights: [1, 0], "a class weight is 0.0, and must be above 0"),
    Misfit(
      nil, 1, isRegression: true, smoothing: 0.1,
      "the loss mse has neither smoothing nor class weights: they are for classes"),
  ]

  @Test("a loss that does not fit is refused in words", arguments: misfits)
  func misfit(_ misfit: Misfit) throws {
    let data =
      misfit.isRegression
      ? try Dataset(features: FloatBuffer([1, 2]), itemShape: Shape([1]), targets: .values([1, 2])) : try quadrants(10)
    var options = TrainingOptions()
    options.loss = misfit.loss
    options.smoothing = misfit.smoothing
    options.classWeights = misfit.weights
    let error = #expect(throws: TrainingError.self) {
      try Model([.dense(misfit.outputs)]).train(on: DataParts(train: data), options: options)
    }
    #expect(error?.message == misfit.message)
  }
}

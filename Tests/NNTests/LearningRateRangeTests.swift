import Testing

@testable import NN

/// The learning-rate range test.
@Suite struct LearningRateRangeTests {
  static let net = Model([.dense(32, .relu), .dense(10)])

  @Test("the curve starts where training starts, rises evenly, ends in ruin, and repeats")
  func curve() throws {
    let data = try someDigits(500)
    let options = TrainingOptions(batch: 50, seed: 3)
    let range = try Self.net.learningRateRange(on: data, options: options, from: 1e-4, to: 1e8, steps: 60)
    #expect(range.points.count > 20 && range.points.count < 60)
    let factor = range.points[1].learningRate / range.points[0].learningRate
    #expect(range.points[0].learningRate == 1e-4)
    for (a, b) in zip(range.points, range.points.dropFirst()) {
      #expect(abs(b.learningRate / a.learningRate / factor - 1) < 1e-9)
    }
    var mean = (0.0, 0.0)
    for point in range.points {
      mean = (0.9 * mean.0 + 0.1 * point.loss, 0.9 * mean.1 + 0.1)
      #expect(abs(point.smoothedLoss - mean.0 / mean.1) < 1e-9)
    }
    // The first batch's loss is that of one step of ordinary training.
    let first = try TrainingState(Self.net, on: data, options: options)
    let rows = first.epochRun(0).order.prefix(50).map { Int($0) }
    let batch = data.train.selecting(rows)
    #expect(try abs(first.network.metrics(of: batch).loss - range.points[0].loss) < 1e-6)
    let again = try Self.net.learningRateRange(on: data, options: options, from: 1e-4, to: 1e8, steps: 60)
    #expect(again.points == range.points)
    let all = try Self.net.learningRateRange(on: data, options: options, from: 1e-4, to: 1e-2, steps: 35)
    #expect(all.points.count == 35 && abs((all.points.last?.learningRate ?? 0) - 1e-2) < 1e-12)
  }

  @Test("the suggestion learns more than rates far below and above it", arguments: [OptimizerName.sgd, .adam])
  func suggestion(optimizer: OptimizerName) throws {
    let data = try someDigits(2000)
    let options = TrainingOptions(batch: 32, epochs: 3, optimizer: optimizer, seed: 3)
    let rate = try #require(Self.net.learningRateRange(on: data, options: options, steps: 100).suggestion)
    func accuracy(_ factor: Double) throws -> Double {
      var options = options
      options.learningRate = rate * factor
      do { return try #require(Self.net.train(on: data, options: options).valid?.accuracy) } catch TrainingError
        .diverged
      { return 0 }
    }
    let suggested = try accuracy(1)
    #expect(try suggested > accuracy(0.02) && suggested > accuracy(100) && suggested > 0.9)
  }

  @Test("the steepest descent of a known curve")
  func steepest() {
    let losses = [5, 4.9, 4.5, 3, 2.5, 2.4, 3, 9]
    let points = losses.enumerated().map {
      LearningRateRange.Point(learningRate: Double($0.offset), loss: 0, smoothedLoss: $0.element)
    }
    #expect(LearningRateRange(points: points).suggestion == 3)
    #expect(LearningRateRange(points: Array(points.prefix(2))).suggestion == nil)
    #expect(LearningRateRange(points: Array(points.suffix(3))).suggestion == nil)
  }

  @Test("rates and steps that make no curve are named, and an interruption ends it")
  func bad() throws {
    let data = DataParts(train: try quadrants(20))
    let net = Model([.dense(2)])
    #expect(throws: TrainingError.self) { try net.learningRateRange(on: data, from: 0) }
    #expect(throws: TrainingError.self) { try net.learningRateRange(on: data, from: 1, to: 1) }
    #expect(throws: TrainingError.self) { try net.learningRateRange(on: data, to: .infinity) }
    #expect(throws: TrainingError.self) { try net.learningRateRange(on: data, steps: 2) }
    #expect(throws: TrainingError.interrupted(epoch: 0)) {
      try net.learningRateRange(on: data, isInterrupted: { true })
    }
  }
}

/// The first of the drawn digits, with half as many to validate on.
func someDigits(_ count: Int) throws -> DataParts {
  let all = try DataParts.digits()
  return DataParts(
    train: all.train.selecting(Array(0..<count)), valid: all.valid?.selecting(Array(0..<(count / 2))))
}

import Testing

@testable import NN

/// Schedules against PyTorch's schedulers (Tests/Support/schedules.py), and what training makes of them.
@Suite struct ScheduleTests {
  struct Rates: Decodable, CustomStringConvertible {
    let name: String, shape: String, epochs: Int, stepsPerEpoch: Int, warmUp: [Double]?, losses: [Double]?
    let every: Int?, factor: Double?, minimum: Double?, peak: Double?, start: Double?, end: Double?, patience: Int?
    let rates: [Double]
    var description: String { name }

    func schedule() throws -> Schedule {
      let plain: Schedule =
        switch shape {
        case "constant": .constant
        case "step": .step(every: try #require(every), factor: try #require(factor))
        case "cosine": .cosine(minimum: try #require(minimum))
        case "one_cycle": .oneCycle(peak: try #require(peak), start: try #require(start), end: try #require(end))
        default: .plateau(patience: try #require(patience), factor: try #require(factor))
        }
      return warmUp.map { plain.warmedUp(.steps(Int($0[0])), from: $0[1]) } ?? plain
    }
  }

  struct File: Decodable { let cases: [Rates] }

  @Test("factors are PyTorch's rates", arguments: try Paths.reference("schedules.json", as: File.self).cases)
  func factors(_ expected: Rates) throws {
    let schedule = try expected.schedule()
    try schedule.check()
    for (step, rate) in expected.rates.enumerated() {
      let losses = Array((expected.losses ?? []).prefix(step / expected.stepsPerEpoch))
      let progress = Schedule.Progress(
        step: step, stepsPerEpoch: expected.stepsPerEpoch, epochs: expected.epochs, validLosses: losses)
      #expect(abs(schedule.factor(at: progress) - rate) < 1e-12, "step \(step)")
    }
  }

  @Test("after the last step the factor stays, and a warm-up of epochs is one of their steps")
  func beyond() {
    func factor(_ schedule: Schedule, _ step: Int, epochs: Int = 4) -> Double {
      schedule.factor(at: Schedule.Progress(step: step, stepsPerEpoch: 10, epochs: epochs))
    }
    #expect(factor(.cosine(minimum: 0.2), 400) == 0.2 && factor(.oneCycle(), 400) == factor(.oneCycle(), 39))
    for step in 0..<60 {
      #expect(
        factor(.cosine().warmedUp(.epochs(2)), step) == factor(.cosine().warmedUp(.steps(20)), step), "\(step)")
    }
    #expect(factor(.cosine().warmedUp(.steps(.max)), 5).isFinite)
    #expect(factor(.step(every: 1).warmedUp(.epochs(.max)), 5).isFinite)
    for step in 0..<3 { #expect(factor(.oneCycle(), step, epochs: 0).isFinite) }
  }

  @Test("training multiplies its rate by the factor, the same whether taken at once or by epochs")
  func training() throws {
    let data = try quadrants(50).split(valid: 0.2, seed: 1)
    let net = Model([.dense(4, .tanh), .dense(2)])
    var options = TrainingOptions(learningRate: 0.2, batch: 8, epochs: 6, optimizer: .momentum, seed: 2)
    options.schedule = .cosine().warmedUp(.steps(7))
    let run = try net.train(on: data, options: options)
    #expect(
      run.history.map(\.learningRate)
        == (1...6).map {
          0.2 * options.schedule.factor(at: .init(step: $0 * 5 - 1, stepsPerEpoch: 5, epochs: 6))
        })
    var state = try TrainingState(net, on: data, options: options)
    for _ in 0..<6 { try state.advance() }
    #expect(state.network.parameters.map(\.values) == run.model.parameters.map(\.values))
    options.schedule = .constant
    let constant = try net.train(on: data, options: options)
    #expect(constant.model.parameters.map(\.values) != run.model.parameters.map(\.values))
    #expect(constant.history.allSatisfy { $0.learningRate == 0.2 })
  }

  @Test("a plateau lowers the rate where the validation loss stops falling")
  func plateau() throws {
    let data = try quadrants(60).split(valid: 0.3, seed: 1)
    var options = TrainingOptions(learningRate: 1, batch: 8, epochs: 40)
    options.schedule = .plateau(patience: 1, factor: 0.5)
    let run = try Model([.dense(2)]).train(on: data, options: options)
    let rates = run.history.map(\.learningRate)
    #expect(rates[0] == 1 && rates[39] < 0.1 && rates == rates.sorted(by: >))
    let losses = run.history.compactMap(\.validLoss)
    for epoch in 1..<40 where rates[epoch] < rates[epoch - 1] {
      #expect(losses[epoch - 1] > (losses[..<(epoch - 1)].min() ?? 0) * (1 - 1e-4))
    }
  }

  @Test("a schedule that lacks what it is made from is refused in words")
  func missing() throws {
    let data = try quadrants(20)
    var options = TrainingOptions()
    options.schedule = .cosine()
    let open = #expect(throws: TrainingError.self) {
      try TrainingState(Model([.dense(2)]), on: DataParts(train: data), options: options)
    }
    #expect(open?.description == "the schedule cosine(0.0) needs the number of all epochs (give `epochs`)")
    _ = try Model([.dense(2)]).train(on: DataParts(train: data), options: options)
    options.schedule = .plateau()
    let blind = #expect(throws: TrainingError.self) {
      try Model([.dense(2)]).train(on: DataParts(train: data), options: options)
    }
    #expect(
      blind?.message
        == "the schedule plateau(10, 0.1) looks at the validation loss, and the data has no validation part")
  }

  @Test(
    "a constant outside its range is named",
    arguments: [
      Schedule.step(every: 0), .step(every: 1, factor: 0), .step(every: 1, factor: .nan), .cosine(minimum: -0.1),
      .cosine(minimum: 1.1), .oneCycle(peak: 0), .oneCycle(peak: 1.5), .oneCycle(start: 0), .oneCycle(end: -1),
      .plateau(patience: -1), .plateau(factor: 2), .constant.warmedUp(.steps(-1)), .constant.warmedUp(.epochs(-3)),
      .constant.warmedUp(.steps(3), from: -1),
    ])
  func bad(_ schedule: Schedule) {
    #expect(throws: TrainingError.self) { try schedule.check() }
  }
}

import Basics
import Testing

@testable import NN

/// Checkpoints and saved networks: the same bits afterwards, and words instead of traps for bytes that are wrong.
@Suite struct SavingTests {
  static let net = Model([.dense(9, .tanh), .dropout(0.3), .dense(2)])

  static func data() throws -> DataParts { try quadrants(70).split(valid: 0.2, test: 0.1, seed: 1) }

  struct Setting: Sendable, CustomStringConvertible {
    let description: String
    let change: @Sendable (inout TrainingOptions) -> Void
  }

  static let settings =
    OptimizerName.allCases.map { name in Setting(description: name.rawValue) { $0.optimizer = name } } + [
      Setting(description: "Nesterov") { ($0.optimizer, $0.isNesterov) = (.momentum, true) },
      Setting(description: "RMSprop with momentum") { ($0.optimizer, $0.momentum) = (.rmsprop, 0.9) },
      Setting(description: "cosine after a warm-up") { $0.schedule = .cosine(minimum: 0.01).warmedUp(.steps(9)) },
      Setting(description: "one cycle") { $0.schedule = .oneCycle() },
      Setting(description: "steps") { $0.schedule = .step(every: 2, factor: 0.3).warmedUp(.epochs(1), from: 0.5) },
      Setting(description: "two threads") { $0.threads = 2 },
      Setting(description: "plateau") { $0.schedule = .plateau(patience: 0, factor: 0.5) },
      Setting(description: "all others") {
        ($0.l1, $0.decay, $0.clipNorm, $0.clipValue) = (0.001, 0.01, 1, 0.1)
        ($0.loss, $0.smoothing, $0.classWeights) = (.crossEntropy, 0.1, [1, 2])
        ($0.beta1, $0.beta2, $0.rho, $0.epsilon, $0.delta) = (0.8, 0.99, 0.9, 1e-6, 2)
        ($0.earlyStopping, $0.isShuffled) = (EarlyStopping(patience: 3, minimumDelta: 0.1, restoresBest: false), false)
      },
    ]

  @Test("a run that was put away and taken up again has the bits of one that was not", arguments: settings)
  func continuation(_ setting: Setting) throws {
    var options = TrainingOptions(learningRate: 0.02, batch: 9, epochs: 5, seed: 77)
    setting.change(&options)
    let data = try Self.data()
    var whole = try TrainingState(Self.net, on: data, options: options)
    try whole.advance(epochs: 5)

    var state = try TrainingState(Self.net, on: data, options: options)
    for done in 0..<5 {
      let restored = try TrainingState(checkpoint: state.checkpoint(), model: Self.net, data: data)
      #expect(restored.options == options && restored.epoch == done && restored.seconds == state.seconds)
      #expect(restored.network.parameters.map(\.values) == state.network.parameters.map(\.values))
      #expect(try restored.valid?.loss == state.valid?.loss && restored.checkpoint() == state.checkpoint())
      state = restored
      try state.advance()
    }
    #expect(state.network.parameters.map(\.values) == whole.network.parameters.map(\.values))
    #expect(state.learnt.optimizerMemory.array == whole.learnt.optimizerMemory.array)
    for (a, b) in zip(state.history, whole.history) {
      #expect(a.epoch == b.epoch && a.trainLoss == b.trainLoss && a.trainAccuracy == b.trainAccuracy)
      #expect(a.validLoss == b.validLoss && a.validAccuracy == b.validAccuracy && a.learningRate == b.learningRate)
    }
    #expect(state.history.count == 5)
  }

  static func trained() throws -> TrainingState {
    var options = TrainingOptions(batch: 16, epochs: 9, optimizer: .adam)
    options.schedule = .cosine().warmedUp(.epochs(1))
    options.classWeights = [1, 2]
    var state = try TrainingState(net, on: data(), options: options)
    try state.advance(epochs: 2)
    return state
  }

  @Test("bytes that are cut off anywhere, or changed anywhere, are refused")
  func damage() throws {
    let state = try Self.trained()
    let data = try Self.data()
    let network = try state.network.saved()
    let checkpoint = try state.checkpoint()
    func expectRefused(_ bytes: [UInt8], _ isNetwork: Bool, _ what: String) {
      do {
        if isNetwork {
          _ = try Network(saved: bytes, model: Self.net)
        } else {
          _ = try TrainingState(checkpoint: bytes, model: Self.net, data: data)
        }
        Issue.record("taken although \(what)")
      } catch TrainingError.restore {
      } catch { Issue.record("\(what): another error, \(error)") }
    }
    var random = CounterRandom(seed: 6)
    for (bytes, isNetwork) in [(checkpoint, false), (network, true)] {
      for count in 0..<bytes.count { expectRefused(Array(bytes[..<count]), isNetwork, "cut off after \(count) bytes") }
      for place in bytes.indices {
        var changed = bytes
        changed[place] ^= UInt8(1 + random.next() % 255)
        expectRefused(changed, isNetwork, "byte \(place) is another")
      }
      expectRefused(bytes + [0], isNetwork, "a byte too many")
      expectRefused(isNetwork ? checkpoint : network, isNetwork, "of another kind")
    }
  }

  @Test("content that is wrong under a right check sum is refused or harmless")
  func forgery() throws {
    let state = try Self.trained()
    let data = try Self.data()
    let content = try Array(state.checkpoint().dropFirst(24).dropLast(8))
    let network = try Array(state.network.saved().dropFirst(24).dropLast(8))
    var random = CounterRandom(seed: 7)
    var refused = 0
    for round in 0..<1200 {
      var bytes = round % 3 == 2 ? network : content
      // Early bytes hold the options and the names, where a change matters most.
      let reach = round % 2 == 0 ? 700 : bytes.count
      for _ in 0..<(1 + random.next() % 4) {
        let bound = UInt64(min(reach, bytes.count))
        bytes[Int(random.next() % bound)] =
          [0, 1, 0x7F, 0x80, 0xFF, UInt8(random.next() % 256)][Int(random.next() % 6)]
      }
      if round % 5 == 0 { bytes.removeLast(Int(random.next() % UInt64(bytes.count))) }
      do {
        if round % 3 == 2 {
          _ = try Network(saved: Envelope.network.sealed(bytes), model: Self.net).predict(data.train)
        } else {
          var state = try TrainingState(
            checkpoint: Envelope.training.sealed(bytes), model: Self.net, data: data)
          try state.advance()
        }
      } catch is TrainingError { refused += 1 }
    }
    #expect(refused > 300 && refused < 1200)
  }

  @Test("foreign bytes, another format, another model and other data are named")
  func words() throws {
    let state = try Self.trained()
    let data = try Self.data()
    let bytes = try state.checkpoint()
    func message(_ bytes: [UInt8], _ model: Model = Self.net, _ parts: DataParts? = nil) -> String? {
      #expect(throws: TrainingError.self) {
        try TrainingState(checkpoint: bytes, model: model, data: parts ?? data)
      }?.message
    }
    #expect(message([]) == "these 0 bytes are not a checkpoint of a training")
    #expect(
      message([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) == "these bytes are not a checkpoint of a training")
    #expect(message(Array(bytes.prefix(20))) == "the checkpoint of a training is cut off after 20 bytes")
    var newer = bytes
    newer[8] = 9
    #expect(message(newer) == "the checkpoint of a training has format 9, and this program reads format 4")
    newer = bytes
    newer[bytes.count - 20] ^= 1
    #expect(message(newer) == "the checkpoint of a training is damaged: its check sum does not fit")
    #expect(
      message(bytes, Model([.dense(8, .tanh), .dense(2)]))
        == "it was saved with another model: 1.weight 2 x 9, not 1.weight 2 x 8")
    #expect(
      message(bytes, Model([.dense(9, .tanh), .dense(9), .dense(2)]))
        == "it was saved with another model: 3.weight 9 x 2, not 2.weight 9 x 9")
    #expect(
      message(bytes, Model([.dense(9, .relu), .dropout(0.3), .dense(2)]))
        == "it was saved with another model: dense(9, tanh), not dense(9, relu)")
    var others = data
    others.train = data.train.selecting(Array((0..<data.train.count).reversed()))
    #expect(message(bytes, Self.net, others) == "it was saved with other data: the items or their targets differ")
    others = data
    others.valid = nil
    #expect(message(bytes, Self.net, others) == "it was saved with other data: the items or their targets differ")
  }

  @Test("a loaded network predicts what the saved one did", arguments: [0, 1, 2])
  func network(kind: Int) throws {
    var random = CounterRandom(seed: 5)
    let x = try FloatBuffer(random.normals(200).map { $0 * 5 + 3 })
    let targets: Targets =
      kind == 0
      ? .values(random.normals(50).map { $0 * 100 })
      : .classes(labels: (0..<50).map { Int32($0 % (kind + 1)) }, names: Array(["a", "b", "c"].dropLast(2 - kind)))
    let data = try Dataset(features: x, itemShape: Shape([4]), targets: targets, isStandardized: kind < 2)
    let model = Model([.dense(6, .gelu), .dense(kind == 2 ? 3 : 1)])
    var options = TrainingOptions(batch: 8, epochs: 2)
    if kind == 0 { (options.loss, options.delta) = (.huber, 0.5) } else { options.smoothing = 0.1 }
    let network = try model.train(on: DataParts(train: data), options: options).model
    let loaded = try Network(saved: network.saved(), model: model)
    #expect(try loaded.saved() == network.saved() && loaded.classNames == network.classNames)
    #expect(try loaded.evaluate(data).loss == network.evaluate(data).loss)
    switch try (loaded.predict(data), network.predict(data)) {
    case (.values(let a), .values(let b)): #expect(a == b)
    case (.classes(let a, let p), .classes(let b, let q)): #expect(a == b && p.array == q.array)
    default: Issue.record("different kinds")
    }
    let error = #expect(throws: TrainingError.self) {
      try Network(saved: network.saved(), model: Model([.dense(7, .gelu), .dense(kind == 2 ? 3 : 1)]))
    }
    #expect(error?.message == "it was saved with another model: 1.weight 4 x 6, not 1.weight 4 x 7")
    let other = #expect(throws: TrainingError.self) {
      try Network(saved: network.saved(), model: Model([.dense(6, .tanh), .dense(kind == 2 ? 3 : 1)]))
    }
    #expect(other?.message == "it was saved with another model: dense(6, gelu), not dense(6, tanh)")
    let training = #expect(throws: TrainingError.self) {
      try TrainingState(checkpoint: network.saved(), model: model, data: DataParts(train: data))
    }
    #expect(training?.message == "these bytes are a saved network, not a checkpoint of a training")
  }
}

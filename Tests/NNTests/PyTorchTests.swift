import Testing

@testable import NN

/// Optimisers, losses and penalties: about twenty steps against PyTorch's losses and weights
/// (Tests/Support/pytorch_steps.py).
@Suite struct PyTorchTests {
  struct Steps: PyTorchSteps {
    let name: String, units: [Int], activation: String, optimizer: String
    let learningRate: Double, batch: Int, isRegression: Bool
    let momentum: Double?, decay: Double?, nesterov: Bool?, beta1: Double?, beta2: Double?, epsilon: Double?
    let rho: Double?, l1: Double?, clipNorm: Double?, clipValue: Double?
    let loss: String?, smoothing: Double?, classWeights: [Double]?, delta: Double?
    let features: [Float], targets: [Float], initial: [[Float]]
    let losses: [Double], final: [[Double]]

    private var isBinary: Bool { loss == "binary_cross_entropy" }

    func model() throws -> Model {
      let activation = try #require(Activation(rawValue: activation))
      return Model(units.map { .dense($0, activation) } + [.dense(isRegression || isBinary ? 1 : 3)])
    }

    func data() throws -> Dataset {
      try Dataset(
        features: FloatBuffer(features), itemShape: Shape([features.count / targets.count]),
        targets: isRegression
          ? .values(targets)
          : .classes(labels: targets.map { Int32($0) }, names: isBinary ? ["a", "b"] : ["a", "b", "c"]))
    }

    func options() throws -> TrainingOptions {
      var options = TrainingOptions(
        learningRate: learningRate, batch: batch, optimizer: try #require(OptimizerName(rawValue: optimizer)),
        momentum: momentum, decay: decay, isShuffled: false)
      options.isNesterov = nesterov ?? options.isNesterov
      options.beta1 = beta1 ?? options.beta1
      options.beta2 = beta2 ?? options.beta2
      options.epsilon = epsilon
      options.rho = rho ?? options.rho
      options.l1 = l1 ?? options.l1
      options.clipNorm = clipNorm
      options.clipValue = clipValue
      options.loss = try loss.map { try #require(LossName(rawValue: $0)) }
      options.smoothing = smoothing ?? options.smoothing
      options.classWeights = classWeights ?? []
      options.delta = delta ?? options.delta
      return options
    }
  }

  struct File: Decodable { let cases: [Steps] }

  @Test(
    "losses and weights follow PyTorch's", arguments: try Paths.reference("pytorch_steps.json", as: File.self).cases)
  func steps(_ expected: Steps) throws {
    let state = try expected.follow(within: 2e-5) { _ in expected.initial }
    expectParameters(of: state.network, expected.final)
  }

  @Test("every optimiser and loss is among them, and every option of either")
  func coverage() throws {
    let cases = try Paths.reference("pytorch_steps.json", as: File.self).cases
    #expect(Set(cases.map(\.optimizer)) == Set(OptimizerName.allCases.map(\.rawValue)))
    let losses = cases.map { $0.loss ?? ($0.isRegression ? "mse" : "cross_entropy") }
    #expect(Set(losses) == Set(LossName.allCases.map(\.rawValue)))
    let plain = TrainingOptions()
    for changed in [
      \TrainingOptions.isNesterov, \.beta1, \.rho, \.epsilon, \.decay, \.l1, \.clipNorm, \.clipValue, \.smoothing,
      \.classWeights, \.delta, \.momentum,
    ] as [PartialKeyPath<TrainingOptions>] {
      let (usual, options) = ("\(plain[keyPath: changed])", try cases.map { try $0.options() })
      #expect(options.contains { "\($0[keyPath: changed])" != usual }, "\(changed)")
    }
  }
}

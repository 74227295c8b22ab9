/// How a model is trained.
public struct TrainingOptions: Hashable, Sendable {
  /// The learning rate.
  public var learningRate: Double
  /// Items in a batch; a batch larger than the data is the data.
  public var batch: Int
  /// How often training goes through the training part.
  public var epochs: Int
  /// The rule that changes the weights.
  public var optimizer: OptimizerName
  /// How much of its velocity gradient descent keeps; none means 0 for `sgd` and 0.9 for `momentum`.
  public var momentum: Double?
  /// L2: this times the weights is added to their gradient.
  public var decay: Double
  /// What decides the first weights, the order of the items and what dropout drops.
  public var seed: UInt64
  /// Whether each epoch takes the items in an order of its own.
  public var isShuffled: Bool

  /// Makes options, each with the usual value where none is given.
  ///
  /// - Parameters:
  ///   - learningRate: The learning rate.
  ///   - batch: Items in a batch.
  ///   - epochs: How often training goes through the training part.
  ///   - optimizer: The rule that changes the weights.
  ///   - momentum: How much of its velocity gradient descent keeps.
  ///   - decay: The factor of L2.
  ///   - seed: What decides everything random.
  ///   - isShuffled: Whether each epoch takes the items in an order of its own.
  public init(
    learningRate: Double = 0.1, batch: Int = 32, epochs: Int = 1, optimizer: OptimizerName = .sgd,
    momentum: Double? = nil, decay: Double = 0, seed: UInt64 = 0, isShuffled: Bool = true
  ) {
    self.learningRate = learningRate
    self.batch = batch
    self.epochs = epochs
    self.optimizer = optimizer
    self.momentum = momentum
    self.decay = decay
    self.seed = seed
    self.isShuffled = isShuffled
  }

  func check() throws {
    func need(_ isRight: Bool, _ name: String, _ value: some CustomStringConvertible, _ mustBe: String) throws {
      if !isRight { throw TrainingError.option(name: name, value: value.description, mustBe: mustBe) }
    }
    try need(
      learningRate > 0 && learningRate.isFinite, "the learning rate", learningRate, "a finite number above 0")
    try need(batch >= 1, "the batch size", batch, "at least 1")
    try need(epochs >= 0, "the number of epochs", epochs, "at least 0")
    try need(decay >= 0 && decay.isFinite, "decay", decay, "a finite number of at least 0")
    try need((0..<1).contains(momentum ?? 0), "momentum", momentum ?? 0, "from 0 up to, but not, 1")
  }
}

/// How a model is trained.
///
/// Constants that the chosen rule does not have, such as Adam's beta1 under gradient descent, are not looked at: so a search
/// over rules can give the constants of all.
public struct TrainingOptions: Hashable, Sendable {
  /// The learning rate; a schedule multiplies it.
  public var learningRate: Double
  /// Items in a batch; a batch larger than the data is the data.
  public var batch: Int
  /// How often training goes through the training part: 1 in `Model.train` where it is not given, open in a `TrainingState`.
  public var epochs: Int?
  /// What decides the first weights, the order of the items and what dropout drops.
  public var seed: UInt64
  /// Whether each epoch takes the items in an order of its own.
  public var isShuffled: Bool

  /// How many threads share each batch; the bits of a result depend on it.
  public var threads = 1

  /// The rule that changes the weights.
  public var optimizer: OptimizerName
  /// How much of its velocity gradient descent keeps; none means 0, and 0.9 for `momentum`.
  public var momentum: Double?
  /// Whether gradient descent takes the gradient from where the velocity leads (Nesterov 1983).
  public var isNesterov = false
  /// How much of the mean of gradients Adam keeps in a step.
  public var beta1 = 0.9
  /// How much of the mean of squared gradients Adam keeps in a step.
  public var beta2 = 0.999
  /// How much of the mean of squared gradients RMSprop keeps in a step.
  public var rho = 0.99
  /// What is added to the root that a step is divided by; none means 1e-8, and 1e-10 for Adagrad.
  public var epsilon: Double?

  /// L2: this times the weights is added to their gradient, where AdamW shrinks the weights; none means 0, and 0.01 for AdamW.
  public var decay: Double?
  /// L1: this times the weights' signs is added to their gradient.
  public var l1 = 0.0
  /// The largest norm that the gradient of all weights may have, before decay and L1 are added; longer ones are scaled down.
  public var clipNorm: Double?
  /// The largest size that a number of the gradient may have, before decay and L1 are added; larger ones are cut.
  public var clipValue: Double?

  /// The loss; none means what the kind of target calls for.
  public var loss: LossName?
  /// The share of a target that is spread evenly over all classes (label smoothing).
  public var smoothing = 0.0
  /// The weight of each class's items in the loss, in the order of the classes; empty where all weigh the same.
  public var classWeights: [Double] = []
  /// Where Huber's loss turns from squares to absolute values.
  public var delta = 1.0

  /// How the learning rate changes as training goes on.
  public var schedule = Schedule.constant
  /// When `Model.train` ends before its epochs are over; none means never.
  public var earlyStopping: EarlyStopping?

  /// Makes options, each with the usual value where none is given.
  ///
  /// - Parameters:
  ///   - learningRate: The learning rate.
  ///   - batch: Items in a batch.
  ///   - epochs: How often to go through the training part.
  ///   - optimizer: The rule that changes the weights.
  ///   - momentum: How much of its velocity gradient descent keeps.
  ///   - decay: The factor of L2, or of AdamW's decay.
  ///   - seed: What decides everything random.
  ///   - isShuffled: Whether each epoch takes the items in an order of its own.
  public init(
    learningRate: Double = 0.1, batch: Int = 32, epochs: Int? = nil, optimizer: OptimizerName = .sgd,
    momentum: Double? = nil, decay: Double? = nil, seed: UInt64 = 0, isShuffled: Bool = true
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
}

extension TrainingOptions {
  /// The rule that changes the weights, with its constants.
  var rule: any Optimizer {
    switch optimizer {
    case .sgd: GradientDescent(momentum: momentum ?? 0, isNesterov: isNesterov)
    case .momentum: GradientDescent(momentum: momentum ?? 0.9, isNesterov: isNesterov)
    case .adam: Adam(beta1: beta1, beta2: beta2, epsilon: epsilon ?? 1e-8, decoupledDecay: 0)
    case .adamw: Adam(beta1: beta1, beta2: beta2, epsilon: epsilon ?? 1e-8, decoupledDecay: decay ?? 0.01)
    case .rmsprop: RMSprop(rho: rho, epsilon: epsilon ?? 1e-8, momentum: momentum ?? 0)
    case .adagrad: Adagrad(epsilon: epsilon ?? 1e-10)
    }
  }

  /// What is done to the gradient before the rule sees it.
  var correction: GradientCorrection {
    GradientCorrection(
      clipNorm: clipNorm, clipValue: clipValue, decay: optimizer == .adamw ? 0 : decay ?? 0, l1: l1)
  }

  /// The loss for these targets and a model of so many outputs.
  func objective(for targets: Targets, outputs: Int) -> LossTerm {
    LossTerm(
      name: loss ?? .usual(for: targets, outputs: outputs), smoothing: smoothing, classWeights: classWeights,
      delta: delta)
  }
}

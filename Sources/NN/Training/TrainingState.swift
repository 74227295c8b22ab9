/// A training run that can be taken step by step: a value, so a copy goes on by itself.
///
///     var state = try TrainingState(net, on: data, options: options)
///     try state.advance(epochs: 1)
///     print(try state.valid?.loss)
///
/// `advance` twice by one epoch and once by two give the same bits.
public struct TrainingState: Sendable {
  /// The model that is trained.
  public let model: Model
  /// The data that it is trained and measured on.
  public let data: DataParts
  /// How it is trained; `epochs` is looked at by schedules alone.
  public let options: TrainingOptions
  /// A record for each epoch so far.
  public internal(set) var history: [EpochRecord] = []
  /// Seconds of training so far.
  public internal(set) var seconds = 0.0

  let plan: Plan
  /// The plan of the part of a batch that one thread takes.
  private let partPlan: Plan
  private let evaluationPlan: Plan
  /// Threads that share a batch.
  private let threads: Int
  private let optimizer: any Optimizer
  private let objective: LossTerm
  private let standardization: Standardization?
  var learnt: Epoch.Learnt
  /// What `valid` was found to be after the last epoch.
  var measured: Metrics?
  /// The memory of passes, which copies of this state share.
  private let lanePool = LanePool()

  /// Binds a model to data and draws its first weights.
  ///
  /// - Parameters:
  ///   - model: The model; every state starts from weights of its own.
  ///   - data: The data; its training part decides the shapes.
  ///   - options: How to train.
  /// - Throws: `TrainingError` where a layer, the output, an option or a part does not fit; `DataError.oneClass` where
  ///   the training part has items of one class only; `MemoryError` where the system refuses memory.
  public init(_ model: Model, on data: DataParts, options: TrainingOptions = TrainingOptions()) throws {
    try options.check()
    let data = try data.fitted()
    if data.train.classNames.count == 1 { throw DataError.oneClass(name: data.train.classNames[0]) }
    let shape = data.train.itemShape
    let batch = min(options.batch, max(data.train.count, 1))
    plan = try Plan(model, input: shape, batch: batch, isTraining: true)
    // Statistics of a batch are of the whole batch: such a network is not divided.
    threads = plan.hasStatistics ? 1 : min(options.threads, batch)
    partPlan =
      threads == 1 ? plan : try Plan(model, input: shape, batch: (batch + threads - 1) / threads, isTraining: true)
    evaluationPlan = try Plan(model, input: shape, batch: Network.batch, isTraining: false)
    objective = options.objective(for: data.train.targets, outputs: plan.output.width)
    try objective.check(plan.output.shape, against: data.train.targets)
    try options.schedule.check(epochs: options.epochs, hasValidation: data.valid != nil)
    self.model = model
    self.data = data
    self.options = options
    optimizer = options.rule
    let standardization = try Standardization(fitting: data.train)
    self.standardization = plan.categories == nil ? standardization : try standardization?.ofTarget()
    // Weights twice (the epoch's and those before it), what the optimiser remembers also twice, and gradients.
    guard
      !MachineMemory.isExceeded(
        byFloats: plan.weightCount, plan.weightCount, plan.weightCount.saturating(times: threads),
        plan.parameterCount.saturating(times: 2 * optimizer.slots), partPlan.memoryCount.saturating(times: threads),
        evaluationPlan.memoryCount.saturating(times: threads))
    else { throw TrainingError.tooLarge(parameters: plan.parameterCount) }
    learnt = Epoch.Learnt(
      weights: try plan.initialWeights(seed: options.seed),
      optimizerMemory: try FloatBuffer(zeros: plan.parameterCount * optimizer.slots))
    let network = network
    for (part, name) in [(data.train, "training"), (data.valid, "validation"), (data.test, "test")] {
      if let part { try network.check(part, named: name) }
    }
    let labels = data.train.labels
    if let first = labels.first, labels.allSatisfy({ $0 == first }) {
      throw DataError.oneClass(name: data.train.classNames[first])
    }
  }

  /// How many epochs were trained so far.
  public var epoch: Int { history.count }

  /// The metrics on the validation part with the present weights, if there is such a part.
  ///
  /// Throws `MemoryError` where the system refuses the memory that measuring takes.
  public var valid: Metrics? {
    get throws { try measured ?? data.valid.map(metrics) }
  }

  /// The network with the present weights.
  public var network: Network {
    Network(
      model: model, plan: evaluationPlan, weights: learnt.weights, standardization: standardization,
      objective: objective, schema: data.train.schema)
  }

  private func metrics(of data: Dataset) throws -> Metrics {
    try network.metrics(of: data, threads: options.threads)
  }

  /// Trains on.
  ///
  /// - Parameters:
  ///   - epochs: How often to go through the training part.
  ///   - isInterrupted: Asked before every batch; when it says yes, the epoch is abandoned.
  /// - Throws: `TrainingError.diverged` where the loss or the weights are no longer finite, `TrainingError.interrupted`
  ///   where the caller said so, `MemoryError` where the system refuses memory. The state is then as it was after the
  ///   last whole epoch.
  public mutating func advance(epochs: Int = 1, isInterrupted: () -> Bool = { false }) throws {
    guard epochs > 0 else { return }
    let lanes = try lanePool.take() ?? makeLanes()
    defer { lanePool.put(lanes) }
    for _ in 0..<epochs { try advanceOneEpoch(lanes, isInterrupted) }
  }

  private mutating func advanceOneEpoch(_ lanes: Lanes, _ isInterrupted: () -> Bool) throws {
    let start = ContinuousClock.now
    var next = self  // the weights are copied when written, so a failing epoch leaves this state as it was
    let total = try withDenormalsFlushed {
      try epochRun(epoch).run(&next.learnt, with: lanes, rate: rate, isInterrupted: isInterrupted)
    }
    next.measured = try data.valid.map(next.metrics)
    if let loss = next.measured?.loss, !loss.isFinite {
      throw TrainingError.diverged(epoch: epoch + 1, step: next.learnt.steps - learnt.steps)
    }
    let lastRate = rate(next.learnt.steps)
    next.seconds += (ContinuousClock.now - start) / .seconds(1)
    next.history.append(
      EpochRecord(
        epoch: epoch + 1, trainLoss: total.mean,
        trainAccuracy: data.train.isClassification ? Double(total.correct) / Double(data.train.count) : nil,
        validLoss: next.measured?.loss, validAccuracy: next.measured?.accuracy, learningRate: lastRate,
        seconds: next.seconds))
    self = next
  }

  /// Steps in an epoch; the last may be shorter.
  var stepsPerEpoch: Int { (data.train.count + plan.batch - 1) / plan.batch }

  /// The memory of training passes.
  func makeLanes() throws -> Lanes {
    func workspace() throws -> Workspace {
      try Workspace(partPlan, loss: objective.rule(), standardization: standardization, isTraining: true)
    }
    return try Lanes(workspace(), (1..<threads).map { _ in try workspace() })
  }

  /// The epoch after so many.
  func epochRun(_ done: Int) -> Epoch {
    Epoch(data: data.train, plan: plan, optimizer: optimizer, options: options, done: done)
  }

  /// The learning rate of each step of the next epoch.
  private var rate: (Int) -> Double {
    let (options, losses) = (options, history.compactMap(\.validLoss))
    let stepsPerEpoch = stepsPerEpoch
    return { step in
      options.learningRate
        * options.schedule.factor(
          at: Schedule.Progress(
            step: step - 1, stepsPerEpoch: stepsPerEpoch, epochs: options.epochs, validLosses: losses))
    }
  }
}

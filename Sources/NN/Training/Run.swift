/// What is known after one epoch of training.
public struct EpochRecord: Sendable {
  /// The number of the epoch, from 1.
  public internal(set) var epoch: Int
  /// The mean loss over the epoch's batches, each measured just before the step that it led to.
  public internal(set) var trainLoss: Double
  /// The share of right answers in the same sense; none in regression.
  public internal(set) var trainAccuracy: Double?
  /// The mean loss on the validation part after the epoch, if there is such a part.
  public internal(set) var validLoss: Double?
  /// The share of right answers on it; none in regression.
  public internal(set) var validAccuracy: Double?
  /// The learning rate of the epoch's last step.
  public internal(set) var learningRate: Double
  /// Seconds since training started, evaluation included.
  public internal(set) var seconds: Double
}

/// The result of training.
public struct Run: Sendable {
  /// The trained network.
  public let model: Network
  /// The metrics on the validation part, if there is one.
  public let valid: Metrics?
  /// Seconds that training took, evaluation after the epochs included.
  public let seconds: Double
  /// A record for each epoch that was trained.
  public let history: [EpochRecord]
  /// The epoch of the best validation loss, counted from 1, if there is a validation part.
  public let bestEpoch: Int?
  /// The epoch after which early stopping ended the run, if it did.
  public let stoppedAt: Int?
  /// Whether it was interrupted before its epochs were over.
  public let isInterrupted: Bool
  private let data: DataParts

  /// The result of a run that was in the state `last` at its end and gives the network of the state `kept`.
  init(_ kept: TrainingState, last: TrainingState, stoppedAt: Int?, isInterrupted: Bool = false) throws {
    model = kept.network
    valid = try kept.valid
    seconds = last.seconds
    history = last.history
    let rule = last.options.earlyStopping ?? EarlyStopping(patience: 1)
    bestEpoch = rule.best(of: last.history.compactMap(\.validLoss)).map { $0 + 1 }
    self.stoppedAt = stoppedAt
    self.isInterrupted = isInterrupted
    data = last.data
  }

  /// How many epochs were trained.
  public var epochs: Int { history.count }

  /// The metrics on the training part, measured with the final weights when asked for: one forward pass.
  ///
  /// Throws `MemoryError` where the system refuses the memory that measuring takes.
  public var train: Metrics {
    get throws { try model.metrics(of: data.train) }
  }

  /// The metrics on the test part, if there is one, measured when asked for: one forward pass.
  ///
  /// Throws `MemoryError` where the system refuses the memory that measuring takes.
  public var test: Metrics? {
    get throws { try data.test.map { try model.metrics(of: $0) } }
  }
}

/// What is known after one epoch of training.
public struct EpochRecord: Sendable {
  /// The number of the epoch, from 1.
  public let epoch: Int
  /// The mean loss over the epoch's batches, each measured just before the step that it led to.
  public let trainLoss: Double
  /// The share of right answers in the same sense; none in regression.
  public let trainAccuracy: Double?
  /// The mean loss on the validation part after the epoch, if there is such a part.
  public let validLoss: Double?
  /// The share of right answers on it; none in regression.
  public let validAccuracy: Double?
  /// Seconds since training started, evaluation included.
  public let seconds: Double
}

/// The result of training.
public struct Run: Sendable {
  /// The trained network.
  public let model: Network
  /// The metrics on the validation part, if there is one.
  public let valid: Metrics?
  /// Seconds that training took, evaluation after the epochs included.
  public let seconds: Double
  /// A record for each epoch.
  public let history: [EpochRecord]
  private let data: DataParts

  init(_ state: TrainingState) {
    model = state.network
    valid = state.valid
    seconds = state.seconds
    history = state.history
    data = state.data
  }

  /// How many epochs were trained.
  public var epochs: Int { history.count }

  /// The metrics on the training part, measured with the final weights when asked for: one forward pass.
  public var train: Metrics { model.metrics(of: data.train) }

  /// The metrics on the test part, if there is one, measured when asked for: one forward pass.
  public var test: Metrics? { data.test.map(model.metrics) }
}

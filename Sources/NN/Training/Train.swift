/// What the observer of a training run wants after an epoch.
public enum AfterEpoch: Hashable, Sendable {
  /// Train on.
  case proceed
  /// End here, with what was learnt so far.
  case stop
}

extension Model {
  /// Trains the model from fresh weights.
  ///
  /// - Parameters:
  ///   - data: The data; without a validation part nothing is measured between the epochs.
  ///   - options: How to train.
  ///   - isInterrupted: Asked before every batch; when it says yes, training ends with an error.
  ///   - afterEpoch: Told of every epoch; what it throws ends the run.
  /// - Returns: The trained network with its metrics.
  /// - Throws: `TrainingError` where something does not fit, the run diverges or is interrupted; `DataError` where the
  ///   data cannot be learnt from.
  public func train(
    on data: DataParts, options: TrainingOptions = TrainingOptions(), isInterrupted: () -> Bool = { false },
    afterEpoch: (EpochRecord) throws -> AfterEpoch = { _ in .proceed }
  ) throws -> Run {
    var state = try TrainingState(self, on: data, options: options)
    for _ in 0..<options.epochs {
      try state.advance(epochs: 1, isInterrupted: isInterrupted)
      if let record = state.history.last, try afterEpoch(record) == .stop { break }
    }
    return Run(state)
  }
}

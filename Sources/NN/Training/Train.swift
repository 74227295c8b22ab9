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
  ///   - start: A training of the same model, data and options that this one goes on with; nil for fresh weights.
  ///   - isInterrupted: Asked before every batch; when it says yes, training ends with the run so far, or with an error
  ///     where no epoch is complete.
  ///   - afterEpoch: Told of the state after every epoch; what it throws ends the run.
  /// - Returns: The trained network with its metrics.
  /// - Throws: `TrainingError` where something does not fit, the run diverges or is interrupted; `DataError` where the
  ///   data cannot be learnt from; `MemoryError` where the system refuses memory.
  public func train(
    on data: DataParts, options: TrainingOptions = TrainingOptions(), from start: TrainingState? = nil,
    isInterrupted: () -> Bool = { false }, afterEpoch: (TrainingState) throws -> AfterEpoch = { _ in .proceed }
  ) throws -> Run {
    var options = options
    let epochs = options.epochs ?? 1
    options.epochs = epochs
    let rule = options.earlyStopping
    if rule != nil, data.valid == nil { throw TrainingError.needsValidation(what: "early stopping") }
    var state = try start ?? TrainingState(self, on: data, options: options)
    var best = state
    while state.epoch < epochs {
      do { try state.advance(epochs: 1, isInterrupted: isInterrupted) } catch TrainingError.interrupted
        where state.epoch > 0
      {
        return try Run(
          rule?.restoresBest == true ? best : state, last: state, stoppedAt: nil, isInterrupted: true)
      }
      let losses = state.history.compactMap(\.validLoss)
      if let rule, rule.best(of: losses) == losses.count - 1 { best = state }
      if try afterEpoch(state) == .stop { break }
      if let rule, rule.isOver(after: losses) {
        return try Run(rule.restoresBest ? best : state, last: state, stoppedAt: state.epoch)
      }
    }
    return try Run(rule?.restoresBest == true ? best : state, last: state, stoppedAt: nil)
  }
}

import Basics
import DSL
import NN

/// A layer as a value.
final class LayerValue: Host {
  let layer: Layer
  /// How many layers it is, those within it counted: the same one may be within it many times.
  let count: Int
  /// How many layers are within each other.
  let depth: Int

  init(_ layer: Layer, count: Int = 1, depth: Int = 1) {
    (self.layer, self.count, self.depth) = (layer, count, depth)
  }

  override var isWrittenInFull: Bool { true }
  override var kind: String { "a layer" }
  override var description: String { layer.description }
  override func isEqual(to other: Host) -> Bool { (other as? LayerValue)?.description == description }
}

/// A model: a description of layers, and after training the weights too.
final class ModelValue: Host {
  let model: Model
  /// Nil before training.
  let network: Network?

  init(_ model: Model, network: Network? = nil) {
    self.model = model
    self.network = network
  }

  override var kind: String { "a model" }
  override var description: String { model.description }
  override func isEqual(to other: Host) -> Bool {
    guard let other = other as? ModelValue, network == nil, other.network == nil else { return false }
    return other.description == description
  }
}

/// A finished training: what `train` gives.
final class RunValue: Host {
  let run: Run
  init(_ run: Run) { self.run = run }

  override var kind: String { "a run" }

  override var description: String {
    let measured = run.valid.map { ", valid \(summary(of: $0))" } ?? ""
    let ending = run.isInterrupted ? ", interrupted," : ""
    return
      "run of \(run.epochs) \(run.epochs == 1 ? "epoch" : "epochs")\(ending) in \(DurationText.text(run.seconds))\(measured)"
  }

  override var fieldNames: [String] {
    ["model", "train", "valid", "test", "seconds", "epochs", "best_epoch", "stopped_at", "interrupted", "history"]
  }

  override func field(_ name: String) throws -> Value? {
    switch name {
    case "best_epoch": run.bestEpoch.map { .int($0) } ?? Value.none
    case "stopped_at": run.stoppedAt.map { .int($0) } ?? Value.none
    case "interrupted": .bool(run.isInterrupted)
    case "model": .host(ModelValue(run.model.model, network: run.model))
    case "train": try metricsRecord(run.train)
    case "valid": run.valid.map(metricsRecord) ?? Value.none
    case "test": try run.test.map(metricsRecord) ?? Value.none
    case "seconds": .real(run.seconds)
    case "epochs": .int(run.epochs)
    case "history": history(run.history)
    default: nil
    }
  }
}

/// A training under way: what `start` and `step` give.
///
/// A value: stepping gives a new one.
final class TrainingValue: Host {
  let state: TrainingState
  init(_ state: TrainingState) { self.state = state }

  override var kind: String { "a training" }

  override var description: String {
    "training after \(state.epoch) \(state.epoch == 1 ? "epoch" : "epochs")"
  }

  override var fieldNames: [String] { ["model", "train", "valid", "test", "seconds", "epochs", "history"] }

  override func field(_ name: String) throws -> Value? {
    switch name {
    case "model": .host(ModelValue(state.model, network: state.network))
    case "train": try metrics(of: state.data.train)
    case "valid": try state.valid.map(metricsRecord) ?? Value.none
    case "test": try metrics(of: state.data.test)
    case "seconds": .real(state.seconds)
    case "epochs": .int(state.epoch)
    case "history": history(state.history)
    default: nil
    }
  }

  private func metrics(of data: Dataset?) throws -> Value {
    try data.map { metricsRecord(try state.network.evaluate($0)) } ?? Value.none
  }
}

/// What a part of a run holds.
func metricsRecord(_ metrics: Metrics) -> Value {
  switch metrics {
  case .classification(let m):
    .record([
      "loss": .real(m.loss), "accuracy": .real(m.accuracy), "sensitivity": .real(m.sensitivity),
      "specificity": .real(m.specificity), "precision": .real(m.precision), "f1": .real(m.f1), "mcc": .real(m.mcc),
      "auc": m.auc.map { .real($0) } ?? Value.none,
      "confusion": .list(ContiguousArray(m.confusion.counts.map { .list(ContiguousArray($0.map { .int($0) })) })),
    ])
  case .regression(let m):
    .record(["loss": .real(m.loss), "mae": .real(m.mae), "rmse": .real(m.rmse), "r2": .real(m.r2)])
  }
}

/// A record of each epoch: `seconds` is what it took, `elapsed` the time since training began.
private func history(_ epochs: [EpochRecord]) -> Value {
  let starts = [0] + epochs.map(\.seconds)
  return .list(ContiguousArray(zip(epochs, starts).map { epochRecord($0, since: $1) }))
}

private func epochRecord(_ record: EpochRecord, since start: Double) -> Value {
  func optional(_ value: Double?) -> Value { value.map { .real($0) } ?? Value.none }
  return .record([
    "epoch": .int(record.epoch),
    "train": .record(["loss": .real(record.trainLoss), "accuracy": optional(record.trainAccuracy)]),
    "valid": .record(["loss": optional(record.validLoss), "accuracy": optional(record.validAccuracy)]),
    "lr": .real(record.learningRate), "seconds": .real(max(0, record.seconds - start)),
    "elapsed": .real(record.seconds),
  ])
}

private func summary(of metrics: Metrics) -> String {
  metrics.accuracy.map { "accuracy \(realText(($0 * 1e4).rounded() / 1e4))" }
    ?? "loss \(realText((metrics.loss * 1e4).rounded() / 1e4))"
}

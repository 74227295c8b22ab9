import Basics
import NN
import Synchronization

/// How far a training has come: told by its thread, and read by the one that draws.
final class TrainingProgress: Sendable {
  private let state = Mutex<(epoch: EpochRecord?, batches: Int)>((nil, 0))
  private let epochs: Int
  /// The epochs that were trained before.
  private let first: Int
  private let batchesPerEpoch: Int
  private let begin = ContinuousClock.now

  /// A training of so many epochs that begins.
  init(_ data: DataParts, _ options: TrainingOptions, epochs: Int, after first: Int = 0) {
    (self.epochs, self.first) = (epochs, first)
    batchesPerEpoch = max(1, (data.train.count + options.batch - 1) / max(options.batch, 1))
  }

  /// Tells that a batch begins.
  func beginBatch() { state.withLock { $0.batches += 1 } }

  /// Tells that an epoch has ended.
  func end(_ epoch: EpochRecord) { state.withLock { $0 = (epoch, 0) } }

  /// `epoch 3 of 20, 40 %  5s, 12s left  train loss 0.0962  valid loss 0.0961  accuracy 0.9815`.
  ///
  /// - Parameter time: how long it has taken so far.
  /// - Returns: the text.
  func text(_ time: String) -> String {
    let (epoch, batches) = state.withLock { $0 }
    let done = epoch.map { $0.epoch - first } ?? 0
    let share = min(Double(max(batches - 1, 0)) / Double(batchesPerEpoch), 1)
    var text = "epoch \(min(done + 1, epochs)) of \(epochs), \(Int(share * 100)) %  \(time)"
    let past = Double(done) + share
    if past > 0.01 {
      let seconds = (ContinuousClock.now - begin) / .seconds(1)
      text += ", \(DurationText.text((seconds / past * max(Double(epochs) - past, 0)).rounded())) left"
    }
    guard let epoch else { return text }
    text += "  train loss \(NumberText.rounded(epoch.trainLoss))"
    if let loss = epoch.validLoss { text += "  valid loss \(NumberText.rounded(loss))" }
    if let accuracy = epoch.validAccuracy { text += "  accuracy \(NumberText.rounded(accuracy))" }
    return text
  }
}

/// How many steps of a known number are done.
final class StepProgress: Sendable {
  private let begun = Atomic<Int>(0)
  private let count: Int

  /// So many steps, none begun.
  init(_ count: Int) { self.count = count }

  /// Tells that a step begins.
  func begin() { begun.wrappingAdd(1, ordering: .relaxed) }

  /// `40/100`.
  var text: String { "\(min(max(begun.load(ordering: .relaxed) - 1, 0), count))/\(count)" }
}

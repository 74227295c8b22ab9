import Basics
import NN
import Synchronization

/// How far a training has come: told by its thread, and read by the one that draws.
final class TrainingProgress: Sendable {
  private let state = Mutex<(epochs: [EpochRecord], batches: Int)>(([], 0))
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
  func end(_ epoch: EpochRecord) {
    state.withLock {
      $0.epochs.append(epoch)
      $0.batches = 0
    }
  }

  /// The last epochs as a table with bars of their loss, as far as there are rows, and what runs:
  /// `epoch 3 of 20, 40 %  5s, 12s left`.
  ///
  /// - Parameters:
  ///   - time: how long it has taken so far.
  ///   - rows: how many lines there is room for; with few the last epoch stands in the line of what runs.
  /// - Returns: the lines.
  func lines(_ time: String, rows: Int) -> [String] {
    let (epochs, batches) = state.withLock { $0 }
    let present = present(after: epochs.last, batches: batches, time)
    guard let last = epochs.last else { return [present] }
    guard rows >= 8 else { return [present + Self.words(last)] }
    let shown = epochs.suffix(min(rows - 4, 16))
    let losses = shown.map { $0.validLoss ?? $0.trainLoss }
    let most = losses.filter(\.isFinite).max() ?? 0
    let table = zip(shown, losses).map { epoch, loss in
      let cells = [
        "\(epoch.epoch)", NumberText.rounded(epoch.trainLoss), epoch.validLoss.map { NumberText.rounded($0) } ?? "",
        epoch.validAccuracy.map { NumberText.rounded($0) } ?? "",
      ]
      let bar = most > 0 && loss.isFinite ? String(repeating: "█", count: Int((loss / most * 20).rounded())) : ""
      let aligned = zip(cells, Self.titles).map { $0.padded(to: $1.count, isLeading: true) }
      return aligned.joined(separator: "  ") + "  " + bar
    }
    return [Self.titles.joined(separator: "  ")] + table + [present]
  }

  private static let titles = ["epoch", "train loss", "valid loss", "accuracy"]

  private func present(after epoch: EpochRecord?, batches: Int, _ time: String) -> String {
    let done = epoch.map { $0.epoch - first } ?? 0
    let share = min(Double(max(batches - 1, 0)) / Double(batchesPerEpoch), 1)
    var text = "epoch \(min(done + 1, epochs)) of \(epochs), \(Int(share * 100)) %  \(time)"
    let past = Double(done) + share
    if past > 0.01 {
      let seconds = (ContinuousClock.now - begin) / .seconds(1)
      text += ", \(DurationText.text((seconds / past * max(Double(epochs) - past, 0)).rounded())) left"
    }
    return text
  }

  private static func words(_ epoch: EpochRecord) -> String {
    var text = "  train loss \(NumberText.rounded(epoch.trainLoss))"
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

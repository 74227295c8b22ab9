import Basics
import Foundation
import NN
import Studies

/// The folder in which a trial keeps what it needs to go on from where it was.
///
/// That of a stored study survives the end of the process, so that the trial can be taken up again under its number; none
/// survives the end of its trial. It is made when something is put into it.
final class TrialFolder {
  private let path: String
  private let isLasting: Bool

  /// The folder of a trial.
  ///
  /// - Parameter path: that of a stored study's trial; nil for one that ends with the process.
  init(_ path: String?) {
    isLasting = path != nil
    self.path =
      path ?? FileManager.default.temporaryDirectory.appending(path: "hpo-trial-\(UUID().uuidString)").path
  }

  /// The folder, made if it is not there; nil where that is not possible.
  func make() -> String? {
    // Another worker may remove the folder around it, which was empty, meanwhile.
    for _ in 0..<2
    where (try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)) != nil {
      return path
    }
    return nil
  }

  /// Removes the folder at the end of its trial.
  ///
  /// - Parameter isOver: whether the trial has ended; one that was given back is taken up again.
  func leave(isOver: Bool) {
    guard isOver || !isLasting, FileManager.default.fileExists(atPath: path) else { return }
    try? FileManager.default.removeItem(atPath: path)
    // Only where they are empty.
    rmdir((path as NSString).deletingLastPathComponent)
    rmdir(((path as NSString).deletingLastPathComponent as NSString).deletingLastPathComponent)
  }
}

// MARK: Trainings

extension TrialFolder {
  private var network: String { path + "/training.net" }
  private var record: String { path + "/training.json" }

  /// Keeps a training and what it has reported, for a process that takes the trial up again.
  func keep(_ state: TrainingState, reports: [Report]) {
    guard isLasting, let bytes = try? state.checkpoint(), make() != nil else { return }
    let told = JSON.array(reports.map { .array([.integer($0.step), .real($0.value)]) })
    try? writeFile(bytes, to: network)
    try? writeFile(Array(told.description.utf8), to: record)
  }

  /// The training that was kept, and what it had reported; nil where there is none of this model, these data and options.
  func training(_ model: Model, on data: DataParts, _ options: TrainingOptions) -> (TrainingState, [Report])? {
    guard isLasting, let bytes = FileManager.default.contents(atPath: network),
      let text = FileManager.default.contents(atPath: record),
      let told = JSON(parsing: String(decoding: text, as: UTF8.self))?.items,
      let state = try? TrainingState(checkpoint: Array(bytes), model: model, data: data)
    else { return nil }
    let reports = told.compactMap { pair -> Report? in
      guard let step = pair.items?.first?.wholeNumber, let value = pair.items?.last?.number else { return nil }
      return Report(step: step, value: value)
    }
    var expected = options
    expected.epochs = options.epochs ?? 1
    // Other data would give another loss.
    guard state.options == expected, let last = state.history.last, (try? state.valid)?.loss == last.validLoss,
      reports.count == told.count, reports.isEmpty || reports.last?.step == last.epoch
    else { return nil }
    return (state, reports)
  }
}

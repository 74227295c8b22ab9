import Basics

/// How a training went, epoch by epoch.
public struct TrainingCourse: Hashable, Sendable {
  /// What was measured on one part of the data; NaN where an epoch has no such number, empty where none has.
  public struct Measures: Hashable, Sendable {
    /// The mean loss of each epoch.
    public var losses: [Double]
    /// The share of items that were classified rightly in each epoch.
    public var accuracies: [Double]

    /// Measures of as many epochs.
    public init(losses: [Double] = [], accuracies: [Double] = []) {
      (self.losses, self.accuracies) = (losses, accuracies)
    }
  }

  /// What the legend calls it.
  public var name: String
  /// The numbers of the epochs.
  public var epochs: [Int]
  /// On the training part, and on the validation part.
  public var train, valid: Measures

  /// A training of epochs.
  public init(_ name: String, epochs: [Int], train: Measures, valid: Measures) {
    (self.name, self.epochs, self.train, self.valid) = (name, epochs, train, valid)
  }

  /// The curve of one measure.
  fileprivate func curve(_ name: String, _ values: [Double]) -> Curve {
    Curve(
      name,
      points: zip(epochs, values).map { Point(Double($0), $1, tip: "\(name), epoch \($0): \(NumberText.rounded($1))") })
  }

  fileprivate var hasValidation: Bool { valid.losses.contains { !$0.isNaN } }

  /// The epoch with the least validation loss, and that loss.
  fileprivate var lowest: (epoch: Int, loss: Double)? {
    zip(epochs, valid.losses).filter { $0.1.isFinite }.min { $0.1 < $1.1 }.map { (epoch: $0.0, loss: $0.1) }
  }
}

extension Figure {
  /// The learning curves of trainings: of one, both parts of its data; of several, the validation parts.
  ///
  /// - Parameter courses: at least one.
  /// - Returns: the figure, a panel of losses, and one of accuracies where there are any.
  /// - Throws: that nothing was trained for an epoch.
  public static func training(_ courses: [TrainingCourse]) throws(FigureError) -> Figure {
    let courses = courses.filter { !$0.epochs.isEmpty }
    guard let first = courses.first else { throw FigureError("no epoch was trained yet, so that there is no curve") }
    let isSingle = courses.count == 1
    let onValidation = courses.allSatisfy(\.hasValidation)
    func panel(
      _ title: String, _ direction: Direction, _ values: (TrainingCourse.Measures) -> [Double]
    ) -> Panel? {
      let curves =
        isSingle
        ? [first.curve("train", values(first.train)), first.curve("valid", values(first.valid))]
        : courses.map { $0.curve($0.name, values(onValidation ? $0.valid : $0.train)) }
      let all = curves.flatMap { $0.points.map(\.y) }
      guard all.contains(where: { !$0.isNaN }) else { return nil }
      let axis = ValueAxis(isSingle ? title : "\(onValidation ? "valid" : "train") \(title)", all, direction)
      let last = courses.compactMap(\.epochs.last).max() ?? 1
      let shown = curves.enumerated().filter { $0.element.points.contains { !$0.y.isNaN } }
      return Panel(
        x: Axis("epoch", from: Double(courses.compactMap(\.epochs.first).min() ?? 1), to: Double(last), isWhole: true),
        y: axis.axis,
        series: shown.flatMap { $0.element.series($0.offset, on: axis) }
          + (isSingle ? first.lowestSeries(axis, values) : []))
    }
    let panels = [panel("loss", .minimize, \.losses), panel("accuracy", .maximize, \.accuracies)].compactMap { $0 }
    return Figure(
      isSingle
        ? "learning curves, \(first.epochs.count == 1 ? "1 epoch" : "\(first.epochs.count) epochs")"
        : "learning curves of \(courses.count) runs",
      panels: panels, columns: 2,
      notes: isSingle ? first.notes : courses.compactMap(\.end))
  }
}

extension TrainingCourse {
  /// The epoch with the least validation loss, on the validation curve.
  fileprivate func lowestSeries(_ axis: ValueAxis, _ values: (Measures) -> [Double]) -> [Series] {
    guard epochs.count > 2, let lowest, let index = epochs.firstIndex(of: lowest.epoch),
      values(valid).indices.contains(index)
    else { return [] }
    return [Series("best epoch", .best, .points([Point(Double(lowest.epoch), axis.place(values(valid)[index]))]))]
  }

  /// Where the validation loss is least, and whether training went on too long, or not long enough.
  fileprivate var notes: [String] {
    guard let lowest, let end = valid.losses.last else {
      return train.losses.last.map { ["train loss \(NumberText.rounded($0)) at the end; there is no validation part"] }
        ?? []
    }
    let least = "valid loss least at epoch \(lowest.epoch): \(NumberText.rounded(lowest.loss))"
    guard let last = epochs.last, epochs.count > 2 else { return [least] }
    if lowest.epoch == last { return ["\(least); it still falls: more epochs may help"] }
    let rise = (end - lowest.loss) / lowest.loss
    guard let index = epochs.firstIndex(of: lowest.epoch), train.losses.indices.contains(index),
      let trainEnd = train.losses.last, trainEnd < train.losses[index], rise > 0.05
    else { return [least] }
    return [
      "\(least); from there on it rises by \(NumberText.rounded(100 * rise, digits: 2)) % while the train loss falls on: overfitting"
    ]
  }

  /// How a training that is compared with others ended.
  fileprivate var end: String? {
    guard let last = epochs.last else { return nil }
    let part = hasValidation ? "valid" : "train"
    let losses = hasValidation ? valid.losses : train.losses
    let accuracies = hasValidation ? valid.accuracies : train.accuracies
    let accuracy = accuracies.last.flatMap { $0.isNaN ? nil : ", accuracy \(NumberText.rounded($0))" } ?? ""
    return losses.last.map { "\(name): \(part) loss \(NumberText.rounded($0))\(accuracy) after epoch \(last)" }
  }
}

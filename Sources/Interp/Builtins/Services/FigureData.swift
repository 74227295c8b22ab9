import Basics
import Charts
import NN
import Studies

// What figures are drawn from, in values of the language.

extension Value {
  /// The numbers of a list, NaN for `none`; nil for a list of other things, and for one without any number.
  var numbers: [Double]? {
    guard case .list(let items) = self else { return nil }
    var numbers: [Double] = []
    numbers.reserveCapacity(items.count)
    for item in items {
      guard item.isNone || item.number != nil else { return nil }
      numbers.append(item.number ?? .nan)
    }
    return numbers.contains { !$0.isNaN } ? numbers : nil
  }

  /// The counts of a square matrix of at least two rows; nil for another value.
  var counts: [[Int]]? {
    guard case .list(let rows) = self, rows.count > 1 else { return nil }
    var counts: [[Int]] = []
    for row in rows {
      guard case .list(let items) = row, items.count == rows.count else { return nil }
      var line: [Int] = []
      for item in items {
        guard case .int(let count) = item, count >= 0, count < 1 << 40 else { return nil }
        line.append(count)
      }
      counts.append(line)
    }
    return counts
  }

  /// The numbers of some fields of a list of records; nil where one is missing.
  func columns(_ names: [String]) -> [[Double]]? {
    guard case .list(let items) = self else { return nil }
    var columns = names.map { _ in [Double]() }
    for item in items {
      guard case .record(let record) = item else { return nil }
      for (index, name) in names.enumerated() {
        guard let value = record[name] else { return nil }
        columns[index].append(value.number ?? .nan)
      }
    }
    return columns
  }

  /// The study, or the studies of a list; nil for other values.
  var studies: [StudyValue]? {
    if let study { return [study] }
    guard case .list(let items) = self, !items.isEmpty else { return nil }
    let studies = items.compactMap(\.study)
    return studies.count == items.count ? studies : nil
  }
}

extension TrainingCourse {
  /// The course of a run or of a training under way; nil for another value.
  init?(_ name: String, _ host: Host?) {
    let history: [EpochRecord]
    if let run = host as? RunValue {
      history = run.run.history
    } else if let training = host as? TrainingValue {
      history = training.state.history
    } else {
      return nil
    }
    self.init(
      name, epochs: history.map(\.epoch),
      train: Measures(losses: history.map(\.trainLoss), accuracies: history.map { $0.trainAccuracy ?? .nan }),
      valid: Measures(
        losses: history.map { $0.validLoss ?? .nan }, accuracies: history.map { $0.validAccuracy ?? .nan }))
  }
}

extension Table {
  /// The counts and the names of the classes, if this is what `confusion` gives.
  var confusion: (counts: [[Int]], classes: [String])? {
    guard titles.first == "class", titles.count == rows.count + 1, titles.count > 2 else { return nil }
    let classes = Array(titles.dropFirst())
    var counts: [[Int]] = []
    for (row, name) in zip(rows, classes) {
      guard row.first == .string(name) else { return nil }
      let line = row.dropFirst().compactMap(\.wholeNumber)
      guard line.count == classes.count, line.allSatisfy({ $0 >= 0 }) else { return nil }
      counts.append(line)
    }
    return (counts, classes)
  }
}

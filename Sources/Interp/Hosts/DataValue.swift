import Basics
import DSL
import NN

/// Data: a training part, and perhaps a validation and a test part.
final class DataValue: Host {
  let parts: DataParts

  init(_ parts: DataParts) { self.parts = parts }

  override var kind: String { "data" }

  override var description: String {
    let counts = [("train", parts.train), ("valid", parts.valid), ("test", parts.test)].compactMap { name, part in
      part.map { "\($0.count) \(name)" }
    }
    let target = parts.train.isClassification ? "\(parts.train.classNames.count) classes" : "numbers"
    return "data of \(target), items \(parts.train.itemShape): \(counts.joined(separator: ", "))"
  }

  override var length: Int? { parts.count }

  override var fieldNames: [String] { ["train", "valid", "test", "classes", "features"] }

  override func field(_ name: String) -> Value? {
    switch name {
    case "train": .host(DataValue(DataParts(train: parts.train)))
    case "valid": part(parts.valid)
    case "test": part(parts.test)
    case "classes": .list(ContiguousArray(parts.train.classNames.map { .text($0) }))
    case "features": .list(ContiguousArray(parts.train.featureNames.map { .text($0) }))
    default: nil
    }
  }

  private func part(_ data: Dataset?) -> Value { data.map { .host(DataValue(DataParts(train: $0))) } ?? Value.none }

  /// The data that `value` is: data, or a record `{train: ..., valid: ...}` of data.
  static func parts(of value: Value) -> DataParts? {
    switch value {
    case .host(let host): return (host as? DataValue)?.parts
    case .record(let record):
      let allowed: Set<String> = ["train", "valid", "test"]
      guard record.fields.allSatisfy({ allowed.contains($0.name) }) else { return nil }
      func part(_ name: String) -> Dataset? { record[name].flatMap { parts(of: $0)?.train } }
      guard let train = part("train") else { return nil }
      return DataParts(train: train, valid: part("valid"), test: part("test"))
    default: return nil
    }
  }
}

extension DataValue {
  /// The names that the parameter may have whose argument an error is about.
  fileprivate static func parameter(wrongBy error: any Error) -> [String]? {
    switch error {
    case TrainingError.option(let name, _, _): [optionNames[name] ?? name]
    case TrainingError.loss: ["loss"]
    case TrainingError.restore: ["path"]
    case DataError.noSuchColumn, DataError.missingTarget: ["target"]
    case DataError.missingFile, DataError.unreadableFile, DataError.emptyFile, DataError.noRows, DataError.malformed:
      ["file", "path", "folder"]
    case DataError.badSplit: ["valid", "k"]
    default: nil
    }
  }

  /// The labels of the options that the trainer calls by other words.
  private static let optionNames = [
    "the learning rate": "lr", "the batch size": "batch", "the number of epochs": "epochs",
    "the number of threads": "threads", "the norm to clip at": "clip", "the value to clip at": "clip_value",
    "a class weight": "class_weights",
  ]
}

extension Arguments {
  /// The data in parameter `index`.
  func data(_ index: Int) throws(Exit) -> DataParts {
    if let parts = DataValue.parts(of: self[index]) { return parts }
    throw wrongKind(index, "data, such as `digits()`")
  }

  /// What `body` gives; its errors become failures of the program at the call, and an interrupted training an interruption.
  func explained<T>(_ body: () throws -> T) throws(Exit) -> T {
    do { return try body() } catch TrainingError.interrupted {
      throw .interrupted
    } catch {
      let subject = DataValue.parameter(wrongBy: error).flatMap { names in
        form.parameters.firstIndex { names.contains($0.name) }
      }
      return try Interp.explained(subject.map(place) ?? span) { throw error }
    }
  }
}

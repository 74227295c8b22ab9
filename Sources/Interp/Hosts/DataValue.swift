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
    let (train, classes) = (parts.train, parts.train.classNames.count)
    let name = train.schema.targetName.map { "\"\($0)\"" }
    var target = train.isClassification ? "\(classes) \(classes == 1 ? "class" : "classes")" : "numbers"
    if train.lack != nil {
      target = "unknown targets"
    } else if let name {
      target += " (target \(name))"
    }
    return "data of \(target), items \(train.itemShape): \(counts.joined(separator: ", "))"
  }

  override var length: Int? { parts.count }

  /// The items of the training part, then those of the other parts.
  override func item(at index: Int) -> Value {
    var position = index
    for part in [parts.train, parts.valid, parts.test].compactMap({ $0 }) {
      if position < part.count { return part.value(position) }
      position -= part.count
    }
    return .none
  }

  override var fieldNames: [String] { ["train", "valid", "test", "classes", "features", "target"] }

  override func field(_ name: String) -> Value? {
    switch name {
    case "train": .host(DataValue(DataParts(train: parts.train)))
    case "valid": part(parts.valid)
    case "test": part(parts.test)
    case "classes": .list(ContiguousArray(parts.train.classNames.map { .text($0) }))
    case "features": .list(ContiguousArray(parts.train.featureNames.map { .text($0) }))
    case "target": parts.train.schema.targetName.map { .text($0) } ?? Value.none
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
    case TrainingError.layer, TrainingError.output, TrainingError.noLayers: ["model"]
    case TrainingError.restore: ["path"]
    case DataError.noSuchColumn: ["target", "drop", "columns"]
    case DataError.missingTarget: ["target"]
    case DataError.separator: ["separator"]
    case DataError.headerMismatch: ["header"]
    case DataError.noTable(_, let option): [option]
    case DataError.missingFile, DataError.unreadableFile, DataError.emptyFile, DataError.noRows, DataError.malformed,
      DataError.foreign, DataError.damagedGzip, DataError.notUTF8, DataError.lacksColumn:
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
  /// Some items of data of one part, as data, so that they can be trained on.
  ///
  /// - Parameters:
  ///   - index: The parameter.
  ///   - positions: Which of so many items.
  /// - Throws: What `positions` throws.
  /// - Returns: nil where the parameter is something else, or no items are left.
  func part(_ index: Int, _ positions: (Int) throws(Exit) -> [Int]) throws(Exit) -> Value? {
    guard let parts = (self[index].host as? DataValue)?.parts, parts.valid == nil, parts.test == nil else { return nil }
    let part = parts.train.selecting(try positions(parts.train.count))
    return part.count > 0 ? .host(DataValue(DataParts(train: part))) : nil
  }

  /// The data in parameter `index`.
  func data(_ index: Int) throws(Exit) -> DataParts {
    if let parts = DataValue.parts(of: self[index]) { return parts }
    throw wrongKind(index, "data, such as `digits()`", hint: hintForData(index)) { DataValue.parts(of: $0) != nil }
  }

  /// How data is had from what stands in its place.
  private func hintForData(_ index: Int) -> String? {
    switch self[index] {
    case .text(let text):
      return "`load(\(words(index) ?? Value.text(text).description))` reads data from a file."
    case .record where form.name == "predict" || form.name == "evaluate":
      return "some of data is data, too: `sample(data, 1)`."
    case .list where form.name == "predict":
      let model = words(0) ?? "run"
      return
        "rows are read from a table with the columns that \(model) was trained on: `predict(\(model), \"new.csv\")`."
    case .list, .record: return "`load` reads data from a table in a file; `save(\"rows.csv\", rows)` writes one."
    case .none: return "`split(data, valid: 20%, test: 20%)` gives data such parts."
    default: return nil
    }
  }

  /// The one part of the data in parameter `index`.
  func part(_ index: Int) throws(Exit) -> Dataset {
    let parts = try data(index)
    let others = [("valid", parts.valid), ("test", parts.test)].filter { $0.1 != nil }.map(\.0)
    guard let last = others.last else { return parts.train }
    let names = (["train"] + others.dropLast()).joined(separator: ", ") + " and " + last
    throw failure(
      .argumentKind,
      "`\(form.name)` takes one part of data, and this has \(names)", place(index),
      hint: "write `\(words(index) ?? "data").\(last)`; `.train` is what was learnt from.")
  }

  /// Says what is worth knowing about how data was read, or made to fit other data.
  func note(_ remarks: [Remark]) {
    for remark in remarks { context.noteOnce("\(remark.isWarning ? "warning" : "note"): \(remark.text)") }
  }

  /// What `body` gives; its errors become failures of the program at the argument that they are about or at that for
  /// parameter `index`, or else at the call, and an interrupted training an interruption.
  func explained<T>(at index: Int? = nil, _ body: () throws -> T) throws(Exit) -> T {
    do { return try body() } catch TrainingError.interrupted {
      throw .interrupted
    } catch {
      let subject = DataValue.parameter(wrongBy: error).flatMap { names in
        let places = form.parameters.indices.filter { names.contains(form.parameters[$0].name) }
        // Several may name a column: the one that names this one.
        guard case DataError.noSuchColumn(let column, _, _) = error else { return places.first }
        return places.first { mentions(column, $0) } ?? places.first
      }
      return try Interp.explained((subject ?? index).map(place) ?? span) { throw error }
    }
  }

  /// Whether the argument for parameter `index` is or holds this text, or has a field of this name.
  private func mentions(_ text: String, _ index: Int) -> Bool {
    switch self[index] {
    case .text(let own): own.string == text
    case .list(let items): items.contains { $0.string == text }
    case .record(let record): record[text] != nil
    default: false
    }
  }
}

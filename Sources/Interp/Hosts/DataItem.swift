import Charts
import NN

/// An item of data that is an image: it draws itself.
final class ImageValue: Host {
  private let data: Dataset
  private let position: Int

  init(_ data: Dataset, _ position: Int) { (self.data, self.position) = (data, position) }

  override var kind: String { "an image" }

  override var description: String {
    let label = Value(data.target(position), data.schema.targetForm).shown
    return "image \(data.itemShape)" + (data.lack == nil ? " of \(label)" : "")
  }

  override var drawing: String? { picture.text() }

  /// The image as brightness from its darkest to its lightest pixel, with its class above.
  var picture: Picture {
    let (item, shape) = (data.item(position) ?? [], data.itemShape.dimensions)
    let channels = shape.count > 2 ? shape[2] : 1
    let width = shape.count > 1 ? shape[1] : 1
    let weights = channels == 3 ? [0.299, 0.587, 0.114] : [Double](repeating: 1 / Double(channels), count: channels)
    let light = stride(from: 0, to: item.count, by: channels).map { pixel in
      (0..<channels).reduce(0) { $0 + weights[$1] * Double(item[pixel + $1]) }
    }
    let (low, high) = (light.min() ?? 0, light.max() ?? 0)
    let rows = stride(from: 0, to: light.count, by: width).map { start in
      light[start..<start + width].map { high > low ? ($0 - low) / (high - low) : 0 }
    }
    let label = data.lack == nil ? Value(data.target(position), data.schema.targetForm).shown : ""
    return Picture(rows: rows, caption: label, isShaded: channels > 1)
  }

  override var fieldNames: [String] { [data.targetField, "pixels", "shape"] }

  override func field(_ name: String) -> Value? {
    switch name {
    case data.targetField: Value(data.target(position), data.schema.targetForm)
    case "pixels": .list(ContiguousArray((data.item(position) ?? []).map { .real(Double($0)) }))
    case "shape": .list(ContiguousArray(data.itemShape.dimensions.map { .int($0) }))
    default: nil
    }
  }

  override func isEqual(to other: Host) -> Bool {
    guard let other = other as? ImageValue else { return false }
    return data.item(position) == other.data.item(other.position)
      && data.target(position) == other.data.target(other.position)
  }
}

extension Dataset {
  /// What the target is called as a field of an item.
  var targetField: String {
    var name = schema.targetName ?? (isClassification ? "class" : "target")
    while schema.targetName == nil, schema.columns.contains(where: { $0.name == name }) { name += "_" }
    return name
  }

  /// An item as a value: a record by columns with what stood in the table, an image, or a record of numbers.
  func value(_ position: Int) -> Value {
    if schema.columns.isEmpty, itemShape.dimensions.count > 1 { return .host(ImageValue(self, position)) }
    var fields: [(String, Value)] =
      schema.columns.isEmpty
      ? [("features", .list(ContiguousArray((item(position) ?? []).map { .real(Double($0)) })))]
      : zip(schema.columns, cells(position)).map { column, cell in
        if case .number(let form) = column.kind { return (column.name, Value(cell, form)) }
        return (column.name, Value(cell, NumberForm()))
      }
    if lack == nil || schema.targetName != nil {
      fields.append((targetField, Value(target(position), schema.targetForm)))
    }
    return .record(fields)
  }
}

extension Value {
  /// What stands in a cell of a table whose numbers have this form.
  init(_ cell: Dataset.Cell, _ form: NumberForm) {
    switch cell {
    case .number(let number): self = (form.isWhole ? Int(exactly: number) : nil).map { .int($0) } ?? .real(number)
    case .text(let text): self = .text(text)
    case .missing: self = .none
    }
  }
}

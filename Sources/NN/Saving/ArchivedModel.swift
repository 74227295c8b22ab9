// The fields of what is saved of a model and of the data that it takes, each type's in one list; those of a kind of layer
// are in its own file.

extension Layer {
  static let blank = Layer(definition: Flatten.blank)

  mutating func pass(_ archive: inout some Archive) throws {
    let present = type(of: definition).kind
    var kind = present
    try archive.pass(&kind)
    guard let found = Self.kinds.first(where: { $0.kind == kind }) else {
      throw TrainingError.restore(reason: "\"\(kind)\" is not a layer that is known here")
    }
    var definition: any LayerDefinition = kind == present ? definition : found.blank
    try archive.within { try definition.pass(&$0) }
    self = Layer(definition: definition)
  }
}

extension Sequential {
  mutating func pass(_ archive: inout some Archive) throws {
    try archive.pass(&layers, blank: .blank) { try $1.pass(&$0) }
  }
}

extension Model {
  mutating func pass(_ archive: inout some Archive) throws {
    var sequence = Sequential(layers: layers)
    try sequence.pass(&archive)
    self = Model(sequence.layers)
  }
}

extension WindowRule {
  static let blank = WindowRule(kernel: 1, stride: 1, padding: .valid)

  mutating func pass(_ archive: inout some Archive) throws {
    try kernel.pass(&archive)
    try stride.pass(&archive)
    try dilation.pass(&archive)
    try padding.pass(&archive)
  }
}

extension Size2D {
  mutating func pass(_ archive: inout some Archive) throws {
    try archive.pass(&height)
    try archive.pass(&width)
  }
}

extension Padding {
  private enum Name: String { case valid, same, pixels }

  mutating func pass(_ archive: inout some Archive) throws {
    var (name, size): (Name, Size2D) =
      switch self {
      case .valid: (.valid, 0)
      case .same: (.same, 0)
      case .pixels(let size): (.pixels, size)
      }
    try archive.pass(&name)
    try size.pass(&archive)
    self =
      switch name {
      case .valid: .valid
      case .same: .same
      case .pixels: .pixels(size)
      }
  }
}

extension DataSchema {
  static let blank = DataSchema(itemShape: Shape([]))

  mutating func pass(_ archive: inout some Archive) throws {
    var extents = itemShape.dimensions
    try archive.pass(&extents, blank: 0) { try $0.pass(&$1) }
    itemShape = Shape(extents)
    try archive.pass(&isOfBytes)
    try archive.pass(&columns, blank: Column(name: "", kind: .number)) { try $1.pass(&$0) }
    try archive.pass(&targetName, blank: "") { try $0.pass(&$1) }
    try archive.pass(&classNames)
  }
}

extension DataSchema.Column {
  private enum Name: String { case number, oneHot = "one_hot", ranks }

  mutating func pass(_ archive: inout some Archive) throws {
    var (encoding, categories, hasMissing): (Name, [String], Bool) =
      switch kind {
      case .number: (.number, [], false)
      case .oneHot(let categories): (.oneHot, categories, false)
      case .rank(let categories, let hasMissing): (.ranks, categories, hasMissing)
      }
    try archive.pass(&name)
    try archive.pass(&encoding)
    try archive.pass(&categories)
    try archive.pass(&hasMissing)
    kind =
      switch encoding {
      case .number: .number
      case .oneHot: .oneHot(categories)
      case .ranks: .rank(categories, hasMissing: hasMissing)
      }
  }
}

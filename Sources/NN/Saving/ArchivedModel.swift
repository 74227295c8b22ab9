// The fields of what is saved of a model and of the data that it takes, each type's in one list; those of layers are theirs.

extension Model {
  mutating func pass(_ archive: inout some Archive) throws {
    var sequence = Sequential(layers: layers)
    try sequence.pass(&archive)
    self = Model(sequence.layers)
  }
}

extension DataSchema {
  static let blank = DataSchema(itemShape: Shape([]))

  mutating func pass(_ archive: inout some Archive) throws {
    var extents = itemShape.dimensions
    try archive.pass(&extents, blank: 0) { try $0.pass(&$1) }
    itemShape = Shape(extents)
    try archive.pass(&isOfBytes)
    try archive.pass(&columns, blank: Column(name: "", kind: .number())) { try $1.pass(&$0) }
    try archive.pass(&targetName, blank: "") { try $0.pass(&$1) }
    try targetForm.pass(&archive)
    try archive.pass(&classNames)
  }
}

extension DataSchema.Column {
  private enum Name: String { case number, oneHot = "one_hot", ranks }

  mutating func pass(_ archive: inout some Archive) throws {
    var (encoding, categories, hasMissing, form): (Name, [String], Bool, NumberForm) =
      switch kind {
      case .number(let form): (.number, [], false, form)
      case .oneHot(let categories): (.oneHot, categories, false, NumberForm())
      case .rank(let categories, let hasMissing): (.ranks, categories, hasMissing, NumberForm())
      }
    try archive.pass(&name)
    try archive.pass(&encoding)
    try archive.pass(&categories)
    try archive.pass(&hasMissing)
    try form.pass(&archive)
    kind =
      switch encoding {
      case .number: .number(form)
      case .oneHot: .oneHot(categories)
      case .ranks: .rank(categories, hasMissing: hasMissing)
      }
  }
}

extension NumberForm {
  fileprivate mutating func pass(_ archive: inout some Archive) throws {
    try archive.pass(&offset)
    try archive.pass(&isWhole)
  }
}

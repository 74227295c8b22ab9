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
    try archive.field("shape") { try $0.pass(&extents) }
    itemShape = Shape(extents)
    try archive.field("is_of_bytes") { try $0.pass(&isOfBytes) }
    try archive.field("columns") {
      try $0.pass(&columns, blank: Column(name: "", kind: .number())) { try $1.pass(&$0) }
    }
    try archive.field("target") { try $0.pass(&targetName) }
    try archive.field("target_form") { try targetForm.pass(&$0) }
    try archive.field("classes") { try $0.pass(&classNames) }
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
    try archive.field("name") { try $0.pass(&name) }
    try archive.field("encoding") { try $0.pass(&encoding) }
    try archive.field("categories") { try $0.pass(&categories) }
    try archive.field("has_missing") { try $0.pass(&hasMissing) }
    try archive.field("form") { try form.pass(&$0) }
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
    try archive.field("offset") { try $0.pass(&offset) }
    try archive.field("is_whole") { try $0.pass(&isWhole) }
  }
}

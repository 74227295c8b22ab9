/// What a model and its data must have in common with those that something was saved with.
struct Fingerprint: Hashable {
  /// Each block of parameters, such as `1.weight 784 x 128`.
  var parameters: [String]
  /// Each layer, as it is written.
  var layers: [String]
  var itemShape: [Int]
  var classNames: [String]

  init(_ model: Model, _ plan: Plan, classNames: [String]) {
    parameters = plan.parameters.map { "\($0.name) \($0.layout.rows) x \($0.layout.columns)" }
    layers = model.layers.map(\.description)
    itemShape = plan.input.shape.dimensions
    self.classNames = classNames
  }

  init() {
    (parameters, layers, itemShape, classNames) = ([], [], [], [])
  }

  mutating func pass(_ archive: inout some ByteArchive) throws {
    try archive.pass(&parameters)
    try archive.pass(&layers)
    try archive.pass(&itemShape, blank: 0) { try $0.pass(&$1) }
    try archive.pass(&classNames)
  }

  /// Throws, naming the first difference, where this is not what was saved.
  func check(against saved: Fingerprint) throws {
    func refuse(_ what: String, _ saved: String, _ found: String) -> TrainingError {
      .restore(reason: "it was saved with another \(what): \(saved), not \(found)")
    }
    if saved.itemShape != itemShape {
      throw refuse("shape of items", Shape(saved.itemShape).description, Shape(itemShape).description)
    }
    if saved.classNames != classNames {
      throw refuse("list of classes", Self.text(saved.classNames), Self.text(classNames))
    }
    // Shapes say more than the layers' words, and are not all there is: activations have none.
    for (old, new) in [(saved.parameters, parameters), (saved.layers, layers)] {
      func name(_ list: [String], _ place: Int) -> String { place < list.count ? list[place] : "nothing" }
      if let place = (0..<max(old.count, new.count)).first(where: { name(old, $0) != name(new, $0) }) {
        throw refuse("model", name(old, place), name(new, place))
      }
    }
  }

  private static func text(_ names: [String]) -> String { names.isEmpty ? "none" : names.joined(separator: ", ") }
}

/// What a model and its data must have in common with those that something was saved with.
struct Fingerprint: Hashable {
  /// Each block of parameters, such as `1.weight 784 x 128`.
  var parameters: [String]
  var itemShape: [Int]
  var classNames: [String]

  init(_ plan: Plan, classNames: [String]) {
    parameters = plan.parameters.map { "\($0.name) \($0.layout.rows) x \($0.layout.columns)" }
    itemShape = plan.input.shape.dimensions
    self.classNames = classNames
  }

  init() {
    (parameters, itemShape, classNames) = ([], [], [])
  }

  mutating func pass(_ archive: inout some Archive) throws {
    try archive.pass(&parameters, blank: "") { try $0.pass(&$1) }
    try archive.pass(&itemShape, blank: 0) { try $0.pass(&$1) }
    try archive.pass(&classNames, blank: "") { try $0.pass(&$1) }
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
    let places = 0..<max(saved.parameters.count, parameters.count)
    func name(_ list: [String], _ place: Int) -> String { place < list.count ? list[place] : "nothing" }
    if let place = places.first(where: { name(saved.parameters, $0) != name(parameters, $0) }) {
      throw refuse("model", name(saved.parameters, place), name(parameters, place))
    }
  }

  private static func text(_ names: [String]) -> String { names.isEmpty ? "none" : names.joined(separator: ", ") }
}

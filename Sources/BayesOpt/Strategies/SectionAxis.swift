/// The places along an axis at which a section looks, through a configuration.
struct SectionAxis {
  /// The place of the parameter in the space.
  let axis: Int
  /// In ascending order: evenly spaced, or the centres of levels.
  let coordinates: [Double]
  /// The parameter there.
  let values: [ParameterValue]
  /// The points there, as models see them.
  let points: [[Double]]

  /// Evenly spaced places of an axis.
  private static let resolution = 128

  /// The places of an axis through a configuration; nil where the parameter is inactive.
  ///
  /// - Parameters:
  ///   - axis: The place of the parameter in the space.
  ///   - configuration: The values of all other parameters; those that depend on this one change with it.
  ///   - space: Where it lies.
  ///   - others: More coordinates to look at.
  /// - Throws: What rules throw.
  init?(_ axis: Int, through configuration: Configuration, in space: Space, besides others: [Double] = []) throws {
    guard axis < configuration.values.count, configuration.values[axis] != nil,
      let domain = try space.parameters[axis].domain(after: Array(configuration.values[..<axis]))
    else { return nil }
    let count = domain.count ?? .max
    let evenly =
      count <= Self.resolution
      ? (0..<count).map { domain.coordinate(of: domain.value(ofLevel: UInt($0))) }
      : (0...Self.resolution).map { domain.snap(Double($0) / Double(Self.resolution)) }
    let centre = space.encode(configuration)
    var coordinates: [Double] = []
    for u in (evenly + others.map(domain.snap)).sorted() where coordinates.last != u { coordinates.append(u) }
    self.axis = axis
    self.coordinates = coordinates
    values = coordinates.map(domain.value)
    points = try coordinates.map { u in
      var point = centre
      point[axis] = u
      return try space.features(at: point)
    }
  }

  /// The section that shows something there.
  func section(_ content: Outlook.Content) -> Outlook.Section {
    Outlook.Section(axis: axis, coordinates: coordinates, values: values, content: content)
  }
}

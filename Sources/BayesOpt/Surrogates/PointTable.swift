// | code        | meaning                                                                                    |
// |-------------|--------------------------------------------------------------------------------------------|
// | trials      | n                                                                                          |
// | axis(a)[i]  | coordinate of trial i on axis a: in [0, 1], a level on an axis of few levels, NaN inactive |

import Basics

/// What kind of density an axis has, for the strategies that draw from densities.
enum DensityAxis {
  /// A line; nothing narrower than half a cell of its levels is told apart.
  case line(leastDeviation: Double)
  /// A few cells side by side, with their canonical points and the ends between them.
  case cells(centres: [Double], edges: [Double])
  /// Equally different things.
  case choice(count: Int)

  /// Axes of more levels are lines.
  private static let mostCells = 32

  /// The kind of a parameter's axis.
  ///
  /// - Parameters:
  ///   - parameter: The axis.
  ///   - cells: Whether few ordered levels are cells; a line otherwise.
  init(_ parameter: Parameter, cells: Bool) {
    let domain = parameter.domain
    if case .choice(let count, isOrdered: false) = domain {
      self = .choice(count: max(count, 1))
    } else if let count = domain.count, cells, count <= Self.mostCells, parameter.rule == nil {
      let values = (0..<count).map { domain.value(ofLevel: UInt($0)) }
      let centres = values.map(domain.coordinate)
      self = .cells(centres: centres, edges: centres.map { domain.cell(around: $0)?.low ?? 0 } + [1])
    } else {
      self = .line(leastDeviation: domain.count.map { 0.5 / Double($0) } ?? 0)
    }
  }

  /// Number of levels; nil for a line.
  var levels: Int? {
    switch self {
    case .line: nil
    case .cells(let centres, _): centres.count
    case .choice(let count): count
    }
  }

  /// The value at a drawn coordinate or level in the domain that its context gives, and its canonical coordinate.
  func value(at u: Double, in domain: Domain, _ random: inout CounterRandom) -> (ParameterValue, Double) {
    guard let levels else { return (domain.value(at: u), domain.snap(u)) }
    // A context may offer fewer choices than the density knows, or more.
    guard let count = domain.count else { return (domain.value(at: (u + 0.5) / Double(levels)), u) }
    guard count != levels else { return (domain.value(ofLevel: UInt(u)), u) }
    let level = Int(u) < count ? Int(u) : random.index(below: count)
    return (domain.value(ofLevel: UInt(level)), Double(min(level, levels - 1)))
  }
}

/// The trials of a history as points of the unit cube, axis by axis.
struct PointTable {
  let trials: Int
  let axes: [DensityAxis]
  private let coordinates: Buffer
  private let space: Space
  private let maps: [CoordinateMap]

  /// The table of a history.
  ///
  /// - Parameters:
  ///   - history: What was tried; values that are missing at the end count as inactive.
  ///   - space: The space it was tried in.
  ///   - cells: Whether axes of few ordered levels are cells.
  init(_ history: History, in space: Space, cells: Bool = true) {
    trials = history.observations.count
    axes = space.parameters.map { DensityAxis($0, cells: cells) }
    coordinates = Buffer(count: trials * space.dimension)
    self.space = space
    maps = space.parameters.map { CoordinateMap($0.domain) }
    for (trial, observation) in history.observations.enumerated() {
      for axis in axes.indices {
        coordinates.pointer[axis * trials + trial] = coordinate(axis, of: observation.configuration)
      }
    }
  }

  /// The coordinates of a configuration.
  func point(of configuration: Configuration) -> [Double] { axes.indices.map { coordinate($0, of: configuration) } }

  private func coordinate(_ axis: Int, of configuration: Configuration) -> Double {
    let values = configuration.values
    guard axis < values.count, let value = values[axis] else { return .nan }
    let parameter = space.parameters[axis]
    if let levels = axes[axis].levels { return Self.level(of: value, parameter.domain, below: levels) }
    if parameter.rule != nil, !parameter.domain.isUnordered,
      let domain = try? parameter.domain(after: Array(values[..<axis]))
    {
      return domain.coordinate(of: value)
    }
    return maps[axis].coordinate(of: value)
  }

  /// The coordinates of all trials on an axis.
  func axis(_ axis: Int) -> UnsafePointer<Double> {
    UnsafePointer(coordinates.pointer + axis * trials)
  }

  private static func level(of value: ParameterValue, _ domain: Domain, below levels: Int) -> Double {
    if case .choice(let index) = value { return Double(min(max(index, 0), levels - 1)) }
    return Double(min(domain.level(of: value), UInt(levels - 1)))
  }
}

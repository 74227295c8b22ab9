import Basics

/// Why a space cannot be searched.
public enum SpaceError: ExplainedError, Hashable {
  /// There is nothing to search.
  case noParameters
  /// Two parameters have one name.
  case duplicate(String)
  /// The domain of a parameter has no meaning.
  case badDomain(parameter: String, DomainError)
  /// A point has the wrong number of coordinates.
  case wrongDimension(Int, expected: Int)
  /// The constraint refused this many points in a row.
  case refused(Int)
  /// No point of a grid is allowed.
  case refusedGrid

  /// What kind of thing is wrong.
  public var topic: Topic {
    switch self {
    case .noParameters: .searchForm
    case .duplicate: .boundTwice
    case .badDomain(_, let error): error.topic
    case .wrongDimension: .startPoint
    case .refused, .refusedGrid: .constraint
    }
  }

  /// What is wrong, in one sentence without a full stop.
  public var message: String {
    switch self {
    case .noParameters: "a search needs at least one parameter"
    case .duplicate(let name): "the parameter `\(name)` is declared twice"
    case .badDomain(let name, let error): "`\(name)`: \(error.message)"
    case .wrongDimension(let count, let expected): "a point of \(count) coordinates in a space of \(expected)"
    case .refused(let count): "`where` refused \(count) points in a row"
    case .refusedGrid: "`where` refuses every point of the grid"
    }
  }

  /// What to do about it.
  public var hint: String? {
    switch self {
    case .noParameters: "add one, such as `lr in log(1e-4, 1)`"
    case .duplicate(let name): "rename one `\(name)`"
    case .badDomain(_, let error): error.hint
    case .wrongDimension(_, let expected): "give \(expected) coordinates"
    case .refused: "loosen the `where`, or say a point that satisfies it, as in `from {x: 1}`"
    case .refusedGrid: "say more points, as in `grid(points: 20)`, or take `random`"
    }
  }
}

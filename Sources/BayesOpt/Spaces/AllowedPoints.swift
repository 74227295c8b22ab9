extension Space {
  /// Values that are given to parameters, one after the other, before a search for allowed points gives up.
  static let mostVisits = 100_000

  /// The configurations that are allowed of those made of some values on every axis.
  ///
  /// A branch of the tree of configurations is left as soon as a constraint refuses its first values.
  ///
  /// - Parameters:
  ///   - limit: the search ends when it has found one more.
  ///   - visits: values that are given to parameters before the search gives up.
  ///   - levels: the values to visit of a parameter in the domain that its context gives it.
  /// - Returns: nil where they are too many to look at, or where a constraint or a rule fails.
  func allowedPoints(
    limit: Int, visits: Int = mostVisits, _ levels: (_ parameter: Int, Domain) -> Levels?
  ) -> [Configuration]? {
    var found: [Configuration] = []
    var visited = 0
    let isComplete = try? walk { parameter, domain in
      visited += 1
      return visited <= visits ? levels(parameter, domain) : nil
    } isRefused: { values in
      visited += 1
      return refuses(first: values)
    } _: { configuration in
      if try allows(configuration) { found.append(configuration) }
      return found.count <= limit && visited <= visits
    }
    return isComplete == true || found.count > limit ? found : nil
  }

  /// All configurations that are allowed, if they can be found one after the other.
  func allAllowed() -> [Configuration]? {
    memory.allowed.value {
      let limit = 20_000
      let all = allowedPoints(limit: limit, visits: Self.mostVisits / 2) { _, domain in
        domain.count.flatMap { $0 <= limit ? .all($0, of: domain) : nil }
      }
      return all.flatMap { $0.count <= limit ? $0 : nil }
    }
  }
}

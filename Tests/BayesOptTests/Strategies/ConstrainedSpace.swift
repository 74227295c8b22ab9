@testable import BayesOpt

extension Space {
  /// A space with one constraint on all of its parameters.
  init(
    parameters: [Parameter], constraint: @escaping @Sendable (Configuration) throws -> Bool
  ) throws(SpaceError) {
    try self.init(
      parameters: parameters, constraints: [Constraint(last: parameters.count - 1, holds: constraint)])
  }
}

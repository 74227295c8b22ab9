import Basics
import BayesOpt
import DSL

/// What the space of a search is made of, evaluated: whoever is to be asked its rules and constraints can make it anew.
struct SpaceParts {
  /// A parameter whose clause is evaluated.
  struct Parameter {
    var clause: SearchClauses.Parameter
    var domain: Value
    let near: (value: Value, span: Span)?
    let condition: ParameterCondition<Value>?
    let requirements: [DomainRequirement<Value>]
  }

  var parameters: [Parameter] = []
  /// What must hold between them.
  let constraints: [ParameterCondition<Value>]
  /// The text of the search.
  let span: Span

  /// Evaluates the clauses, in the frame that the search stands in.
  init(_ clauses: SearchClauses, _ f: inout Frame) throws(Exit) {
    span = clauses.span
    var constraints: [ParameterCondition<Value>] = []
    for constraint in clauses.constraints {
      constraints += try constraint.map { (node) throws(Exit) in try node.value(&f) }.conjuncts
    }
    self.constraints = constraints
    for parameter in clauses.parameters {
      let domain = try parameter.domain.value(&f)
      let condition = try parameter.condition.map { condition throws(Exit) in
        try condition.map { (node) throws(Exit) in try node.value(&f) }
      }
      let near = try parameter.near.map { near throws(Exit) in (value: try near.value(&f), span: near.span) }
      var requirements: [DomainRequirement<Value>] = []
      for requirement in parameter.requirements {
        requirements.append(try requirement.map { (node) throws(Exit) in try node.value(&f) })
      }
      parameters.append(
        Parameter(
          clause: parameter, domain: domain, near: near, condition: condition, requirements: requirements))
    }
  }

  /// The space in both of its forms.
  ///
  /// - Parameter evaluator: who is asked dependent domains, conditions and constraints.
  /// - Throws: a failure of the program where a value is not a domain, or the space has no meaning.
  /// - Returns: the parameters of the language, and the axes of the optimiser.
  func made(for evaluator: Evaluator) throws(Exit) -> (parameters: SearchSpace, space: Space) {
    var made = SearchSpace(parameterCount: parameters.count, constraints: constraints, evaluator: evaluator)
    for part in parameters {
      try made.add(
        part.clause, domain: part.domain, near: part.near, condition: part.condition, requirements: part.requirements)
    }
    do throws(SpaceError) { return (made, try made.optimiserSpace()) } catch {
      throw failure(error.topic, error.message, span)
    }
  }
}

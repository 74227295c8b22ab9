/// A walk over all of a tree, each node before what stands in it.
public struct TreeWalk {
  private let onStatement: (Statement) -> Void
  private let onExpression: (Expression) -> Void

  /// Walks over a program.
  ///
  /// - Parameters:
  ///   - program: The program.
  ///   - onStatement: Is given each statement.
  ///   - onExpression: Is given each expression.
  public static func over(
    _ program: Program, onStatement: (Statement) -> Void = { _ in }, onExpression: (Expression) -> Void = { _ in }
  ) {
    withoutActuallyEscaping(onStatement) { onStatement in
      withoutActuallyEscaping(onExpression) { onExpression in
        TreeWalk(onStatement: onStatement, onExpression: onExpression).statements(program.statements)
      }
    }
  }

  private func statements(_ statements: [Statement]) { statements.forEach(statement) }

  private func statement(_ statement: Statement) {
    onStatement(statement)
    switch statement.kind {
    case .declaration(let declaration): expression(declaration.value)
    case .assignment(let place, let value):
      for case .index(let index) in place.steps { expression(index) }
      expression(value)
    case .function(let declaration): function(declaration.function)
    case .forLoop(_, in: let source, let body):
      expression(source)
      statements(body.statements)
    case .whileLoop(let condition, let body):
      expression(condition)
      statements(body.statements)
    case .returnValue(let value): value.map(expression)
    case .test(_, let body): statements(body.statements)
    case .expect(let value), .expression(let value): expression(value)
    case .breakLoop, .continueLoop, .importFile: break
    }
  }

  private func function(_ function: FunctionLiteral) {
    for parameter in function.parameters { parameter.defaultValue.map(expression) }
    statements(function.body.statements)
  }

  private func expression(_ expression: Expression) {
    onExpression(expression)
    switch expression.kind {
    case .none, .boolean, .integer, .real, .duration, .string, .name: break
    case .interpolation(let parts):
      for case .expression(let inner) in parts { self.expression(inner) }
    case .parenthesized(let a), .unary(_, let a), .field(let a, _), .quantity(let a, _): self.expression(a)
    case .binary(_, let a, let b), .range(let a, let b), .stepped(let a, by: let b), .pipe(let a, into: let b),
      .index(let a, let b):
      self.expression(a)
      self.expression(b)
    default: compound(expression)
    }
  }

  private func compound(_ expression: Expression) {
    switch expression.kind {
    case .list(let items):
      for item in items {
        switch item {
        case .value(let value), .spread(let value): self.expression(value)
        }
      }
    case .record(let fields):
      for field in fields {
        switch field {
        case .value(_, let value), .spread(let value): self.expression(value)
        }
      }
    case .comprehension(let comprehension):
      self.expression(comprehension.element)
      comprehension.clauses.forEach { self.expression($0.source) }
      comprehension.condition.map(self.expression)
    case .function(let function): self.function(function)
    case .conditional(let conditional): self.conditional(conditional)
    case .call(let callee, let arguments):
      self.expression(callee)
      arguments.forEach { self.expression($0.expression) }
    case .search(let search): self.search(search)
    case .widening(let widening):
      widening.parameters.forEach { $0.domain.map(self.expression) }
      widening.budgets.forEach(self.expression)
      widening.start.map(self.expression)
    default: break
    }
  }

  private func conditional(_ conditional: Conditional) {
    var rest: Conditional? = conditional
    while let current = rest {
      expression(current.condition)
      statements(current.consequence.statements)
      rest = nil
      switch current.alternative {
      case .conditional(let next, _)?: rest = next
      case .block(let block)?: statements(block.statements)
      case nil: break
      }
    }
  }

  private func search(_ search: Search) {
    for parameter in search.parameters {
      expression(parameter.domain)
      parameter.near.map(expression)
      parameter.condition.map(expression)
    }
    search.constraints.forEach(expression)
    search.objectives.forEach { statements($0.body.statements) }
    search.outcomeConstraints.forEach(expression)
    let clauses = [
      search.strategy, search.pruner, search.pruneCondition, search.trialLimit, search.endCondition, search.workers,
      search.start, search.name,
    ]
    clauses.forEach { $0.map(expression) }
    search.budgets.forEach(expression)
    search.shares.forEach { expression($0.expression) }
  }
}

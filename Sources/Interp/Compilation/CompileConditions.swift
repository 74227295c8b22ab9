import DSL

extension Compiler {
  /// A condition as functions of the parameters, taken apart where it says `and` and `or`.
  ///
  /// - Parameters:
  ///   - expression: the condition.
  ///   - parameters: what it sees, in order.
  ///   - name: what its functions are called.
  /// - Throws: what compiling its parts throws.
  /// - Returns: the condition, of nodes that give functions.
  func condition(
    _ expression: Expression, of parameters: [Name], _ name: String
  ) throws(Exit) -> ParameterCondition<Node> {
    let bare = expression.unparenthesized
    if case .binary(.and, let left, let right) = bare.kind {
      return .all([try condition(left, of: parameters, name), try condition(right, of: parameters, name)])
    }
    if case .binary(.or, let left, let right) = bare.kind, left.isTruthValue {
      return .any([try condition(left, of: parameters, name), try condition(right, of: parameters, name)])
    }
    var sides: (op: BinaryOperator, function: Node)?
    if case .binary(let op, let left, let right) = bare.kind,
      [.less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual].contains(op)
    {
      let pair = Expression(.list([.value(left), .value(right)]), bare.span)
      sides = (op, try function(of: parameters, Block(expression: pair), name))
    }
    return .leaf(
      .init(
        function: try function(of: parameters, Block(expression: expression), name), sides: sides,
        mentions: mentions(expression, of: parameters), handlesNone: bare.handlesNone, span: expression.span))
  }

  /// The parameters that an expression mentions, or may mention.
  func mentions(_ expression: Expression, of parameters: [Name]) -> [Int] {
    parameters.indices.filter { expression.mentions(anyOf: [parameters[$0].text]) }
  }
}

extension Expression {
  /// Whether it has a truth value, so that `or` behind it means just that.
  fileprivate var isTruthValue: Bool {
    switch unparenthesized.kind {
    case .boolean, .unary(.not, _): true
    case .binary(let op, let left, let right):
      switch op {
      case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contains, .notContains: true
      case .and: right.isTruthValue
      case .or: left.isTruthValue && right.isTruthValue
      default: false
      }
    default: false
    }
  }

  /// The largest number of members that `each(domain, count)` can have, as far as its text says so.
  ///
  /// Of what chooses between numbers it is the largest of them, whatever is chosen.
  var mostMembers: Int? {
    switch unparenthesized.kind {
    case .call(let callee, let arguments) where callee.isName("each") && arguments.count == 2:
      arguments[1].expression.largestNumber
    case .conditional(let conditional): conditional.largest(\.mostMembers)
    default: nil
    }
  }

  /// The comparisons that must hold for it to be a domain: `low <= high` of `low..high`.
  var neededComparisons: [(op: BinaryOperator, left: Expression, right: Expression)] {
    func bound(_ number: Int) -> Expression { Expression(.integer(number), span) }
    switch unparenthesized.kind {
    case .range(let low, let high): return [(.lessOrEqual, low, high)]
    case .stepped(let domain, by: let step):
      let isLogarithmic = if case .call = domain.unparenthesized.kind { true } else { false }
      return domain.neededComparisons + [(.greater, step, bound(isLogarithmic ? 1 : 0))]
    case .call(let callee, let arguments):
      let values = arguments.compactMap { argument -> Expression? in
        guard case .positional(let value) = argument else { return nil }
        return value
      }
      if callee.isName("log"), values.count == 2 {
        return [(.greater, values[0], bound(0)), (.lessOrEqual, values[0], values[1])]
      }
      if callee.isName("gamma_prior"), values.count > 1 { return [(.lessOrEqual, values[0], values[1])] }
      guard callee.isName("each"), values.count == 2 else { return [] }
      return values[0].neededComparisons + [(.greaterOrEqual, values[1], bound(0))]
    default: return []
    }
  }

  private var largestNumber: Int? {
    switch unparenthesized.kind {
    case .integer(let value): value
    case .conditional(let conditional): conditional.largest(\.largestNumber)
    default: nil
    }
  }
}

extension Conditional {
  /// The largest number of all its branches that have one.
  fileprivate func largest(_ number: (Expression) -> Int?) -> Int? {
    func last(_ block: Block) -> Int? {
      guard case .expression(let value)? = block.statements.last?.kind else { return nil }
      return number(value)
    }
    let other: Int? =
      switch alternative {
      case .conditional(let next, _): next.largest(number)
      case .block(let block): last(block)
      case nil: nil
      }
    return [last(consequence), other].compactMap(\.self).max()
  }
}

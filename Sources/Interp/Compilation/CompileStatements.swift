import Basics
import DSL

extension Compiler {
  /// A statement for its value: that of an expression, `none` for all others.
  func value(_ statement: Statement) throws(Exit) -> Node {
    if case .expression(let expression) = statement.kind { return try self.expression(expression) }
    let node = try effect(statement)
    return sequence([node, Constant(.none, statement.span)][...], statement.span)
  }

  /// A statement for its effect: the node is to be `run`.
  func effect(_ statement: Statement) throws(Exit) -> Node {
    switch statement.kind {
    case .declaration(let declaration):
      let value = try expression(declaration.value)
      return assignment(scope.declare(declaration.name.text, isVariable: declaration.isVariable), value)
    case .function(let declaration):
      let slot = scope.declare(declaration.name.text, isVariable: false)
      return SetLocal(slot, try function(declaration.function, name: declaration.name.text))
    case .assignment(let place, let value): return try assign(place, value, statement.span)
    case .forLoop(let variables, let source, let body): return try loop(variables, source, body, statement.span)
    case .whileLoop(let condition, let body):
      return While(try expression(condition), try effect(body), statement.span)
    case .breakLoop: return Jump(.broke, statement.span)
    case .continueLoop: return Jump(.continued, statement.span)
    case .returnValue(let value):
      let node = try value.map { expression throws(Exit) in try self.expression(expression) }
      return Return(node ?? Constant(.none, statement.span), statement.span)
    case .expect(let condition): return try expect(condition, statement.span)
    case .expression(let expression): return try effect(expression)
    case .importFile, .test:
      throw failure(
        .misplaced,
        "`\(statement.isImport ? "import" : "test")` belongs at the top level of a file", statement.span)
    }
  }

  private func effect(_ expression: Expression) throws(Exit) -> Node {
    if case .conditional(let conditional) = expression.kind { return try effect(conditional, expression.span) }
    let node = try self.expression(expression)
    if let binary = node as? Binary, binary.storesItself { return Discard(node) }
    return node
  }

  private func effect(_ conditional: Conditional, _ span: Span) throws(Exit) -> Node {
    let condition = try expression(conditional.condition)
    let consequence = try effect(conditional.consequence)
    let alternative: Node
    switch conditional.alternative {
    case nil: alternative = Constant(.none, span)
    case .block(let block): alternative = try effect(block)
    case .conditional(let next, let span): alternative = try effect(next, span)
    }
    return If(condition, consequence, alternative, span)
  }

  private func expect(_ condition: Expression, _ span: Span) throws(Exit) -> Node {
    let comparisons: Set<BinaryOperator> = [
      .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contains, .notContains,
    ]
    if case .binary(let op, let a, let b) = condition.unparenthesized.kind, comparisons.contains(op) {
      let left = try expression(a)
      return ExpectComparison(op, left, try expression(b), text: text(under: condition.span), condition.span)
    }
    return Expect(try expression(condition), text: text(under: condition.span), condition.span)
  }

  // MARK: Loops

  func loop(_ variables: LoopVariables, _ source: Expression, _ body: Block, _ span: Span) throws(Exit) -> Node {
    try loop(variables, source, span) { () throws(Exit) in try effect(body) }
  }

  /// A loop whose body is compiled by `body`, with the variables bound; `collecting` is a slot whose list gets an item each turn.
  func loop(
    _ variables: LoopVariables, _ source: Expression, _ span: Span, collecting: Int? = nil,
    body: () throws(Exit) -> Node
  ) throws(Exit) -> Node {
    let top = scope.top
    let make: (LoopSlots, Node) -> Node
    if case .range(let low, let high) = source.unparenthesized.kind, variables.second == nil {
      let from = try expression(low)
      let to = try expression(high)
      make = { ForRange($0.first, from, to, $1, collecting: collecting, span) }
    } else {
      let collection = try expression(source)
      make = { ForEach($0, collection, $1, span) }
    }
    scope.blocks.append(BlockScope())
    let first = scope.declare(variables.first.text, isVariable: false)
    let second = variables.second.map { scope.declare($0.text, isVariable: false) }
    let node = make(LoopSlots(first: first, second: second), try body())
    scope.blocks.removeLast()
    scope.release(to: top)
    return node
  }

  // MARK: Assignments

  private func assign(_ place: Place, _ value: Expression, _ span: Span) throws(Exit) -> Node {
    guard let slot = variableSlot(place.root.text) else {
      throw failure(
        .assignment,
        "`\(place.root.text)` cannot be assigned here", place.root.span,
        hint: "only a `var` of the same function can.")
    }
    if place.steps.isEmpty {
      if let append = try growing(slot, place.root.text, value, span) { return append }
      return assignment(slot, try expression(value))
    }
    let top = scope.top
    defer { scope.release(to: top) }
    if place.steps.count == 1, case .index(let index) = place.steps[0] {
      let node = try expression(index)
      return UpdateElement(slot, node, try expression(value), index.span)
    }
    var prepare: [Node] = []
    var steps: [(index: Node?, name: Name?, span: Span)] = []
    for step in place.steps {
      switch step {
      case .field(let name): steps.append((nil, name, name.span))
      case .index(let index):
        var node = try expression(index)
        if !node.isNear {
          let temporary = scope.take()
          prepare.append(SetLocal(temporary, node))
          node = Local(temporary, index.span)
        }
        steps.append((node, nil, index.span))
      }
    }
    let valueNode = try expression(value)
    var path: Path?
    for step in steps.reversed() {
      if let index = step.index {
        path = ElementStep(index, path, step.span)
      } else if let name = step.name {
        path = FieldStep(InternedName(name.text), path, step.span)
      }
    }
    return Update(slot, path ?? Path(span), prepare: sequence(prepare[...], span), valueNode)
  }

  private func variableSlot(_ name: String) -> Int? {
    switch scope.access(name) {
    case .local(let slot, isVariable: true): slot
    case .global(let global) where global.isVariable && scope.module != nil: global.slot
    default: nil
    }
  }

  /// `s = s + e`, `xs = xs + [e]`, `xs = [...xs, e]`, `s = "{s}..."` grow in place: copying would be quadratic.
  private func growing(_ slot: Int, _ name: String, _ value: Expression, _ span: Span) throws(Exit) -> Node? {
    switch value.kind {
    case .binary(.add, let left, let right) where left.isName(name):
      switch right.unparenthesized.kind {
      case .interpolation(let parts):
        let pieces = try self.pieces(parts)
        if pieces.allSatisfy({ $0.isNear && $0.slot != slot }) { return AppendPieces(slot, pieces, span) }
      case .string, .list: break
      default:
        // A number is better added by the node that stores its own sum.
        return nil
      }
      return Append(slot, try expression(right), span)
    case .list(let items):
      guard case .spread(let first)? = items.first, first.isName(name) else { return nil }
      return Append(slot, try list(Array(items.dropFirst()), value.span), span)
    default: return nil
    }
  }
}

extension Statement {
  var isImport: Bool {
    if case .importFile = kind { return true }
    return false
  }
}

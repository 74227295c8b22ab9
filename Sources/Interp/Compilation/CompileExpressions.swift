import Basics
import DSL

extension Compiler {
  func expression(_ expression: Expression) throws(Exit) -> Node {
    let span = expression.span
    switch expression.kind {
    case .none: return Constant(.none, span)
    case .boolean(let truth): return Constant(.bool(truth), span)
    case .integer(let value): return Constant(.int(value), span)
    case .real(let value): return Constant(.real(value), span)
    case .duration(let seconds): return Constant(.quantity(Quantity(seconds, .seconds)), span)
    case .string(let string): return Constant(.text(string), span)
    case .interpolation(let parts): return Interpolation(try pieces(parts), span)
    case .name(let name): return try read(Name(name, span))
    case .parenthesized(let inner): return try self.expression(inner)
    case .list(let items): return try list(items, span)
    case .comprehension(let comprehension): return try self.comprehension(comprehension, span)
    case .record(let fields): return try record(fields, span)
    case .function(let literal): return try function(literal, name: nil)
    case .conditional(let conditional): return try self.conditional(conditional, span)
    case .unary(.not, let operand): return Not(try self.expression(operand), span)
    case .unary(.negate, let operand): return try negation(operand, span)
    case .binary(let op, let left, let right):
      let a = try self.expression(left)
      return binary(op, a, try self.expression(right), span)
    case .range(let low, let high):
      let from = try self.expression(low)
      return RangeNode(from, try self.expression(high), span)
    case .stepped(let domain, let step):
      let node = try self.expression(domain)
      return SteppedNode(node, try self.expression(step), span)
    case .pipe(let value, let target): return try pipe(value, target, span)
    case .field(let record, let name): return try field(name, of: record, arguments: nil)
    case .index(let collection, let index):
      let node = try self.expression(collection)
      return Index(node, try self.expression(index), written: collection.words(in: sources), span)
    case .call(let callee, let arguments): return try call(callee, arguments, span)
    case .quantity(let amount, let unit): return QuantityNode(try self.expression(amount), unit, span)
    case .search(let search): return try self.search(search, span)
    case .widening(let widening): return try self.widening(widening, span)
    }
  }

  func pieces(_ parts: [StringPart]) throws(Exit) -> [Node] {
    var nodes: [Node] = []
    for part in parts {
      switch part {
      case .text(let text): nodes.append(Constant(.text(text), .nowhere))
      case .expression(let expression): nodes.append(try self.expression(expression))
      }
    }
    return nodes
  }

  func list(_ items: [Item], _ span: Span) throws(Exit) -> Node {
    var nodes: [Node] = []
    for item in items {
      switch item {
      case .value(let value): nodes.append(try expression(value))
      case .spread(let value): nodes.append(Spread(try expression(value)))
      }
    }
    return ListLiteral(nodes, span)
  }

  private func record(_ fields: [RecordField], _ span: Span) throws(Exit) -> Node {
    var nodes: [(symbol: InternedName?, value: Node)] = []
    for field in fields {
      switch field {
      case .value(let name, let value): nodes.append((InternedName(name.text), try expression(value)))
      case .spread(let value): nodes.append((nil, try expression(value)))
      }
    }
    let symbols = nodes.compactMap(\.symbol)
    if symbols.count == nodes.count { return RecordLiteral(symbols, nodes.map(\.value), span) }
    return SpreadingRecordLiteral(nodes, span)
  }

  private func negation(_ operand: Expression, _ span: Span) throws(Exit) -> Node {
    switch operand.kind {
    case .integer(let value): return Constant(.int(0 &- value), span)
    case .real(let value): return Constant(.real(-value), span)
    default: return Negate(try expression(operand), span)
    }
  }

  private func conditional(_ conditional: Conditional, _ span: Span) throws(Exit) -> Node {
    let condition = try expression(conditional.condition)
    let consequence = try value(conditional.consequence)
    let alternative: Node
    switch conditional.alternative {
    case nil: alternative = Constant(.none, span)
    case .block(let block): alternative = try value(block)
    case .conditional(let next, let span): alternative = try self.conditional(next, span)
    }
    return If(condition, consequence, alternative, span)
  }

  /// Loops round a node that collects; the list grows in a slot of its own.
  private func comprehension(_ comprehension: Comprehension, _ span: Span) throws(Exit) -> Node {
    let accumulator = scope.take()
    defer { scope.release(to: accumulator) }
    func nested(_ clauses: ArraySlice<Comprehension.Clause>) throws(Exit) -> Node {
      guard let clause = clauses.first else {
        let condition = try comprehension.condition.map { condition throws(Exit) in try expression(condition) }
        let collect = Collect(accumulator, try expression(comprehension.element))
        return condition.map { If($0, collect, Constant(.none, span), span) } ?? collect
      }
      // One item for each turn: there is room for all from the start.
      let isPlain = comprehension.clauses.count == 1 && comprehension.condition == nil
      return try loop(clause.variables, clause.source, span, collecting: isPlain ? accumulator : nil) {
        () throws(Exit) in try nested(clauses.dropFirst())
      }
    }
    return ComprehensionNode(accumulator, try nested(comprehension.clauses[...]), span)
  }

  /// What is called.
  private func callee(_ callee: Expression, _ arguments: [Argument]) throws(Exit) -> Node {
    guard case .field(let record, let name) = callee.kind else { return try expression(callee) }
    return try field(name, of: record, arguments: arguments)
  }

  private func field(_ name: Name, of record: Expression, arguments: [Argument]?) throws(Exit) -> Node {
    var isVariable = false
    if case .name(let list) = record.kind { isVariable = self.isVariable(list) }
    let isBound = scope.access(name.text) != nil && BuiltinTable.constantsByName[name.text] == nil
    // Worked out only where the field is missing.
    let use = { [sources] in
      FieldUse(of: name.text, record, isVariable: isVariable, arguments, isBound: isBound, sources)
    }
    let node = try expression(record)
    let symbol = InternedName(name.text)
    return node.isNear
      ? NearField(node, symbol, use: use, name.span) : Field(node, symbol, use: use, name.span)
  }

  /// Whether a name can be assigned here.
  private func isVariable(_ name: String) -> Bool {
    switch scope.access(name) {
    case .local(_, isVariable: true): true
    case .global(let global): global.isVariable && scope.module != nil
    default: false
    }
  }

  // MARK: Calls

  /// `x |> f(a)` is `f(x, a)`, and `x |> f` is `f(x)`.
  private func pipe(_ value: Expression, _ target: Expression, _ span: Span) throws(Exit) -> Node {
    if case .call(let callee, let arguments) = target.kind {
      return try call(callee, [.positional(value)] + arguments, span)
    }
    return try call(target, [.positional(value)], span)
  }

  func call(_ callee: Expression, _ arguments: [Argument], _ span: Span) throws(Exit) -> Node {
    let top = scope.top
    defer { scope.release(to: top) }
    let positional = arguments.compactMap { argument -> Expression? in
      if case .positional(let value) = argument { return value }
      return nil
    }
    let hasSpread = arguments.contains { argument in
      if case .spread = argument { return true }
      return false
    }
    var access: Access?
    if case .name(let name) = callee.unparenthesized.kind { access = scope.access(name) }
    if case .builtin(.builtin(let builtin))? = access, !hasSpread,
      let node = try callBuiltin(builtin, arguments, span)
    {
      return node
    }
    guard positional.count == arguments.count else { return try callGathering(callee, arguments, span) }
    var function = try self.callee(callee, arguments)
    var stores: [Node] = []
    if !function.isFixed {
      // A callee that has to be computed is so before its arguments, into a temporary of its own.
      let temporary = scope.take()
      stores.append(SetLocal(temporary, function))
      function = Local(temporary, function.span)
    }
    let base = scope.top
    for argument in positional {
      let value = try expression(argument)
      stores.append(assignment(scope.takeArgument(), value))
    }
    // The callee's frame begins here even if it gets no arguments.
    _ = scope.takeArgument()
    let node = sequence(stores[...], span)
    if case .itself? = access, positional.count == scope.plainParameterCount {
      return CallItself(node, base: base, span)
    }
    return Call(function, node, positional.count, base: base, span)
  }

  private func callGathering(_ callee: Expression, _ arguments: [Argument], _ span: Span) throws(Exit) -> Node {
    let function = try self.callee(callee, arguments)
    var gathered: [CallGathering.Argument] = []
    for argument in arguments {
      switch argument {
      case .positional(let value): gathered.append(.positional(try expression(value)))
      case .labelled(let name, let value): gathered.append(.labelled(InternedName(name.text), try expression(value)))
      case .spread(let value): gathered.append(.spread(try expression(value)))
      }
    }
    return CallGathering(function, gathered, base: scope.takeArgument(), span)
  }

  /// Each argument is evaluated where it stands and put into the slot of its parameter; nil if the form does not fit.
  private func callBuiltin(_ builtin: Builtin, _ arguments: [Argument], _ span: Span) throws(Exit) -> Node? {
    let labels = arguments.compactMap { argument -> String? in
      if case .labelled(let name, _) = argument { return name.text }
      return nil
    }
    guard let (form, placement) = builtin.form(positional: arguments.count - labels.count, labels: labels),
      form.signature.anyLabel == nil
    else { return nil }
    // The arguments of the rest, which is the last parameter, lie behind those of the others.
    let fixed = form.signature.rest ?? form.parameters.count
    let count = fixed + placement.restCount
    let base = scope.takeArgument(count + 1)
    var positional = (Array(placement.positional) + Array(fixed..<count)).makeIterator()
    var labelled = placement.labelled.makeIterator()
    var absent = Set(0..<fixed)
    var stores: [Node] = []
    for argument in arguments {
      var isLabelled = false
      if case .labelled = argument { isLabelled = true }
      guard let slot = isLabelled ? labelled.next() : positional.next() else { return nil }
      absent.remove(slot)
      stores.append(assignment(base + slot, try expression(argument.expression)))
    }
    return CallBuiltin(
      form, sequence(stores[...], span), absent: absent.sorted().map { base + $0 }, count: count, base: base, span)
  }
}

extension Expression {
  /// Without the parentheses around it.
  var unparenthesized: Expression {
    if case .parenthesized(let inner) = kind { return inner.unparenthesized }
    return self
  }

  func isName(_ name: String) -> Bool {
    if case .name(name) = unparenthesized.kind { return true }
    return false
  }
}

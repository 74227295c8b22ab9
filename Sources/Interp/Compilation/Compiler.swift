import Basics
import DSL

/// From a checked tree to nodes: one function at a time.
///
/// Patterns that have a faster node are recognized here.
///
/// Slots: parameters first, then the locals of nested blocks, and above them temporaries (arguments of pending calls,
/// indices of pending updates). A block gives its slots back when it ends.
struct Compiler {
  let scope: FunctionScope
  /// For the text of conditions and defaults.
  let sources: SourceMap

  func text(under span: Span) -> String {
    sources.source(at: span.start)?.text(under: span) ?? ""
  }

  // MARK: Names

  func read(_ name: Name) throws(Exit) -> Node {
    guard let access = scope.access(name.text) else {
      throw failure(.unknownName, "`\(name.text)` is not bound here", name.span)
    }
    return try read(access, name)
  }

  private func read(_ access: Access, _ name: Name) throws(Exit) -> Node {
    switch access {
    case .local(let slot, let isVariable):
      if isVariable, !isOwn(slot, name.text) { throw variableOutside(name) }
      return Local(slot, name.span)
    case .captured(let index): return Captured(index, name.span)
    case .itself: return Itself(name.span)
    case .builtin(let value): return Constant(value, name.span)
    case .global(let global):
      if scope.module != nil { return Local(global.slot, name.span) }
      if global.isVariable { throw variableOutside(name) }
      return Global(global.slot, name.text, name.span)
    case .ahead(let function, let home, let block): return try functionAhead(function, in: home, blocks: block + 1)
    }
  }

  /// Whether a local of that name is one of the function that is being compiled.
  private func isOwn(_ slot: Int, _ name: String) -> Bool {
    scope.blocks.contains { $0.slots[name]?.slot == slot }
  }

  private func variableOutside(_ name: Name) -> Exit {
    failure(
      .changingVariable,
      "a function cannot see the variable `\(name.text)` around it", name.span,
      hint: "`\(name.text)` may change; pass it, or bind it with `let` first.")
  }

  /// A function of a block around that stands further down: it is made where it is used.
  ///
  /// So functions of one block may call each other without a cycle of references between their values.
  private func functionAhead(
    _ declaration: FunctionDeclaration, in home: FunctionScope, blocks: Int
  ) throws(Exit) -> Node {
    try function(declaration.function, name: declaration.name.text, home: home, blocks: blocks)
  }

  // MARK: Functions

  /// A node that makes the function.
  ///
  /// - Parameters:
  ///   - literal: its text.
  ///   - name: what its own text calls it by; nil where it has no name.
  ///   - title: what messages call it where it has no name.
  ///   - home: the function that its text stands in, unless that is the one around.
  ///   - blocks: how many blocks deep it stands there.
  /// - Throws: what is wrong with the text.
  /// - Returns: the node.
  func function(
    _ literal: FunctionLiteral, name: String?, title: String = "fn", home: FunctionScope? = nil, blocks: Int? = nil
  ) throws(Exit) -> Node {
    let inner = FunctionScope(
      name: name, parent: scope, home: home ?? scope, blocks: blocks ?? scope.blocks.count)
    let code = try Compiler(scope: inner, sources: sources).code(literal, name: name ?? title)
    return MakeFunction(code, inner.captures, literal.signature)
  }

  /// Compiles parameters and body into `scope`, which is new.
  private func code(_ literal: FunctionLiteral, name: String) throws(Exit) -> Code {
    scope.blocks.append(BlockScope())
    if !literal.parameters.contains(where: \.isRest) { scope.plainParameterCount = literal.parameters.count }
    // All parameters have their slots before the first default is compiled, for those are where arguments lie.
    let slots = literal.parameters.map { _ in scope.take() }
    var prologue: [Node] = []
    for (slot, parameter) in zip(slots, literal.parameters) {
      if let value = parameter.defaultValue { prologue.append(DefaultArgument(slot, try expression(value))) }
      scope.blocks[0].slots[parameter.name.text] = (slot, false)
    }
    let body = try self.body(literal.body)
    return Code(
      name: name, parameters: ParameterList(CallSignature(literal)), signature: signatureText(name, literal),
      localCount: scope.localCount, frameSize: scope.frameSize,
      captureCount: scope.captures.count, body: sequence((prologue + [body])[...], literal.signature),
      span: literal.signature, text: literal.signature.joined(to: literal.body.span))
  }

  private func signatureText(_ name: String, _ literal: FunctionLiteral) -> String {
    let parameters = literal.parameters.map { parameter -> String in
      if parameter.isRest { return "..." + parameter.name.text }
      return parameter.defaultValue.map { "\(parameter.name.text) = \(text(under: $0.span))" } ?? parameter.name.text
    }
    return (name == "fn" ? "fn" : "fn " + name) + "(" + parameters.joined(separator: ", ") + ")"
  }

  // MARK: Blocks

  /// The block of a function: a `return` at its end becomes a plain value.
  private func body(_ block: Block) throws(Exit) -> Node {
    try inBlock(block.statements) { () throws(Exit) in try tail(block.statements[...], block.span) }
  }

  /// A block for its value.
  func value(_ block: Block) throws(Exit) -> Node {
    try inBlock(block.statements) { () throws(Exit) in
      let nodes = try effects(block.statements.dropLast())
      let last = try block.statements.last.map { statement throws(Exit) in try value(statement) }
      return sequence((nodes + (last.map { [$0] } ?? []))[...], block.span)
    }
  }

  /// A block for its effect.
  func effect(_ block: Block) throws(Exit) -> Node {
    try inBlock(block.statements) { () throws(Exit) in
      sequence(try effects(block.statements[...])[...], block.span)
    }
  }

  private func inBlock(_ statements: [Statement], _ compile: () throws(Exit) -> Node) throws(Exit) -> Node {
    let top = scope.top
    var block = BlockScope()
    for case .function(let declaration) in statements.map(\.kind) {
      block.ahead[declaration.name.text] = declaration
    }
    scope.blocks.append(block)
    let node = try compile()
    scope.blocks.removeLast()
    scope.release(to: top)
    return node
  }

  private func effects(_ statements: ArraySlice<Statement>) throws(Exit) -> [Node] {
    var nodes: [Node] = []
    for statement in statements { nodes.append(try effect(statement)) }
    return nodes
  }

  /// Statements at the end of a function: `return e` is `e`, and `if c { return a }; b` is `if c { a } else { b }`.
  private func tail(_ statements: ArraySlice<Statement>, _ span: Span) throws(Exit) -> Node {
    guard let first = statements.first else { return Constant(.none, span) }
    let rest = statements.dropFirst()
    switch first.kind {
    case .returnValue(let value):
      return try value.map { expression throws(Exit) in try self.expression(expression) } ?? Constant(.none, span)
    case .expression(let expression):
      if case .conditional(let conditional) = expression.kind {
        if rest.isEmpty { return try tail(conditional, expression.span) }
        if conditional.alternative == nil, case .returnValue? = conditional.consequence.statements.last?.kind {
          let condition = try self.expression(conditional.condition)
          let taken = try body(conditional.consequence)
          return If(condition, taken, try tail(rest, span), expression.span)
        }
      }
      if rest.isEmpty { return try self.expression(expression) }
    default: break
    }
    let node = try effect(first)
    return sequence([node, try tail(rest, span)][...], span)
  }

  private func tail(_ conditional: Conditional, _ span: Span) throws(Exit) -> Node {
    let condition = try expression(conditional.condition)
    let consequence = try body(conditional.consequence)
    let alternative: Node
    switch conditional.alternative {
    case nil: alternative = Constant(.none, span)
    case .block(let block): alternative = try body(block)
    case .conditional(let next, let span): alternative = try tail(next, span)
    }
    return If(condition, consequence, alternative, span)
  }
}

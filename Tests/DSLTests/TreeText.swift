import DSL

/// A tree in one line, every pair of operands in parentheses: `1 + 2 * 3` is `(+ 1 (* 2 3))`.
enum TreeText {
  static func of(_ text: String) throws(Diagnostic) -> String {
    try parse(Source(name: "tree", text: text)).statements.map(of).joined(separator: " ; ")
  }

  static func of(_ statement: Statement) -> String {
    switch statement.kind {
    case .declaration(let it): of(it)
    case .assignment(let place, let value):
      "(= \(place.root.text)\(place.steps.map(of).joined()) \(of(value)))"
    case .function(let it): "\(of(it.documentation))(fn \(it.name.text) \(of(it.function)))"
    case .forLoop(let variables, let source, let body): "(for \(of(variables)) \(of(source)) \(of(body)))"
    case .whileLoop(let condition, let body): "(while \(of(condition)) \(of(body)))"
    case .breakLoop: "break"
    case .continueLoop: "continue"
    case .returnValue(let value): "(return\(value.map { " " + of($0) } ?? ""))"
    case .importFile(let path, _, let name): "(import \(path)\(name.map { " as \($0.text)" } ?? ""))"
    case .test(let title, let body): "(test \(title) \(of(body)))"
    case .expect(let value): "(expect \(of(value)))"
    case .expression(let value): of(value)
    }
  }

  private static func of(_ it: Declaration) -> String {
    "\(of(it.documentation))(\(it.isVariable ? "var" : "let") \(it.name.text) \(of(it.value)))"
  }

  private static func of(_ documentation: Documentation?) -> String {
    documentation.map { "## \($0.text) \($0.examples.map { [$0.code, $0.result] }) " } ?? ""
  }

  static func of(_ block: Block) -> String { "{\(block.statements.map(of).joined(separator: " ; "))}" }

  private static func of(_ step: Place.Step) -> String {
    switch step {
    case .field(let name): ".\(name.text)"
    case .index(let index): "[\(of(index))]"
    }
  }

  private static func of(_ variables: LoopVariables) -> String {
    variables.first.text + (variables.second.map { "," + $0.text } ?? "")
  }

  private static func of(_ function: FunctionLiteral) -> String {
    let parameters = function.parameters.map { parameter in
      (parameter.isRest ? "..." : "") + parameter.name.text + (parameter.defaultValue.map { "=" + of($0) } ?? "")
    }
    return "(\(parameters.joined(separator: ","))) \(of(function.body))"
  }

  static func of(_ expression: Expression) -> String {
    switch expression.kind {
    case .none: "none"
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .real(let value): "\(value)r"
    case .duration(let seconds): "\(seconds)s"
    case .string(let text): "'\(text)'"
    case .interpolation(let parts):
      "'"
        + parts.map {
          if case .expression(let inner) = $0 {
            "{\(of(inner))}"
          } else if case .text(let text) = $0 {
            text
          } else {
            ""
          }
        }
        .joined() + "'"
    case .name(let name): name
    case .parenthesized(let inner): "<\(of(inner))>"
    case .list(let items): "[\(items.map(of).joined(separator: " "))]"
    case .comprehension(let it):
      "[\(of(it.element)) for \(it.clauses.map { "\(of($0.variables)) in \(of($0.source))" }.joined(separator: ", "))"
        + (it.condition.map { " if \(of($0))" } ?? "") + "]"
    case .record(let fields): "{\(fields.map(of).joined(separator: " "))}"
    case .function(let function): "(fn \(of(function)))"
    case .conditional(let conditional): of(conditional)
    case .unary(let operation, let inner): "(\(operation.rawValue) \(of(inner)))"
    case .binary(let operation, let left, let right): "(\(operation.rawValue) \(of(left)) \(of(right)))"
    case .range(let low, let high): "(.. \(of(low)) \(of(high)))"
    case .stepped(let domain, let step): "(by \(of(domain)) \(of(step)))"
    case .pipe(let left, let right): "(|> \(of(left)) \(of(right)))"
    case .field(let value, let name): "\(of(value)).\(name.text)"
    case .index(let value, let index): "\(of(value))[\(of(index))]"
    case .call(let callee, let arguments): "\(of(callee))(\(arguments.map(of).joined(separator: " ")))"
    case .quantity(let count, let unit): "\(of(count))#\(unit.rawValue)"
    case .search(let search): of(search)
    case .widening(let widening): of(widening)
    }
  }

  private static func of(_ item: Item) -> String {
    switch item {
    case .value(let value): of(value)
    case .spread(let value): "...\(of(value))"
    }
  }

  private static func of(_ field: RecordField) -> String {
    switch field {
    case .value(let name, let value): "\(name.text):\(of(value))"
    case .spread(let value): "...\(of(value))"
    }
  }

  private static func of(_ argument: Argument) -> String {
    switch argument {
    case .positional(let value): of(value)
    case .labelled(let name, let value): "\(name.text):\(of(value))"
    case .spread(let value): "...\(of(value))"
    }
  }

  private static func of(_ conditional: Conditional) -> String {
    let rest =
      switch conditional.alternative {
      case .conditional(let next, _)?: " \(of(next))"
      case .block(let block)?: " \(of(block))"
      case nil: ""
      }
    return "(if \(of(conditional.condition)) \(of(conditional.consequence))\(rest))"
  }

  private static func of(_ widening: Widening) -> String {
    var parts = widening.parameters.map { $0.name.text + ($0.domain.map { " in \(of($0))" } ?? "") }
    if !widening.budgets.isEmpty { parts.append("for \(widening.budgets.map(of).joined(separator: ", "))") }
    if let start = widening.start { parts.append("from \(of(start))") }
    return "(widen \(parts.joined(separator: " | ")))"
  }

  private static func of(_ search: Search) -> String {
    var parts = search.parameters.map {
      "\($0.name.text) in \(of($0.domain))" + ($0.near.map { " near \(of($0))" } ?? "")
        + ($0.condition.map { " if \(of($0))" } ?? "")
    }
    parts += search.constraints.map { "where \(of($0))" }
    parts += search.outcomeConstraints.map { "require \(of($0))" }
    parts += search.objectives.map { "\($0.direction.rawValue) \(of($0.body))" }
    for (word, clause) in [
      ("with", search.strategy), ("prune", search.pruner), ("prune when", search.pruneCondition),
      ("within", search.trialLimit), ("until", search.endCondition), ("on", search.workers), ("from", search.start),
      ("as", search.name),
    ] {
      if let clause { parts.append("\(word) \(of(clause))") }
    }
    if !search.shares.isEmpty { parts.append("shares \(search.shares.map(of).joined(separator: ", "))") }
    if !search.budgets.isEmpty { parts.append("for \(search.budgets.map(of).joined(separator: ", "))") }
    for (word, names) in [("note", search.notes), ("report", search.reports)] where !names.isEmpty {
      parts.append("\(word) \(names.map(\.text).joined(separator: ", "))")
    }
    return "(search \(parts.joined(separator: " | ")))"
  }
}

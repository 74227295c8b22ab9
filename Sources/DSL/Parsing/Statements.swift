extension Parser {
  // block = "{" [ end ] { statement end } [ statement ] "}" ;
  mutating func block(_ context: String) throws(Diagnostic) -> Block {
    try descend()
    defer { ascend() }
    let opening = current
    guard isAt(.leftBrace) else { throw expectedBlock(context) }
    mark(.block)
    advance()
    let statements = try statements(level: opening.level + 1)
    try close(opening, .rightBrace, orElse: "a statement or ")
    return Block(statements: statements, span: span(from: opening.span))
  }

  // statement = declaration | definition | for | while | "break" | "continue" | return | import | test
  //           | "expect" expression | place "=" expression | expression ;
  mutating func statement() throws(Diagnostic) -> Statement {
    let start = current.span
    let outer = startPart()
    let kind = try statementKind()
    endPart(outer)
    return Statement(kind, span(from: start))
  }

  private mutating func statementKind() throws(Diagnostic) -> Statement.Kind {
    switch current.kind {
    case .keyword(.let), .keyword(.var): return try declaration()
    case .keyword(.fn): if case .name = kind(1) { return try definition() }
    case .keyword(.for): return try `for`()
    case .keyword(.while): return try `while`()
    case .keyword(.break):
      advance()
      return .breakLoop
    case .keyword(.continue):
      advance()
      return .continueLoop
    case .keyword(.return): return try `return`()
    case .keyword(.import): return try `import`()
    case .keyword(.test): return try test()
    case .keyword(.expect):
      advance()
      return .expect(try expression())
    default: break
    }
    if let problem = dashedCommentAtStart() ?? misplacedStart() { throw problem }
    return try assignmentOrExpression()
  }

  private mutating func assignmentOrExpression() throws(Diagnostic) -> Statement.Kind {
    let value = try expression()
    guard isAt(.assign) else { return .expression(value) }
    if endOfSearch == index, let problem = unexpectedAfterSearch() { throw problem }
    guard let place = place(value) else { throw notAssignable(value) }
    advance()
    return .assignment(place, try expression())
  }

  // place = NAME { "." word | "[" expression "]" } ;
  private func place(_ value: Expression) -> Place? {
    var steps: [Place.Step] = []
    var rest = value
    while true {
      switch rest.kind {
      case .name(let name):
        return Place(root: Name(name, rest.span), steps: steps.reversed())
      case .field(let inner, let name):
        steps.append(.field(name))
        rest = inner
      case .index(let inner, let index):
        steps.append(.index(index))
        rest = inner
      default: return nil
      }
    }
  }

  // declaration = ( "let" | "var" ) NAME "=" expression ;
  private mutating func declaration() throws(Diagnostic) -> Statement.Kind {
    let documentation = documentation[index]
    let isVariable = isAt(.var)
    advance()
    let name = try name("the name to bind")
    guard consume(.assign) else { throw expectedValue(of: name, isVariable: isVariable) }
    let value = try expression()
    return .declaration(
      Declaration(name: name, isVariable: isVariable, value: value, documentation: documentation))
  }

  // definition = "fn" NAME parameters body ;
  private mutating func definition() throws(Diagnostic) -> Statement.Kind {
    let documentation = documentation[index]
    advance()
    let name = try name("the name of the function")
    let function = try parametersAndBody()
    return .function(FunctionDeclaration(name: name, function: function, documentation: documentation))
  }

  // for = "for" variables "in" expression block ;
  private mutating func `for`() throws(Diagnostic) -> Statement.Kind {
    advance()
    if let problem = loopWithoutVariable() { throw problem }
    let variables = try variables()
    try expectInOfLoop(variables, "after the variable of the loop")
    let source = try expression()
    return .forLoop(variables, in: source, try block("the body of the loop"))
  }

  // variables = NAME [ "," NAME ] ;
  mutating func variables() throws(Diagnostic) -> LoopVariables {
    let first = try name("a variable")
    guard isAt(.comma) else { return LoopVariables(first: first) }
    mark(.comma)
    advance()
    return LoopVariables(first: first, second: try name("a second variable"))
  }

  // while = "while" expression block ;
  private mutating func `while`() throws(Diagnostic) -> Statement.Kind {
    advance()
    let condition = try expression()
    return .whileLoop(condition, try block("the body of the loop"))
  }

  // return = "return" [ expression ] ;
  private mutating func `return`() throws(Diagnostic) -> Statement.Kind {
    advance()
    return .returnValue(isAtEndOfStatement ? nil : try expression())
  }

  // import = "import" STRING [ "as" NAME ] ;
  private mutating func `import`() throws(Diagnostic) -> Statement.Kind {
    advance()
    let token = current
    if case .name = token.kind { throw importOfName() }
    guard case .string(let path) = token.kind else { throw expectedPlainString("the path of a file, in quotes") }
    advance()
    guard isAt(.as) else { return .importFile(path: path, pathSpan: token.span, as: nil) }
    mark(.word)
    advance()
    return .importFile(path: path, pathSpan: token.span, as: try name("a name for what is imported"))
  }

  // test = "test" STRING block ;
  private mutating func test() throws(Diagnostic) -> Statement.Kind {
    advance()
    guard case .string(let title) = current.kind else { throw expectedPlainString("the title of the test, in quotes") }
    advance()
    return .test(title: title, try block("the body of the test"))
  }

  func isAt(_ word: ClauseWord) -> Bool { current.kind == .name(word.rawValue) }

  /// A name that is bound here.
  mutating func name(_ role: String) throws(Diagnostic) -> Name {
    guard case .name(let text) = current.kind else { throw expectedName(role) }
    let name = Name(text, current.span)
    advance()
    return name
  }

  // word = NAME | "let" | "var" | "fn" | "return" | "if" | "else" | "for" | "in" | "while" | "break" | "continue"
  //      | "import" | "test" | "expect" | "search" | "and" | "or" | "not" | "mod" | "true" | "false" | "none" ;
  mutating func word() -> Name? {
    let span = current.span
    switch current.kind {
    case .name(let text):
      advance()
      return Name(text, span)
    case .keyword(let keyword):
      advance()
      return Name(keyword.rawValue, span)
    default: return nil
    }
  }
}

import Basics

/// Expressions without operators.
extension Parser {
  // primary = NUMBER | STRING | "true" | "false" | "none" | NAME | "(" expression ")" | list | record
  //         | "fn" parameters body | if ;
  mutating func primary() throws(Diagnostic) -> Expression {
    if let literal = literal() { return literal }
    switch current.kind {
    case .stringHead: return try interpolation()
    case .symbol(.leftParenthesis): return try parenthesized()
    case .symbol(.leftBracket): return try list()
    case .symbol(.leftBrace): return try record()
    case .keyword(.fn): return try function()
    case .keyword(.if): return try conditional()
    default: throw expectedExpression()
    }
  }

  /// What consists of one token.
  private mutating func literal() -> Expression? {
    let token = current
    let kind: Expression.Kind
    switch token.kind {
    case .integer(let value): kind = .integer(value)
    case .real(let value): kind = .real(value)
    case .duration(let seconds): kind = .duration(seconds: seconds)
    case .string(let text): kind = .string(text)
    case .name(let name): kind = .name(name)
    case .keyword(.true): kind = .boolean(true)
    case .keyword(.false): kind = .boolean(false)
    case .keyword(.none): kind = .none
    default: return nil
    }
    advance()
    return Expression(kind, token.span)
  }

  private mutating func function() throws(Diagnostic) -> Expression {
    let start = current.span
    advance()
    let function = try parametersAndBody()
    return Expression(.function(function), span(from: start))
  }

  private mutating func conditional() throws(Diagnostic) -> Expression {
    let start = current.span
    let conditional = try `if`()
    return Expression(.conditional(conditional), span(from: start))
  }

  private mutating func parenthesized() throws(Diagnostic) -> Expression {
    let opening = current
    let start = index
    advance()
    let inner = try expression()
    if isAt(.comma) { throw functionWithArrow(from: start) ?? listInWrongBrackets(from: start) }
    try close(opening, .rightParenthesis, orElse: "")
    return Expression(.parenthesized(inner), span(from: opening.span))
  }

  /// `"text {expression} text"`.
  mutating func interpolation() throws(Diagnostic) -> Expression {
    let head = current
    var parts: [StringPart] = []
    while true {
      switch current.kind {
      case .stringHead(let text), .stringMiddle(let text):
        if !text.isEmpty { parts.append(.text(text)) }
        advance()
        parts.append(.expression(try expression()))
      case .stringTail(let text):
        if !text.isEmpty { parts.append(.text(text)) }
        advance()
        return Expression(.interpolation(parts), span(from: head.span))
      default: throw unexpectedInString(after: parts.last)
      }
    }
  }

  // list = "[" [ items | expression comprehension ] "]" ;
  private mutating func list() throws(Diagnostic) -> Expression {
    let opening = current
    advance()
    let items = try items()
    if isAt(.for), let element = Parser.soleValue(items) {
      let comprehension = try comprehension(of: element)
      if isAt(ClauseWord.where) {
        throw Diagnostic(.listForm, "what is kept is said with `if`", at: current.span, "write `if`")
      }
      try close(opening, .rightBracket, orElse: "`,`, `if` or ")
      return Expression(.comprehension(comprehension), span(from: opening.span))
    }
    try close(opening, .rightBracket, orElse: "`,` or ")
    return Expression(.list(items), span(from: opening.span))
  }

  private static func soleValue(_ items: [Item]) -> Expression? {
    guard items.count == 1, case .value(let value) = items[0] else { return nil }
    return value
  }

  // items = item { "," item } [ "," ] ;
  private mutating func items() throws(Diagnostic) -> [Item] {
    var items: [Item] = []
    while !isAt(.rightBracket), current.kind != .end {
      items.append(try item())
      if let digits = groupedDigits() { throw digits }
      guard consume(.comma) else { break }
    }
    return items
  }

  // item = expression | "..." expression ;
  private mutating func item() throws(Diagnostic) -> Item {
    let isSpread = consume(.spread)
    if isAt(.search) { throw searchInList() }
    let value = try expression()
    return isSpread ? .spread(value) : .value(value)
  }

  // comprehension = "for" variables "in" expression { "," variables "in" expression } [ "if" expression ] ;
  private mutating func comprehension(of element: Expression) throws(Diagnostic) -> Comprehension {
    mark(.comprehension)
    var clauses: [Comprehension.Clause] = []
    repeat {
      if isAt(.comma) { mark(.comma) }
      advance()
      let variables = try variables()
      try expectInOfLoop(variables, "after the variable")
      clauses.append(Comprehension.Clause(variables: variables, source: try expression()))
    } while isAt(.comma)
    if isAt(.if) { mark(.comprehension) }
    let condition = consume(.if) ? try expression() : nil
    return Comprehension(element: element, clauses: clauses, condition: condition)
  }

  // record = "{" [ fields ] [ NEWLINE ] "}" ;
  private mutating func record() throws(Diagnostic) -> Expression {
    let opening = current
    advance()
    let fields = try fields()
    if current.kind == .newline, kind(1) == .symbol(.rightBrace) || kind(1) == .end { advance() }
    try close(opening, .rightBrace, orElse: "`,` or ")
    return Expression(.record(fields), span(from: opening.span))
  }

  // fields = field { "," field } [ "," ] ;
  private mutating func fields() throws(Diagnostic) -> [RecordField] {
    var fields: [RecordField] = []
    while !isAt(.rightBrace), current.kind != .newline, current.kind != .end {
      fields.append(try field())
      guard consume(.comma) else { break }
    }
    return fields
  }

  // field = ( word | STRING ) ":" expression | "..." expression ;
  private mutating func field() throws(Diagnostic) -> RecordField {
    if consume(.spread) { return .spread(try expression()) }
    let name: Name
    let start = current
    if case .string(let text) = start.kind {
      name = Name(text, start.span)
      advance()
    } else if let word = word() {
      name = word
    } else {
      throw expectedRecordField()
    }
    guard consume(.colon) else { throw expectedColon(after: start) }
    return .value(name, try expression())
  }

  // if = "if" expression block [ "else" ( if | block ) ] ;
  private mutating func `if`() throws(Diagnostic) -> Conditional {
    advance()
    if isAt(.leftBrace) { throw conditionMissing() }
    let condition = try expression()
    let consequence = try block("what `if` does")
    guard consume(.else) else {
      return Conditional(condition: condition, consequence: consequence, alternative: nil)
    }
    let start = current.span
    let alternative: Conditional.Alternative
    if isAt(.if) {
      try descend()
      defer { ascend() }
      let next = try `if`()
      alternative = .conditional(next, span(from: start))
    } else {
      alternative = .block(try block("what `else` does"))
    }
    return Conditional(condition: condition, consequence: consequence, alternative: alternative)
  }

  /// A function from its parameters on.
  mutating func parametersAndBody() throws(Diagnostic) -> FunctionLiteral {
    let start = current.span
    let parameters = try parameters()
    let signature = span(from: start)
    return FunctionLiteral(parameters: parameters, body: try body(), signature: signature)
  }

  // parameters = "(" [ parameter { "," parameter } [ "," ] ] ")" ;
  private mutating func parameters() throws(Diagnostic) -> [FunctionParameter] {
    let opening = current
    guard consume(.leftParenthesis) else {
      throw nameOfFunction() ?? unexpected("`(` and the parameters of the function", "write `fn f(x) = x^2`")
    }
    var parameters: [FunctionParameter] = []
    while !isAt(.rightParenthesis), current.kind != .end {
      parameters.append(try parameter())
      guard consume(.comma) else { break }
    }
    try close(opening, .rightParenthesis, orElse: "`,` or ")
    return parameters
  }

  // parameter = NAME [ "=" expression ] | "..." NAME ;
  private mutating func parameter() throws(Diagnostic) -> FunctionParameter {
    if consume(.spread) { return FunctionParameter(name: try name("the name of a parameter"), isRest: true) }
    let name = try name("the name of a parameter")
    if let type = typeOfParameter(name) { throw type }
    let value = consume(.assign) ? try expression() : nil
    return FunctionParameter(name: name, defaultValue: value)
  }

  /// What a block is called that is a function's.
  static let bodyOfFunction = "the body of the function"

  // body = block | "=" expression ;
  private mutating func body() throws(Diagnostic) -> Block {
    if let problem = signBeforeBody() { throw problem }
    guard consume(.assign) else { return try block(Parser.bodyOfFunction) }
    return Parser.block(of: try expression())
  }

  /// An expression as the only statement of a block.
  static func block(of value: Expression) -> Block {
    Block(statements: [Statement(.expression(value), value.span)], span: value.span)
  }
}

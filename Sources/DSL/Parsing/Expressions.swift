/// Expressions with operators, the loosest first.
extension Parser {
  // expression = search | widening | pipe ;
  mutating func expression() throws(Diagnostic) -> Expression {
    try descend()
    defer { ascend() }
    let outer = startPart()
    let expression = isAt(.search) ? try search() : isAtWidening ? try widening() : try pipe()
    endPart(outer)
    return expression
  }

  // pipe = or { "|>" postfix } ;
  private mutating func pipe() throws(Diagnostic) -> Expression {
    var left = try or()
    while consume(.pipe) {
      try grow()
      let right = try postfix()
      left = Expression(.pipe(left, into: right), left.span.joined(to: right.span))
    }
    return left
  }

  // or = and { "or" and } ;
  private mutating func or() throws(Diagnostic) -> Expression {
    var left = try and()
    while consume(.or) { left = try binary(left, .or, try and()) }
    return left
  }

  // and = not { "and" not } ;
  private mutating func and() throws(Diagnostic) -> Expression {
    var left = try not()
    while consume(.and) { left = try binary(left, .and, try not()) }
    return left
  }

  // not = { "not" } comparison ;
  private mutating func not() throws(Diagnostic) -> Expression {
    isAt(.not) ? try prefixed(by: .not) : try comparison()
  }

  /// An operator and the operand behind it.
  private mutating func prefixed(by symbol: UnaryOperator) throws(Diagnostic) -> Expression {
    try descend()
    defer { ascend() }
    let start = current.span
    advance()
    let operand = symbol == .not ? try not() : try factor()
    return Expression(.unary(symbol, operand), start.joined(to: operand.span))
  }

  // comparison = range [ ( "==" | "!=" | "<" | "<=" | ">" | ">=" | [ "not" ] "in" ) range ] ;
  private mutating func comparison() throws(Diagnostic) -> Expression {
    let left = try range()
    guard let comparator = comparator() else { return left }
    return try comparison(of: left, comparator)
  }

  private mutating func comparison(
    of left: Expression, _ comparator: BinaryOperator
  ) throws(Diagnostic) -> Expression {
    let right = try range()
    let place = current.span
    if let next = self.comparator() {
      throw chained(left, comparator, right, next, try range(), at: place)
    }
    return try binary(left, comparator, right)
  }

  /// Passes a comparison operator.
  private mutating func comparator() -> BinaryOperator? {
    switch current.kind {
    case .symbol(let symbol):
      guard let comparator = Parser.comparators[symbol] else { return nil }
      advance()
      return comparator
    case .keyword(.in):
      advance()
      return .contains
    case .keyword(.not):
      guard kind(1) == .keyword(.in) else { return nil }
      advance()
      advance()
      return .notContains
    default: return nil
    }
  }

  static let comparators: [Symbol: BinaryOperator] = [
    .equal: .equal, .notEqual: .notEqual, .less: .less, .lessOrEqual: .lessOrEqual, .greater: .greater,
    .greaterOrEqual: .greaterOrEqual,
  ]

  // range = sum [ ".." sum ] [ "by" sum ] ;
  private mutating func range() throws(Diagnostic) -> Expression {
    var result = try sum()
    if consume(.range) {
      let high = try sum()
      result = Expression(.range(result, high), result.span.joined(to: high.span))
    }
    if isAtSoftWord(DomainWord.by.rawValue) {
      mark(.word)
      advance()
      let step = try sum()
      result = Expression(.stepped(result, by: step), result.span.joined(to: step.span))
    }
    return result
  }

  // sum = product { ( "+" | "-" ) product } ;
  private mutating func sum() throws(Diagnostic) -> Expression {
    var left = try product()
    while true {
      if consume(.plus) {
        left = try binary(left, .add, try product())
      } else if consume(.minus) {
        left = try binary(left, .subtract, try product())
      } else {
        return left
      }
    }
  }

  // product = factor { ( "*" | "/" | "mod" ) factor } ;
  private mutating func product() throws(Diagnostic) -> Expression {
    var left = try factor()
    while true {
      if consume(.times) {
        left = try binary(left, .multiply, try factor())
      } else if consume(.divide) {
        left = try binary(left, .divide, try factor())
      } else if consume(.mod) {
        left = try binary(left, .modulo, try factor())
      } else {
        return left
      }
    }
  }

  // factor = "-" factor | postfix [ "^" factor ] ;
  private mutating func factor() throws(Diagnostic) -> Expression {
    if isAt(.minus) { return try prefixed(by: .negate) }
    let base = try postfix()
    guard consume(.power) else { return base }
    try descend()
    defer { ascend() }
    return try binary(base, .power, try factor())
  }

  // postfix = primary { "." word | "[" expression "]" | arguments } [ UNIT ] ;
  private mutating func postfix() throws(Diagnostic) -> Expression {
    var result = try primary()
    while true {
      if isAt(.dot) {
        result = try field(of: result)
      } else if isAt(.leftBracket) {
        result = try item(of: result)
      } else if isAt(.leftParenthesis) {
        result = try call(of: result)
      } else {
        return unit(of: result)
      }
      try grow()
    }
  }

  private mutating func field(of value: Expression) throws(Diagnostic) -> Expression {
    advance()
    switch value.kind {
    case .integer, .real: throw fieldOfNumber(value)
    default: break
    }
    guard let field = word() else { throw joinedByPoint() ?? unexpected("the name of a field after `.`") }
    return Expression(.field(value, field), value.span.joined(to: field.span))
  }

  private mutating func item(of value: Expression) throws(Diagnostic) -> Expression {
    let opening = current
    advance()
    if isAt(.colon) { throw slice(of: value, from: nil) }
    let index = try expression()
    if isAt(.colon) || isAt(.comma) { throw slice(of: value, from: index) }
    try close(opening, .rightBracket, orElse: "")
    return Expression(.index(value, index), span(from: value.span))
  }

  private mutating func call(of function: Expression) throws(Diagnostic) -> Expression {
    let arguments = try arguments()
    for case .labelled(let label, _) in arguments {
      if case .name("note") = function.kind { notes.append(label) }
      if case .name("report") = function.kind, label.text != "at" { reports.append(label) }
    }
    return Expression(.call(function, arguments), span(from: function.span))
  }

  // UNIT = "trial" | "trials" | "epoch" | "epochs" | "step" | "steps" | "worker" | "workers" ;
  private mutating func unit(of count: Expression) -> Expression {
    guard case .name(let word) = current.kind, let unit = CountUnit(word: word), isAtSoftWord(word) else {
      return count
    }
    advance()
    return Expression(.quantity(count, unit), span(from: count.span))
  }

  /// Whether `word` stands here and is no parameter of the search that is being read.
  private func isAtSoftWord(_ word: String) -> Bool {
    guard current.kind == .name(word) else { return false }
    return clauseLevel != current.level || kind(1) != .keyword(.in)
  }

  // arguments = "(" [ argument { "," argument } [ "," ] ] ")" ;
  mutating func arguments() throws(Diagnostic) -> [Argument] {
    let opening = current
    advance()
    var arguments: [Argument] = []
    while !isAt(.rightParenthesis), current.kind != .end {
      arguments.append(try argument())
      if let digits = groupedDigits() { throw digits }
      guard consume(.comma) else { break }
    }
    try close(opening, .rightParenthesis, orElse: "`,` or ")
    return arguments
  }

  // argument = word ":" expression | "..." expression | expression ;
  private mutating func argument() throws(Diagnostic) -> Argument {
    if consume(.spread) { return .spread(try expression()) }
    guard kind(1) == .symbol(.colon), let label = word() else { return .positional(try expression()) }
    advance()
    return .labelled(label, try expression())
  }

  private mutating func binary(
    _ left: Expression, _ symbol: BinaryOperator, _ right: Expression
  ) throws(Diagnostic) -> Expression {
    try grow()
    return Expression(.binary(symbol, left, right), left.span.joined(to: right.span))
  }
}

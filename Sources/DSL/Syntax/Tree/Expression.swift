/// A name, label or field as it stands in the source.
public struct Name: Hashable, Sendable {
  /// The word itself.
  public let text: String
  /// Where it stands.
  public let span: Span

  /// The word `text` at `span`.
  public init(_ text: String, _ span: Span) {
    self.text = text
    self.span = span
  }
}

/// A node of the tree that has a value.
public struct Expression: Sendable {
  /// What it is.
  public let kind: Kind
  /// The text it was made of.
  public let span: Span

  /// An expression of `kind` made of the text under `span`.
  public init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }

  /// The kinds of expression; the grammar of docs/grammar.ebnf names the same things.
  public indirect enum Kind: Sendable {
    case none
    case boolean(Bool)
    case integer(Int)
    case real(Double)
    /// A number with an attached time unit, in seconds: `10min`, `1.5s`.
    case duration(seconds: Double)
    case string(String)
    /// A string with `{expr}` inside.
    case interpolation([StringPart])
    case name(String)
    /// `( expr )`; kept so that text can be printed as it was written.
    case parenthesized(Expression)
    case list([Item])
    case comprehension(Comprehension)
    case record([RecordField])
    case function(FunctionLiteral)
    case conditional(Conditional)
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    /// `low .. high`, both ends included.
    case range(Expression, Expression)
    /// `domain by step`.
    case stepped(Expression, by: Expression)
    /// `left |> right`; `right` is a call that gets `left` as its first argument, or a function to call with it.
    case pipe(Expression, into: Expression)
    case field(Expression, Name)
    case index(Expression, Expression)
    case call(Expression, [Argument])
    /// A count with its unit: `50 trials`, `cores() workers`.
    case quantity(Expression, CountUnit)
    case search(Search)
    case widening(Widening)
  }
}

/// A piece of an interpolated string.
public enum StringPart: Sendable {
  case text(String)
  case expression(Expression)
}

/// An item of a list literal: `expr` or `...expr`.
public enum Item: Sendable {
  case value(Expression)
  case spread(Expression)
}

/// A field of a record literal: `name: expr` or `...expr`.
public enum RecordField: Sendable {
  case value(Name, Expression)
  case spread(Expression)
}

/// An argument of a call: `expr`, `label: expr` or `...expr`.
public enum Argument: Sendable {
  case positional(Expression)
  case labelled(Name, Expression)
  case spread(Expression)

  /// The expression that is passed.
  public var expression: Expression {
    switch self {
    case .positional(let value), .labelled(_, let value), .spread(let value): value
    }
  }
}

/// One or two loop variables: `x`, or `name, value`.
public struct LoopVariables: Sendable {
  /// The only variable, or the first of two.
  public let first: Name
  /// The second of two.
  public let second: Name?

  /// One or two variables.
  public init(first: Name, second: Name? = nil) {
    self.first = first
    self.second = second
  }
}

/// `[ element for vars in source, vars in source if condition ]`.
public struct Comprehension: Sendable {
  /// One `vars in source`.
  public struct Clause: Sendable {
    /// The variables that are bound.
    public let variables: LoopVariables
    /// What they walk over; sees the variables of the clauses before it.
    public let source: Expression

    /// `variables in source`.
    public init(variables: LoopVariables, source: Expression) {
      self.variables = variables
      self.source = source
    }
  }
  /// What is collected.
  public let element: Expression
  /// At least one; the last runs fastest.
  public let clauses: [Clause]
  /// Keeps an element only where true.
  public let condition: Expression?

  /// A comprehension of its three parts.
  public init(element: Expression, clauses: [Clause], condition: Expression?) {
    self.element = element
    self.clauses = clauses
    self.condition = condition
  }
}

/// A parameter of a function: `name`, `name = default` or `...rest`.
public struct FunctionParameter: Sendable {
  /// The name that is bound.
  public let name: Name
  /// The value taken when no argument is given; sees the parameters before it.
  public let defaultValue: Expression?
  /// Whether it takes all further positional arguments, as a list.
  public let isRest: Bool

  /// A parameter of its three parts.
  public init(name: Name, defaultValue: Expression? = nil, isRest: Bool = false) {
    self.name = name
    self.defaultValue = defaultValue
    self.isRest = isRest
  }
}

/// `fn (params) body`: parameters and body, without a name.
public struct FunctionLiteral: Sendable {
  /// In the order they are written.
  public let parameters: [FunctionParameter]
  /// The body; `= expr` is a block of one expression.
  public let body: Block
  /// `(params)`, for messages about the signature.
  public let signature: Span

  /// A function of its parts.
  public init(parameters: [FunctionParameter], body: Block, signature: Span) {
    self.parameters = parameters
    self.body = body
    self.signature = signature
  }
}

/// `if condition { ... } else ...`.
public struct Conditional: Sendable {
  /// What follows `else`.
  public indirect enum Alternative: Sendable {
    case conditional(Conditional, Span)
    case block(Block)
  }
  /// Must be a boolean.
  public let condition: Expression
  /// Taken when true.
  public let consequence: Block
  /// Taken when false.
  public let alternative: Alternative?

  /// A conditional of its parts.
  public init(condition: Expression, consequence: Block, alternative: Alternative?) {
    self.condition = condition
    self.consequence = consequence
    self.alternative = alternative
  }
}

/// A prefix operator.
public enum UnaryOperator: String, Sendable {
  case negate = "-"
  case not = "not"
}

/// An infix operator.
public enum BinaryOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case modulo = "mod"
  case power = "^"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case contains = "in"
  case notContains = "not in"
  case and = "and"
  case or = "or"
}

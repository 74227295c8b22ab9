/// A program or the input of one line at the prompt.
public struct Program: Sendable {
  /// In the order they are written.
  public let statements: [Statement]
  /// All of the text.
  public let span: Span
  /// The text, if it was one: messages about the program quote it.
  public let source: Source?
  /// The comments between the statements and inside of them, in order: each from its `#` to the end of its line.
  public let comments: [Span]

  /// The program of `statements`.
  public init(statements: [Statement], span: Span, source: Source? = nil, comments: [Span] = []) {
    self.comments = comments
    self.statements = statements
    self.span = span
    self.source = source
  }
}

/// `{ statements }`; its value is that of its last statement, if that is an expression.
public struct Block: Sendable {
  /// In the order they are written.
  public let statements: [Statement]
  /// From brace to brace.
  public let span: Span

  /// The block of `statements`.
  public init(statements: [Statement], span: Span) {
    self.statements = statements
    self.span = span
  }
}

/// A statement: all of them stand on lines of their own.
public struct Statement: Sendable {
  /// What it is.
  public let kind: Kind
  /// The text it was made of.
  public let span: Span

  /// A statement of `kind` made of the text under `span`.
  public init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }

  /// The kinds of statement.
  public indirect enum Kind: Sendable {
    case declaration(Declaration)
    case assignment(Place, Expression)
    case function(FunctionDeclaration)
    case forLoop(LoopVariables, in: Expression, Block)
    case whileLoop(Expression, Block)
    case breakLoop
    case continueLoop
    case returnValue(Expression?)
    /// `import "path"`, or `import "path" as name`; the span is that of the string.
    case importFile(path: String, pathSpan: Span, as: Name?)
    /// `test "title" { ... }`.
    case test(title: String, Block)
    case expect(Expression)
    case expression(Expression)
  }
}

/// `let name = value` or `var name = value`.
public struct Declaration: Sendable {
  /// The name that is bound.
  public let name: Name
  /// Whether it may be assigned later.
  public let isVariable: Bool
  /// Its first value.
  public let value: Expression
  /// The `##` lines above it.
  public let documentation: Documentation?

  /// A declaration of its parts.
  public init(name: Name, isVariable: Bool, value: Expression, documentation: Documentation?) {
    self.name = name
    self.isVariable = isVariable
    self.value = value
    self.documentation = documentation
  }
}

/// `fn name(params) body`.
public struct FunctionDeclaration: Sendable {
  /// The name that is bound.
  public let name: Name
  /// Parameters and body.
  public let function: FunctionLiteral
  /// The `##` lines above it.
  public let documentation: Documentation?

  /// A declaration of its parts.
  public init(name: Name, function: FunctionLiteral, documentation: Documentation?) {
    self.name = name
    self.function = function
    self.documentation = documentation
  }
}

/// The `##` comment above a `fn` or a `let`.
public struct Documentation: Sendable {
  /// `>>> code` with the result on the next line.
  public struct Example: Sendable {
    /// The expression or statement behind `>>>`.
    public let code: String
    /// What it is to print; empty if the next line is no result.
    public let result: String
    /// Where the code stands.
    public let span: Span

    /// An example of its parts.
    public init(code: String, result: String, span: Span) {
      self.code = code
      self.result = result
      self.span = span
    }
  }
  /// The comment without `##`, one space of indentation removed, lines joined by newlines.
  public let text: String
  /// The examples in it, in order.
  public let examples: [Example]

  /// A comment of its parts.
  public init(text: String, examples: [Example]) {
    self.text = text
    self.examples = examples
  }

  /// The first paragraph, on one line.
  public var summary: String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { !$0.allSatisfy(\.isWhitespace) }
      .map { $0.trimmingPrefix(while: \.isWhitespace) }
      .joined(separator: " ")
  }
}

/// What can be assigned: a variable, or an element or field inside of it.
public struct Place: Sendable {
  /// One step from a value into it.
  public enum Step: Sendable {
    case field(Name)
    case index(Expression)
  }
  /// The variable.
  public let root: Name
  /// From the variable to what is assigned.
  public let steps: [Step]

  /// A place of its parts.
  public init(root: Name, steps: [Step]) {
    self.root = root
    self.steps = steps
  }
}

/// A token: the smallest piece of a program that has a meaning.
public struct Token: Hashable, Sendable {
  /// The kinds of token.
  public enum Kind: Hashable, Sendable {
    case name(String)
    case keyword(Keyword)
    case symbol(Symbol)
    case integer(Int)
    case real(Double)
    /// A number with an attached time unit, in seconds.
    case duration(seconds: Double)
    /// A string without interpolation.
    case string(String)
    /// `"text {`, the start of an interpolated string.
    case stringHead(String)
    /// `} text {`, between two expressions of one.
    case stringMiddle(String)
    /// `} text"`, the end of one.
    case stringTail(String)
    /// A line break that ends a statement.
    case newline
    case semicolon
    /// The end of the input.
    case end
    /// Text that is no token; reported when the parser arrives at it.
    indirect case invalid(Diagnostic)
  }

  /// What it is.
  public let kind: Kind
  /// Where it stands.
  public let span: Span
  /// How many brackets are open around it; an opening and a closing bracket stand outside of themselves.
  public let level: Int

  /// A token of its parts.
  public init(_ kind: Kind, _ span: Span, level: Int) {
    self.kind = kind
    self.span = span
    self.level = level
  }
}

/// The operators and brackets.
public enum Symbol: String, CaseIterable, Sendable {
  case spread = "..."
  case range = ".."
  case pipe = "|>"
  case equal = "=="
  case notEqual = "!="
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case less = "<"
  case greater = ">"
  case assign = "="
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divide = "/"
  case power = "^"
  case dot = "."
  case comma = ","
  case colon = ":"
  case leftParenthesis = "("
  case rightParenthesis = ")"
  case leftBracket = "["
  case rightBracket = "]"
  case leftBrace = "{"
  case rightBrace = "}"

  /// The bracket that closes this one, if it opens.
  var closing: Symbol? {
    switch self {
    case .leftParenthesis: .rightParenthesis
    case .leftBracket: .rightBracket
    case .leftBrace: .rightBrace
    default: nil
    }
  }

  /// Whether it closes a bracket.
  var isClosing: Bool { self == .rightParenthesis || self == .rightBracket || self == .rightBrace }
}

extension Token.Kind {
  /// Whether a line break behind this token is not the end of a statement.
  var continuesLine: Bool {
    switch self {
    case .symbol(let symbol): !symbol.isClosing
    case .keyword(let word): word.isOperator
    default: false
    }
  }

  /// Whether it is a name or a reserved word.
  var isWord: Bool {
    switch self {
    case .name, .keyword: true
    default: false
    }
  }

  /// Whether it is no token.
  var isInvalid: Bool { if case .invalid = self { true } else { false } }

  /// Whether an expression may start with this token.
  var startsExpression: Bool {
    switch self {
    case .name, .integer, .real, .duration, .string, .stringHead: true
    case .keyword(let word): word.startsExpression
    case .symbol(let symbol): [.leftParenthesis, .leftBracket, .leftBrace, .minus].contains(symbol)
    default: false
    }
  }
}

/// A name that is bound outside of the text that is checked, or at its top level.
public struct KnownName: Sendable {
  /// What is known of the value.
  public enum Kind: Sendable {
    /// Any value; one of a `var` may change.
    case variable(isMutable: Bool)
    /// A function; several signatures where a name has several readings.
    case function([CallSignature])
    /// A strategy, with the labels that it can be called with.
    case strategy(options: [String])
  }
  /// The name.
  public let name: String
  /// What is known of its value.
  public let kind: Kind
  /// Where it is bound, if that is text.
  public let definition: Span?

  /// A name of its parts.
  public init(_ name: String, _ kind: Kind, definition: Span? = nil) {
    self.name = name
    self.kind = kind
    self.definition = definition
  }

  /// The name that a declaration of a function binds.
  public init(_ declaration: FunctionDeclaration) {
    self.init(
      declaration.name.text, .function([CallSignature(declaration.function)]),
      definition: declaration.name.span.joined(to: declaration.function.signature))
  }

  /// The name that a `let` or a `var` binds; a function literal and a strategy are known as what they are.
  init(_ declaration: Declaration, in names: (String) -> KnownName?) {
    var kind = Kind.variable(isMutable: declaration.isVariable)
    if !declaration.isVariable {
      switch declaration.value.kind {
      case .function(let literal): kind = .function([CallSignature(literal)])
      case .name(let other): if case .strategy(let options)? = names(other)?.kind { kind = .strategy(options: options) }
      case .call(let callee, let arguments):
        // `hull(gamma)` and `gamma(seed: 7)` are strategies.
        let words = [callee] + arguments.map(\.expression)
        for case .name(let word) in words.map(\.kind) {
          if case .strategy(let options)? = names(word)?.kind { kind = .strategy(options: options) }
        }
      default: break
      }
    }
    self.init(declaration.name.text, kind, definition: declaration.name.span)
  }

  var isMutable: Bool {
    if case .variable(isMutable: true) = kind { return true }
    return false
  }

  var isStrategy: Bool {
    if case .strategy = kind { return true }
    return false
  }
}

/// The names around a program: builtins, the library, and what a session has bound.
public struct Names: Sendable {
  private var known: [String: KnownName] = [:]

  /// The names `known`.
  public init(_ known: [KnownName] = []) { add(known) }

  /// Adds names; a later one hides an earlier one.
  public mutating func add(_ more: [KnownName]) {
    for name in more { known[name.name] = name }
  }

  /// What is known of a name.
  public subscript(name: String) -> KnownName? { known[name] }

  /// All names, in alphabetical order.
  public var all: [String] { known.keys.sorted() }

  /// The strategies among them, in alphabetical order.
  public var strategies: [String] { known.values.filter(\.isStrategy).map(\.name).sorted() }
}

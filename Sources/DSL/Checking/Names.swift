/// A name that is bound around a program, or at its top level, as far as it is known without running.
public struct KnownName: Sendable {
  /// What is known of its value.
  public enum Kind: Sendable {
    /// Any value; one of a `var` may change.
    case variable(isMutable: Bool)
    /// A function; several signatures where a name has several readings.
    case function([CallSignature])
    /// A strategy, with the labels that it can be called with.
    case strategy(options: [String])
  }
  /// The name itself.
  public let name: String
  /// What is known of its value.
  public let kind: Kind
  /// Where it is bound, if that is text.
  public let definition: Span?
  /// The names in it, if it is an imported file.
  public let members: [KnownName]?

  /// A name of its parts.
  public init(_ name: String, _ kind: Kind, definition: Span? = nil, members: [KnownName]? = nil) {
    self.name = name
    self.kind = kind
    self.definition = definition
    self.members = members
  }

  /// The name of a declared function.
  public init(_ declaration: FunctionDeclaration) {
    self.init(
      declaration.name.text, .function([CallSignature(declaration.function)]), definition: declaration.name.span)
  }

  /// Whether it was bound with `var`.
  var isMutable: Bool { if case .variable(isMutable: true) = kind { true } else { false } }

  /// Whether it is known to be a strategy.
  var isStrategy: Bool { if case .strategy = kind { true } else { false } }

  /// The ways to call it, if they are known.
  var signatures: [CallSignature]? {
    switch kind {
    case .variable: nil
    case .function(let signatures): signatures
    case .strategy(let options):
      [CallSignature(options.map { CallSignature.Parameter($0, isOptional: true, passing: .label) })]
    }
  }
}

/// The names around a program: builtins, the library, and what a session has bound.
public struct Names: Sendable {
  private var known: [String: KnownName] = [:]

  /// The names of `list`; later ones replace earlier ones.
  public init(_ list: [KnownName] = []) { add(list) }

  /// Binds the names of `list`, each in place of an earlier one.
  public mutating func add(_ list: [KnownName]) {
    for name in list { known[name.name] = name }
  }

  /// What is known of `name`.
  public subscript(name: String) -> KnownName? { known[name] }

  /// All names, in alphabetical order.
  public var all: [String] { known.keys.sorted() }

  /// The strategies among them, in alphabetical order.
  public var strategies: [String] { known.values.filter(\.isStrategy).map(\.name).sorted() }
}

/// What a caller must know of a function: its parameters and how arguments reach them.
public struct CallSignature: Hashable, Sendable {
  /// A parameter as callers see it.
  public struct Parameter: Hashable, Sendable {
    /// How arguments reach it.
    public enum Passing: Hashable, Sendable {
      /// By position or by its label.
      case plain
      /// By its label only.
      case label
      /// All further positional arguments.
      case rest
      /// All labels that no other parameter has.
      case labels
    }
    /// Its name, which is its label.
    public let name: String
    /// Whether it may be left out.
    public let isOptional: Bool
    /// How arguments reach it.
    public let passing: Passing

    /// A parameter of its parts.
    public init(_ name: String, isOptional: Bool, passing: Passing = .plain) {
      self.name = name
      self.isOptional = isOptional
      self.passing = passing
    }
  }
  /// In order.
  public let parameters: [Parameter]
  /// Where the parameters are written, for messages.
  public let span: Span?

  /// The signature of a function with these parameters.
  public init(_ parameters: [Parameter], span: Span? = nil) {
    self.parameters = parameters
    self.span = span
  }

  /// The signature of a function of the language; parameters behind a rest parameter are given by label.
  public init(_ function: FunctionLiteral) {
    var isBehindRest = false
    var parameters: [Parameter] = []
    for parameter in function.parameters {
      let passing: Parameter.Passing = parameter.isRest ? .rest : isBehindRest ? .label : .plain
      let isOptional = parameter.isRest || parameter.defaultValue != nil
      parameters.append(Parameter(parameter.name.text, isOptional: isOptional, passing: passing))
      isBehindRest = isBehindRest || parameter.isRest
    }
    self.init(parameters, span: CallSignature.inside(function))
  }

  /// The parameters without the parentheses around them; with them, if there are none.
  private static func inside(_ function: FunctionLiteral) -> Span {
    guard !function.parameters.isEmpty, function.signature.length > 2 else { return function.signature }
    return Span(start: function.signature.start + 1, length: function.signature.length - 2)
  }

  /// The names that can be labels.
  public var labels: [String] {
    parameters.filter { $0.passing == .plain || $0.passing == .label }.map(\.name)
  }

  /// As the parameters are written.
  public var text: String {
    let words = parameters.map { parameter in
      switch parameter.passing {
      case .rest: "...\(parameter.name)"
      case .labels: "\(parameter.name): ..."
      case .plain, .label: parameter.name
      }
    }
    return "(\(words.joined(separator: ", ")))"
  }

  /// How many positional arguments there is room for; `nil` if for any number.
  var room: Int? {
    parameters.contains { $0.passing == .rest } ? nil : parameters.count { $0.passing == .plain }
  }

  /// Something that is wrong with a call.
  enum Mismatch {
    /// More positional arguments than there is room for.
    case tooMany(room: Int)
    /// A label that no parameter has.
    case unknownLabel(Name)
    /// A label of a parameter that a positional argument has filled.
    case twice(Name)
    /// Parameters that need a value and get none.
    case missing([String])
  }

  /// What is wrong with a call, in the order in which it is to be told.
  ///
  /// - Parameters:
  ///   - positional: The number of positional arguments.
  ///   - labels: The labels, none of them twice.
  ///   - isOpen: Whether a spread may bring further arguments.
  /// - Returns: All mismatches.
  func mismatches(positional: Int, labels: [Name], isOpen: Bool) -> [Mismatch] {
    var result: [Mismatch] = []
    let known = Set(self.labels)
    let takesAny = parameters.contains { $0.passing == .labels }
    let filled = Set(parameters.filter { $0.passing == .plain }.prefix(positional).map(\.name))
    for label in labels {
      if filled.contains(label.text) { result.append(.twice(label)) }
      if !known.contains(label.text), !takesAny { result.append(.unknownLabel(label)) }
    }
    if let room, positional > room { result.append(.tooMany(room: room)) }
    let given = filled.union(labels.map(\.text))
    let missing = parameters.filter {
      !$0.isOptional && !given.contains($0.name) && $0.passing != .labels && $0.passing != .rest
    }
    if !isOpen, !missing.isEmpty { result.append(.missing(missing.map(\.name))) }
    return result
  }
}

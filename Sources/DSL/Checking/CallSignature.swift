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
    /// Where it is bound, if that is text.
    public let definition: Span?

    /// A parameter of its parts.
    public init(_ name: String, isOptional: Bool, passing: Passing = .plain, definition: Span? = nil) {
      self.name = name
      self.isOptional = isOptional
      self.passing = passing
      self.definition = definition
    }

    /// Whether its name can be a label.
    public var hasLabel: Bool { passing == .plain || passing == .label }
  }
  /// In order.
  public let parameters: [Parameter]
  /// Where the parameters are written, for messages.
  public let span: Span?
  /// The parameters that positional arguments go to, one each, by index.
  public let plain: [Int]
  /// The parameter that takes all further positional arguments, by index.
  public let rest: Int?
  /// The parameter that takes all labels that no other has, by index.
  public let anyLabel: Int?
  /// The parameters that need an argument, by index.
  let needed: [Int]

  /// The signature of a function with these parameters.
  public init(_ parameters: [Parameter], span: Span? = nil) {
    self.parameters = parameters
    self.span = span
    plain = parameters.indices.filter { parameters[$0].passing == .plain }
    rest = parameters.firstIndex { $0.passing == .rest }
    anyLabel = parameters.firstIndex { $0.passing == .labels }
    needed = parameters.indices.filter { parameters[$0].hasLabel && !parameters[$0].isOptional }
  }

  /// The signature of a function of the language; parameters behind a rest parameter are given by label.
  public init(_ function: FunctionLiteral) {
    var isBehindRest = false
    var parameters: [Parameter] = []
    for parameter in function.parameters {
      let passing: Parameter.Passing = parameter.isRest ? .rest : isBehindRest ? .label : .plain
      let isOptional = parameter.isRest || parameter.defaultValue != nil
      parameters.append(
        Parameter(
          parameter.name.text, isOptional: isOptional, passing: passing, definition: parameter.name.span))
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
  public var labels: [String] { parameters.filter(\.hasLabel).map(\.name) }

  /// The names of the parameters that positional arguments go to.
  var plainNames: [String] { plain.map { parameters[$0].name } }

  /// As the parameters are written.
  public var text: String { "(\(words.joined(separator: ", ")))" }

  /// The same for a hint: of many parameters, the first.
  var shortText: String {
    let (all, most) = (words, 10)
    return all.count > most
      ? "(\(all.prefix(most - 2).joined(separator: ", ")) and \(all.count - most + 2) others)" : text
  }

  private var words: [String] {
    parameters.map { parameter in
      switch parameter.passing {
      case .rest: "...\(parameter.name)"
      case .labels: "\(parameter.name): ..."
      case .plain, .label: parameter.name
      }
    }
  }
}

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

  /// The signature of a function with these parameters.
  public init(_ parameters: [Parameter]) { self.parameters = parameters }

  /// The signature of a function of the language.
  public init(_ function: FunctionLiteral) {
    parameters = function.parameters.map {
      Parameter($0.name.text, isOptional: $0.defaultValue != nil || $0.isRest, passing: $0.isRest ? .rest : .plain)
    }
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

  /// What is wrong with a call.
  enum Mismatch: Hashable {
    /// More positional arguments than there is room for; the first that is too many.
    case tooMany(at: Int, most: Int)
    /// A label that no parameter has.
    case unknownLabel(Name)
    /// A parameter that is given twice.
    case twice(Name)
    /// A parameter that needs a value and gets none.
    case missing(String)
  }

  /// What is wrong with a call of so many positional arguments and these labels; nil if nothing is.
  ///
  /// - Parameters:
  ///   - positional: the number of positional arguments.
  ///   - labels: the labels, in order.
  ///   - isOpen: whether a spread may bring further arguments.
  /// - Returns: the first mismatch.
  func mismatch(positional: Int, labels: [Name], isOpen: Bool) -> Mismatch? {
    let plain = parameters.filter { $0.passing == .plain }
    if positional > plain.count, !parameters.contains(where: { $0.passing == .rest }) {
      return .tooMany(at: plain.count, most: plain.count)
    }
    var given = Set(plain.prefix(positional).map(\.name))
    let known = Set(self.labels)
    for label in labels {
      if !known.contains(label.text) {
        if parameters.contains(where: { $0.passing == .labels }) { continue }
        return .unknownLabel(label)
      }
      if !given.insert(label.text).inserted { return .twice(label) }
    }
    guard !isOpen else { return nil }
    return parameters.first { !$0.isOptional && !given.contains($0.name) }.map { .missing($0.name) }
  }
}

import DSL

/// A function that the program around the language provides: one row of the table from which the checker, completion,
/// `?` and the reference are made.
public final class Builtin: Sendable {
  /// A parameter of a form.
  public struct Parameter: Sendable {
    let symbol: InternedName
    /// The default as help shows it; nil where a value is needed.
    let defaultText: String?
    /// How arguments reach it.
    let passing: Passing

    /// How arguments reach a parameter.
    enum Passing: Sendable {
      /// By position or by its label.
      case plain
      /// By its label only.
      case label
      /// All further positional arguments.
      case rest
      /// All labels that no other parameter has, as a record.
      case labels
    }

    var isRest: Bool { passing == .rest }

    var isOptional: Bool { defaultText != nil || passing == .rest || passing == .labels }

    /// A parameter that needs a value.
    public static func required(_ name: String) -> Parameter {
      Parameter(symbol: InternedName(name), defaultText: nil, passing: .plain)
    }

    /// A parameter that may be left out; `text` is what help shows as its default.
    public static func optional(_ name: String, _ text: String = "none") -> Parameter {
      Parameter(symbol: InternedName(name), defaultText: text, passing: .plain)
    }

    /// A parameter that may be left out and is given by its label only.
    public static func label(_ name: String, _ text: String = "none") -> Parameter {
      Parameter(symbol: InternedName(name), defaultText: text, passing: .label)
    }

    /// The parameter that takes all further positional arguments; always the last.
    public static func rest(_ name: String) -> Parameter {
      Parameter(symbol: InternedName(name), defaultText: nil, passing: .rest)
    }

    /// The parameter that takes all labels that no other parameter has, as a record.
    public static func labels(_ name: String) -> Parameter {
      Parameter(symbol: InternedName(name), defaultText: nil, passing: .labels)
    }

    var text: String {
      switch passing {
      case .rest: "...\(symbol.name)"
      case .labels: "\(symbol.name): ..."
      case .plain, .label: defaultText.map { "\(symbol.name) = \($0)" } ?? symbol.name
      }
    }
  }

  /// What runs: the arguments lie in the slots of their parameters.
  typealias Body = @Sendable (Arguments) throws(Exit) -> Value

  /// One way to call a builtin.
  ///
  /// Nearly all have one; `log(x)` and `log(low, high)` are two forms of one name.
  struct Form: Sendable {
    let parameters: [Parameter]
    let summary: String
    let body: Body
  }

  /// A line of an example and what it gives.
  public struct Example: Sendable {
    /// What is typed.
    public let code: String
    /// What is printed; empty where the result is not shown.
    public let result: String

    /// `code` printing `result`.
    public init(_ code: String, _ result: String = "") {
      self.code = code
      self.result = result
    }
  }

  /// The part of the language it belongs to; the reference is grouped by it.
  public enum Family: String, CaseIterable, Sendable {
    case mathematics, lists, strings, records, domains, strategies, networks, data, studies, program
  }

  let name: String
  let family: Family
  let forms: [Form]
  let examples: [Example]
  let seeAlso: [String]

  /// A builtin with one form.
  init(
    _ name: String, _ family: Family, _ parameters: [Parameter], _ summary: String, examples: [Example] = [],
    seeAlso: [String] = [], body: @escaping Body
  ) {
    self.name = name
    self.family = family
    forms = [Form(parameters: parameters, summary: summary, body: body)]
    self.examples = examples
    self.seeAlso = seeAlso
  }

  /// A builtin with several forms, told apart by their arguments; the first that fits is taken.
  init(_ name: String, _ family: Family, forms: [Form], examples: [Example] = [], seeAlso: [String] = []) {
    self.name = name
    self.family = family
    self.forms = forms
    self.examples = examples
    self.seeAlso = seeAlso
  }

  /// The form for a call with so many positional arguments and these labels; the first if none fits.
  func form(positional: Int, labels: [InternedName]) -> Form {
    forms.first { $0.fits(positional: positional, labels: labels) } ?? forms[0]
  }

  var signatureText: String {
    "fn \(name)(\(forms[0].parameters.map(\.text).joined(separator: ", ")))"
  }
}

extension Builtin.Form {
  func fits(positional: Int, labels: [InternedName]) -> Bool {
    let plain = parameters.filter { $0.passing == .plain }
    guard hasRest || positional <= plain.count else { return false }
    var given = Set(plain.prefix(positional).map(\.symbol))
    for label in labels {
      let isKnown = parameters.contains { $0.symbol == label && ($0.passing == .plain || $0.passing == .label) }
      guard isKnown || takesAnyLabel, given.insert(label).inserted else { return false }
    }
    return parameters.allSatisfy { $0.isOptional || given.contains($0.symbol) }
  }

  var hasRest: Bool { parameters.last?.passing == .rest }

  var takesAnyLabel: Bool { parameters.contains { $0.passing == .labels } }

  /// The parameter that the positional argument `index` goes to, or behind the last where it is one of the rest.
  func parameter(ofPositional index: Int) -> Int {
    let plain = parameters.indices.filter { parameters[$0].passing == .plain }
    return index < plain.count ? plain[index] : parameters.count - 1 + index - plain.count
  }
}

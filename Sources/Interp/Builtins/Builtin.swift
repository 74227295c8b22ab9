import DSL

/// A function that the program around the language provides: one row of the table from which the checker, completion,
/// `?` and the reference are made.
public final class Builtin: Sendable {
  /// A parameter of a form.
  public struct Parameter: Sendable {
    let symbol: Symbol
    /// The default as help shows it; nil where a value is needed.
    let defaultText: String?
    /// Takes all further positional arguments.
    let isRest: Bool

    var isOptional: Bool { defaultText != nil || isRest }

    /// A parameter that needs a value.
    public static func required(_ name: String) -> Parameter {
      Parameter(symbol: Symbol(name), defaultText: nil, isRest: false)
    }

    /// A parameter that may be left out; `text` is what help shows as its default.
    public static func optional(_ name: String, _ text: String = "none") -> Parameter {
      Parameter(symbol: Symbol(name), defaultText: text, isRest: false)
    }

    /// The parameter that takes all further positional arguments; always the last.
    public static func rest(_ name: String) -> Parameter {
      Parameter(symbol: Symbol(name), defaultText: nil, isRest: true)
    }

    var text: String {
      if isRest { return "...\(symbol.name)" }
      return defaultText.map { "\(symbol.name) = \($0)" } ?? symbol.name
    }
  }

  /// What runs: the arguments lie in the slots of their parameters.
  typealias Body = @Sendable (Arguments) throws(Exit) -> Value

  /// One way to call a builtin. Nearly all have one; `log(x)` and `log(low, high)` are two forms of one name.
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
  func form(positional: Int, labels: [Symbol]) -> Form {
    forms.first { $0.fits(positional: positional, labels: labels) } ?? forms[0]
  }

  var signatureText: String {
    "fn \(name)(\(forms[0].parameters.map(\.text).joined(separator: ", ")))"
  }
}

extension Builtin.Form {
  func fits(positional: Int, labels: [Symbol]) -> Bool {
    let isOpen = parameters.last?.isRest == true
    let fixed = isOpen ? parameters.dropLast() : parameters[...]
    guard isOpen || positional <= fixed.count else { return false }
    var given = Set(fixed.prefix(positional).map(\.symbol))
    for label in labels {
      guard fixed.contains(where: { $0.symbol == label }), given.insert(label).inserted else { return false }
    }
    return fixed.allSatisfy { $0.isOptional || given.contains($0.symbol) }
  }
}

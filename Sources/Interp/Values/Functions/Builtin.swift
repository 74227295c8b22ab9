import DSL

/// A function that the program around the language provides: one row of the table from which the checker, completion
/// and `?` are made.
public final class Builtin: Sendable {
  /// A parameter of a form.
  public struct Parameter: Sendable {
    /// The parameter as callers see it.
    let declaration: CallSignature.Parameter
    let standard: Default

    /// What a parameter is where no argument is given.
    enum Default: Sendable {
      /// Needed, or whatever a rest parameter gets.
      case nothing
      /// This value.
      case value(Value)
      /// What the builtin makes of the other arguments, in the words of help; it sees `none`.
      case computed(String)
    }

    private init(_ name: String, _ passing: CallSignature.Parameter.Passing, _ standard: Default, isOptional: Bool) {
      declaration = CallSignature.Parameter(name, isOptional: isOptional, passing: passing)
      self.standard = standard
    }

    /// A parameter that needs a value.
    public static func required(_ name: String) -> Parameter { Parameter(name, .plain, .nothing, isOptional: false) }

    /// A parameter that may be left out.
    public static func optional(_ name: String, _ value: Value = .none) -> Parameter {
      Parameter(name, .plain, .value(value), isOptional: true)
    }

    /// A parameter that may be left out; its value is computed then, as help says in these words.
    public static func optional(_ name: String, computed words: String) -> Parameter {
      Parameter(name, .plain, .computed(words), isOptional: true)
    }

    /// A parameter that may be left out and is given by its label only.
    public static func label(_ name: String, _ value: Value = .none) -> Parameter {
      Parameter(name, .label, .value(value), isOptional: true)
    }

    /// A parameter that is given by its label only; its value is computed without it, as help says in these words.
    public static func label(_ name: String, computed words: String) -> Parameter {
      Parameter(name, .label, .computed(words), isOptional: true)
    }

    /// The parameter that takes all further positional arguments; always the last.
    public static func rest(_ name: String) -> Parameter { Parameter(name, .rest, .nothing, isOptional: true) }

    /// The parameter that takes all labels that no other parameter has, as a record.
    public static func labels(_ name: String) -> Parameter { Parameter(name, .labels, .nothing, isOptional: true) }

    var name: String { declaration.name }

    /// As help shows it: with its default.
    var text: String {
      switch (declaration.passing, standard) {
      case (.rest, _): "...\(name)"
      case (.labels, _): "\(name): ..."
      case (_, .value(let value)): "\(name) = \(value)"
      case (_, .computed(let words)): "\(name) = \(words)"
      case (_, .nothing): name
      }
    }
  }

  /// What runs: the arguments lie in the slots of their parameters.
  typealias Body = @Sendable (Arguments) throws(Exit) -> Value

  /// One way to call a builtin.
  ///
  /// Nearly all have one; `log(x)` and `log(low, high)` are two forms of one name.
  ///
  /// A class, so that a call hands it on as one word.
  final class Form: Sendable {
    /// The name of the builtin.
    let name: String
    let parameters: [Parameter]
    let parameterList: ParameterList
    let summary: String
    let body: Body

    convenience init(parameters: [Parameter], summary: String, body: @escaping Body) {
      self.init(
        "", parameters, ParameterList(CallSignature(parameters.map(\.declaration))), summary: summary, body: body)
    }

    private init(
      _ name: String, _ parameters: [Parameter], _ list: ParameterList, summary: String, body: @escaping Body
    ) {
      (self.name, self.parameters, parameterList) = (name, parameters, list)
      (self.summary, self.body) = (summary, body)
    }

    var signature: CallSignature { parameterList.signature }

    /// The form under the name of a builtin.
    func named(_ name: String) -> Form {
      Form(name, parameters, parameterList, summary: summary, body: body)
    }
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

  let name: String
  let forms: [Form]
  let examples: [Example]
  let seeAlso: [String]

  /// A builtin with one form.
  convenience init(
    _ name: String, _ parameters: [Parameter], _ summary: String, examples: [Example] = [],
    seeAlso: [String] = [], body: @escaping Body
  ) {
    self.init(
      name, forms: [Form(parameters: parameters, summary: summary, body: body)], examples: examples, seeAlso: seeAlso)
  }

  /// A builtin with several forms, told apart by their arguments; the first that fits is taken.
  init(_ name: String, forms: [Form], examples: [Example] = [], seeAlso: [String] = []) {
    self.name = name
    self.forms = forms.map { $0.named(name) }
    self.examples = examples
    self.seeAlso = seeAlso
  }

  /// The form for a call that is written so, and where its arguments go; nil if none fits.
  func form(
    positional: Int, labels: [String]
  ) -> (form: Form, placement: CallSignature.Placement)? {
    for form in forms {
      if let placement = try? form.signature.placement(positional: positional, labels: labels) {
        return (form, placement)
      }
    }
    return nil
  }

  /// The form for these arguments; the first if none fits.
  func form(for arguments: BoundArguments) -> Form {
    if forms.count == 1 { return forms[0] }
    return forms.first { (try? $0.parameterList.placement(of: arguments)) != nil } ?? forms[0]
  }

  var signatureText: String {
    "fn \(name)(\(forms[0].parameters.map(\.text).joined(separator: ", ")))"
  }
}

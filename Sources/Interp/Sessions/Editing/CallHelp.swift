import BayesOpt
import DSL

/// A way to call a function, for whoever is writing a call.
public struct CallHelp: Sendable {
  /// The call with its parameters.
  public let text: String
  /// What it does.
  public let summary: String
  /// Its parameters: where each stands in `text`, in characters, and what it means.
  public let parameters: [(range: Range<Int>, summary: String)]
  /// The parameter that the argument at the cursor goes to, if it is known.
  public let active: Int?

  fileprivate init(
    _ name: String, _ parameters: [(text: String, parameter: CallSignature.Parameter, summary: String)],
    summary: String, _ call: CursorPlace.Call
  ) {
    var text = name + "("
    var ranges: [(Range<Int>, String)] = []
    for (index, parameter) in parameters.enumerated() {
      if index > 0 { text += ", " }
      let start = text.count
      text += parameter.text
      ranges.append((start..<text.count, parameter.summary))
    }
    self.text = text + ")"
    self.summary = summary
    self.parameters = ranges
    let signature = CallSignature(parameters.map(\.parameter))
    if let label = call.label {
      active = signature.parameter(labelled: label) ?? signature.anyLabel
    } else {
      active = call.index < signature.plain.count ? signature.plain[call.index] : signature.rest
    }
  }
}

extension Session {
  /// The ways to make the call that is open at an offset of a program, and the one that fits what is written best.
  ///
  /// - Parameters:
  ///   - offset: in bytes.
  ///   - analysis: of the program.
  /// - Returns: nil where no call is open, or nothing is known of the function.
  public func callHelp(at offset: Int, in analysis: Analysis) -> (forms: [CallHelp], best: Int)? {
    let before = String(decoding: analysis.source.utf8.prefix(max(0, offset)), as: UTF8.self)
    guard let call = CursorPlace(endOf: before).call else { return nil }
    let forms = declared(call, in: analysis).map { [$0] } ?? known(call)
    guard !forms.isEmpty else { return nil }
    return (forms, forms.firstIndex { $0.active != nil } ?? 0)
  }

  /// The help of a function that the program or a file that it imports declares; the last one of its name.
  private func declared(_ call: CursorPlace.Call, in analysis: Analysis) -> CallHelp? {
    for program in [analysis.program] + analysis.imports.map(\.program) {
      var found: FunctionDeclaration?
      TreeWalk.over(program) { statement in
        if case .function(let declaration) = statement.kind, declaration.name.text == call.callee {
          found = declaration
        }
      }
      guard let found else { continue }
      let parameters = zip(found.function.parameters, CallSignature(found.function).parameters)
      return CallHelp(
        call.callee,
        parameters.map { written, parameter in
          let standard = written.defaultValue.map { " = \(program.text($0.span))" } ?? ""
          return ("\(written.isRest ? "..." : "")\(written.name.text)\(standard)", parameter, "")
        }, summary: found.documentation?.summary ?? "", call)
    }
    return nil
  }

  /// The help of a builtin, a strategy or a function of the library.
  private func known(_ call: CursorPlace.Call) -> [CallHelp] {
    let name = call.callee
    if case .builtin(let builtin)? = value(of: name) {
      return builtin.forms.map { form in
        CallHelp(
          name,
          form.parameters.map { parameter in
            let isOption = parameter.declaration.isOptional
            return (parameter.text, parameter.declaration, isOption ? summary(ofOption: parameter.name, in: name) : "")
          },
          summary: form.summary, call)
      }
    }
    switch names[name]?.kind {
    case .function(let signatures)?:
      return signatures.map { signature in
        CallHelp(name, signature.parameters.map { ($0.name, $0, "") }, summary: summary(of: name), call)
      }
    case .strategy(let options)?:
      let parameters = options.map { option in
        (
          "\(option):", CallSignature.Parameter(option, isOptional: true, passing: .label),
          summary(ofOption: option, in: name)
        )
      }
      return [CallHelp(name, parameters, summary: summary(of: name), call)]
    case .variable?, nil: return []
    }
  }
}

/// What there is to say about a name, as it is shown.
struct HelpPage {
  /// How it is written, and what it does so.
  struct Form {
    let usage: String
    let summary: String
  }

  let forms: [Form]
  /// More to say, in lines.
  var body: [String] = []
  var examples: [Builtin.Example] = []
  var seeAlso: [String] = []

  /// Usages in a column, summaries beside them if there is room, then the rest.
  var text: String {
    let width = forms.map(\.usage.count).max() ?? 0
    var lines: [String] = []
    for form in forms {
      if width <= 24 {
        lines.append(form.usage + String(repeating: " ", count: width - form.usage.count + 4) + form.summary)
      } else {
        lines += [form.usage, "    " + form.summary]
      }
    }
    lines += body
    for example in examples {
      lines.append("  >>> " + example.code)
      lines += example.result.split(separator: "\n").map { "  " + $0 }
    }
    if !seeAlso.isEmpty { lines.append("See also: " + seeAlso.joined(separator: ", ")) }
    return lines.joined(separator: "\n")
  }
}

extension HelpPage {
  init(_ builtin: Builtin) {
    self.init(
      forms: builtin.forms.map { form in
        Form(
          usage: "\(builtin.name)(\(form.parameters.map(\.text).joined(separator: ", ")))", summary: form.summary)
      }, examples: builtin.examples, seeAlso: builtin.seeAlso)
  }

  init(_ constant: BuiltinConstant) {
    self.init(
      forms: [Form(usage: constant.name, summary: constant.summary)], examples: constant.examples,
      seeAlso: constant.seeAlso)
    guard case .host(let host) = constant.value, let strategy = host as? StrategyValue else { return }
    let options = strategy.strategy.options
    let width = options.map(\.name.count).max() ?? 0
    body = options.map { option in
      let label = "\(option.name):" + String(repeating: " ", count: width - option.name.count + 1)
      return "  \(label)\(option.summary) Without it: \(option.defaultText)."
    }
  }
}

/// Calls whose arguments lack their labels.
extension Checker {
  /// The call with labels, of a function that takes nothing without: `spirals(n: 100, classes: 5)`, `note(mcc: m)`.
  func labelled(_ form: CallForm, _ signature: CallSignature) -> String? {
    guard signature.plain.isEmpty, signature.rest == nil, form.piped == 0, form.labels.isEmpty else { return nil }
    let texts = form.positional.map(text)
    if signature.anyLabel != nil { return withOwnLabel(form.name, texts) }
    // The options of a strategy have no order.
    if texts.count == 1, signature.parameters.contains(where: { $0.name == "seed" }) {
      if Int(texts[0]) != nil, signature.parameters.first?.name == "points" {
        return "write `\(form.name)(points: \(texts[0]))`, or `\(form.name)(seed: \(texts[0]))`."
      }
      if Int(texts[0]) != nil { return "write `\(form.name)(seed: \(texts[0]))`, if the seed is meant." }
      return nil
    }
    guard texts.count <= signature.parameters.count, texts.allSatisfy({ $0.count < 40 }) else { return nil }
    let arguments = zip(signature.parameters, texts).map { "\($0.name): \($1)" }
    return arguments.isEmpty ? nil : "write `\(form.name)(\(arguments.joined(separator: ", ")))`."
  }

  /// The same of a function that takes any label: that of a name is the name.
  private func withOwnLabel(_ function: String, _ texts: [String]) -> String? {
    if texts.count == 1, texts[0].hasPrefix("{"), texts[0].hasSuffix("}") {
      return "write `\(function)(\(texts[0].dropFirst().dropLast()))`."
    }
    let isNamed = texts.count == 2 && texts[0].count > 2 && texts[0].hasPrefix("\"")
    guard isNamed || texts.count == 1 else { return nil }
    let name = isNamed ? String(texts[0].dropFirst().dropLast()) : texts[0]
    let isName = name.first?.isLetter == true && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    return "write `\(function)(\(isName ? name : "name"): \(texts[texts.count - 1]))`."
  }
}

import Basics
import BayesOpt
import DSL

/// What is written instead of an argument that is of another kind than its parameter.
extension Arguments {
  /// What to do about the argument for parameter `index`, which is not what is `expected`; nil where nothing is known.
  func advice(_ index: Int, _ expected: String) -> String? {
    switch self[index] {
    case .text(let text): return advice(onText: text.string, expected)
    case .quantity(let quantity): return advice(onQuantity: quantity, index, expected)
    case .host(let host) where host.kind == "a study" && expected == "a string":
      guard let name = (try? host.field("name"))?.string else {
        return "this study is not stored, and has no name: one of a search with `as \"name\"` is."
      }
      return "its name is meant: `\(form.name)(\"\(name)\")`."
    case .host(let host) where host.kind == "a study" && expected == "a list":
      return "its trials are a list, `.trials`; `table(study)` has a row for each, with its parameters."
    case .list(let items) where expected == "a model" && items.contains { $0.host?.kind == "a layer" }:
      return "write `model(...\(words(index) ?? "layers"))`."
    case .host(let host) where Self.meant[expected]?[host.kind] != nil:
      return advice(onOther: host, index, expected)
    default:
      guard let name = self[index].ownName else { return nil }
      if expected.hasSuffix("string") { return "a text stands in quotes: `\"\(name)\"`." }
      guard case .builtin(let builtin) = self[index], builtin.form(positional: 0, labels: []) != nil else { return nil }
      return "it is called with parentheses: `\(name)()`."
    }
  }

  /// What is meant by a value of another kind, by what is expected; `$` is the argument as it is written.
  private static let meant = [
    "a study": [
      "a run": "a study is what a search gives; `plot($)` draws a run.",
      "a training": "a study is what a search gives; `plot($)` draws a training.",
      "a model": "a study is what a search gives; `summary($, data)` shows a model.",
      "data": "a study is what a search gives; `show($)` shows data.",
      "a trial": "the study has it, which a search gives.",
    ],
    "a model": ["a layer": "write `model($)`.", "a run": "what it trained is `$.model`."],
  ]

  private func advice(onOther host: Host, _ index: Int, _ expected: String) -> String? {
    let words = words(index) ?? "x"
    // A trial is mostly found in the study that is meant.
    if expected == "a study", host.kind == "a trial", let end = words.firstRange(of: /\.(best|trials)\b/)?.lowerBound {
      return "write `\(form.name)(\(words[..<end]))`: the study, not a trial of it."
    }
    return Self.meant[expected]?[host.kind]?.replacing("$", with: words)
  }

  private func advice(onText text: String, _ expected: String) -> String? {
    if expected == "a function" { return "a function is written `fn(x) = x > 1`." }
    if expected.hasSuffix("number"), Double(text) != nil { return "it stands without quotes: `\(text)`." }
    if expected.hasPrefix("one of ") {
      let names = expected.dropFirst("one of ".count).split(separator: ", ").map(String.init)
      let meant = names.contains(text) ? text : Suggestion.nearest(to: text, among: names)
      return meant.map { "it stands without quotes: `\($0)`." }
    }
    if expected.hasPrefix("a study") { return "`study(\(Value.text(Text(text))))` opens a stored study." }
    if expected == "a strategy", StrategyCatalog.entry(named: text) != nil {
      return "it stands without quotes: `\(text)`."
    }
    return nil
  }

  private func advice(onQuantity quantity: Quantity, _ index: Int, _ expected: String) -> String? {
    if expected == "a number of epochs" { return "write `\(name(index)): 5`, or `5 epochs`." }
    guard case .count(let unit) = quantity.unit else { return nil }
    if form.parameters.contains(where: { $0.name == unit.rawValue }) {
      return "write `\(unit.rawValue): \(realText(quantity.amount))`."
    }
    guard expected.hasSuffix("number") else { return nil }
    return "it has no unit: write `\(name(index)): \(realText(quantity.amount))`."
  }
}

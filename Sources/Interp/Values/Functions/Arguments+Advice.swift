import Basics
import BayesOpt
import DSL

/// What is written instead of an argument that is of another kind than its parameter.
extension Arguments {
  /// What to do about the argument for parameter `index`, which is not what is `expected`; nil where nothing is known.
  func advice(_ index: Int, _ expected: String) -> String? {
    switch self[index] {
    case .text where form.name == "explain" && name(index) == "trial":
      return "a trial is called by its number: `explain(\(words(0) ?? "study"), \(words(0) ?? "study").best.number)`."
    case .text(let text): return advice(onText: text.string, expected) ?? example(index, expected)
    case .quantity(let quantity): return advice(onQuantity: quantity, index, expected)
    case .int where expected == "a list", .real where expected == "a list":
      return words(index).map { "a list of it is written `[\($0)]`." }
    case .int where expected == "a string" && form.parameters[index].name != "path",
      .real where expected == "a string" && form.parameters[index].name != "path":
      return "as a text it is written `\"\(self[index])\"`."
    case .bool where expected == "a function":
      return words(index).map { "a condition is a function of the item: `fn(x) = \($0)`." }
    case .host(let host) where host.kind == "a study" && expected == "a string":
      guard let name = (try? host.field("name"))?.string else {
        return "this study is not stored, and has no name: one of a search with `as \"name\"` is."
      }
      return "its name is meant: `\(form.name)(\"\(name)\")`."
    case .host(let host) where host.kind == "a study" && expected == "a list":
      return "its trials are a list, `.trials`; `table(study)` has a row for each, with its parameters."
    case .list
    where (expected == "a number" || expected == "a string") && form.signature.plain == [0]
      && form.parameters.count == 1:
      return "`[\(form.name)(x) for x in \(words(index) ?? "xs")]` goes through a list."
    case .list where expected.hasSuffix("number") && ["train", "start"].contains(form.name):
      return "one value is taken; a search tries several: `search \(name(index)) in \(words(index) ?? "[1, 2]")`."
    case .bool where expected == "a whole number": return "write `\(name(index)): 5`, say."
    case .none where expected == "a number":
      return words(index).flatMap { $0 == "none" ? nil : "`\($0) or 0` gives 0 where it is `none`." }
    case .list(let items) where expected == "a string" && items.count == 1 && items[0].string != nil:
      return "write `\(items[0])`: one name, no list."
    case .real(let number) where expected == "a whole number" && abs(number) < 1e15:
      return "write `\(Int(number.rounded()))`, say."
    case .list(let items)
    where expected == "a record" && items.contains { if case .record = $0 { true } else { false } }:
      return words(index).map { "its items are records: write `\(form.name)(\($0)[0])` for the first." }
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

  /// An argument of a parameter that takes a number, as it is where there is none.
  private func example(_ index: Int, _ expected: String) -> String? {
    guard expected.hasSuffix("number"), index < form.parameters.count,
      case .value(let standard) = form.parameters[index].standard, standard.number != nil
    else { return nil }
    return "a number is such as `\(name(index)): \(standard)`."
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
    "a string": ["data": "`$` is data already."],
    "a number": ["data": "all its parts belong to the data: leave `$` out."],
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
    if expected == "a function" {
      let isName = !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      let isCondition = text.firstMatch(of: /^\w+ *(==|!=|<|>)/) != nil
      let isOfRows = if case .record? = (try? items(of: self[0]))??.first { true } else { false }
      return isOfRows && (isName || isCondition)
        ? "a function of the row is meant: `fn(row) = row.\(text)`." : "a function is written `fn(x) = x > 1`."
    }
    if expected == "a list", text.count < 30 {
      let separator = [", ", ",", ";", " "].first { text.contains($0) }
      let literal = Value.text(Text(text))
      return separator.map { "`split(\(literal), \(Value.text(Text($0))))` is a list of its parts." }
        ?? "a list of it is written `[\(literal)]`."
    }
    let isPercentage = text.hasSuffix("%") && Double(text.dropLast()) != nil
    if expected.hasSuffix("number"), Double(text) != nil || isPercentage {
      return "it stands without quotes: `\(text)`."
    }
    if expected.hasPrefix("one of ") {
      let names = expected.dropFirst("one of ".count).split(separator: ", ").map(String.init)
      if ["same", "valid"].contains(text), names.contains("relu") { return "write `padding: \"\(text)\"`." }
      if text == "softmax", names.contains("relu") {
        return "leave it out: the loss takes the scores, and `predict` gives classes."
      }
      if ["linear", "none", "identity"].contains(text.lowercased()), names.contains("relu") {
        return "leave it out: without an activation a layer is linear."
      }
      let meant = names.contains(text) ? text : Suggestion.nearest(to: text, among: names)
      return meant.map { "it stands without quotes: `\($0)`." }
    }
    if let example = expected.firstMatch(of: /such as `([a-z_]+)\(\)`/)?.1, expected.hasPrefix("a schedule") {
      return "it stands without quotes, and is called: `\(example)()`."
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

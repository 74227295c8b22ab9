import DSL

// `?name`: signature, summary, examples, see also. Made from the table of builtins, the documentation of the library and of
// the session's own programs, and one table of words.

extension Session {
  /// What `?` knows about, in alphabetical order.
  public var helpTopics: [String] { Array(Set(names.all + KeywordHelp.all.map(\.word))).sorted() }

  /// The page about a name or a word; nil if there is none.
  public func help(_ topic: String) -> String? {
    if let word = KeywordHelp.all.first(where: { $0.word == topic }) { return word.page }
    if let declared = declaration(of: topic) { return declared }
    if let builtin = BuiltinTable.all[topic] { return builtin.page }
    if let constant = BuiltinTable.constantsByName[topic] { return constant.page }
    return value(of: topic).map { "\(topic) = \($0)" }
  }

  /// The source of a name that is written in the language; nil for all others.
  public func source(of topic: String) -> String? {
    guard let span = statement(of: topic)?.span, let source = context.sources.source(at: span.start) else { return nil }
    return source.text(under: span)
  }

  private func statement(of topic: String) -> Statement? {
    (program.statements.reversed() + libraryProgram.statements).first { statement in
      switch statement.kind {
      case .function(let declaration): declaration.name.text == topic
      case .declaration(let declaration): declaration.name.text == topic
      default: false
      }
    }
  }

  private func declaration(of topic: String) -> String? {
    let documentation: Documentation?
    switch statement(of: topic)?.kind {
    case .function(let declaration)?: documentation = declaration.documentation
    case .declaration(let declaration)?: documentation = declaration.documentation
    default: return nil
    }
    let signature = value(of: topic).map { value in
      if case .function = value { return String(value.description.dropFirst(3)) }
      return "\(topic) = \(value)"
    }
    return [signature, documentation?.text].compactMap { $0 }.joined(separator: "\n")
  }
}

extension Builtin {
  /// Signatures and summaries, examples, see also.
  fileprivate var page: String {
    let calls = forms.map { "\(name)(\($0.parameters.map(\.text).joined(separator: ", ")))" }
    let width = forms.count > 1 ? (calls.map(\.count).max() ?? 0) + 4 : 0
    var lines: [String] = []
    for (call, form) in zip(calls, forms) {
      if width > 0 {
        lines.append(call + String(repeating: " ", count: width - call.count) + form.summary)
      } else {
        lines += [call, form.summary]
      }
    }
    return (lines + examples.lines + seeAlso.line).joined(separator: "\n")
  }
}

extension BuiltinConstant {
  fileprivate var page: String { ([name, summary] + options + examples.lines + seeAlso.line).joined(separator: "\n") }

  /// The options of a strategy.
  private var options: [String] {
    guard case .host(let host) = value, let strategy = (host as? StrategyValue)?.strategy else { return [] }
    let width = (strategy.options.map(\.name.count).max() ?? 0) + 2
    return strategy.options.map { option in
      "  \(option.name):" + String(repeating: " ", count: width - option.name.count) + option.summary
    }
  }
}

extension [Builtin.Example] {
  fileprivate var lines: [String] {
    flatMap { ["  >>> \($0.code)"] + ($0.result.isEmpty ? [] : $0.result.split(separator: "\n").map { "  \($0)" }) }
  }
}

extension [String] {
  fileprivate var line: [String] { isEmpty ? [] : ["See also: " + joined(separator: ", ")] }
}

/// A word of the grammar and what it means.
struct KeywordHelp {
  let word: String
  let form: String
  let summary: String
  let example: String

  var page: String { "\(form)\n\(summary)\n  >>> \(example)" }

  static let all: [KeywordHelp] = [
    .init(
      word: "search", form: "search NAME in DOMAIN, ... CLAUSE ...",
      summary: "Looks for the values of the parameters at which the objective is best; its value is the study.",
      example: "search lr in log(1e-4, 1) with gamma for 30 trials"),
    .init(
      word: "in", form: "NAME in DOMAIN [if CONDITION]   ITEM in COLLECTION   for NAME in COLLECTION",
      summary: "Names a parameter and its domain; elsewhere, asks whether an item is in a collection, or visits one.",
      example: "3 in [1, 2, 3]"),
    .init(
      word: "with", form: "with STRATEGY",
      summary: "How the search proposes: grid, random, gaussian, gamma, or hull(STRATEGY). Without it, `default_strategy`.",
      example: "search x in -1.0..1.0 with gaussian(seed: 7) for 10 trials minimize x^2"),
    .init(
      word: "for", form: "for N trials, TIME   for NAME in COLLECTION { ... }",
      summary: "The budget of a search, whichever ends first; elsewhere, visits every item of a collection.",
      example: "search x in -1.0..1.0 for 10 trials, 5s minimize x^2"),
    .init(
      word: "minimize", form: "minimize EXPRESSION   minimize { ... }",
      summary: "What is sought: a number, the smaller the better. It sees the parameters, `params` and `trial`.",
      example: "search x in -1.0..1.0 for 10 trials minimize (x - 0.3)^2"),
    .init(
      word: "maximize", form: "maximize EXPRESSION   maximize { ... }",
      summary: "What is sought: a number, the larger the better. It sees the parameters, `params` and `trial`.",
      example: "search x in -1.0..1.0 for 10 trials maximize 1 - x^2"),
    .init(
      word: "where", form: "where CONDITION",
      summary: "A constraint between parameters; points that break it are no trials.",
      example: "search a in 1..9, b in 1..9 where a < b for 10 trials minimize a * b"),
    .init(
      word: "from", form: "from {NAME: VALUE, ...}   from STUDY",
      summary: "Where the search begins: points that run first, or a study whose trials are known to the strategy.",
      example: "search x in -1.0..1.0 from {x: 0.5} for 10 trials minimize x^2"),
    .init(
      word: "as", form: "as \"NAME\"",
      summary: "Keeps the study in the storage under a name; the same line again carries it on.",
      example: "search lr in log(1e-4, 1) as \"digits\""),
    .init(
      word: "prune", form: "prune PRUNER",
      summary: "Stops poor trials early. This version checks it, and refuses it when the search starts.",
      example: "prune median(after: 5 epochs)"),
    .init(
      word: "on", form: "on N workers",
      summary: "Runs trials side by side. This version checks it, and refuses it when the search starts.",
      example: "on 4 workers"),
    .init(
      word: "by", form: "RANGE by STEP",
      summary: "The step of a range; on a logarithmic range it multiplies.", example: "length(16..64 by 16)"),
    .init(
      word: "each", form: "each(DOMAIN, COUNT)",
      summary: "A list of members of a domain, each chosen by itself; the count may depend on earlier parameters.",
      example: "search n in 1..3, w in each(8..64, n) for 10 trials minimize sum(w)"),
    .init(
      word: "fn", form: "fn NAME(PARAMETER, PARAMETER = DEFAULT) { ... }   fn NAME(x) = EXPRESSION",
      summary: "A function. It sees the `let`s around it, never a `var`.", example: "(fn(x) = x^2)(3)"),
    .init(
      word: "let", form: "let NAME = EXPRESSION", summary: "Binds a name for good.", example: "let rate = 0.1"),
    .init(
      word: "var", form: "var NAME = EXPRESSION", summary: "Binds a name that may be assigned later: `NAME = ...`.",
      example: "var total = 0"),
    .init(
      word: "if", form: "if CONDITION { ... } else { ... }",
      summary: "Chooses; it has the value of the branch that is taken.", example: "if 2 > 1 { \"yes\" } else { \"no\" }"),
    .init(
      word: "while", form: "while CONDITION { ... }", summary: "Repeats as long as the condition is true.",
      example: "while false { }"),
    .init(
      word: "import", form: "import \"FILE\" [as NAME]",
      summary: "Runs a file once and binds its names, directly or as a record.", example: "import \"chapter.hpo\" as chapter"),
    .init(
      word: "test", form: "test \"TITLE\" { ... }", summary: "A test: runs under `hpo test` only.",
      example: "test \"sums\" { expect 1 + 1 == 2 }"),
    .init(
      word: "expect", form: "expect CONDITION", summary: "Fails where the condition is false, and shows both sides.",
      example: "expect 1 + 1 == 2"),
  ]
}

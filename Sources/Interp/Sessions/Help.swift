import DSL

// What `?name` and `??name` show. Everything is taken from where the name is defined.

extension Session {
  /// All that `help` knows.
  public var helpTopics: [String] { Set(boundNames + KeywordHelp.topics.keys).sorted() }

  /// What there is to say about a name or a word of the language.
  public func help(_ name: String) -> String? {
    if let page = KeywordHelp.topics[name] { return page.text }
    guard let value = value(of: name) else { return nil }
    switch value {
    case .builtin(let builtin): return HelpPage(builtin).text
    case .function(let function): return help(name, of: function)
    default:
      if scope.find(name) == nil, let constant = BuiltinTable.constantsByName[name] { return HelpPage(constant).text }
      return "\(name)    \(value.kind)\n  \(shortened(value.description))"
    }
  }

  /// The text in which a name is defined, if it is defined in the language.
  public func source(of name: String) -> String? {
    guard let value = value(of: name) else {
      return KeywordHelp.topics[name].map { _ in "`\(name)` is a word of the language; `?\(name)` explains it" }
    }
    guard case .function(let function) = value else {
      if case .builtin = value { return "`\(name)` is built into the program; `?\(name)` explains it" }
      return shortened("\(name) = \(value)")
    }
    return definition(of: function).map { $0.comment + $0.code } ?? function.code.signature
  }

  private func help(_ name: String, of function: Function) -> String {
    let usage = function.code.signature.trimmingPrefix("fn ")
    guard let documentation = definition(of: function)?.documentation else { return "\(usage)    not documented" }
    let rest = documentation.text.split(separator: "\n", omittingEmptySubsequences: false)
      .drop { !$0.allSatisfy(\.isWhitespace) }.map { "  " + $0 }
    var page = HelpPage(forms: [.init(usage: String(usage), summary: documentation.summary)])
    page.body = rest.reversed().drop { $0.allSatisfy(\.isWhitespace) }.reversed()
    return page.text
  }

  /// The statement of the top level that a function was made by.
  private func definition(of function: Function) -> (documentation: Documentation?, comment: String, code: String)? {
    let place = function.code.span
    guard let source = context.sources.source(at: place.start), let program = try? parse(source) else { return nil }
    let statement = program.statements.first { $0.span.start <= place.start && place.end <= $0.span.end }
    guard let statement else { return nil }
    let documentation: Documentation? =
      switch statement.kind {
      case .function(let declaration): declaration.documentation
      case .declaration(let declaration): declaration.documentation
      default: nil
      }
    let lines = documentation?.text.split(separator: "\n", omittingEmptySubsequences: false) ?? []
    let comment = lines.map { ($0.isEmpty ? "##" : "## " + $0) + "\n" }.joined()
    return (documentation, comment, source.text(under: statement.span))
  }

  private func shortened(_ text: String) -> String { text.count > 400 ? text.prefix(400) + "…" : text }
}

import Basics
import DSL

// What `?name` and `??name` show. Everything is taken from where the name is defined.

extension Session {
  /// All that `help` knows.
  public var helpTopics: [String] {
    Set(boundNames).union(KeywordHelp.topics.keys).union(ConceptHelp.topics.keys).union(OptionHelp.labels)
      .union(OptionHelp.values).union(FieldHelp.kinds.values.joined().map(\.name)).union(
        TimeUnit.allCases.map(\.rawValue)
      )
      .union([functionsTopic, errorsTopic]).sorted()
  }

  /// What there is to say about a name or a word: the name, and what else is called so.
  public func help(_ name: String) -> String? {
    if name == functionsTopic { return BuiltinTable.overview(of: library.keys.sorted().map { ($0, summary(of: $0)) }) }
    if name == errorsTopic, value(of: name) == nil {
      return "Kinds of messages, each with a page: `?E22`, or `hpo help E22`.\n" + TopicPage.list
    }
    let pages: [HelpPage?] = [
      KeywordHelp.topics[name], ConceptHelp.topics[name], OptionHelp.page(name), OptionHelp.page(value: name),
      FieldHelp.page(name), TimeUnit(rawValue: name)?.page,
    ]
    let texts = [name == "_" ? nil : nameHelp(name)] + pages.map { $0?.text }
    let found = texts.compactMap(\.self)
    if !found.isEmpty { return found.joined(separator: "\n\n") }
    return OptionHelp.page(parameter: name)?.text ?? Topic(code: name).map { TopicPage(of: $0).text() }
  }

  /// The page of what is bound to a name.
  private func nameHelp(_ name: String) -> String? {
    guard let value = value(of: name) else { return nil }
    switch value {
    case .builtin(let builtin): return HelpPage(builtin).text
    case .function(let function): return help(name, of: function)
    default:
      if scope.find(name) == nil, let constant = BuiltinTable.constantsByName[name] { return HelpPage(constant).text }
      var lines = ["\(name)    \(value.kind)", "  \(shortened(value.description))"]
      if let fields = value.fieldKind { lines += FieldHelp.lines(of: fields) }
      return lines.joined(separator: "\n")
    }
  }

  /// The first sentence about a pruner, some of which are functions of other things as well.
  public func summary(ofPruner name: String) -> String {
    guard case .builtin(let builtin)? = value(of: name) else { return "" }
    return builtin.forms.last?.summary ?? ""
  }

  /// The first sentence about a name, for lists; empty if there is none.
  public func summary(of name: String) -> String {
    guard let value = value(of: name) else {
      return KeywordHelp.topics[name]?.forms[0].summary ?? ConceptHelp.topics[name]?.forms[0].summary
        ?? Topic(code: name).map { TopicPage(of: $0).title } ?? (name == errorsTopic ? "All kinds of messages." : "")
    }
    switch value {
    case .builtin(let builtin): return builtin.forms[0].summary
    case .function(let function):
      return definition(of: function)?.documentation?.summary ?? String(function.code.signature.trimmingPrefix("fn "))
    default:
      if let constant = BuiltinTable.constantsByName[name], scope.names[name] == nil { return constant.summary }
      return value.kind
    }
  }

  /// The text in which a name is defined, if it is defined in the language.
  public func source(of name: String) -> String? {
    guard let value = value(of: name) else {
      return help(name).map { _ in "`\(name)` is a word of the language; `?\(name)` explains it" }
    }
    guard case .function(let function) = value else {
      if BuiltinTable.value(of: name) != nil, scope.names[name] == nil {
        return "`\(name)` is built into the program; `?\(name)` explains it"
      }
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
    guard let source = context.sources.source(at: place.start),
      let program = source.isBuiltIn ? libraryProgram : try? parse(source)
    else { return nil }
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

/// The topic under which all functions stand.
private let functionsTopic = "functions"
/// The topic under which all kinds of messages stand.
private let errorsTopic = "errors"

extension Value {
  /// The kind of the value's fields in `FieldHelp`, if it has any there.
  var fieldKind: String? {
    guard case .host = self else { return nil }
    let kind = kind.split(separator: " ").last.map(String.init) ?? ""
    return FieldHelp.kinds[kind] == nil ? nil : kind
  }
}

import BayesOpt
import DSL

/// A part of the reference: what belongs together, under one title.
public struct ReferencePage: Sendable {
  /// What the page is called in addresses: `lists-and-records`.
  public let name: String
  /// What stands above it: `Lists and records`.
  public let title: String
  /// In order; no two have a name in common.
  public let entries: [ReferenceEntry]

  init(_ title: String, _ entries: [ReferenceEntry]) {
    name = title.lowercased().split { !$0.isLetter }.joined(separator: "-")
    self.title = title
    self.entries = entries
  }
}

extension [ReferencePage] {
  /// The page on which a name is explained first, as it is called in addresses.
  public var pageOfName: [String: String] {
    Dictionary(flatMap { page in page.entries.flatMap(\.names).map { ($0, page.name) } }) { first, _ in first }
  }
}

/// What there is to say about a name, or about several words that are explained together.
public struct ReferenceEntry: Sendable {
  /// A stretch of the text below the ways to write it.
  public enum Part: Sendable {
    /// Markdown.
    case text(String)
    /// Lines in columns.
    case lines([String])
    /// What is typed, and what that shows; empty where the result is not shown.
    case examples([Documentation.Example])
  }

  /// What it can be asked for by, the chief one first.
  public let names: [String]
  /// How it is written, and what it does so.
  public let forms: [(usage: String, summary: String)]
  /// What stands below that, in order.
  public let parts: [Part]
  /// Names of entries that are near.
  public let seeAlso: [String]

  init(_ names: [String], _ page: HelpPage) {
    self.names = names
    forms = page.forms.map { ($0.usage, $0.summary) }
    let examples = page.examples.map { Documentation.Example(code: $0.code, result: $0.result, span: .nowhere) }
    parts = (page.body.isEmpty ? [] : [.lines(page.body)]) + (examples.isEmpty ? [] : [.examples(examples)])
    seeAlso = page.seeAlso
  }

  /// What a program binds, with its documentation.
  init(_ name: String, usage: String, _ documentation: Documentation?) {
    names = [name]
    let lines = (documentation?.text.split(separator: "\n", omittingEmptySubsequences: false) ?? []).map { line in
      line.allSatisfy(\.isWhitespace) ? "" : String(line)
    }
    let first = lines.prefix { !$0.isEmpty && !Self.isExample($0) }
    forms = [(usage, first.map { String($0.drop(while: \.isWhitespace)) }.joined(separator: " "))]
    parts = Self.parts(of: Array(lines.dropFirst(first.count)), examples: documentation?.examples ?? [])
    seeAlso = []
  }

  /// The lines of a comment behind its first paragraph, the examples in it apart.
  private static func parts(of lines: [String], examples: [Documentation.Example]) -> [Part] {
    var parts: [Part] = []
    var text: [String] = []
    var rest = examples[...]
    func endText() {
      let trimmed = text.drop(while: \.isEmpty).reversed().drop(while: \.isEmpty).reversed()
      if !trimmed.isEmpty { parts.append(.text(trimmed.joined(separator: "\n"))) }
      text = []
    }
    var index = 0
    while index < lines.count {
      guard isExample(lines[index]), let example = rest.first else {
        text.append(lines[index])
        index += 1
        continue
      }
      endText()
      rest = rest.dropFirst()
      if case .examples(let before)? = parts.last {
        parts[parts.count - 1] = .examples(before + [example])
      } else {
        parts.append(.examples([example]))
      }
      index += example.result.isEmpty ? 1 : 2
    }
    endText()
    return parts
  }

  private static func isExample(_ line: String) -> Bool { line.drop(while: \.isWhitespace).hasPrefix(">>>") }
}

extension Session {
  /// Everything that `help` knows, by topic: from the tables that the program itself goes by.
  public var reference: [ReferencePage] {
    let apart: [(title: String, names: Set<String>)] = [
      ("Strategies", Set(strategyBuiltins.map(\.name))), ("Pruners", Set(prunerBuiltins.map(\.name))),
      ("Layers", Set(layerBuiltins.map(\.name))),
    ]
    let constants = BuiltinTable.constants.map { ReferenceEntry([$0.name], HelpPage($0)) }
    var pages = [ReferencePage("Words of the language", Self.entries(of: KeywordHelp.topics))]
    for topic in BuiltinTable.topics {
      let names = topic.rows.map(\.name)
      let parts = apart.filter { part in names.contains { part.names.contains($0) } }
      let rest = topic.rows.filter { row in !parts.contains { $0.names.contains(row.name) } }
      pages.append(ReferencePage(topic.title, rest.map { ReferenceEntry([$0.name], HelpPage($0)) }))
      for part in parts {
        let rows = topic.rows.filter { part.names.contains($0.name) }.map { ReferenceEntry([$0.name], HelpPage($0)) }
        pages.append(ReferencePage(part.title, part.title == "Strategies" ? constants + rows : rows))
      }
    }
    return pages + [
      ReferencePage("Losses", choices(of: "loss")), ReferencePage("Optimisers", choices(of: "optimizer")),
      ReferencePage("Written in the language", libraryEntries),
      ReferencePage(
        "Options",
        OptionHelp.labels.sorted().compactMap { label in OptionHelp.page(label).map { ReferenceEntry([label], $0) } }),
      ReferencePage("Values and their fields", fieldEntries),
      ReferencePage("Notions", Self.entries(of: ConceptHelp.topics)),
    ]
  }

  /// Pages by word, those of several words once.
  private static func entries(of pages: [String: HelpPage]) -> [ReferenceEntry] {
    let groups = Dictionary(grouping: pages.keys.sorted()) { pages[$0]?.text ?? "" }
    return groups.values.sorted { $0[0] < $1[0] }.compactMap { names in
      pages[names[0]].map { ReferenceEntry(names, $0) }
    }
  }

  private func choices(of option: String) -> [ReferenceEntry] {
    OptionHelp.choices(of: option).map { choice in
      let form = HelpPage.Form(usage: "\(option): \(choice.text)", summary: choice.summary)
      return ReferenceEntry([choice.name], HelpPage(forms: [form], seeAlso: ["train"]))
    }
  }

  private var fieldEntries: [ReferenceEntry] {
    FieldHelp.kinds.keys.sorted().map { kind in
      ReferenceEntry([kind], HelpPage(forms: [FieldHelp.form(of: kind)], body: FieldHelp.lines(of: kind)))
    }
  }

  private var libraryEntries: [ReferenceEntry] {
    libraryProgram.referenceEntries.filter { library[$0.names[0]] != nil }
  }
}

extension Program {
  /// What the top level of the program binds, with its documentation, in order.
  public var referenceEntries: [ReferenceEntry] {
    statements.compactMap { statement in
      switch statement.kind {
      case .function(let function):
        ReferenceEntry(
          function.name.text, usage: function.name.text + text(function.function.signature), function.documentation)
      case .declaration(let declaration):
        ReferenceEntry(
          declaration.name.text, usage: Self.shortened(text(statement.span)), declaration.documentation)
      default: nil
      }
    }
  }

  /// The beginning of a long text.
  private static func shortened(_ text: String) -> String { text.count <= 100 ? text : "\(text.prefix(97))..." }
}

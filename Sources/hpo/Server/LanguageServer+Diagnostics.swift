import Basics
import DSL
import Interp

// What is wrong with a document, in the words of `hpo check`, and what can be done about it.

extension LanguageServer {
  /// A message as the protocol has it.
  mutating func diagnostic(_ diagnostic: Diagnostic, in analysis: Analysis, _ document: OpenDocument) -> JSON {
    let severity =
      switch diagnostic.severity {
      case .error: 1
      case .warning: 2
      case .note: 3
      }
    let lines = [diagnostic.title, diagnostic.primary.text] + diagnostic.details
    let text = (lines.filter { !$0.isEmpty } + (diagnostic.hint.map { ["Hint: \($0)"] } ?? [])).joined(separator: "\n")
    var members: [JSON.Member] = [
      .init("range", document.lines.range(Self.range(of: diagnostic, in: analysis))),
      .init("severity", .integer(severity)), .init("source", "hpo"), .init("message", .string(text)),
    ]
    if let topic = diagnostic.topic { members.append(.init("code", .string(topic.code))) }
    if clientCan("textDocument", "publishDiagnostics", "relatedInformation") {
      // What is wrong in an imported file is told at its import, and leads there.
      let labels = analysis.source.contains(diagnostic.span) ? diagnostic.secondary : [diagnostic.primary]
      var related: [JSON] = []
      for label in labels {
        guard let place = analysis.place(of: label.span), !place.isLibrary, let location = location(of: place, analysis)
        else { continue }
        related.append(["location": location, "message": .string(label.text.isEmpty ? diagnostic.title : label.text)])
      }
      if !related.isEmpty { members.append(.init("relatedInformation", .array(related))) }
    }
    return .object(members)
  }

  /// Where a message is shown: what is wrong in an imported file, at the import.
  private static func range(of diagnostic: Diagnostic, in analysis: Analysis) -> Range<Int> {
    var span = diagnostic.span
    if span == .nowhere { return 0..<0 }
    if !analysis.source.contains(span) {
      let name = analysis.sources.source(at: span.start)?.name
      let imports = analysis.program.statements.compactMap { statement -> (path: String, span: Span)? in
        if case .importFile(let path, let span, _) = statement.kind { (path, span) } else { nil }
      }
      guard let place = imports.first(where: { $0.path == name }) ?? imports.first else { return 0..<0 }
      span = place.span
    }
    let start = Int(span.start - analysis.source.base)
    return start..<start + Int(span.length)
  }

  mutating func codeActions(_ params: JSON) throws(RemoteCall.Failure) -> JSON {
    let document = try document(params)
    let (first, last) = try TextLines.Place.range(params["range"])
    let wanted = params["context"]?["only"]?.items?.compactMap(\.text) ?? []
    guard wanted.isEmpty || wanted.contains(where: { $0.isEmpty || "quickfix".hasPrefix($0) }) else { return [] }
    let analysis = analysis(of: document)
    let start = document.lines.offset(of: first)
    let range = start...max(start, document.lines.offset(of: last))
    let fixes = session.quickFixes(of: analysis, in: range, openTexts: openTexts)
    var actions: [JSON] = []
    for (index, fix) in fixes.enumerated() {
      let span = fix.replacement.span
      let offset = Int(span.start - analysis.source.base)
      let edit: JSON = [
        "range": document.lines.range(offset..<offset + Int(span.length)), "newText": .string(fix.replacement.text),
      ]
      let written = fix.replacement.text
      // What is the only thing to do about a message may be done without a question.
      let isOnly = !fixes.indices.contains { $0 != index && fixes[$0].diagnostic == fix.diagnostic }
      actions.append([
        "title": .string(written.isEmpty ? "Leave `\(analysis.program.text(span))` out" : "Write `\(written)`"),
        "kind": "quickfix", "diagnostics": [diagnostic(fix.diagnostic, in: analysis, document)],
        "isPreferred": .bool(isOnly), "edit": edits([(document.uri, edit)]),
      ])
    }
    return .array(actions)
  }

  /// Changes of documents, each only as long as its text is the one that was looked at, where the editor can see to that.
  func edits(_ edits: [(uri: String, edit: JSON)]) -> JSON {
    let uris = Set(edits.map(\.uri)).sorted()
    func of(_ uri: String) -> JSON { .array(edits.filter { $0.uri == uri }.map(\.edit)) }
    guard clientCan("workspace", "workspaceEdit", "documentChanges") else {
      return ["changes": .object(uris.map { JSON.Member($0, of($0)) })]
    }
    return [
      "documentChanges": .array(
        uris.map { uri in
          let version = documents[uri]?.version.map(JSON.integer) ?? .null
          return ["textDocument": ["uri": .string(uri), "version": version], "edits": of(uri)]
        })
    ]
  }
}

import Basics
import DSL
import Foundation
import Interp

// Where names are bound and used, and what a document consists of.

extension LanguageServer {
  mutating func definition(_ params: JSON) throws(RemoteCall.Failure) -> JSON {
    let (_, analysis, offset) = try place(params)
    let position = analysis.position(at: offset)
    if let (_, meaning) = analysis.occurrences.name(at: position) {
      var locations: [JSON] = []
      for definition in meaning.definitions.compactMap(analysis.place) {
        if let location = location(of: definition, analysis) { locations.append(location) }
      }
      return .array(locations)
    }
    for case .importFile(let file, let span, _) in analysis.program.statements.map(\.kind)
    where span.start <= position && position <= span.end {
      guard let place = session.placeOfImport(file, in: analysis), let location = location(of: place, analysis) else {
        continue
      }
      return [location]
    }
    return []
  }

  mutating func references(_ params: JSON) throws(RemoteCall.Failure) -> JSON {
    let (_, analysis, offset) = try place(params)
    let includesDefinitions = params["context"]?["includeDeclaration"]?.truth ?? true
    guard let (_, meaning) = analysis.occurrences.name(at: analysis.position(at: offset)) else { return [] }
    let definitions = Set(meaning.definitions.compactMap(analysis.place))
    var found: [JSON] = []
    var seen: Set<Analysis.Place> = []
    func places(in other: Analysis) -> [Analysis.Place] {
      definitions.compactMap { definition in
        other.span(of: definition).flatMap { other.occurrences.name(at: $0.start)?.meaning.places }
          .map { $0.compactMap(other.place) }
      }.flatMap(\.self)
    }
    // A name of the library is bound in no document, but used in them.
    let own = meaning.places.compactMap(analysis.place)
    var others: [Analysis] = []
    for document in documents.values.sorted(by: { $0.uri < $1.uri }) { others.append(self.analysis(of: document)) }
    for (place, analysis) in own.map({ ($0, analysis) }) + others.flatMap({ o in places(in: o).map { ($0, o) } }) {
      guard seen.insert(place).inserted, includesDefinitions || !definitions.contains(place) else { continue }
      if let location = location(of: place, analysis) { found.append(location) }
    }
    return .array(found)
  }

  mutating func highlights(_ params: JSON) throws(RemoteCall.Failure) -> JSON {
    let (document, analysis, offset) = try place(params)
    guard let (_, meaning) = analysis.occurrences.name(at: analysis.position(at: offset)) else { return [] }
    return .array(
      meaning.places.filter(analysis.source.contains).compactMap(analysis.place).map {
        ["range": document.lines.range($0.range)]
      })
  }

  mutating func symbols(_ params: JSON) throws(RemoteCall.Failure) -> JSON {
    let document = try document(params)
    let analysis = analysis(of: document)
    guard clientCan("textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport") else {
      return .array(flat(analysis.program.outline, in: nil, analysis, document))
    }
    return .array(analysis.program.outline.map { symbol($0, analysis, document) })
  }

  private func symbol(_ item: OutlineItem, _ analysis: Analysis, _ document: OpenDocument) -> JSON {
    func range(_ span: Span) -> JSON { document.lines.range(analysis.place(of: span)?.range ?? 0..<0) }
    return [
      "name": .string(item.name), "detail": .string(item.detail), "kind": .integer(item.kind.number),
      "range": range(item.span), "selectionRange": range(item.nameSpan),
      "children": .array(item.children.map { symbol($0, analysis, document) }),
    ]
  }

  private func flat(
    _ items: [OutlineItem], in container: String?, _ analysis: Analysis, _ document: OpenDocument
  ) -> [JSON] {
    items.flatMap { item -> [JSON] in
      var members: [JSON.Member] = [
        .init("name", .string(item.name)), .init("kind", .integer(item.kind.number)),
        .init(
          "location",
          [
            "uri": .string(document.uri),
            "range": document.lines.range(analysis.place(of: item.span)?.range ?? 0..<0),
          ]),
      ]
      if let container { members.append(.init("containerName", .string(container))) }
      return [.object(members)] + flat(item.children, in: item.name, analysis, document)
    }
  }

  mutating func folding(_ params: JSON) throws(RemoteCall.Failure) -> JSON {
    let document = try document(params)
    let analysis = analysis(of: document)
    let folds = DSL.folds(of: analysis.source).compactMap { fold -> JSON? in
      let (start, end) = (document.lines.place(at: fold.start).line, document.lines.place(at: fold.end).line)
      // The line of a closing bracket stays to be seen.
      let last = fold.isComment ? end : end - 1
      guard last > start else { return nil }
      var members: [JSON.Member] = [.init("startLine", .integer(start)), .init("endLine", .integer(last))]
      if fold.isComment { members.append(.init("kind", "comment")) }
      return .object(members)
    }
    return .array(folds)
  }

  // MARK: Places

  /// A place as the protocol has it; nil where it lies in no file.
  mutating func location(of place: Analysis.Place, _ analysis: Analysis) -> JSON? {
    if place.isLibrary {
      guard let file = showLibrary() else { return nil }
      let lines = TextLines(Array(Library.text.utf8), unit: unit)
      return ["uri": .string(FileAddress.uri(of: file)), "range": lines.range(place.range)]
    }
    let uri = place.path == analysis.path ? self.uri(of: analysis) : place.path.map(self.uri(ofFile:))
    guard let uri, let span = analysis.span(of: place), let source = analysis.sources.source(at: span.start) else {
      return nil
    }
    return ["uri": .string(uri), "range": TextLines(source.utf8, unit: unit).range(place.range)]
  }

  /// The URI of the document that was looked at, as the editor spells it.
  private func uri(of analysis: Analysis) -> String? {
    guard let path = analysis.path else { return analysis.source.name }
    return uri(ofFile: path)
  }

  /// The URI of a file, as the editor spells it where it has it open.
  private func uri(ofFile path: String) -> String {
    documents.values.first { $0.path == path }?.uri ?? FileAddress.uri(of: path)
  }

  /// Writes the library, which is a part of the program, to where an editor can open it.
  private mutating func showLibrary() -> String? {
    if let libraryFile, FileManager.default.fileExists(atPath: libraryFile) { return libraryFile }
    let caches = FileManager.default.urls(for: .cachesDirectory, in: .userDomainMask).first
    let folder = (caches ?? FileManager.default.temporaryDirectory).appendingPathComponent("hpo/\(Version.text)")
    let file = folder.appendingPathComponent("stdlib.hpo")
    if (try? Data(contentsOf: file)) != Data(Library.text.utf8) {
      do {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(Library.text.utf8).write(to: file, options: .atomic)
      } catch {
        return nil
      }
    }
    libraryFile = file.path
    return file.path
  }
}

extension OutlineItem.Kind {
  /// The number that the protocol gives to it.
  fileprivate var number: Int {
    switch self {
    case .module: 2
    case .test: 6
    case .parameter: 7
    case .function: 12
    case .variable: 13
    case .constant: 14
    case .search: 19
    }
  }
}

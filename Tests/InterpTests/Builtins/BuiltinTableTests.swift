import DSL
import Testing

@testable import Interp

/// An example of a builtin, or of a function of the library.
struct DocumentedExample: Sendable, CustomTestStringConvertible {
  let name: String
  let code: String
  let result: String

  var testDescription: String { "\(name): \(code)" }
}

/// The library as a tree.
private let library: Program = {
  let sources = SourceMap()
  let source = sources.add(name: "stdlib.hpo", text: Library.text)
  return (try? parse(source)) ?? Program(statements: [], span: .nowhere)
}()

/// The names of the library and their documentation.
private let libraryNames: [(name: String, documentation: Documentation?)] = library.statements.compactMap { statement in
  switch statement.kind {
  case .declaration(let declaration): (declaration.name.text, declaration.documentation)
  case .function(let function): (function.name.text, function.documentation)
  default: nil
  }
}

private let tableExamples: [DocumentedExample] =
  BuiltinTable.rows.flatMap { row in
    row.examples.map { DocumentedExample(name: row.name, code: $0.code, result: $0.result) }
  }
  + BuiltinTable.constants.flatMap { row in
    row.examples.map { DocumentedExample(name: row.name, code: $0.code, result: $0.result) }
  }

private let libraryExamples: [DocumentedExample] = libraryNames.flatMap { name, documentation in
  (documentation?.examples ?? []).map { DocumentedExample(name: name, code: $0.code, result: $0.result) }
}

@Suite("The table of builtins")
struct BuiltinTableTests {
  @Test func everyNameIsThereOnce() {
    let names = BuiltinTable.rows.map(\.name) + BuiltinTable.constants.map(\.name) + libraryNames.map(\.name)
    let repeated = Dictionary(grouping: names) { $0 }.filter { $1.count > 1 }.keys.sorted()
    #expect(repeated.isEmpty)
  }

  @Test(arguments: BuiltinTable.rows.map(\.name))
  func isDocumented(_ name: String) throws {
    let row = try #require(BuiltinTable.all[name])
    for form in row.forms {
      #expect(form.summary.first?.isUppercase == true)
      #expect(form.summary.hasSuffix("."))
    }
    #expect(!row.examples.isEmpty)
    #expect(!row.seeAlso.isEmpty)
  }

  @Test func whatIsToBeSeenToo() {
    let known = Set(BuiltinTable.rows.map(\.name) + BuiltinTable.constants.map(\.name) + libraryNames.map(\.name))
    let references =
      BuiltinTable.rows.map { ($0.name, $0.seeAlso) } + BuiltinTable.constants.map { ($0.name, $0.seeAlso) }
      + KeywordHelp.topics.map { ($0.key, $0.value.seeAlso) }
    for (name, others) in references {
      let unknown = others.filter { !known.contains($0) && KeywordHelp.topics[$0] == nil || $0 == name }
      #expect(unknown.isEmpty, "\(name)")
    }
  }

  @Test(arguments: tableExamples.filter { !$0.result.isEmpty })
  func exampleGivesItsResult(_ example: DocumentedExample) {
    #expect(shown(example.code) == example.result)
  }
}

@Suite("The library")
struct LibraryTests {
  @Test func everyNameIsDocumented() {
    #expect(libraryNames.count > 10)
    #expect(libraryNames.filter { $0.documentation == nil }.map(\.name).isEmpty)
  }

  @Test(arguments: libraryExamples)
  func exampleGivesItsResult(_ example: DocumentedExample) {
    #expect(shown(example.code) == example.result)
  }
}

import Basics
import DSL
import Foundation

// Imports. A file is run once, before the file that imports it; its top level is bound under a name, as a record, or directly.

extension Session {
  /// The module of an imported file, run if it was not yet.
  ///
  /// - Parameters:
  ///   - file: the path as it is written.
  ///   - path: the importing file.
  ///   - span: the text of the path.
  /// - Returns: the module; nil for the library, which is there already.
  /// - Throws: `MissingFile`, `Refused` (also for a cycle), or the `Exit` of the file's program.
  func load(_ file: String, besides path: String?, _ span: Span) throws -> Module? {
    guard let full = location(of: file, besides: path) else { return nil }
    if let module = modules[full] { return module }
    let program = try enter(full, as: file, span, in: context.sources)
    defer { importing.removeLast() }
    let prepared = try prepare(program, path: full, mode: .file)
    for warning in prepared.diagnostics { warn(warning, mode: .file) }
    let module = ModuleScope(library: library)
    bindImports(program, path: full, in: module)
    let needed = isTesting ? program.neededByTests(exportsNames: true) : program
    let tested = try execute(needed, in: module, path: full) { _, _ in }
    modules[full] = Module(scope: module, known: prepared.names, tested: tested)
    return modules[full]
  }

  /// The names that imported files have bound, by the path as it is written.
  func importedNames(of program: Program, path: String?) -> [String: [KnownName]] {
    var known: [String: [KnownName]] = [:]
    for statement in program.statements {
      guard case .importFile(let file, _, _) = statement.kind else { continue }
      known[file] = location(of: file, besides: path).flatMap { modules[$0]?.known } ?? []
    }
    return known
  }

  /// The paths of the files that a program imports.
  func importedFiles(of program: Program, path: String?) -> [String] {
    program.statements.compactMap { statement in
      guard case .importFile(let file, _, _) = statement.kind else { return nil }
      return location(of: file, besides: path)
    }
  }

  /// Makes the names of direct imports visible in `scope`.
  func bindImports(_ program: Program, path: String?, in scope: ModuleScope? = nil) {
    let target = scope ?? self.scope
    for statement in program.statements {
      guard case .importFile(let file, _, nil) = statement.kind,
        let full = location(of: file, besides: path), let module = modules[full]
      else { continue }
      target.names.merge(module.scope.names) { _, new in new }
    }
  }

  /// The values of a module's names, as a record.
  func record(of module: Module) -> Value {
    let fields = module.known.compactMap { known in
      module.scope.names[known.name].map { (known.name, machine.pointee.stack[$0.slot]) }
    }
    return .record(fields)
  }

  /// Where an imported file lies: beside the importing one.
  ///
  /// Nil for the library.
  func location(of file: String, besides path: String?) -> String? {
    let directory = path.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
    let full = URL(fileURLWithPath: file, relativeTo: directory).standardizedFileURL.path
    if file == "stdlib.hpo", !FileManager.default.fileExists(atPath: full) { return nil }
    return full
  }

  /// Reads and parses an imported file, and remembers that its import is under way.
  ///
  /// - Parameters:
  ///   - full: where the file lies.
  ///   - file: its path as it is written.
  ///   - span: the text of the path.
  ///   - sources: where its text is laid out.
  ///   - openText: its text where an editor has changed it; nil where the file is read.
  /// - Returns: the program.
  /// - Throws: `MissingFile`, `Refused` (also for a cycle), or an `Exit`.
  func enter(
    _ full: String, as file: String, _ span: Span, in sources: SourceMap, openText: String? = nil
  ) throws -> Program {
    if importing.contains(full) {
      let circle = (importing.drop { $0 != full } + [full]).map { URL(fileURLWithPath: $0).lastPathComponent }
      throw Refused(diagnostics: [
        Diagnostic(.importForm, "`\(file)` imports itself", at: span, details: [circle.joined(separator: " -> ")])
      ])
    }
    let text: String
    if let foreign = ForeignFile(file), FileManager.default.fileExists(atPath: full) {
      throw Refused(diagnostics: [
        Diagnostic(
          .foreignFile,
          "`\(file)` is \(foreign.kind), not a program of hpo", at: span,
          hint: foreign.expression.map { "`\($0)` makes use of it." })
      ])
    }
    do throws(FileError) {
      if let openText { text = openText } else { text = try readSource(full, interruption) }
    } catch {
      if error.reason == .interrupted { throw Exit.interrupted }
      throw MissingFile(
        diagnostic: Diagnostic(
          error.topic,
          "cannot import `\(file)`: \(error.words)", at: span,
          hint: (advice(onForeignPath: file) ?? (error.reason == .missing ? nil : error.hint)).map { $0 + "." }
            ?? nearest(to: full)
            ?? meaning(ofForeignWord: file).map { _ in
              "leave the line out: functions stand by their names, as in `sqrt(x)`."
            }))
    }
    let source = sources.add(name: file, text: text)
    let program: Program
    do throws(Diagnostic) { program = try parse(source) } catch { throw Refused(diagnostics: [error]) }
    importing.append(full)
    return program
  }

  private func nearest(to full: String) -> String? {
    let url = URL(fileURLWithPath: full)
    let beside = (try? FileManager.default.contentsOfDirectory(atPath: url.deletingLastPathComponent().path)) ?? []
    return Suggestion.nearest(to: url.lastPathComponent, among: beside.filter { $0.hasSuffix(".hpo") })
      .map { "there is a `\($0)` there." }
  }
}

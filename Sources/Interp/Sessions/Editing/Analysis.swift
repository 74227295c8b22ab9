import Basics
import DSL
import Synchronization

/// A program that was looked at and not run: what is wrong with it, and what its names mean.
public struct Analysis: Sendable {
  /// An imported file.
  struct Import: Sendable {
    /// Where it lies.
    let path: String
    let program: Program
  }

  /// A stretch of a file.
  public struct Place: Hashable, Sendable {
    /// Where the file lies; nil for the program itself where it is no file, and for the library.
    public let path: String?
    /// Whether it is the library that is meant.
    public let isLibrary: Bool
    /// In bytes of UTF-8.
    public let range: Range<Int>
  }

  /// The text.
  public let source: Source
  /// The file that it came from.
  public let path: String?
  /// What of it could be read.
  public let program: Program
  /// What is wrong with it; where that is its syntax, nothing else.
  public let findings: Findings
  /// Whether something is wrong with its syntax.
  public let hasSyntaxErrors: Bool
  /// All texts that spans are of.
  public let sources: SourceMap
  /// What its names mean, and those of the files that it imports.
  public var occurrences: Occurrences { names.occurrences }
  fileprivate let names: GroupedNames
  /// The files that it imports, themselves or by others.
  let imports: [Import]

  /// The paths of the files that it imports, themselves or by others.
  public var importedPaths: [String] { imports.map(\.path) }

  /// The files whose names are bound by themselves: those that are imported without `as`.
  var openImports: [Program] {
    program.statements.compactMap { statement in
      guard case .importFile(let file, _, nil) = statement.kind else { return nil }
      return imports.first { $0.program.source?.name == file }?.program
    }
  }

  /// Where a span lies; nil where it is of no file.
  public func place(of span: Span) -> Place? {
    func range(in source: Source) -> Range<Int> {
      let start = Int(span.start - source.base)
      return start..<start + Int(span.length)
    }
    if source.contains(span) { return Place(path: path, isLibrary: false, range: range(in: source)) }
    for other in imports {
      guard let source = other.program.source, source.contains(span) else { continue }
      return Place(path: other.path, isLibrary: false, range: range(in: source))
    }
    guard span.start > 0, let source = sources.source(at: span.start), source.isBuiltIn else { return nil }
    return Place(path: nil, isLibrary: true, range: range(in: source))
  }

  /// The span of a stretch of a file that the program consists of; nil where it is another file.
  public func span(of place: Place) -> Span? {
    let source =
      place.isLibrary ? nil : place.path == path ? self.source : imports.first { $0.path == place.path }?.program.source
    return source.map {
      Span(start: $0.base &+ UInt32(place.range.lowerBound), length: UInt32(place.range.count))
    }
  }

  /// The global position of a byte of the text.
  public func position(at offset: Int) -> UInt32 { source.base &+ UInt32(min(max(0, offset), source.utf8.count)) }

  /// The program that a span is of; nil for one of the library.
  func program(holding span: Span) -> Program? {
    if source.contains(span) { return program }
    return imports.first { $0.program.source?.contains(span) ?? false }?.program
  }
}

extension Session {
  /// Looks at a program without running it.
  ///
  /// - Parameters:
  ///   - text: the program.
  ///   - name: what messages call it.
  ///   - path: the file it came from, for imports beside it.
  ///   - sources: where its text and those of imports are laid out, beside the library; nil for room of their own.
  ///   - openTexts: the texts of files that an editor has changed, by path.
  /// - Returns: what was found.
  public func analyze(
    _ text: String, name: String, path: String? = nil, in sources: SourceMap? = nil, openTexts: [String: String] = [:]
  ) -> Analysis {
    let sources = sources ?? SourceMap(copying: context.sources)
    let source = sources.add(name: name, text: text)
    let (program, errors) = parseRecovering(source)
    var look = ImportLook(sources: sources, openTexts: openTexts)
    var refusal: Findings?
    var known: [String: [KnownName]] = [:]
    do {
      known = try look.names(of: program, path: path, in: self)
    } catch let missing as MissingFile {
      refusal = Findings([missing.diagnostic], isFileMissing: true)
    } catch let refused as Refused {
      refusal = Findings(refused.diagnostics)
    } catch {
      refusal = Findings([Diagnostic(.unexplained, "\(error)", at: .nowhere)])
    }
    let checked = DSL.check(program, in: names, mode: .unrunFile, imports: { known[$0] })
    // Names are judged only where all of the text could be read: a statement that was left out may bind some.
    let findings = errors.isEmpty ? refusal ?? Findings(checked.diagnostics) : Findings(errors)
    return Analysis(
      source: source, path: path, program: program, findings: findings, hasSyntaxErrors: !errors.isEmpty,
      sources: sources, names: GroupedNames(look.references + checked.references), imports: look.imports)
  }
}

/// References, grouped when somebody asks what they mean: who only wants to know what is wrong does not.
private final class GroupedNames: Sendable {
  private let references: [Reference]
  private let grouped = Mutex<Occurrences?>(nil)

  init(_ references: [Reference]) { self.references = references }

  var occurrences: Occurrences {
    grouped.withLock { grouped in
      let made = grouped ?? Occurrences(references)
      grouped = made
      return made
    }
  }
}

/// Finds what imports bind, without running anything.
private struct ImportLook {
  let sources: SourceMap
  let openTexts: [String: String]
  var imports: [Analysis.Import] = []
  var references: [Reference] = []
  /// The names of the files that were looked at.
  private var known: [String: [KnownName]] = [:]

  init(sources: SourceMap, openTexts: [String: String]) { (self.sources, self.openTexts) = (sources, openTexts) }

  /// What each import of a program binds, by the path as it is written.
  mutating func names(of program: Program, path: String?, in session: Session) throws -> [String: [KnownName]] {
    var found: [String: [KnownName]] = [:]
    for statement in program.statements {
      guard case .importFile(let file, let span, _) = statement.kind else { continue }
      guard let full = session.location(of: file, besides: path) else {
        found[file] = []
        continue
      }
      if let names = known[full] {
        found[file] = names
        continue
      }
      let imported = try session.enter(full, as: file, span, in: sources, openText: openTexts[full])
      defer { session.importing.removeLast() }
      imports.append(Analysis.Import(path: full, program: imported))
      let inner = try names(of: imported, path: full, in: session)
      let checked = DSL.check(imported, in: session.names, mode: .file, imports: { inner[$0] })
      references += checked.references
      known[full] = try session.accepted(checked).names
      found[file] = known[full]
    }
    return found
  }
}

extension Session {
  /// The beginning of a file that a program imports; nil where it is not there.
  public func placeOfImport(_ file: String, in analysis: Analysis) -> Analysis.Place? {
    guard let full = location(of: file, besides: analysis.path) else {
      return Analysis.Place(path: nil, isLibrary: true, range: 0..<0)
    }
    guard analysis.importedPaths.contains(full) else { return nil }
    return Analysis.Place(path: full, isLibrary: false, range: 0..<0)
  }
}

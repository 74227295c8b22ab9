import Basics
import DSL

/// What can be done about a message, in the words of the program.
public struct QuickFix: Sendable {
  /// The message.
  public let diagnostic: Diagnostic
  /// The text that is written, and in whose place.
  public let replacement: Replacement
}

/// Why a name cannot be another one.
public struct RenamingError: ExplainedError, Hashable {
  /// What kind of thing is wrong.
  public var topic: Topic { .nameForm }
  /// The reason.
  public let message: String
  /// Nothing is known that would help.
  public var hint: String? { nil }
}

extension Session {
  /// What can be done about the messages of a program: what they tell to write, wherever the message is gone then and no other
  /// one comes.
  ///
  /// - Parameters:
  ///   - analysis: of the program.
  ///   - range: in bytes; messages that touch it count.
  ///   - openTexts: the texts of files that an editor has changed, by path.
  /// - Returns: at most one fix for each text that a message tells to write.
  /// - Complexity: an analysis for each text that one of these messages tells to write.
  public func quickFixes(
    of analysis: Analysis, in range: ClosedRange<Int>, openTexts: [String: String] = [:]
  ) -> [QuickFix] {
    analysis.findings.diagnostics.flatMap { diagnostic -> [QuickFix] in
      guard analysis.source.contains(diagnostic.span) else { return [] }
      let start = Int(diagnostic.span.start - analysis.source.base)
      guard range.overlaps(start...start + Int(diagnostic.span.length)) else { return [] }
      return diagnostic.replacements(in: analysis.source).compactMap { ways in
        ways.first { mends($0, diagnostic, analysis, openTexts) }
          .map { QuickFix(diagnostic: diagnostic, replacement: $0) }
      }
    }
  }

  private func mends(
    _ replacement: Replacement, _ diagnostic: Diagnostic, _ analysis: Analysis, _ openTexts: [String: String]
  ) -> Bool {
    let after = analyze(
      analysis.source.text(with: [replacement]), name: analysis.source.name, path: analysis.path, openTexts: openTexts)
    // What is told once the syntax is right was hidden before.
    if analysis.hasSyntaxErrors, !after.hasSyntaxErrors { return true }
    if !analysis.hasSyntaxErrors, after.hasSyntaxErrors { return false }
    var left = analysis.findings.diagnostics.map(\.title)
    if let index = left.firstIndex(of: diagnostic.title) { left.remove(at: index) }
    return after.findings.diagnostics.allSatisfy { other in
      guard let index = left.firstIndex(of: other.title) else { return false }
      left.remove(at: index)
      return true
    }
  }

  /// The places that change where a name is given another one: all that mean the same, in the program and the files that it
  /// imports.
  ///
  /// - Parameters:
  ///   - span: the name where it stands.
  ///   - name: the new name.
  ///   - analysis: of the program.
  ///   - openTexts: the texts of files that an editor has changed, by path.
  /// - Returns: the places.
  /// - Throws: why it cannot be.
  /// - Complexity: that of an analysis.
  public func renaming(
    _ span: Span, to name: String, in analysis: Analysis, openTexts: [String: String] = [:]
  ) throws(RenamingError) -> [Analysis.Place] {
    guard let (_, meaning) = analysis.occurrences.name(at: span.start) else {
      throw RenamingError(message: "no name of this program stands here")
    }
    try checkRenaming(meaning, in: analysis)
    guard tokenize(Source(name: "", text: name)).tokens.map(\.kind) == [.name(name), .end] else {
      throw RenamingError(message: "`\(name)` is not a name")
    }
    if analysis.hasSyntaxErrors {
      throw RenamingError(message: "mend the syntax first: not all of the program can be read")
    }
    let places = meaning.places.compactMap(analysis.place)
    let own = meaning.places.filter(analysis.source.contains)
    var texts = openTexts
    for other in analysis.imports {
      guard let source = other.program.source else { continue }
      let inside = meaning.places.filter(source.contains)
      if !inside.isEmpty { texts[other.path] = source.text(with: inside.map { Replacement($0, name) }) }
    }
    let after = analyze(
      analysis.source.text(with: own.map { Replacement($0, name) }), name: analysis.source.name, path: analysis.path,
      openTexts: texts)
    // The new name must mean at these places, and nowhere else, what the old one did.
    let growth = name.utf8.count - meaning.text.utf8.count
    let moved = places.map { place in
      let count = places.count { $0.path == place.path && $0.range.lowerBound < place.range.lowerBound }
      let start = place.range.lowerBound + count * growth
      return Analysis.Place(path: place.path, isLibrary: false, range: start..<start + name.utf8.count)
    }
    let first = moved.first.flatMap(after.span).flatMap { after.occurrences.name(at: $0.start) }
    let same = Set((first?.meaning.places ?? []).compactMap(after.place))
    guard same == Set(moved), after.findings.diagnostics.count == analysis.findings.diagnostics.count else {
      throw RenamingError(message: "`\(name)` means something else in this program already")
    }
    return places
  }

  /// Refuses what is not the program's own to name.
  ///
  /// - Parameters:
  ///   - meaning: what is to have another name.
  ///   - analysis: of the program.
  /// - Throws: why it cannot be.
  public func checkRenaming(_ meaning: Occurrences.Meaning, in analysis: Analysis) throws(RenamingError) {
    guard meaning.definitions.contains(where: { analysis.place(of: $0).map(\.isLibrary) ?? true }) else { return }
    let isOwn = meaning.places.contains { analysis.place(of: $0).map { !$0.isLibrary } ?? false }
    let isParameter = isOwn && meaning.definitions.count > 1
    throw RenamingError(
      message: isParameter
        ? "`\(meaning.text)` is also a parameter of a function of stdlib.hpo"
        : "`\(meaning.text)` is a name of stdlib.hpo")
  }
}

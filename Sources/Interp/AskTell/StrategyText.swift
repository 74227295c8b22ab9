import Basics
import BayesOpt
import DSL

extension Session {
  /// The strategy that a text means, as behind `with`.
  ///
  /// - Parameter text: `gamma`, `hull(gaussian(acquisition: pi))`.
  /// - Returns: what asks.
  /// - Throws: what is wrong with the text.
  func strategy(_ text: String) throws(Diagnostic) -> any Strategy {
    try clause(text, "strategy", example: "gaussian", checkStrategy) { (value, span) throws(Exit) in
      try StrategyValue.read(value, span).engine(at: span)
    }
  }

  /// The pruner that a text means, as behind `prune`.
  ///
  /// - Parameter text: `asha(from: 1, to: 27)`, `median()`.
  /// - Returns: the pruner.
  /// - Throws: what is wrong with the text.
  func pruner(_ text: String) throws(Diagnostic) -> any Pruner {
    try clause(text, "pruner", example: "median()", checkPruner) { (value, span) throws(Exit) in
      let pruner = try PrunerValue.read(value, span)
      guard pruner.mostPaused == PrunerValue.usualMostPaused else {
        throw failure(
          .pruning,
          "`paused` has no effect here: the program that asks keeps its paused trials itself", span,
          hint: "without `paused`, it may tell as \"pruned\" what it has no room for.")
      }
      return pruner.pruner
    }
  }

  /// Where a comma stands outside of parentheses and texts, in bytes.
  private static func commaOutside(_ text: String) -> Int? {
    var depth = 0
    for (place, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "\""): return nil
      case UInt8(ascii: ",") where depth == 0 && place > 0: return place
      default: break
      }
    }
    return nil
  }

  private func clause<T>(
    _ text: String, _ kind: String, example: String, _ check: (Program, Names) -> (Expression, [Diagnostic])?,
    _ read: (Value, Span) throws(Exit) -> T
  ) throws(Diagnostic) -> T {
    let source = context.sources.add(name: kind, text: text)
    if let comma = Self.commaOutside(text) {
      throw Diagnostic(
        .notAStrategy,
        "one \(kind) is asked, not several", at: Span(start: source.base + UInt32(comma), length: 1),
        "another begins here",
        hint: "write its name, such as `\(text.utf8.prefix(comma).isEmpty ? example : String(text.prefix(comma)))`.")
    }
    let words = text.split(separator: " ", maxSplits: 1)
    if words.count == 2, words[1].first?.isLetter == true,
      prunerBuiltins.contains(where: { $0.name == words[0] }) || StrategyCatalog.entry(named: String(words[0])) != nil
    {
      let place = source.base + UInt32(text.utf8.distance(from: text.startIndex, to: words[1].startIndex))
      throw Diagnostic(
        .strategyOption,
        "the options of a \(kind) stand in parentheses", at: Span(start: place, length: UInt32(words[1].utf8.count)),
        hint: "they have labels, as in `\(kind == "pruner" ? "asha(from: 1, to: 27)" : "\(words[0])(seed: 1)")`.")
    }
    let pruners = prunerBuiltins.filter { $0.form(positional: 0, labels: []) != nil }.map(\.name)
    if pruners.contains(text) {
      let whole = Span(start: source.base, length: UInt32(text.utf8.count))
      let call = ["freeze_thaw", "hyperband"].contains(text) ? "\(text)(to: 27)" : "\(text)()"
      throw kind == "pruner"
        ? Diagnostic(
          .pruning,
          "a pruner is called", at: whole, "write `\(call)`",
          hint: "in a shell it stands in quotes: `--prune '\(call)'`.")
        : Diagnostic(
          .pruning, "`\(text)` is a pruner, not a strategy", at: whole, "write `--strategy tpe --prune '\(text)()'`")
    }
    let program = try parse(source)
    guard let (clause, diagnostics) = check(program, names) else {
      throw Diagnostic(
        .notAStrategy, "a \(kind) is needed", at: program.span, hint: "write its name, such as `\(example)`.")
    }
    if let error = diagnostics.first(where: { $0.severity == .error }) { throw error }
    var value = Value.none
    do throws(Exit) {
      try execute(program, in: scope) { (shown, _) throws(Exit) in value = shown }
      return try read(value, clause.span)
    } catch {
      throw error.diagnostic
    }
  }
}

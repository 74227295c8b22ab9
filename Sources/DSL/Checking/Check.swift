/// How a program is read.
public enum CheckMode: Sendable {
  /// A file that is about to run: a name is bound once.
  case file
  /// A file that is only looked at: a program that shows how searches are written, without an objective that fits, is a
  /// program all the same.
  case unrunFile
  /// A line at the prompt: a second `let` is a new binding.
  case prompt
}

/// What is known of a program before it runs.
public struct CheckResult: Sendable {
  /// Errors and warnings, in the order of the text.
  public let diagnostics: [Diagnostic]
  /// What the top level binds: names of direct imports, then its own.
  public let names: [KnownName]
  /// Where names of the top level, and names from outside, are used; what a search takes because nothing else is written
  /// for it is used at its keyword.
  public let outerUses: [Name]
  /// What the names of the program mean, as far as a text binds it.
  public let references: [Reference]

  /// Whether the program must not be run.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Finds what is wrong with a program without running it: unbound names, labels and counts of arguments, scopes, literal
/// ranges, units, and statements at places where they mean nothing.
///
/// - Parameters:
///   - program: The program.
///   - names: The names around it.
///   - mode: How it is read.
///   - imports: What an imported file binds, by the path as it is written; `nil` if that is not known, in which case no
///     name of the program can be called unbound.
/// - Returns: What was found, and what the program binds.
public func check(
  _ program: Program, in names: Names, mode: CheckMode, imports: (String) -> [KnownName]? = { _ in nil }
) -> CheckResult {
  withoutActuallyEscaping(imports) { imports in
    var checker = Checker(source: program.source, names: names, mode: mode, imports: imports)
    checker.check(program)
    let inOrder = checker.diagnostics.enumerated()
      .sorted { ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset) }
    return CheckResult(
      diagnostics: inOrder.map(\.element), names: checker.topLevelNames, outerUses: checker.outerUses,
      references: checker.references)
  }
}

/// Finds what is wrong with a program that is nothing but a strategy, as it stands behind `with`.
///
/// - Parameters:
///   - program: The program.
///   - names: The names around it.
/// - Returns: The strategy, and what was found; `nil` if the program is something else.
public func checkStrategy(_ program: Program, in names: Names) -> (strategy: Expression, diagnostics: [Diagnostic])? {
  check(program, in: names) { $0.strategy($1) }.map { (strategy: $0, diagnostics: $1) }
}

/// The same of a program that is nothing but a pruner, as it stands behind `prune`.
public func checkPruner(_ program: Program, in names: Names) -> (pruner: Expression, diagnostics: [Diagnostic])? {
  check(program, in: names) { $0.expression($1) }.map { (pruner: $0, diagnostics: $1) }
}

private func check(
  _ program: Program, in names: Names, _ body: (inout Checker, Expression) -> Void
) -> (Expression, [Diagnostic])? {
  guard program.statements.count == 1, case .expression(let clause) = program.statements[0].kind else { return nil }
  var checker = Checker(source: program.source, names: names, mode: .prompt) { _ in nil }
  checker.scopes.append(Scope())
  body(&checker, clause)
  return (clause, checker.diagnostics)
}

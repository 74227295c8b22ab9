/// How a program is meant: a file, or an input of the prompt.
public enum CheckMode: Sendable {
  /// A second `let` of one name in one scope is an error.
  case file
  /// A second `let` is a new binding.
  case prompt
}

/// What checking finds.
public struct CheckResult: Sendable {
  /// Errors and warnings, in the order of the text.
  public let diagnostics: [Diagnostic]
  /// The names that the program's top level binds.
  public let names: [KnownName]
}

/// Finds what can be found without running a program: names, labels, arity, scope, units and literal ranges.
///
/// - Parameters:
///   - program: the tree.
///   - names: the names around it.
///   - mode: whether it is a file or an input of the prompt.
///   - imports: the names that an imported file binds, by its path as it is written; nil where that is not known.
/// - Returns: the diagnostics, and what the top level binds.
public func check(
  _ program: Program, in names: Names, mode: CheckMode, imports: (String) -> [KnownName]? = { _ in nil }
) -> CheckResult {
  var resolver = Resolver(names: names, mode: mode)
  for statement in program.statements {
    if case .importFile(let path, _, nil) = statement.kind { resolver.bindTopLevel(imports(path) ?? []) }
  }
  resolver.topLevel(program.statements)
  return CheckResult(
    diagnostics: resolver.diagnostics.sorted { $0.span.start < $1.span.start }, names: resolver.topLevelNames)
}

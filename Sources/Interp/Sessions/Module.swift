import DSL

/// A file that was imported: its names, and where their values lie.
struct Module {
  let scope: ModuleScope
  /// The names as the checker knows them.
  let known: [KnownName]
  /// What of it can be tested.
  let tested: Tested
}

/// What of a program can be tested.
struct Tested {
  /// Its `test` blocks.
  var blocks: [CompiledProgram.Test] = []
  /// How many `expect`s stand outside of these; all held where the program was run.
  var expectCount = 0
  /// The examples of its documentation.
  var examples: [Documentation.Example] = []
  /// The files that it imports.
  var imports: [String] = []
}

/// Why the text of a program could not be had.
struct MissingFile: Error {
  let diagnostic: Diagnostic
}

/// Errors that keep a program from being run.
struct Refused: Error {
  let diagnostics: [Diagnostic]
}

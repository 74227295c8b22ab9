import ArgumentParser
import Basics
import Interp

/// What stands behind the program on a command line, and belongs to it: whether it was meant to.
struct ProgramArguments {
  private let arguments: [String]
  /// The program as it stands on the command line.
  private let program: String

  /// These arguments of a program.
  init(_ arguments: [String], of program: String) { (self.arguments, self.program) = (arguments, program) }

  /// Looks for arguments that the program does not look at.
  ///
  /// An option of hpo among them is an error, since a run without it is another run than was asked for. Where the program
  /// does look at its arguments, an option of hpo that its text does not name is told.
  ///
  /// - Parameters:
  ///   - text: the program.
  ///   - path: its file, for imports beside it.
  ///   - session: what runs it.
  ///   - terminal: where it is told.
  /// - Throws: `ValidationError` for an option of hpo.
  func check(_ text: String, _ path: String?, in session: Session, _ terminal: Terminal) throws {
    guard !arguments.isEmpty else { return }
    // What is declared is asked for only where it matters.
    let (options, rest) =
      arguments.contains { $0.hasPrefix("-") }
      ? DeclaredOptions(of: RunCommand.self).taken(from: arguments) : ([], arguments)
    func name(_ option: [String]) -> String { String(option[0].prefix { $0 != "=" }) }
    if session.looksAtArguments(text, path: path) {
      guard let unnamed = options.map(name).first(where: { !text.contains($0) }) else { return }
      terminal.tell(
        note: "`\(unnamed)` stands behind the program and is an argument of it; options of hpo stand before it")
    } else if let option = options.first {
      let line = ["hpo"] + options.joined().map(shellWord) + [program] + rest.map(shellWord)
      throw ValidationError(
        "`\(name(option))` stands behind the program, which does not look at its arguments. "
          + "Options of hpo stand before it: `\(line.joined(separator: " "))`.")
    } else {
      let habit = rest.indices.lazy.compactMap { index in
        OptionHabits.hint(for: rest[index], rest[(index + 1)...].first, in: RunCommand._commandName)
      }.first
      terminal.tell(
        note: "the program does not look at its arguments, `\(rest.map(shellWord).joined(separator: " "))`",
        hint: habit ?? "`args()` is the list of them.")
    }
  }
}

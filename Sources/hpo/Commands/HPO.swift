import ArgumentParser
import Interp

/// The program and its subcommands.
struct HPO: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hpo",
    abstract: "A language for tuning: says what to search, where, and how.",
    usage: """
      hpo [<options>]                        converse, or run the program on standard input
      hpo [<options>] <file> [<args> ...]    run a program
      hpo [<options>] -e <code> ...          run what stands here
      hpo check <file> ...
      hpo fmt [--check] [<path> ...]
      hpo test <path> ...
      hpo worker [<options>] [--study <name>] <file> [<args> ...]
      hpo status [--storage <path>] <name>
      hpo studies [--storage <path>]
      hpo show [--storage <path>] <name>
      hpo report [--storage <path>] <name> [<file>]
      hpo export [--storage <path>] [--csv | --json | --latex] <name> [<file>]
      hpo import [--storage <path>] [--as <name>] <file>
      hpo copy [--study <name>] <from> <to>
      hpo delete [--storage <path>] <name>
      hpo explain <study> [<trial>]
      hpo doc [<name> ...]
      hpo lesson [<lesson>]
      hpo ask-tell --strategy <strategy>
      hpo lsp
      hpo grammar <editor> --out <folder>
      """,
    discussion: """
      EXAMPLES
        hpo -e 'search lr in log(1e-4, 1) with gamma'
        hpo tune.hpo --any --arguments
        hpo check tune.hpo
        hpo fmt .
        hpo test .

      EXIT CODES
        0    done
        1    the program or a test failed, or a file or a storage cannot be written
        64   wrong usage
        65   an error in the text of a program, or a file that is not what it should be
        66   a program, an import, a storage or a study cannot be read
        75   a worker was asked to end, and has got further: to be run again
        130  interrupted; what was finished is kept
      """,
    version: "hpo \(Version.text)",
    subcommands: [
      RunCommand.self, CheckCommand.self, FormatCommand.self, TestCommand.self, WorkerCommand.self, StatusCommand.self,
      StudiesCommand.self, ShowCommand.self, ReportCommand.self, ExplainCommand.self, ExportCommand.self,
      ImportCommand.self, CopyCommand.self, DeleteCommand.self, DocCommand.self, LessonCommand.self,
      AskTellCommand.self, LanguageServerCommand.self, GrammarCommand.self,
    ],
    defaultSubcommand: RunCommand.self)
}

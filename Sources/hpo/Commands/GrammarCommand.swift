import ArgumentParser
import Basics
import enum DSL.KateGrammar
import enum DSL.TextMateGrammar
import enum DSL.VimGrammar
import Foundation
import Interp

/// Writes what an editor needs to colour programs.
struct GrammarCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grammar", abstract: "Write the colours of programs for an editor.",
    discussion: """
      For vim, which is for Neovim too, a folder as ~/.vim or ~/.config/nvim; for
      kate the file hpo.xml; for textmate hpo.tmLanguage.json; for vscode an extension
      of Visual Studio Code that starts `hpo lsp`. The files are listed.
      """)

  /// Editors, as they are named.
  enum Editor: String, CaseIterable, ExpressibleByArgument {
    case vscode, vim, kate, textmate
  }

  @Argument(help: "The editor: vscode, vim, kate or textmate.")
  var editor: Editor

  @Option(help: ArgumentHelp("The folder that the files are written to.", valueName: "folder"), completion: .directory)
  var out: String

  func run() throws {
    let terminal = Terminal(colour: .auto)
    try WrittenFiles(folder: out).write(files, terminal)
  }

  private var files: [(path: String, text: String)] {
    switch editor {
    case .vim: VimGrammar.files
    case .kate: [("hpo.xml", KateGrammar.text)]
    case .textmate: [("hpo.tmLanguage.json", TextMateGrammar.text)]
    case .vscode: CodeExtension.files
    }
  }
}

import DSL
import Interp

/// An extension of Visual Studio Code: colours, brackets and comments, and a client of `hpo lsp`.
enum CodeExtension {
  /// Its files by their path.
  static let files: [(path: String, text: String)] = [
    ("package.json", package), ("language-configuration.json", language), ("extension.js", client),
    ("syntaxes/hpo.tmLanguage.json", TextMateGrammar.text),
  ]

  private static let package = """
    {
      "name": "hpo",
      "displayName": "hpo",
      "description": "The tuning language hpo: colours, messages, help, completion and other names.",
      "version": "\(Version.text)",
      "publisher": "hpo",
      "license": "Apache-2.0",
      "engines": { "vscode": "^1.75.0" },
      "categories": ["Programming Languages"],
      "main": "extension.js",
      "contributes": {
        "languages": [
          {
            "id": "hpo",
            "aliases": ["hpo"],
            "extensions": [".hpo"],
            "configuration": "./language-configuration.json"
          }
        ],
        "grammars": [
          {
            "language": "hpo",
            "scopeName": "source.hpo",
            "path": "./syntaxes/hpo.tmLanguage.json",
            "embeddedLanguages": { "meta.embedded.line.hpo": "hpo" }
          }
        ],
        "configuration": {
          "title": "hpo",
          "properties": {
            "hpo.command": {
              "type": "string",
              "default": "hpo",
              "description": "The program hpo, which is started as a language server."
            }
          }
        }
      },
      "dependencies": { "vscode-languageclient": "^9.0.0" }
    }

    """

  private static let language = """
    {
      "comments": { "lineComment": "#" },
      "brackets": [["{", "}"], ["[", "]"], ["(", ")"]],
      "autoClosingPairs": [["{", "}"], ["[", "]"], ["(", ")"], ["\\"", "\\""]],
      "surroundingPairs": [["{", "}"], ["[", "]"], ["(", ")"], ["\\"", "\\""]],
      "indentationRules": {
        "increaseIndentPattern": "^.*[\\\\{\\\\[\\\\(]\\\\s*(#.*)?$",
        "decreaseIndentPattern": "^\\\\s*[\\\\}\\\\]\\\\)]"
      },
      "onEnterRules": [{ "beforeText": "^\\\\s*##", "action": { "indent": "none", "appendText": "## " } }]
    }

    """

  private static let client = """
    const vscode = require("vscode");
    const { LanguageClient } = require("vscode-languageclient/node");

    let client;

    exports.activate = () => {
      const command = vscode.workspace.getConfiguration("hpo").get("command");
      client = new LanguageClient("hpo", { command, args: ["lsp"] }, { documentSelector: [{ language: "hpo" }] });
      return client.start();
    };

    exports.deactivate = () => client?.stop();

    """
}

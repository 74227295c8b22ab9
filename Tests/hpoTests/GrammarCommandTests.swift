import Basics
import DSL
import Foundation
import Testing

/// `hpo grammar`, and what editors make of its files.
@Suite struct GrammarCommandTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func filesAreWrittenAndListed() throws {
    let out = scratch.path + "/new/folder"
    for (editor, files) in [
      ("vim", ["syntax/hpo.vim", "ftdetect/hpo.vim", "ftplugin/hpo.vim"]), ("kate", ["hpo.xml"]),
      ("textmate", ["hpo.tmLanguage.json"]),
      (
        "vscode",
        ["package.json", "language-configuration.json", "extension.js", "syntaxes/hpo.tmLanguage.json"]
      ),
    ] {
      let result = try Hpo(directory: scratch.path).run(["grammar", editor, "--out", "new/folder"])
      #expect(result.code == 0 && result.errors.isEmpty)
      #expect(result.output == files.map { "new/folder/\($0)\n" }.joined())
      for file in files {
        let text = try String(contentsOfFile: "\(out)/\(file)", encoding: .utf8)
        if file.hasSuffix(".json") { #expect(JSON(parsing: Array(text.utf8)) != nil, "\(file)") }
      }
    }
  }

  @Test func whatCannotBeWrittenIsSaid() throws {
    _ = try scratch.write("file", "")
    let result = try Hpo(directory: scratch.path).run(["grammar", "vim", "--out", "file"])
    #expect(result.code == 1 && result.errors.contains("cannot make a folder for `file/syntax/hpo.vim`"))
    let other = try Hpo(directory: scratch.path).run(["grammar", "emacs", "--out", "x"])
    #expect(other.code == 64 && other.errors.contains("vscode"), "\(other.errors)")
    let nowhere = try Hpo(directory: scratch.path).run(["grammar", "vim"])
    #expect(nowhere.code == 64 && nowhere.errors.contains("--out"), "\(nowhere.errors)")
  }

  @Test(.enabled(if: has("node", "--version"), "there is no node")) func theExtensionIsAProgram() throws {
    #expect(try Hpo(directory: scratch.path).run(["grammar", "vscode", "--out", "."]).code == 0)
    let check = try Hpo(executable: "/usr/bin/env", directory: scratch.path).run(["node", "--check", "extension.js"])
    #expect(check.code == 0, "\(check.errors)")
  }

  /// Neovim's names of what is at each character, one a line, for each of the files.
  private static let script = """
    for _, file in ipairs(vim.fn.argv()) do
      vim.cmd("edit " .. vim.fn.fnameescape(file))
      local names = {}
      for line = 1, vim.fn.line("$") do
        local text = vim.fn.getline(line)
        local byte = 0
        for index = 0, vim.fn.strchars(text) - 1 do
          local id = vim.fn.synID(line, byte + 1, 1)
          names[#names + 1] = vim.fn.synIDattr(id, "name")
          byte = byte + #vim.fn.strcharpart(text, index, 1)
        end
        names[#names + 1] = "."
      end
      vim.fn.writefile(names, file .. ".names")
    end
    vim.cmd("qall!")
    """

  @Test(.enabled(if: has("nvim", "--version"), "there is no Neovim")) func vimsGroupsAgreeWithTheParser() throws {
    #expect(try Hpo(directory: scratch.path).run(["grammar", "vim", "--out", "config"]).code == 0)
    let script = try scratch.write("names.lua", Self.script)
    var files: [String] = []
    for (index, path) in ProgramColours.paths.enumerated() {
      files.append(try scratch.write("\(index).hpo", try String(contentsOfFile: path, encoding: .utf8)))
    }
    let editor = Hpo(executable: "/usr/bin/env", directory: scratch.path, environment: Self.surroundings(scratch.path))
    let result = try editor.run(
      [
        "nvim", "--headless", "-u", "NONE", "--cmd", "set rtp^=\(scratch.path)/config nomore noswapfile", "-c",
        "filetype plugin on | syntax on", "-c", "luafile \(script)",
      ] + files)
    #expect(result.code == 0, "\(result.errors)")
    for (file, path) in zip(files, ProgramColours.paths) {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let names = try String(contentsOfFile: file + ".names", encoding: .utf8).components(separatedBy: "\n")
      let byGroup = Dictionary(SyntaxClass.allCases.map { ("hpo" + $0.rawValue.capitalized, $0.rawValue) }) {
        first, _ in first
      }
      let found = names.map { name in
        byGroup[name] ?? (name.hasSuffix("String") ? SyntaxClass.string.rawValue : "plain")
      }
      #expect(try ProgramColours.differences(found, in: text.replacing("\r\n", with: "\n")) == [], "\(path)")
    }
  }

  /// What keeps an editor's files of the user's out.
  private static func surroundings(_ folder: String) -> [String: String] {
    [
      "HOME": folder, "XDG_CONFIG_HOME": folder + "/config", "XDG_DATA_HOME": folder + "/data",
      "XDG_CACHE_HOME": folder + "/cache", "XDG_STATE_HOME": folder + "/state", "QT_QPA_PLATFORM": "offscreen",
    ]
  }

  /// Kate's own reader, with a colour of its own for each class.
  @Test(.enabled(if: has("kate-syntax-highlighter", "--version"), "there is no kate-syntax-highlighter"))
  func katesStylesAgreeWithTheParser() throws {
    let folder = "data/org.kde.syntax-highlighting/syntax"
    #expect(try Hpo(directory: scratch.path).run(["grammar", "kate", "--out", folder]).code == 0)
    let file = "\(scratch.path)/\(folder)/hpo.xml"
    var grammar = try String(contentsOfFile: file, encoding: .utf8)
    for (index, found) in SyntaxClass.allCases.enumerated() {
      let line = try Regex("name=\"\(found.rawValue)\" defStyleNum=\"\\w+\"")
      grammar = grammar.replacing(line) { _ in
        "name=\"\(found.rawValue)\" defStyleNum=\"dsNormal\" color=\"#0000\(index + 10)\""
      }
    }
    try grammar.write(toFile: file, atomically: true, encoding: .utf8)
    let reader = Hpo(executable: "/usr/bin/env", directory: scratch.path, environment: Self.surroundings(scratch.path))
    for path in ProgramColours.paths {
      let text = try String(contentsOfFile: path, encoding: .utf8).replacing("\r\n", with: "\n")
      guard !text.isEmpty else { continue }
      let page = try reader.run([
        "kate-syntax-highlighter", "-s", "hpo", "-t", "Breeze Light", try scratch.write("in.hpo", text),
      ])
      #expect(page.code == 0)
      let found = Self.classes(ofPage: page.output)
      #expect(try ProgramColours.differences(found, in: text) == [], "\(path)")
    }
  }

  /// The class of each character of a page, by its colour.
  private static func classes(ofPage page: String) -> [String] {
    guard let begin = page.range(of: "<pre>\n"), let end = page.range(of: "</pre>") else { return [] }
    var rest = page[begin.upperBound..<end.lowerBound]
    var found: [String] = []
    var current = "plain"
    while let first = rest.first {
      if rest.hasPrefix("<span"), let close = rest.firstIndex(of: ">") {
        let number = rest[..<close].firstMatch(of: /color:#0000(\d\d);/).flatMap { Int($0.1) }
        current = number.map { SyntaxClass.allCases[$0 - 10].rawValue } ?? "plain"
        rest = rest[rest.index(after: close)...]
      } else if rest.hasPrefix("</span>") {
        current = "plain"
        rest = rest.dropFirst(7)
      } else {
        let entity = ["&lt;", "&gt;", "&amp;", "&quot;"].first { rest.hasPrefix($0) }
        found += [String](repeating: current, count: entity == nil ? first.unicodeScalars.count : 1)
        rest = rest.dropFirst(entity?.count ?? 1)
      }
    }
    return found
  }

  private static func has(_ program: String, _ argument: String) -> Bool {
    let environment = ["QT_QPA_PLATFORM": "offscreen"]
    return (try? Hpo(executable: "/usr/bin/env", environment: environment).run([program, argument]).code) == 0
  }
}

import DSL
import Foundation
import Interp

/// The reference as pages of Markdown with links between them.
struct MarkdownReference {
  let pages: [ReferencePage]
  /// The page on which a name is explained first.
  private let pageOfName: [String: String]

  init(_ pages: [ReferencePage]) {
    self.pages = pages
    pageOfName = pages.pageOfName
  }

  /// The pages by the names of their files, the contents first.
  var files: [(path: String, text: String)] {
    [("index.md", contents)] + pages.map { ("\($0.name).md", text(of: $0)) }
  }

  private var contents: String {
    let parts = pages.map { page in
      let links = page.entries.flatMap(\.names).map { "[\(Self.code($0))](\(page.name).md#\(anchor($0)))" }
      return "## [\(page.title)](\(page.name).md)\n\n\(links.joined(separator: " · "))\n"
    }
    return "# Reference of hpo \(Version.text)\n\n" + parts.joined(separator: "\n")
  }

  private func text(of page: ReferencePage) -> String {
    let entries = page.entries.map { entry in
      let anchors = entry.names.map { "<a id=\"\(anchor($0))\"></a>" }.joined()
      let more = entry.seeAlso.map { name in
        pageOfName[name].map { page in "[\(Self.code(name))](\(page).md#\(anchor(name)))" } ?? Self.code(name)
      }
      return "\(anchors)\n## \(entry.names.map(Self.code).joined(separator: ", "))\n\n" + Self.body(of: entry)
        + (more.isEmpty ? "" : "\nSee also: \(more.joined(separator: ", "))\n")
    }
    return "# \(page.title)\n\n[All pages](index.md)\n\n" + entries.joined(separator: "\n")
  }

  /// The pages of a program of the user's: one, with what it binds.
  static func text(of program: Program, titled title: String) -> String {
    let entries = program.referenceEntries.map { entry in
      "## \(entry.names.map(code).joined(separator: ", "))\n\n" + body(of: entry)
    }
    return "# \(title)\n\n" + (entries.isEmpty ? "Nothing is bound in it.\n" : entries.joined(separator: "\n"))
  }

  /// How it is written and what it does, then the rest, each apart from the next by a blank line.
  private static func body(of entry: ReferenceEntry) -> String {
    var parts: [String] = []
    for form in entry.forms {
      parts.append(fenced([form.usage], ""))
      if !form.summary.isEmpty { parts.append(form.summary) }
    }
    for part in entry.parts {
      switch part {
      case .text(let text): parts.append(text)
      case .lines(let lines): parts.append(fenced(lines, "text"))
      case .examples(let examples): parts += blocks(of: examples)
      }
    }
    return parts.map { $0 + "\n" }.joined(separator: "\n")
  }

  /// Examples; those whose results are shown stand in blocks that `hpo test` runs.
  private static func blocks(of examples: [Documentation.Example]) -> [String] {
    var blocks: [(isRun: Bool, lines: [String])] = []
    for example in examples {
      let isRun = !example.result.isEmpty
      let code = example.code.components(separatedBy: "\n")
      let input = code.enumerated().map { ($0.offset == 0 ? ">>> " : "... ") + $0.element }
      if blocks.last?.isRun != isRun { blocks.append((isRun, [])) }
      blocks[blocks.count - 1].lines +=
        isRun ? input + example.result.components(separatedBy: "\n") : code
    }
    return blocks.map { fenced($0.lines, $0.isRun ? "hpo" : "") }
  }

  private static func fenced(_ lines: [String], _ language: String) -> String {
    (["```" + language] + lines + ["```"]).joined(separator: "\n")
  }

  private static func code(_ name: String) -> String { "`\(name)`" }
}

/// The address of a name on its page: letters, digits, and the numbers of what is neither.
func anchor(_ name: String) -> String {
  name.unicodeScalars.map { scalar in
    let isPlain = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "_-".unicodeScalars.contains(scalar)
    return isPlain ? String(scalar) : "u" + String(scalar.value, radix: 16)
  }.joined()
}

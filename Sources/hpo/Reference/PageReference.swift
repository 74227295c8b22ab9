import Basics
import DSL
import Foundation
import Interp

/// The reference as one page of HTML that needs no other, with a search.
struct PageReference {
  let pages: [ReferencePage]
  private let pageOfName: [String: String]

  init(_ pages: [ReferencePage]) {
    self.pages = pages
    pageOfName = pages.pageOfName
  }

  /// `reference.html`.
  var text: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
    <title>Reference of hpo \(Version.text)</title>
    <style>
    \(PageStyle.text)</style>
    </head>
    <body>
    <header>
    <h1>hpo <small>\(Version.text)</small></h1>
    <input id="search" type="search" placeholder="Search, for instance: learning rate" aria-label="Search" \
    autocomplete="off" autocapitalize="none" spellcheck="false">
    <p id="count" role="status"></p>
    </header>
    <nav aria-label="Contents">
    \(contents)
    </nav>
    <main>
    \(pages.map(section).joined(separator: "\n"))
    <p id="nothing" hidden>Nothing is called so, and no text has these words.</p>
    </main>
    <script>
    "use strict";
    \(PageScript.text)</script>
    </body>
    </html>

    """
  }

  /// Scripts and styles of the page itself, and nothing from elsewhere.
  private static let policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"

  private var contents: String {
    pages.map { page in
      let links = page.entries.flatMap { entry in
        entry.names.map { "<a href=\"#\(address(page.name, $0))\">\(Self.escaped($0))</a>" }
      }
      return "<details><summary><a href=\"#\(page.name)\">\(Self.escaped(page.title))</a></summary>"
        + "<div>\(links.joined(separator: " "))</div></details>"
    }.joined(separator: "\n")
  }

  private func address(_ page: String, _ name: String) -> String { "\(page).\(anchor(name))" }

  private func section(_ page: ReferencePage) -> String {
    "<section id=\"\(page.name)\">\n<h2>\(Self.escaped(page.title))</h2>\n"
      + page.entries.map { article($0, on: page.name) }.joined(separator: "\n") + "\n</section>"
  }

  private func article(_ entry: ReferenceEntry, on page: String) -> String {
    let names = entry.names.map { "<span id=\"\(address(page, $0))\">\(Self.escaped($0))</span>" }
    var parts = ["<h3>\(names.joined(separator: ", "))</h3>"]
    for form in entry.forms {
      parts.append("<pre class=\"usage\">\(Self.escaped(form.usage))</pre>")
      if !form.summary.isEmpty { parts.append("<p>\(Self.marked(form.summary))</p>") }
    }
    for part in entry.parts {
      switch part {
      case .text(let text):
        parts += text.components(separatedBy: "\n\n").map { "<p>\(Self.marked($0))</p>" }
      case .lines(let lines): parts.append("<pre>\(Self.escaped(lines.joined(separator: "\n")))</pre>")
      case .examples(let examples): parts.append("<pre>\(examples.map(Self.shown).joined(separator: "\n"))</pre>")
      }
    }
    let more = entry.seeAlso.map { name in
      pageOfName[name].map { "<a href=\"#\(address($0, name))\">\(Self.escaped(name))</a>" } ?? Self.escaped(name)
    }
    if !more.isEmpty { parts.append("<p class=\"more\">See also: \(more.joined(separator: ", "))</p>") }
    return "<article>\(parts.joined(separator: "\n"))</article>"
  }

  /// An example and its result.
  private static func shown(_ example: Documentation.Example) -> String {
    let code = coloured(example.code).replacing("\n", with: "\n<i>...</i> ")
    return "<i>&gt;&gt;&gt;</i> \(code)" + (example.result.isEmpty ? "" : "\n<samp>\(escaped(example.result))</samp>")
  }

  /// A text with the classes of its pieces, as the parser has them.
  private static func coloured(_ code: String) -> String {
    let source = Source(name: "", text: code)
    guard let pieces = try? SyntaxClass.pieces(of: source) else { return escaped(code) }
    var result = ""
    var end = source.base
    for (found, span) in pieces {
      result += escaped(source.text(under: Span(start: end, length: span.start - end)))
      result += "<b class=\"\(found.rawValue)\">\(escaped(source.text(under: span)))</b>"
      end = span.end
    }
    return result + escaped(source.text(under: Span(start: end, length: source.base + UInt32(source.utf8.count) - end)))
  }

  /// Text with code between backticks.
  private static func marked(_ text: String) -> String {
    escaped(text).split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, piece in
      index % 2 == 0 ? String(piece) : "<code>\(piece)</code>"
    }.joined()
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}

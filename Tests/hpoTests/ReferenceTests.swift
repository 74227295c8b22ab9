import Basics
import DSL
import Foundation
import Interp
import Testing

@testable import hpo

/// `hpo doc`: the reference as pages, and the pages of programs.
@Suite struct ReferenceTests {
  private let scratch: Scratch

  private let pages: [ReferencePage]
  private let topics: [String]

  init() throws {
    scratch = try Scratch()
    let session = try Session(
      context: Context(
        settings: Settings(), sources: SourceMap(), output: { _ in }, notes: { _ in }, progress: { _ in }))
    (pages, topics) = (session.reference, session.helpTopics)
  }

  private func read(_ file: String) throws -> String {
    try String(contentsOfFile: scratch.path + "/" + file, encoding: .utf8)
  }

  /// The pages as they are written, by their files.
  private func written() throws -> [String: String] {
    let result = try Hpo(directory: scratch.path).run(["doc", "--out", "pages"])
    #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    let files = result.output.split(separator: "\n").map(String.init)
    return Dictionary(uniqueKeysWithValues: try files.map { ($0, try read($0)) })
  }

  @Test func everyNameIsOnAPage() throws {
    #expect(pages.count > 12)
    let names = Set(pages.flatMap(\.entries).flatMap(\.names))
    #expect(names.count > 350)
    for entry in pages.flatMap(\.entries) {
      #expect(
        !entry.forms.isEmpty && entry.forms.allSatisfy { !$0.usage.isEmpty && !$0.summary.isEmpty }, "\(entry.names)")
    }
    let text = MarkdownReference(pages).files.map(\.text).joined()
    // Fields, values of options, units and parameters stand on the pages of what they belong to.
    let parameters = text.matches(of: /\w*(?=[,:)=])/).map { String($0.0) }
    let missing = topics.filter {
      !names.contains($0) && !text.contains(".\($0) ") && !text.contains("\"\($0)\"") && !text.contains("10\($0) ")
        && !parameters.contains($0)
    }
    #expect(missing == [])
    for (page, name) in [
      ("strategies", "gamma"), ("strategies", "hull"), ("pruners", "asha"), ("layers", "dense"),
      ("losses", "cross_entropy"), ("optimisers", "adamw"), ("written-in-the-language", "mean"), ("options", "lr"),
      ("words-of-the-language", "search"), ("values-and-their-fields", "study"),
    ] {
      let entries = pages.first { $0.name == page }?.entries ?? []
      #expect(entries.contains { $0.names.contains(name) }, "\(page): \(name)")
    }
    for page in pages {
      let names = page.entries.flatMap(\.names)
      #expect(Set(names.map(anchor)).count == names.count, "\(page.title)")
    }
  }

  @Test func everyLinkLeadsSomewhere() throws {
    let files = try written()
    #expect(files.count == pages.count + 2)
    var links = 0
    for (path, text) in files where path.hasSuffix(".md") {
      for link in text.matches(of: /\]\(([^)#]*)(?:#([^)]*))?\)/) {
        links += 1
        let target = try #require(files["pages/\(link.1)"], "\(path): \(link.0)")
        if let place = link.2 { #expect(target.contains("<a id=\"\(place)\"></a>"), "\(path): \(link.0)") }
      }
      #expect(!text.contains(/See also: .*`, `/), "\(path): a name without a page")
    }
    let page = try #require(files["pages/reference.html"])
    let ids = page.matches(of: /\ id="([^"]*)"/).map { String($0.1) }
    #expect(Set(ids).count == ids.count)
    for link in page.matches(of: /href="#([^"]*)"/) {
      links += 1
      #expect(ids.contains(String(link.1)), "\(link.0)")
    }
    #expect(links > 2_000)
    // Nothing is fetched.
    #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("src="))
  }

  /// The examples of the pages are those that the tables have, and what they show is what they give.
  @Test func theExamplesAreRun() throws {
    let files = try written().keys.filter { $0.hasSuffix(".md") }.sorted()
    let examples = pages.flatMap(\.entries).flatMap(\.parts).flatMap { part in
      if case .examples(let examples) = part { examples } else { [Documentation.Example]() }
    }
    let shown = examples.filter { !$0.result.isEmpty }.count
    #expect(shown > 150)
    let result = try Hpo(directory: scratch.path).run(["test"] + files)
    #expect(result.code == 0, "\(result.output)\(result.errors)")
    #expect(result.output.hasSuffix("\(shown) passed, 0 failed\n"), "\(result.output.suffix(300))")
  }

  @Test func aProgramHasItsOwnPage() throws {
    let file = try scratch.write(
      "mine.hpo",
      """
      ## Doubles a number,
      ## whatever it is.
      ##
      ##     >>> twice(4)
      ##     8
      ##
      ## Of a text it fails.
      fn twice(x, times = 1) = 2 * x * times

      let bare = 3
      ## A search.
      ## >>> length("abc")
      ## 3
      let s = search lr in log(1e-4, 1) for 3 trials minimize twice(lr)
      """)
    let result = try Hpo(directory: scratch.path).run(["doc", file])
    #expect(result.code == 0 && result.errors.isEmpty)
    #expect(
      result.output == """
        # mine.hpo

        ## `twice`

        ```
        twice(x, times = 1)
        ```

        Doubles a number, whatever it is.

        ```hpo
        >>> twice(4)
        8
        ```

        Of a text it fails.

        ## `bare`

        ```
        let bare = 3
        ```

        ## `s`

        ```
        let s = search lr in log(1e-4, 1) for 3 trials minimize twice(lr)
        ```

        A search.

        ```hpo
        >>> length("abc")
        3
        ```

        """)
    let empty = try Hpo(directory: scratch.path).run(["doc", try scratch.write("empty.hpo", "print(1)\n")])
    #expect(empty.output == "# empty.hpo\n\nNothing is bound in it.\n")
  }

  @Test func whatIsNotThereIsSaid() throws {
    let hpo = Hpo(directory: scratch.path)
    let missing = try hpo.run(["doc", "none.hpo"])
    #expect(missing.code == 66 && missing.errors.contains("none.hpo"))
    let broken = try hpo.run(["doc", try scratch.write("broken.hpo", "fn f(x) = \nlet y = (1\n")])
    #expect(broken.code == 65 && broken.errors.contains("error: ") && broken.output.isEmpty)
    let misspelt = try hpo.run(["doc", "gama"])
    #expect(misspelt.code == 1 && misspelt.output.contains("did you mean `gamma`?"))
    let both = try hpo.run(["doc", "--out", "x", "gamma"])
    #expect(both.code == 64 && both.errors.contains("leave `gamma` or `--out` out"), "\(both.errors)")
    _ = try scratch.write("file", "")
    let nowhere = try hpo.run(["doc", "--out", "file"])
    #expect(nowhere.code == 1 && nowhere.errors.contains("cannot make a folder for `file/index.md`"))
  }
}

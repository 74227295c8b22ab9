import DSL
import Testing

@testable import Interp

/// Documents whose blocks are sessions.
@Suite struct DocumentTestingTests {
  private func report(_ document: String) throws -> TestReport {
    let context = Context(
      settings: Settings(), sources: SourceMap(), output: { _ in }, notes: { _ in }, progress: { _ in })
    return try Session(context: context).testDocument(document, name: "a.md")
  }

  /// Blocks go on with each other; those that are not marked, and what is not in a block, say nothing.
  @Test func blocksAreOneSession() throws {
    let report = try report(
      """
      # Title

      >>> 1 + 1

      ```hpo
      >>> let xs = [3, 1, 2]
      >>> sort(xs)
      [1, 2, 3]
      ```

      ```
      >>> xs
      wrong
      ```

      ```hpo
      fn twice(x) {
        2 * x
      }
      ```

      ```hpo
      >>> fn thrice(x) {
      ...   3 * x
      ...
      ... }
      >>> [twice(x) for x in xs]
      [6, 2, 4]
      >>> thrice(1); twice(1)
      3
      2
      >>> table([{a: 1}, {a: 20}])
       a
      ──
       1
      20
      >>> 1 / 0
      error: division by zero
      >>> y
      error: unknown name `y`
      ```
      """)
    #expect(report.results.map(\.title).prefix(3) == ["let xs = [3, 1, 2]", "sort(xs)", "fn twice(x) {\n  2 * x\n}"])
    #expect(report.results.compactMap(\.failure) == [])
    #expect(report.results.count == 9)
  }

  /// What is shown is what the document says, and neither more nor less.
  @Test(arguments: [
    (">>> 1 + 1\n3", "the example gives something else"), (">>> 1 + 1", "the example gives something else"),
    (">>> let x = 1\n1", "the example gives something else"),
    (">>> 1\nerror: division by zero", "the example gives something else"),
    (">>> 1 / 0", "division by zero"), (">>> 1 / 0\nerror: something else", "division by zero"),
    (">>> y\nerror: something else", "unknown name `y`"), (">>> (1", "this `(` is never closed"),
    ("1 / 0", "division by zero"),
  ])
  func whatIsOtherwiseFails(block: String, title: String) throws {
    let report = try report("```hpo\n\(block)\n```\n")
    #expect(report.results.compactMap(\.failure?.title) == [title])
  }
}

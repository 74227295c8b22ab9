// The blocks of a Markdown document that are marked `hpo` are one session, from the first to the last:
//
//     ```hpo
//     >>> let xs = [3, 1, 2]
//     >>> fn twice(x) {
//     ...   2 * x
//     ... }
//     >>> [twice(x) for x in sort(xs)]
//     [2, 4, 6]
//     ```
//
// `>>> ` begins an input, `... ` goes on with it, and what follows it is what it shows. A block without inputs is one.

import DSL

extension Session {
  /// Runs what the `hpo` blocks of a Markdown document say, and compares it with what they show.
  ///
  /// - Parameters:
  ///   - text: the document.
  ///   - name: what messages call it.
  /// - Returns: what passed and what failed.
  public func testDocument(_ text: String, name: String) -> TestReport {
    var report = TestReport()
    test(Documentation(markdown: context.sources.add(name: name, text: text)).examples, &report)
    if interruption.isRequested { report.wasInterrupted = true }
    return report
  }
}

extension Documentation {
  /// The examples in the `hpo` blocks of a document.
  fileprivate init(markdown source: Source) {
    var examples: [Example] = []
    var block: [(line: Int, text: String)]?
    for line in source.lineStarts.indices {
      let text = source.text(ofLine: line)
      if let lines = block, text.hasPrefix("```") {
        examples += Self.examples(in: lines, of: source)
        block = nil
      } else if block != nil {
        block?.append((line, text))
      } else if text == "```hpo" {
        block = []
      }
    }
    self.init(text: "", examples: examples)
  }

  /// The inputs of a block, each with what it shows.
  private static func examples(in block: [(line: Int, text: String)], of source: Source) -> [Example] {
    func example(_ lines: some Collection<(line: Int, text: String)>, _ code: [String], shows: [String]) -> [Example] {
      guard let line = lines.first else { return [] }
      let span = Span(
        start: source.base + UInt32(truncatingIfNeeded: source.lineStarts[line.line]),
        length: UInt32(truncatingIfNeeded: line.text.utf8.count))
      return [Example(code: code.joined(separator: "\n"), result: shows.joined(separator: "\n"), span: span)]
    }
    let begins = block.indices.filter { block[$0].text.hasPrefix(">>> ") }
    if begins.isEmpty { return example(block, block.map(\.text), shows: []) }
    return zip(begins, begins.dropFirst() + [block.endIndex]).flatMap { begin, end in
      let more = block[(begin + 1)..<end].prefix { $0.text.hasPrefix("... ") || $0.text == "..." }
      let input = block[begin..<more.endIndex]
      return example(input, input.map { String($0.text.dropFirst(4)) }, shows: block[more.endIndex..<end].map(\.text))
    }
  }
}

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
    func example(_ code: [Substring], _ shown: [String], from line: Int) -> Example {
      let start = source.base + UInt32(truncatingIfNeeded: source.lineStarts[line])
      let length = UInt32(truncatingIfNeeded: source.text(ofLine: line).utf8.count)
      return Example(
        code: code.joined(separator: "\n"), result: shown.joined(separator: "\n"),
        span: Span(start: start, length: length))
    }
    guard block.contains(where: { $0.text.hasPrefix(">>> ") }) else {
      return block.first.map { [example(block.map { $0.text[...] }, [], from: $0.line)] } ?? []
    }
    var examples: [Example] = []
    var input: (line: Int, code: [Substring], shown: [String])?
    for (line, text) in block {
      if text.hasPrefix(">>> ") {
        if let input { examples.append(example(input.code, input.shown, from: input.line)) }
        input = (line, [text.dropFirst(4)], [])
      } else if text.hasPrefix("... ") || text == "...", input?.shown.isEmpty == true {
        input?.code.append(text.dropFirst(4))
      } else {
        input?.shown.append(text)
      }
    }
    if let input { examples.append(example(input.code, input.shown, from: input.line)) }
    return examples
  }
}

import DSL

/// The text of an objective, by which it is noticed that a stored study was searched with another one.
struct ObjectiveText {
  let text: String
  /// The slot of a name of the top level, if it is one.
  let slot: (String) -> Int?

  /// A digest of the text and of that of the program's own functions that it calls, and these call.
  ///
  /// Comments and spaces do not count, and neither does anything that is not text: the value of a name, a file, a program
  /// that is run.
  func digest(_ machine: Machine) -> String {
    var hash = FNV1a()
    var seen: Set<String> = []
    var texts = [text]
    while let text = texts.popLast() {
      for token in tokenize(Source(name: "", text: text)).tokens {
        switch token.kind {
        case .newline, .semicolon, .end: continue
        default:
          hash.add("\(token.kind)".utf8)
          hash.add(CollectionOfOne(0xFF))
        }
        guard case .name(let name) = token.kind, seen.insert(name).inserted, let slot = slot(name),
          case .function(let function) = machine.stack[slot],
          let source = machine.context.sources.source(at: function.code.span.start), !source.isBuiltIn
        else { continue }
        texts.append(source.text(under: function.code.text))
      }
    }
    return hash.digits
  }
}

import DSL

extension Session {
  /// The ways to go on at an offset of a program, as Tab shows them at the prompt.
  ///
  /// - Parameters:
  ///   - offset: in bytes.
  ///   - analysis: of the program, for the names of what it imports.
  /// - Returns: the ways.
  public func completion(at offset: Int, in analysis: Analysis) -> Completion {
    let before = String(decoding: analysis.source.utf8.prefix(max(0, offset)), as: UTF8.self)
    var imported: [Completion.Candidate] = []
    for program in analysis.openImports {
      for statement in program.statements {
        switch statement.kind {
        case .function(let declaration):
          let summary = declaration.documentation?.summary ?? "a function of an imported file"
          imported.append(.init(text: declaration.name.text, suffix: "(", summary: summary))
        case .declaration(let declaration):
          let summary = declaration.documentation?.summary ?? "bound in an imported file"
          imported.append(.init(text: declaration.name.text, summary: summary))
        default: break
        }
      }
    }
    let folder = analysis.path.map { String($0[..<($0.lastIndex(of: "/") ?? $0.startIndex)]) }
    return Completer(session: self, folder: folder, others: imported).complete(before)
  }
}

import Basics

extension Diagnostic {
  /// The diagnostic as one JSON object on one line, for editors and other programs.
  ///
  /// Lines and columns count from 1, the end is behind the last character; a place that is in no source has no `file`.
  public func json(in sources: SourceMap) -> String {
    var members: [JSON.Member] = [.init("severity", .string(self.severity.rawValue))]
    if let topic = self.topic { members.append(.init("code", .string(topic.code))) }
    members.append(.init("title", .string(self.title)))
    members += Self.members(of: self.primary, in: sources)
    let labels = self.secondary.map { JSON.object(Self.members(of: $0, in: sources)) }
    if !labels.isEmpty { members.append(.init("labels", .array(labels))) }
    if !self.details.isEmpty { members.append(.init("details", .array(self.details.map(JSON.string)))) }
    if let hint = self.hint { members.append(.init("hint", .string(hint))) }
    return JSON.object(members).text(isCompact: true)
  }

  private static func members(of label: Label, in sources: SourceMap) -> [JSON.Member] {
    var members: [JSON.Member] = []
    if label.span != .nowhere, let source = sources.source(at: label.span.start) {
      let (start, end) = (source.location(of: label.span.start), source.location(of: label.span.end))
      members.append(.init("file", .string(source.name)))
      members += [.init("line", .integer(start.line)), .init("column", .integer(start.column))]
      members += [.init("endLine", .integer(end.line)), .init("endColumn", .integer(end.column))]
    }
    if !label.text.isEmpty { members.append(.init("label", .string(label.text))) }
    return members
  }
}

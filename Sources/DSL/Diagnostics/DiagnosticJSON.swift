extension Diagnostic {
  /// The diagnostic as one JSON object on one line, for editors and other programs.
  ///
  /// Lines and columns count from 1, the end is behind the last character; a place that is in no source has no `file`.
  public func json(in sources: SourceMap) -> String {
    var fields = [("severity", JSON.string(self.severity.rawValue)), ("title", JSON.string(self.title))]
    fields += Diagnostic.fields(of: self.primary, in: sources)
    let labels = self.secondary.map { JSON.object(Diagnostic.fields(of: $0, in: sources)) }
    if !labels.isEmpty { fields.append(("labels", JSON.array(labels))) }
    if !self.details.isEmpty { fields.append(("details", JSON.array(self.details.map(JSON.string)))) }
    if let hint = self.hint { fields.append(("hint", JSON.string(hint))) }
    return JSON.object(fields)
  }

  private static func fields(of label: Label, in sources: SourceMap) -> [(String, String)] {
    var fields: [(String, String)] = []
    if label.span != .nowhere, let source = sources.source(at: label.span.start) {
      let (start, end) = (source.location(of: label.span.start), source.location(of: label.span.end))
      fields.append(("file", JSON.string(source.name)))
      fields += [("line", "\(start.line)"), ("column", "\(start.column)")]
      fields += [("endLine", "\(end.line)"), ("endColumn", "\(end.column)")]
    }
    if !label.text.isEmpty { fields.append(("label", JSON.string(label.text))) }
    return fields
  }
}

/// Writing of JSON, as much as diagnostics need.
private enum JSON {
  static func object(_ fields: [(String, String)]) -> String {
    "{" + fields.map { "\(string($0.0)):\($0.1)" }.joined(separator: ",") + "}"
  }

  static func array(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }

  static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

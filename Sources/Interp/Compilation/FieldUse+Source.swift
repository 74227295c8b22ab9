import Basics
import DSL

extension FieldUse {
  /// What is written around a field.
  ///
  /// - Parameters:
  ///   - name: the field.
  ///   - record: what it is asked of.
  ///   - isVariable: whether that is a name that can be assigned.
  ///   - arguments: what it is called with; nil where it is not called.
  ///   - isBound: whether the field's name is also that of a function.
  ///   - sources: the texts.
  init(
    of name: String, _ record: Expression, isVariable: Bool, _ arguments: [Argument]?, isBound: Bool,
    _ sources: SourceMap
  ) {
    value = record.words(in: sources)
    argument = arguments.map { $0.first.map { $0.expression.words(in: sources) } ?? "" }
    let words =
      [value]
      + (arguments ?? []).map { argument in
        let words = argument.expression.words(in: sources)
        guard case .labelled(let label, _) = argument else { return words }
        // What a column is called by stands without a label.
        if ["by", "key", "columns"].contains(label.text) { return words }
        guard label.text == "ascending" else { return "\(label.text): \(words)" }
        return "descending: \(words == "false" ? "true" : "false")"
      }
    meant = Self.function(calledLike: name, words, isVariable: isVariable, isBound: isBound)
  }

  /// What is written instead of `value.name(arguments)`, where that is a method in other languages.
  private static func function(calledLike name: String, _ words: [String], isVariable: Bool, isBound: Bool) -> String? {
    if ["append", "push", "push_back", "extend", "add", "insert"].contains(name) {
      let added = words.count == 1 ? "x" : words[words.count - 1]
      let longer = "[...\(words[0]), \(name == "extend" ? "..." : "")\(added)]"
      return isVariable ? "\(words[0]) = \(longer)" : longer
    }
    if let meant = DSL.expression(meantBy: name, words) { return meant }
    let isByColumn = name == "sort" && words.dropFirst().first?.hasPrefix("\"") == true
    guard
      let function = isByColumn
        ? "sort_by" : isBound ? name : Suggestion.synonym(of: name, among: BuiltinTable.all.keys)
    else { return nil }
    // What is saved stands behind the name of the file.
    if function == "save", words.count == 1 { return "save(\"out.csv\", \(words[0]))" }
    let isTurned = function == "save" || function == "join" && words[0].hasPrefix("\"")
    if words.count == 2, function == "join" || function == "concat", !words[1].hasPrefix("\""),
      !words[0].hasPrefix("\"")
    {
      return "[...\(words[0]), ...\(words[1])]"
    }
    if words.count > 1, function == "drop", words[1].hasPrefix("\"") {
      return "[without(row, \(words.dropFirst().joined(separator: ", "))) for row in \(words[0])]"
    }
    if function == "unique", words.count > 1, words[1].hasPrefix("\"") {
      return "unique([row[\(words[1])] for row in \(words[0])])"
    }
    let inOrder = isTurned && words.count > 1 ? [words[1], words[0]] : words
    return "\(function)(\(inOrder.joined(separator: ", ")))"
  }
}

extension Expression {
  /// An expression as it is written, on one line; a long one shortened.
  func words(in sources: SourceMap) -> String {
    let text = sources.source(at: span.start)?.text(under: span) ?? ""
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count <= 50 ? words : "..."
  }
}

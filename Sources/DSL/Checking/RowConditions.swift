import Basics

/// What other libraries ask of rows without a function: `filter(rows, x > 1)`, `rows[rows.x > 1]`.
extension Checker {
  /// The parameter of builtins that is called with the items of their first one.
  private static let itemFunction = "function"

  /// Reports `rows[rows.x > 1]`.
  ///
  /// - Returns: Whether it was one.
  mutating func reportConditionAsIndex(_ index: Expression, of value: Expression, _ span: Span) -> Bool {
    guard isComputed(index, isCondition: true) else { return false }
    report(
      .indexKind,
      "a condition is no index", at: span,
      "write `filter(\(text(value.span)), fn(row) = \(ofRow(index, rows: text(value.span))))`")
    return true
  }

  /// Reports `filter(rows, x > 1)` and `rows.filter(x > 1)`, where `x` is bound to nothing.
  ///
  /// - Returns: Whether it was one.
  mutating func reportFunctionOfRow(
    _ callee: Expression, _ arguments: [Argument], _ span: Span, piped: Int
  ) -> Bool {
    var values = arguments.map { text($0.expression.span) }
    let name: String
    let receivers: Int
    switch callee.bare.kind {
    case .name(let function): (name, receivers) = (function, piped)
    case .field(let value, let method):
      guard piped == 0 else { return false }
      (name, receivers) = (["query", "where"].contains(method.text) ? "filter" : method.text, 1)
      values.insert(text(value.span), at: 0)
    default: return false
    }
    guard !hasUnknownImport, let known = find(name)?.binding.known, known.definition == nil,
      let signature = known.signatures?.first,
      let place = signature.plain.firstIndex(where: {
        signature.parameters[$0].name == Self.itemFunction
      }), arguments.indices.contains(place - receivers), case .positional(let value) = arguments[place - receivers],
      isComputed(value, isCondition: name == "filter") || isFieldOfRow(value), !unbound(in: value).isEmpty
    else { return false }
    let position = piped > 0 ? place - receivers : place
    let rows = piped > 0 ? "" : values[0]
    // Of numbers, a letter is the item itself; of anything else it is one of its fields.
    let names = Set(unbound(in: value).map { text($0.span) })
    let isOfNumbers =
      ["xs", "ys", "ns", "numbers", "list"].contains(rows) || rows.hasPrefix("[") || rows.contains("..")
    let item = names.count == 1 && names.first?.count == 1 && isOfNumbers ? names.first : nil
    values[position] = item.map { "fn(\($0)) = \(text(value.span))" } ?? "fn(row) = \(ofRow(value, rows: rows))"
    let isMethod = if case .field = callee.bare.kind { true } else { false }
    report(
      .argumentKind,
      "`\(name)` takes a function of an item", at: isMethod ? span : value.span,
      "write `\(isMethod ? "\(name)(\(values.joined(separator: ", ")))" : values[position])`")
    return true
  }

  /// `row.x`, where `row` is bound to nothing.
  private func isFieldOfRow(_ expression: Expression) -> Bool {
    guard case .field(let value, let name) = expression.bare.kind, case .name(let row) = value.kind else {
      return false
    }
    return !NameHabits.modules.contains(row) && !NameHabits.fileEndings.contains(name.text.lowercased())
  }

  /// Whether an expression works something out: a comparison or several, or sums and products as well.
  private func isComputed(_ expression: Expression, isCondition: Bool) -> Bool {
    switch expression.bare.kind {
    case .unary(.not, _): true
    case .binary(let operation, let left, let right):
      switch operation {
      case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .contains, .notContains: true
      case .and, .or: isComputed(left, isCondition: true) || isComputed(right, isCondition: true)
      default: !isCondition
      }
    default: false
    }
  }

  /// The names of an expression that are bound to nothing.
  private func unbound(in expression: Expression) -> [Expression] {
    switch expression.kind {
    case .name(let name): find(name) == nil && NameHabits.words[name] == nil ? [expression] : []
    case .parenthesized(let inner), .unary(_, let inner), .field(let inner, _): unbound(in: inner)
    case .binary(_, let left, let right): unbound(in: left) + unbound(in: right)
    case .call(_, let arguments): arguments.flatMap { unbound(in: $0.expression) }
    default: []
    }
  }

  /// An expression of columns as one of a row.
  private func ofRow(_ expression: Expression, rows: String) -> String {
    var changes = unbound(in: expression).map { (span: $0.span, text: "row.\(text($0.span))") }
    /// A name before a point stands for the row.
    func changeRow(_ value: Expression) {
      changes.removeAll { $0.span == value.span }
      changes.append((value.span, "row"))
    }
    func visit(_ expression: Expression) {
      switch expression.kind {
      case .field(let value, _) where text(value.span) == rows || !unbound(in: value).isEmpty && isName(value):
        changeRow(value)
      case .index(let value, _) where text(value.span) == rows: changeRow(value)
      case .parenthesized(let inner), .unary(_, let inner), .field(let inner, _): visit(inner)
      case .binary(_, let left, let right):
        visit(left)
        visit(right)
      case .call(_, let arguments): for argument in arguments { visit(argument.expression) }
      default: break
      }
    }
    visit(expression)
    var written = ""
    var place = expression.span.start
    for change in changes.sorted(by: { $0.span.start < $1.span.start }) where change.span.start >= place {
      written += between(place, change.span.start) + change.text
      place = change.span.end
    }
    return written + between(place, expression.span.end)
  }

  private func isName(_ value: Expression) -> Bool { if case .name = value.kind { true } else { false } }

  /// The text from one place to another, white space and all.
  private func between(_ start: UInt32, _ end: UInt32) -> String {
    source?.text(under: Span(start: start, length: end - min(start, end))) ?? ""
  }
}

/// A part of a program that a list of its contents names.
public struct OutlineItem: Hashable, Sendable {
  /// What a part is.
  public enum Kind: Hashable, Sendable {
    case function, constant, variable, search, parameter, test, module
  }
  /// Its name: that of a search is the name of its study, or `search`.
  public let name: String
  /// More about it, in the words of the program: the parameters of a function, a domain.
  public let detail: String
  /// What it is.
  public let kind: Kind
  /// All of it.
  public let span: Span
  /// Its name where it stands, or the word that it begins with.
  public let nameSpan: Span
  /// What stands in it.
  public let children: [OutlineItem]
}

extension Program {
  /// What the top level of the program binds, searches and tests, in order.
  public var outline: [OutlineItem] { statements.compactMap(item) }

  private func item(_ statement: Statement) -> OutlineItem? {
    switch statement.kind {
    case .function(let declaration):
      return OutlineItem(
        name: declaration.name.text, detail: text(declaration.function.signature), kind: .function,
        span: statement.span, nameSpan: declaration.name.span,
        children: declaration.function.body.statements.compactMap(item))
    case .declaration(let declaration):
      let search = declaration.value.searches.first
      return OutlineItem(
        name: declaration.name.text, detail: search.map(title) ?? "",
        kind: search != nil ? .search : declaration.isVariable ? .variable : .constant, span: statement.span,
        nameSpan: declaration.name.span, children: search.map(parameters) ?? [])
    case .test(let title, let body):
      let start = statement.span.start
      return OutlineItem(
        name: title.isEmpty ? Keyword.test.rawValue : title, detail: "", kind: .test, span: statement.span,
        nameSpan: Span(start: start, length: UInt32(Keyword.test.rawValue.utf8.count)),
        children: body.statements.compactMap(item))
    case .importFile(_, _, let name?):
      return OutlineItem(
        name: name.text, detail: "", kind: .module, span: statement.span, nameSpan: name.span, children: [])
    case .expression(let value):
      guard let search = value.searches.first else { return nil }
      return OutlineItem(
        name: title(search), detail: "", kind: .search, span: statement.span, nameSpan: search.keyword,
        children: parameters(search))
    default: return nil
    }
  }

  private func title(_ search: Search) -> String { search.studyName ?? Keyword.search.rawValue }

  private func parameters(_ search: Search) -> [OutlineItem] {
    search.parameters.map { parameter in
      OutlineItem(
        name: parameter.name.text, detail: text(parameter.domain.span), kind: .parameter,
        span: parameter.name.span.joined(to: parameter.domain.span), nameSpan: parameter.name.span, children: [])
    }
  }

  /// The text under a span, on one line.
  public func text(_ span: Span) -> String {
    (source?.text(under: span) ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension Search {
  /// The name of its study, where that is written out.
  public var studyName: String? { if case .string(let name)? = name?.kind, !name.isEmpty { name } else { nil } }
}

extension Expression {
  /// The search that it is, or that is given to what it calls.
  fileprivate var searches: [Search] {
    switch kind {
    case .search(let search): [search]
    case .parenthesized(let inner): inner.searches
    case .pipe(let value, into: _): value.searches
    case .call(_, let arguments): arguments.flatMap { $0.expression.searches }
    default: []
    }
  }
}

/// A name where it stands in a text, and a place that binds what it means.
///
/// Where a name is bound, it refers to itself. One that is given meaning at two places, as the parameter of a search that an
/// objective takes under the same name, refers to both.
public struct Reference: Hashable, Sendable {
  /// The name, and where it stands.
  public let name: Name
  /// Where it is bound, perhaps in another source.
  public let definition: Span
}

extension Checker {
  /// Notes what a name means; one that does not stand where it is said to, since it is meant and not written, is passed over.
  mutating func refer(_ name: Name, to definition: Span?) {
    guard let definition, Int(name.span.length) == name.text.utf8.count else { return }
    references.append(Reference(name: name, definition: definition))
  }

  /// Notes what the labels of a call mean.
  mutating func refer(labelsOf form: CallForm, to signatures: [CallSignature]) {
    for label in form.labels {
      for signature in signatures {
        guard let index = signature.parameter(labelled: label.text) else { continue }
        refer(label, to: signature.parameters[index].definition)
      }
    }
  }

  /// `f(...params)` passes each parameter of the search under its name.
  mutating func referSpread(_ arguments: [Argument], to function: KnownName?) {
    let passesAll = arguments.contains { if case .spread(let value) = $0 { isParams(value) } else { false } }
    guard passesAll, let function, let signatures = function.signatures, function.definition != nil else { return }
    for parameter in parametersAround {
      guard let definition = searchParameter(parameter) else { continue }
      refer(
        labelsOf: CallForm(
          name: function.name, place: definition, labels: [Name(parameter, definition)]), to: signatures)
    }
  }

  /// Where a parameter of the searches around is bound.
  func searchParameter(_ name: String) -> Span? {
    scopes.lazy.reversed().compactMap { scope -> Span? in
      guard let binding = scope.bindings[name], binding.role == .searchParameter else { return nil }
      return binding.known.definition
    }.first
  }

  /// Notes what `name` means behind the record of all parameters: `params.lr`, and `study.best.params.lr` of a search that is
  /// bound to `study`.
  mutating func referParameter(_ name: Name, of record: Expression) {
    if isParams(record) { return refer(name, to: searchParameter(name.text)) }
    guard case .field(let owner, let field) = record.bare.kind, field.text == TrialName.params.rawValue else { return }
    refer(name, toParameterOf: owner)
  }

  /// The same of `["lr"]`.
  mutating func referParameter(quotedAt span: Span, _ text: String, of record: Expression) {
    guard span.length > 2 else { return }
    referParameter(Name(text, Span(start: span.start + 1, length: span.length - 2)), of: record)
  }

  /// Notes that `name` is a parameter of the search that a value comes from, where a name says which one that is.
  mutating func refer(_ name: Name, toParameterOf value: Expression) {
    switch value.bare.kind {
    case .name(let study):
      guard let definition = find(study)?.binding.known.definition else { return }
      refer(name, to: boundSearches[definition]?.first { $0.text == name.text }?.span)
    case .field(let inner, _), .index(let inner, _): refer(name, toParameterOf: inner)
    default: break
    }
  }

  /// The names that a `let` of a search or a widening makes known behind `.params`.
  func soughtNames(in value: Expression) -> [Name]? {
    switch value.bare.kind {
    case .search(let search): return search.parameters.map(\.name)
    case .widening(let widening):
      guard case .name(let study)? = widening.start?.bare.kind else { return nil }
      return find(study)?.binding.known.definition.flatMap { boundSearches[$0] }
    default: return nil
    }
  }
}

import Basics
import DSL

/// The parameters of a function or of a form of a builtin, as the arguments of a call reach them.
struct ParameterList: Sendable {
  let signature: CallSignature
  /// The label of each parameter; nil for those that no label names.
  private let labels: [InternedName?]
  /// So many arguments are enough: the parameters from here on may be left out.
  let neededCount: Int

  init(_ signature: CallSignature) {
    self.signature = signature
    labels = signature.parameters.map { $0.hasLabel ? InternedName($0.name) : nil }
    neededCount = signature.parameters.lastIndex { !$0.isOptional }.map { $0 + 1 } ?? 0
  }

  /// Where the arguments of a call go.
  func placement(of arguments: BoundArguments) throws(CallSignature.Mismatches) -> CallSignature.Placement {
    try signature.placement(
      positional: arguments.positional.count,
      labelled: arguments.labelled.map { argument in labels.firstIndex { $0 == argument.symbol } })
  }

  /// One value for each parameter, `missing` where none is given: the rest as a list.
  ///
  /// - Parameters:
  ///   - arguments: those of the call.
  ///   - name: what is called, for messages.
  ///   - span: the call.
  /// - Returns: the values.
  /// - Throws: a failure that tells what is wrong with the call.
  func values(of arguments: BoundArguments, for name: String, _ span: Span) throws(Exit) -> ContiguousArray<Value> {
    var values = try bound(arguments, for: name, span)
    if let rest = signature.rest {
      values[rest] = .list(ContiguousArray(arguments.positional.dropFirst(signature.plain.count)))
    }
    return values
  }

  /// The same with the arguments of the rest, which is the last parameter, one after the other.
  func slots(of arguments: BoundArguments, for name: String, _ span: Span) throws(Exit) -> ContiguousArray<Value> {
    var values = try bound(arguments, for: name, span)
    if signature.rest != nil {
      values.removeLast()
      values += arguments.positional.dropFirst(signature.plain.count)
    }
    return values
  }

  /// One value for each parameter but the rest.
  private func bound(
    _ arguments: BoundArguments, for name: String, _ span: Span
  ) throws(Exit) -> ContiguousArray<Value> {
    let placement: CallSignature.Placement
    do throws(CallSignature.Mismatches) { placement = try self.placement(of: arguments) } catch {
      throw failure(of: error, arguments, for: name, span)
    }
    var values = ContiguousArray<Value>(repeating: .missing, count: labels.count)
    for (parameter, value) in zip(placement.positional, arguments.positional) { values[parameter] = value }
    guard let anyLabel = signature.anyLabel else {
      for (parameter, argument) in zip(placement.labelled, arguments.labelled) { values[parameter] = argument.value }
      return values
    }
    var free = RecordBuilder()
    for (parameter, argument) in zip(placement.labelled, arguments.labelled) {
      if parameter == anyLabel { free.set(argument.symbol, argument.value) } else { values[parameter] = argument.value }
    }
    values[anyLabel] = .record(free.build())
    return values
  }

  /// What is wrong with a call: too many arguments before all, for a wrong label may be a consequence.
  @inline(never)
  private func failure(
    of mismatches: CallSignature.Mismatches, _ arguments: BoundArguments, for name: String, _ span: Span
  ) -> Exit {
    let first = mismatches.list.first { if case .tooMany = $0 { true } else { false } } ?? mismatches.list[0]
    func label(_ index: Int) -> String { arguments.labelled[index].symbol.name }
    switch first {
    case .tooMany(let room):
      let names = signature.plain.map { signature.parameters[$0].name }.joined(separator: ", ")
      return Interp.failure(
        .argumentCount,
        "`\(name)` takes \(room == 0 ? "no values" : room == 1 ? "one value" : "\(room) values"), "
          + "not \(arguments.positional.count)", span, hint: room == 0 ? nil : "it takes (\(names)).")
    case .unknownLabel(let index):
      let names = signature.labels
      let near = Suggestion.nearest(to: label(index), among: names)
      return Interp.failure(
        .unknownLabel,
        "`\(name)` has no parameter `\(label(index))`", span, label: near.map { "did you mean `\($0)`?" } ?? "",
        hint: names.isEmpty ? "it takes no values." : "it takes (\(names.joined(separator: ", "))).")
    case .twice(let index): return Interp.failure(.boundTwice, "`\(name)` is given `\(label(index))` twice", span)
    case .missing(let parameters):
      return Interp.failure(
        .argumentCount, "`\(name)` needs a value for `\(signature.parameters[parameters[0]].name)`", span)
    }
  }
}

import Basics

/// Calls: labels, and how many arguments a function takes, where it is known which function that is.
extension Checker {
  /// What a call says, without the values.
  struct CallForm {
    /// The function as it is written.
    let name: String
    /// Where that stands.
    let place: Span
    /// Positional arguments that are written; those of a pipe come before them.
    var positional: [Span] = []
    var piped = 0
    var labels: [Name] = []
    /// The values of the labels.
    var values: [Span] = []
    /// Whether a spread may bring further arguments.
    var isOpen = false
    /// What to do about a label that the function does not have, where nothing nearer can be said.
    var hint: String?
  }

  mutating func call(_ callee: Expression, _ arguments: [Argument], _ span: Span, piped: Int = 0) {
    let known = self.callee(callee, arguments, span, piped: piped)
    // What is said about `library(x)` and `c(a, b)` is said about its arguments, too.
    if known == nil, case .name(let name) = callee.bare.kind, NameHabits.quoting.contains(name) { return }
    for (position, argument) in arguments.enumerated() {
      self.argument(argument, at: position + piped, of: known)
    }
    checkWholeRecord(arguments, of: known)
    guard let form = form(of: arguments, callee, piped: piped), let known, let signatures = known.signatures else {
      return
    }
    if known.name == "log", find("log")?.scope == nil, piped == 0, checkLogarithmicRange(arguments) { return }
    check(form, against: signatures)
  }

  /// `model(leaky_relu(0.1))`: an activation with numbers, which is a number itself.
  private mutating func isCalledActivation(_ value: Expression, in function: String) -> Bool {
    guard ["model", "residual", "dense", "conv"].contains(function),
      case .call(let callee, let arguments) = value.bare.kind,
      !arguments.isEmpty, case .name(let name) = callee.bare.kind, NameHabits.activations.contains(name),
      find(name)?.binding.known.definition == nil
    else { return false }
    report("in a network an activation stands without parentheses", at: value.span, "write `\(name)`")
    return true
  }

  /// One argument; where a text is wanted, a name that is not bound lacks its quotes.
  private mutating func argument(_ argument: Argument, at position: Int, of function: KnownName?) {
    let value = argument.expression
    if isForeignArgument(value, at: position, of: function) { return }
    guard let function, function.definition == nil, case .name(let name) = value.kind, find(name) == nil else {
      expression(value)
      return
    }
    let isText =
      switch argument {
      case .labelled(let label, _): NameHabits.textLabels.contains(label.text)
      case .positional: NameHabits.textArguments[function.name]?.contains(position) ?? false
      case .spread: false
      }
    resolve(name, at: value.span, use: isText ? .text : .value)
  }

  private mutating func isForeignArgument(_ value: Expression, at position: Int, of function: KnownName?) -> Bool {
    guard let function, function.definition == nil else { return false }
    return isCalledActivation(value, in: function.name) || position > 0 && isBodyAlone(value, in: function)
  }

  /// `map(xs, x * 2)`: what a function gives, of a name that is not bound.
  private mutating func isBodyAlone(_ value: Expression, in function: KnownName) -> Bool {
    guard function.definition == nil, ["map", "filter", "all", "any", "count"].contains(function.name),
      case .binary(_, let left, let right) = value.bare.kind
    else { return false }
    let names = [left, right].compactMap { if case .name(let name) = $0.bare.kind { name } else { nil } }
    guard names.count == 1, find(names[0]) == nil, !hasUnknownImport else { return false }
    report(
      "`\(function.name)` takes a function", at: value.span, "write `fn(\(names[0])) = \(text(value.span))`")
    return true
  }

  /// `value |> target`.
  mutating func pipe(_ value: Expression, into target: Expression) {
    expression(value)
    if case .call(let callee, let arguments) = target.kind {
      call(callee, arguments, target.span, piped: 1)
    } else {
      call(target, [], target.span, piped: 1)
    }
  }

  /// Walks through what is called; a name that is not bound is reported as that of a function.
  private mutating func callee(
    _ callee: Expression, _ arguments: [Argument], _ span: Span, piped: Int
  ) -> KnownName? {
    switch callee.bare.kind {
    case .name(let name):
      if isMisused(callee, arguments, span) { return nil }
      let use = NameUse.call(piped == 0 ? arguments.map { text($0.expression.span) } : [], span)
      guard let binding = resolve(name, at: callee.bare.span, use: use) else { return nil }
      if let kind = binding.kind { checkCallable(callee, kind) }
      return binding.known
    case .field(let module, let name):
      if isMethod(name, of: module, arguments, span) { return nil }
      if reportPath(callee.bare, use: .call(arguments.map { text($0.expression.span) }, span)) { return nil }
      expression(callee)
      return members(of: module)?.first { $0.name == name.text }
    default:
      if isNoFunction(callee, arguments, span) { return nil }
      if let kind = expression(callee) { checkCallable(callee, kind) }
      guard case .function(let function) = callee.bare.kind else { return nil }
      return KnownName("fn", .function([CallSignature(function)]))
    }
  }

  /// `(x - 2)(x + 2)` and `1e-4..1 (log)`, which call a number.
  private mutating func isNoFunction(_ callee: Expression, _ arguments: [Argument], _ span: Span) -> Bool {
    if callee.literalNumber != nil, arguments.count == 1, case .name("log") = arguments[0].expression.bare.kind {
      report("a logarithmic range is written `log`", at: span, "write `log(low, high)` with both ends")
      return true
    }
    guard case .parenthesized = callee.kind, case .binary(let operation, _, _) = callee.bare.kind,
      [.add, .subtract, .multiply, .divide, .power].contains(operation)
    else { return false }
    expression(callee)
    let factor = text(Span(start: callee.span.end, length: span.end - callee.span.end))
    report("a number cannot be called", at: callee.span, "a product is written `\(text(callee.span)) * \(factor)`")
    return true
  }

  private mutating func checkCallable(_ callee: Expression, _ kind: LiteralKind) {
    guard kind != .function else { return }
    report(
      "\(kind.description) cannot be called", at: callee.span, "not a function",
      hint: kind == .number ? "a product is written with `*`, as in `2 * (x + 1)`." : nil)
  }

  /// Gathers the form of a call; `nil` after a report of what no function takes.
  private mutating func form(of arguments: [Argument], _ callee: Expression, piped: Int) -> CallForm? {
    let count = diagnostics.count
    var form = CallForm(name: text(callee.span), place: callee.span, piped: piped)
    for argument in arguments {
      switch argument {
      case .spread: form.isOpen = true
      case .positional(let value):
        form.positional.append(value.span)
        guard let label = form.labels.last else { continue }
        report(
          "arguments without a label stand before those with one", at: value.span, "no label",
          secondary: [Diagnostic.Label(label.span, "the first label")],
          hint: "put it in front, or give it a label, too.")
      case .labelled(let name, let value):
        if let first = form.labels.first(where: { $0.text == name.text }) {
          report(
            "`\(name.text)` is given twice", at: name.span, "the second time",
            secondary: [Diagnostic.Label(first.span, "the first time")])
        } else {
          form.labels.append(name)
          form.values.append(value.span)
        }
      }
    }
    guard diagnostics.count == count else { return nil }
    return form
  }

  /// Compares a call with the ways that its function can be called, and reports what is wrong with the nearest one.
  mutating func check(_ form: CallForm, against signatures: [CallSignature]) {
    var nearest: (signature: CallSignature, mismatches: [CallSignature.Mismatch])?
    let labels = form.labels.map(\.text)
    for signature in signatures {
      do throws(CallSignature.Mismatches) {
        _ = try signature.placement(
          positional: form.positional.count + form.piped, labels: labels, isOpen: form.isOpen)
        return
      } catch {
        if nearest.map({ error.list.count < $0.mismatches.count }) ?? true { nearest = (signature, error.list) }
      }
    }
    guard let nearest, !reportFieldsAsLabels(form, nearest.signature, nearest.mismatches) else { return }
    let isMisspelt = nearest.mismatches.contains { if case .unknownLabel = $0 { true } else { false } }
    for mismatch in nearest.mismatches {
      // A label that is misspelt leaves its parameter without a value: that is one mistake.
      if case .missing = mismatch, isMisspelt { continue }
      report(mismatch, form, nearest.signature, signatures)
    }
  }

  /// Reports `flags(lr: 0.1)` of a function that takes a record.
  private mutating func reportFieldsAsLabels(
    _ form: CallForm, _ signature: CallSignature, _ mismatches: [CallSignature.Mismatch]
  ) -> Bool {
    let unknown = mismatches.compactMap { mismatch -> Int? in
      guard case .unknownLabel(let index) = mismatch else { return nil }
      return index
    }
    guard let first = unknown.first, let last = unknown.last, form.values.indices.contains(last),
      mismatches.contains(.missing([0])), ["params", "record"].contains(signature.parameters[0].name),
      unknown.allSatisfy({ Suggestion.nearest(to: form.labels[$0].text, among: signature.labels) == nil })
    else { return false }
    let fields = unknown.map { "\(form.labels[$0].text): \(text(form.values[$0]))" }.joined(separator: ", ")
    report(
      "`\(form.name)` takes a record", at: form.labels[first].span.joined(to: form.values[last]),
      fields.count < 60 ? "write `\(form.name)({\(fields)})`" : "put it in braces, as `{lr: 0.1}`")
    return true
  }

  private mutating func report(
    _ mismatch: CallSignature.Mismatch, _ form: CallForm, _ signature: CallSignature, _ all: [CallSignature]
  ) {
    let definition = signature.span.map { [Diagnostic.Label($0, "it takes these")] } ?? []
    let takes = definition.isEmpty ? "`\(form.name)` takes \(all.map(\.shortText).joined(separator: " or "))." : nil
    switch mismatch {
    case .unknownLabel(let index):
      let label = form.labels[index]
      let near = Suggestion.nearest(to: label.text, among: all.flatMap(\.labels))
      let option = form.name == "run" ? "the program takes words: `...flags({\(label.text): 1})`." : nil
      report(
        "`\(form.name)` has no parameter `\(label.text)`", at: label.span,
        NameHabits.label(label.text, of: form.name) ?? near.map { "did you mean `\($0)`?" }
          ?? foreignBudget(label.text) ?? "", secondary: definition,
        hint: near == nil ? form.hint ?? option ?? takes : nil)
    case .twice(let index):
      let label = form.labels[index]
      report(
        "`\(label.text)` is given twice", at: label.span, "an argument without a label has given it already",
        secondary: definition, hint: takes)
    case .tooMany(let room):
      let place = form.positional.indices.contains(room - form.piped) ? form.positional[room - form.piped] : form.place
      let written = form.positional.count + form.piped
      let isByLabel = room == 0 && !signature.parameters.isEmpty
      let count =
        room == 0
        ? "no arguments\(isByLabel ? " without a label" : "")" : room == 1 ? "1 argument" : "\(room) arguments"
      report(
        "`\(form.name)` takes \(count), got \(written)", at: place, "one too many",
        secondary: definition,
        hint: labelled(form, signature) ?? NameHabits.surplus(in: form.name, form.positional.map(text))
          ?? asList(form, signature) ?? takes)
    case .missing(let parameters):
      let list = parameters.map { "`\(signature.parameters[$0].name)`" }
      let words = list.count == 1 ? list[0] : list.dropLast().joined(separator: ", ") + " and " + (list.last ?? "")
      let isActivation = definition.isEmpty && NameHabits.activations.contains(form.name)
      report(
        "`\(form.name)` needs \(words)", at: form.place, "not given", secondary: definition,
        hint: form.positional.count == 1 && text(form.positional[0]) == TrialName.params.rawValue
          ? "the parameters are spread by `\(form.name)(...params)`."
          : isActivation
            ? "in a network it stands without parentheses: `\(form.name)`, or `dense(64, \(form.name))`." : takes)
    }
  }

  /// `mean(a, b)` of a function that takes one list.
  private func asList(_ form: CallForm, _ signature: CallSignature) -> String? {
    guard signature.parameters.count == 1, ["xs", "list", "values", "items"].contains(signature.parameters[0].name),
      form.piped == 0, form.labels.isEmpty
    else { return nil }
    let list = form.positional.map(text).joined(separator: ", ")
    return list.count < 60 ? "several values are a list: `\(form.name)([\(list)])`." : nil
  }

  /// `n_trials: 50`, which is a clause of the search.
  private func foreignBudget(_ label: String) -> String? {
    ["n_trials", "max_trials", "max_evals", "num_samples", "n_iter", "trials"].contains(label)
      ? "the budget is a clause: `for 50 trials`" : nil
  }
}

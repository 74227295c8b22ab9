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
    if reportFunctionOfRow(callee, arguments, span, piped: piped) { return }
    // Calls stand within calls: what is here and in `callee` and `argument` is on the stack as often as that.
    let known = self.callee(callee, arguments, span, piped: piped)
    if known == nil, isQuoting(callee) { return }
    var isComplete = true
    for position in arguments.indices {
      if !argument(arguments[position], at: position + piped, of: known) { isComplete = false }
    }
    finish(callee, arguments, piped, known, isComplete)
  }

  /// Whether what is said about a function is said about its arguments, too: `library(x)` and `c(a, b)`.
  private func isQuoting(_ callee: Expression) -> Bool {
    if case .name(let name) = callee.bare.kind { NameHabits.quoting.contains(name) } else { false }
  }

  /// What is left to be said of a call whose parts were looked at.
  private mutating func finish(
    _ callee: Expression, _ arguments: [Argument], _ piped: Int, _ known: KnownName?, _ isComplete: Bool
  ) {
    checkWholeRecord(arguments, of: known)
    referSpread(arguments, to: known)
    guard isComplete else { return }
    guard let form = form(of: arguments, callee, piped: piped), let known, let signatures = known.signatures else {
      return
    }
    if known.name == "replace", known.definition == nil { checkReplacement(arguments) }
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
    report(.notCallable, "in a network an activation stands without parentheses", at: value.span, "write `\(name)`")
    return true
  }

  /// One argument; where a text is wanted, a name that is not bound lacks its quotes.
  ///
  /// - Returns: Whether it counts among the arguments: an option without its value does not.
  private mutating func argument(_ argument: Argument, at position: Int, of function: KnownName?) -> Bool {
    let value = argument.expression
    if isForeignArgument(value, of: function) { return true }
    if let function, function.definition == nil, case .unary(.negate, let inner) = value.kind,
      case .name(let name) = inner.kind, find(name) == nil,
      case .positional = argument, NameHabits.textArguments[function.name]?.contains(position) == true,
      function.signatures?.contains(where: { $0.labels.contains("descending") }) == true
    {
      report(.unknownName, "unknown name `\(name)`", at: value.span, "write `\"\(name)\", descending: true`")
      return false
    }
    guard let function, function.definition == nil, case .name(let name) = value.kind, find(name) == nil else {
      expression(value)
      return true
    }
    if case .positional = argument, function.signatures?.contains(where: { $0.labels.contains(name) }) == true,
      NameHabits.textArguments[function.name]?.contains(position) != true
    {
      report(
        .unknownName, "unknown name `\(name)`", at: value.span, "an option has its value behind a colon: `\(name): ...`"
      )
      return false
    }
    if case .labelled(let label, _) = argument, let meant = NameHabits.value(name, for: label.text) {
      report(.unknownName, "unknown name `\(name)`", at: value.span, meant)
      return true
    }
    let isText =
      switch argument {
      case .labelled(let label, _): NameHabits.textLabels.contains(label.text)
      case .positional: NameHabits.textArguments[function.name]?.contains(position) ?? false
      case .spread: false
      }
    resolve(name, at: value.span, use: isText ? .text : .value)
    return true
  }

  /// `replace(",", ".", text)`: nothing is replaced in a text that is written out and does not hold the other.
  private mutating func checkReplacement(_ arguments: [Argument]) {
    let values = arguments.map(\.expression)
    guard values.count == 3, let text = values[0].literalText, let old = values[1].literalText, !old.isEmpty,
      !text.contains(old)
    else { return }
    let words = values.map { self.text($0.span) }
    report(
      .argumentKind,
      "nothing is replaced: \(words[0]) does not hold \(words[1])", at: values[0].span, "the text stands here",
      severity: .warning, hint: "the order is another: write `replace(\(words[2]), \(words[0]), \(words[1]))`.")
  }

  private mutating func isForeignArgument(_ value: Expression, of function: KnownName?) -> Bool {
    guard let function, function.definition == nil else { return false }
    return isCalledActivation(value, in: function.name)
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
    case .name(let name): return calledName(name, callee, arguments, span, piped)
    case .field(let module, let name):
      if isForeign(name, of: module, callee, arguments, span) { return nil }
      expression(callee)
      return member(name, of: module)
    default:
      if isNoFunction(callee, arguments, span) { return nil }
      if let kind = expression(callee) { checkCallable(callee, kind) }
      return calledLiteral(callee)
    }
  }

  private mutating func calledName(
    _ name: String, _ callee: Expression, _ arguments: [Argument], _ span: Span, _ piped: Int
  ) -> KnownName? {
    if isMisused(callee, arguments, span) { return nil }
    let use = NameUse.call(piped == 0 ? arguments.map { text($0.expression.span) } : [], span)
    guard let binding = resolve(name, at: callee.bare.span, use: use) else { return nil }
    if let kind = binding.kind { checkCallable(callee, kind) }
    return binding.known
  }

  private mutating func isForeign(
    _ name: Name, of module: Expression, _ callee: Expression, _ arguments: [Argument], _ span: Span
  ) -> Bool {
    if isMethod(name, of: module, arguments, span) { return true }
    return reportPath(callee.bare, use: .call(arguments.map { text($0.expression.span) }, span))
  }

  private func member(_ name: Name, of module: Expression) -> KnownName? {
    members(of: module)?.first { $0.name == name.text }
  }

  private func calledLiteral(_ callee: Expression) -> KnownName? {
    guard case .function(let function) = callee.bare.kind else { return nil }
    return KnownName("fn", .function([CallSignature(function)]))
  }

  /// `(x - 2)(x + 2)` and `1e-4..1 (log)`, which call a number.
  private mutating func isNoFunction(_ callee: Expression, _ arguments: [Argument], _ span: Span) -> Bool {
    if callee.literalNumber != nil, arguments.count == 1, case .name("log") = arguments[0].expression.bare.kind {
      report(.rangeForm, "a logarithmic range is written `log`", at: span, "write `log(low, high)` with both ends")
      return true
    }
    guard case .parenthesized = callee.kind, case .binary(let operation, _, _) = callee.bare.kind,
      [.add, .subtract, .multiply, .divide, .power].contains(operation)
    else { return false }
    expression(callee)
    let factor = text(Span(start: callee.span.end, length: span.end - callee.span.end))
    report(
      .notCallable, "a number cannot be called", at: callee.span,
      "a product is written `\(text(callee.span)) * \(factor)`")
    return true
  }

  private mutating func checkCallable(_ callee: Expression, _ kind: LiteralKind) {
    guard kind != .function else { return }
    report(
      .notCallable,
      "\(kind.description) cannot be called", at: callee.span, "not a function",
      hint: kind == .number ? "a product is written with `*`, as in `2 * (x + 1)`." : nil)
  }

  /// Gathers the form of a call; `nil` after a report of what no function takes.
  mutating func form(of arguments: [Argument], _ callee: Expression, piped: Int) -> CallForm? {
    let count = diagnostics.count
    var form = CallForm(name: text(callee.span), place: callee.span, piped: piped)
    for argument in arguments {
      switch argument {
      case .spread: form.isOpen = true
      case .positional(let value):
        form.positional.append(value.span)
        guard let label = form.labels.last, let before = form.values.last else { continue }
        if let number = decimal(before, value) {
          report(
            .numberForm,
            "a decimal number is written with a point", at: before.joined(to: value.span), "write `\(number)`")
          continue
        }
        report(
          .labelForm,
          "arguments without a label stand before those with one", at: value.span, "no label",
          secondary: [Diagnostic.Label(label.span, "the first label")],
          hint: "put it in front, or give it a label, too.")
      case .labelled(let name, let value):
        if let first = form.labels.first(where: { $0.text == name.text }) {
          report(
            .boundTwice,
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

  /// `0,1` behind a label, which reads as two arguments.
  private func decimal(_ before: Span, _ value: Expression) -> String? {
    guard case .integer = value.kind, before.end + 1 == value.span.start,
      source?.text(under: Span(start: before.end, length: 1)) == ",", Int(text(before)) != nil
    else { return nil }
    return "\(text(before)).\(text(value.span))"
  }

  /// Compares a call with the ways that its function can be called, and reports what is wrong with the nearest one.
  mutating func check(_ form: CallForm, against signatures: [CallSignature]) {
    var nearest: (signature: CallSignature, mismatches: [CallSignature.Mismatch])?
    let labels = form.labels.map(\.text)
    refer(labelsOf: form, to: signatures)
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
    if reportLabelOfFirst(form, nearest.signature, nearest.mismatches) { return }
    for mismatch in nearest.mismatches {
      // A label that is misspelt leaves its parameter without a value: that is one mistake.
      if case .missing = mismatch, isMisspelt { continue }
      report(mismatch, form, nearest.signature, signatures)
    }
  }

  /// Reports `train(data, model: net)`: an argument without a label takes the place of one that has it.
  private mutating func reportLabelOfFirst(
    _ form: CallForm, _ signature: CallSignature, _ mismatches: [CallSignature.Mismatch]
  ) -> Bool {
    guard mismatches.count == 2, form.positional.count == 1, form.piped == 0, signature.span == nil else {
      return false
    }
    let twice = mismatches.lazy.compactMap { if case .twice(let index) = $0 { index } else { nil } }.first
    let missing = mismatches.lazy.compactMap { if case .missing(let list) = $0 { list } else { nil } }.first
    guard let twice, let missing, missing.count == 1, let index = missing.first else { return false }
    let name = signature.parameters[index].name
    report(
      .labelForm,
      "the first argument without a label is `\(form.labels[twice].text)`", at: form.positional[0],
      "write `\(name): \(text(form.positional[0]))`")
    return true
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
      .argumentKind,
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
      let isOuter = if case .outer? = find(form.name)?.binding.role { true } else { false }
      let habit = definition.isEmpty || isOuter ? NameHabits.label(label.text, of: form.name) : nil
      report(
        form.hint == nil ? .unknownLabel : .noObjective,
        "`\(form.name)` has no parameter `\(label.text)`", at: label.span,
        habit ?? near.map { "did you mean `\($0)`?" } ?? foreignBudget(label.text) ?? "", secondary: definition,
        hint: near == nil && habit == nil ? form.hint ?? option ?? takes : nil)
    case .twice(let index):
      let label = form.labels[index]
      report(
        .boundTwice,
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
        .argumentCount,
        "`\(form.name)` takes \(count), got \(written)", at: place, "one too many",
        secondary: definition,
        hint: asList(form, signature) ?? labelled(form, signature)
          ?? NameHabits.surplus(in: form.name, form.positional.map(text)) ?? takes)
    case .missing(let parameters):
      let list = parameters.map { "`\(signature.parameters[$0].name)`" }
      let words = list.count == 1 ? list[0] : list.dropLast().joined(separator: ", ") + " and " + (list.last ?? "")
      let isActivation = definition.isEmpty && NameHabits.activations.contains(form.name)
      report(
        .argumentCount,
        "`\(form.name)` needs \(words)", at: form.place, "not given", secondary: definition,
        hint: form.positional.count == 1 && text(form.positional[0]) == TrialName.params.rawValue
          ? "the parameters are spread by `\(form.name)(...params)`."
          : isActivation
            ? "in a network it stands without parentheses: `\(form.name)`, or `dense(64, \(form.name))`."
            : NameHabits.lacking(form.name, form.positional.map(text)) ?? takes)
    }
  }

  /// The name that stands in quotes.
  private func plainText(_ span: Span) -> Substring? {
    let text = text(span)
    let inside = text.dropFirst().dropLast()
    let isPlain = inside.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    return text.hasPrefix("\"") && text.hasSuffix("\"") && !inside.isEmpty && isPlain ? inside : nil
  }

  /// `mean(1, 2, 3)` of a function that takes a list.
  private func asList(_ form: CallForm, _ signature: CallSignature) -> String? {
    guard signature.plain.count == 1, signature.parameters[signature.plain[0]].name == "xs", form.piped == 0,
      form.labels.isEmpty, !form.isOpen
    else { return nil }
    if form.positional.count == 2, let column = plainText(form.positional[1]) {
      return "write `\(form.name)([row.\(column) for row in \(text(form.positional[0]))])`."
    }
    guard !form.positional.contains(where: { text($0).hasPrefix("\"") }) else { return nil }
    return "a list is meant: `\(form.name)([\(form.positional.map(text).joined(separator: ", "))])`."
  }

  /// `n_trials: 50`, which is a clause of the search.
  private func foreignBudget(_ label: String) -> String? {
    ["n_trials", "max_trials", "max_evals", "num_samples", "n_iter", "trials"].contains(label)
      ? "the budget is a clause: `for 50 trials`" : nil
  }
}

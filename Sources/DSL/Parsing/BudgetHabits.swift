import Basics

/// When a search ends, as it is said elsewhere.
extension Parser {
  /// `for up to 3 trials` and `for max 3 trials`; the current token follows on `for`.
  func wordsBeforeBudget() -> Diagnostic? {
    var last = index
    while last + 1 < tokens.count, case .name(let word) = tokens[last].kind, Self.wordsOfAmount.contains(word),
      last < index + 2
    { last += 1 }
    guard last > index else { return nil }
    switch tokens[last].kind {
    case .integer, .duration: break
    default: return nil
    }
    let place = current.span.joined(to: tokens[last - 1].span)
    return Diagnostic(
      .budget,
      "a budget is a number of trials, or a time", at: place, "leave `\(source.text(under: place))` out")
  }

  private static let wordsOfAmount: Set<String> = [
    "up", "to", "max", "maximum", "at", "most", "about", "exactly", "only", "total", "least", "around", "a", "the",
  ]

  /// `patience 5` and `tolerance 0.01`: the word at `position` says when to stop.
  func endInOtherWords(at position: Int, _ title: String) -> Diagnostic? {
    let word = source.text(under: tokens[position].span).lowercased()
    let isKnown = ["stop", "patience", "early_stop", "stop_when", "tolerance", "tol", "target", "end", "terminate"]
      .contains(word)
    guard isKnown else { return nil }
    return Diagnostic(
      .clauseForm,
      title, at: tokens[position].span, "a search ends by its budget, or by `until`",
      hint: "write `for 50 trials, 10min` or `until stalled >= 20`, for example: it ends at whichever comes first.")
  }

  /// `verbose=True` and `show_progress_bar: true`: an option at `position` that has no like here.
  func optionWithoutLike(at position: Int, _ title: String) -> Diagnostic? {
    let word = source.text(under: tokens[position].span).lowercased()
    guard position + 1 < tokens.count else { return nil }
    let sign = tokens[position + 1].kind
    let isSigned = sign == .symbol(.assign) || sign == .symbol(.colon)
    let value = position + 2
    let isSwitch = isSigned && value < tokens.count && Self.switches.contains(source.text(under: tokens[value].span))
    guard isSwitch || Self.silentOptions.contains(word) else { return nil }
    var last = position
    if isSigned, value < tokens.count { last = value } else if isSwitchValue(position + 1) { last = position + 1 }
    let place = tokens[position].span.joined(to: tokens[last].span)
    return Diagnostic(.clauseForm, title, at: place, "leave `\(source.text(under: place))` out")
  }

  private func isSwitchValue(_ position: Int) -> Bool {
    if number(at: position) != nil { return true }
    return Self.switches.contains(source.text(under: tokens[position].span))
  }

  private static let switches: Set<String> = ["true", "false", "True", "False", "TRUE", "FALSE", "None", "none"]

  private static let silentOptions: Set<String> = [
    "verbose", "verbosity", "quiet", "silent", "show_progress_bar", "progress", "progress_bar", "gc_after_trial",
    "callbacks", "catch", "load_if_exists", "log_level", "display",
  ]

  /// `with seed 3`, `with grid search` and `with early stopping`: what follows on the name of a strategy, at `position`.
  func wordsOfStrategy(at position: Int) -> Diagnostic? {
    guard position > 1, tokens[position - 2].kind == .name(ClauseWord.with.rawValue),
      case .name(let first) = tokens[position - 1].kind
    else { return nil }
    let second = source.text(under: tokens[position].span)
    let place = tokens[position - 1].span.joined(to: tokens[position].span)
    if first.lowercased() == "seed" || first == "random_state", let number = number(at: position) {
      return Diagnostic(.strategyOption, "a strategy takes the seed", at: place, "write `random(seed: \(number))`")
    }
    if first.lowercased() == "early", second.lowercased().hasPrefix("stop") {
      return Diagnostic(
        .pruning,
        "trials are ended early by a clause of its own",
        at: tokens[position - 2].span.joined(to: tokens[position].span), "write `prune median()`")
    }
    if first == "new" {
      return Diagnostic(
        .notAStrategy, "a strategy is called by its name", at: tokens[position - 1].span, "leave `new` out")
    }
    let fillers: Set<String> = [
      "search", "opt", "optimization", "optimisation", "optimizer", "sampler", "sampling", "process", "strategy",
      "algorithm", "method",
    ]
    guard fillers.contains(second.lowercased()) else { return nil }
    return Diagnostic(
      .unknownStrategy, "the name of a strategy is one word", at: tokens[position].span, "leave `\(second)` out")
  }
}

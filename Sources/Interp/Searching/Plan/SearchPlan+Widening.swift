import Basics
import BayesOpt
import DSL
import Studies

// A search that goes on with more room.

extension SearchPlan {
  /// The same search with wider domains, and a budget that begins where the study ends.
  ///
  /// - Parameters:
  ///   - more: what it goes on with.
  ///   - study: what it has found.
  ///   - evaluator: who is asked dependent domains, conditions and constraints.
  /// - Throws: a failure of the program where a parameter is none of the search, or cannot have the domain.
  /// - Returns: the search, which goes on from there.
  func extended(by more: SearchExtension, after study: Study, _ evaluator: Evaluator) throws(Exit) -> SearchPlan {
    var plan = self
    for wider in more.parameters {
      let place = try place(of: wider.name)
      let parameter = parameters.parameters[place]
      let domain =
        if let written = wider.domain { written.value } else { try roomier(parameter, after: study, wider.name.span) }
      plan.parts.parameters[place].domain = domain.repeated(like: parts.parameters[place].domain)
      plan.parts.parameters[place].clause.domainText = "\(plan.parts.parameters[place].domain)"
    }
    (plan.parameters, plan.space) = try plan.parts.made(for: evaluator)
    for wider in more.parameters {
      let place = try place(of: wider.name)
      guard !plan.holds(parameters, at: place) else { continue }
      let (new, old) = (plan.parts.parameters[place].domain, parts.parameters[place].domain)
      throw failure(
        .widening,
        "`\(new)` does not hold all of `\(old)`, which `\(wider.name.text)` was in",
        wider.domain?.span ?? wider.name.span,
        hint:
          "a range is widened on its own scale; for any other change, write the search anew, with `from` and the study."
      )
    }
    plan.budget = (more.budget ?? ownBudget).after(study.trials.count, study.seconds)
    return plan
  }

  private func place(of name: Name) throws(Exit) -> Int {
    guard let place = parameters.names.firstIndex(of: name.text) else {
      let near = Suggestion.nearest(to: name.text, among: parameters.names)
      throw failure(
        .widening,
        "the search has no parameter `\(name.text)`", name.span, label: near.map { "did you mean `\($0)`?" } ?? "",
        hint: near == nil ? "its parameters are \(parameters.names.joined(separator: ", "))." : nil)
    }
    guard !parts.parameters[place].clause.isDependent else {
      throw failure(
        .widening,
        "the domain of `\(name.text)` depends on other parameters", name.span,
        hint: "widen those, or write the search anew, with `from` and the study.")
    }
    return place
  }

  /// A domain with more room at the end where the best value lies.
  private func roomier(_ parameter: SearchSpace.Parameter, after study: Study, _ span: Span) throws(Exit) -> Value {
    let name = parameter.name
    let example = "write `widen \(name) in ...`."
    let values = study.best.map { best in parameter.axes.compactMap { best.configuration.values[$0] } } ?? []
    guard let domain = parameters.axes[parameter.axes].first?.domain, !values.isEmpty else {
      throw failure(.widening, "no best trial says at which end `\(name)` needs more room", span, hint: example)
    }
    let coordinates = values.map(domain.coordinate)
    let end: DomainEnd = coordinates.reduce(0, +) / Double(coordinates.count) < 0.5 ? .lower : .upper
    if case .choice = domain { throw failure(.widening, "`\(name)` is a choice, which has no ends", span) }
    guard !domain.isNatural(end), let wider = domain.widened(end).flatMap(DomainValue.init) else {
      throw failure(
        .widening,
        "`\(name)` is best at \(values[0].text), and there is no more room beyond its \(end == .lower ? "lower" : "upper") end",
        span,
        hint: example)
    }
    return .host(wider)
  }

  /// Whether the parameter at a place may be all that it might be in another space.
  private func holds(_ other: SearchSpace, at place: Int) -> Bool {
    let (new, old) = (parameters.parameters[place], other.parameters[place])
    guard new.isList == old.isList, new.axes.count == old.axes.count else { return false }
    return zip(parameters.axes[new.axes], other.axes[old.axes]).allSatisfy { new, old in
      new.choices == old.choices && new.domain.widens(old.domain)
    }
  }
}

extension ParameterValue {
  fileprivate var text: String { NumberText.rounded(number) }
}

extension Value {
  /// The domain of a list of as many members as another one has, unless it is such a domain itself.
  fileprivate func repeated(like other: Value) -> Value {
    guard case .host(let host) = other, case .each(_, let count)? = (host as? DomainValue)?.shape else { return self }
    if case .host(let own) = self, case .each? = (own as? DomainValue)?.shape { return self }
    return .host(DomainValue(.each(self, count: count)))
  }
}

import DSL

/// What a search goes on with: more room for parameters, and more trials or time.
struct SearchExtension {
  /// A parameter that gets more room.
  struct Parameter {
    let name: Name
    /// Its wider domain, and the text of it; nil for more room at the end where the best value lies.
    let domain: (value: Value, span: Span)?
  }

  let parameters: [Parameter]
  /// What is added to what was spent; nil for the search's own budget again.
  let budget: SearchBudget?
}

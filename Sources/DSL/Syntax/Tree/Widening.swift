/// `widen lr in log(1e-4, 10) for 20 trials from study`: a search that goes on with more room.
public struct Widening: Sendable {
  /// A parameter of the search.
  public struct Parameter: Sendable {
    /// Its name there.
    public let name: Name
    /// The wider domain; nil for more room at the end where the best value lies.
    public let domain: Expression?

    /// A parameter of its parts.
    public init(name: Name, domain: Expression?) {
      self.name = name
      self.domain = domain
    }
  }

  /// At least one, in the order they are written.
  public var parameters: [Parameter]
  /// `for`: what is added to what the search has spent; empty for its own budget again.
  public var budgets: [Expression] = []
  /// `from`: the study; nil for what was shown last.
  public var start: Expression?
  /// The word `widen`.
  public let keyword: Span

  /// A widening of parameters at the word `widen`.
  public init(_ parameters: [Parameter], keyword: Span) {
    self.parameters = parameters
    self.keyword = keyword
  }
}

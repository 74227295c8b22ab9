/// What a token is for where its kind does not tell: what lays out a program asks here.
enum TokenRole: Hashable, Sendable {
  /// The brace that opens a block; other opening braces are those of records and of searches.
  case block
  /// `search`; the search ends before the token `end`.
  case search(end: Int)
  /// The first token of a clause: its word, or the name of a parameter.
  case clause
  /// A word that is no reserved one and means something here: `by`, `near`, `when`, `as`, `from` and `widen`.
  case word
  /// `for` or `if` of a comprehension.
  case comprehension
  /// A comma that separates no items of a bracket, but clauses, budgets or variables.
  case comma
}

import DSL

/// Why a request cannot be followed, for the `error` of the answer.
struct AskTellError: Error {
  let message: String

  /// An error with what to do about it behind a colon, where there is something to do.
  init(_ problem: String, advice: String? = nil) {
    message = advice.map { "\(problem): \($0)" } ?? problem
  }

  /// An error about a name that may be misspelt.
  init(_ problem: String, nearest name: String, among names: [String], otherwise advice: String) {
    self.init(problem, advice: Suggestion.nearest(to: name, among: names).map { "did you mean `\($0)`?" } ?? advice)
  }
}

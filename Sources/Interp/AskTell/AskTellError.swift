import Basics
import DSL
import Studies

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

extension JSON {
  /// Refuses a member whose name is probably one of `names` misspelt: one that is near to it where there is none of it.
  ///
  /// - Parameters:
  ///   - names: the names that mean something.
  ///   - others: what other programs call them.
  ///   - place: what is said before the problem.
  /// - Throws: which name it is, and which one was probably meant.
  func refuseMisspelling(
    of names: [String], calledElsewhere others: [String: String] = [:], in place: String = ""
  ) throws(AskTellError) {
    guard case .object(let members) = self else { return }
    let absent = names.filter { self[$0] == nil }
    for member in members where !names.contains(member.name) {
      let other = others[member.name.lowercased()].flatMap { absent.contains($0) ? $0 : nil }
      guard let meant = other ?? Suggestion.nearest(to: member.name, among: absent) else { continue }
      throw AskTellError("\(place)unknown key `\(member.name)`", advice: "did you mean `\(meant)`?")
    }
  }
}

/// An error that says what is wrong in the user's words, and what to do about it.
public protocol ExplainedError: Error, CustomStringConvertible, Sendable {
  /// What kind of thing is wrong.
  var topic: Topic { get }
  /// What is wrong, in one sentence without a full stop.
  var message: String { get }
  /// What would help, if anything is known to.
  var hint: String? { get }
}

extension ExplainedError {
  /// The message, and the hint after it.
  public var description: String { hint.map { "\(message) (\($0))" } ?? message }
}

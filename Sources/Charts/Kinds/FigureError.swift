import Basics

/// Why there is nothing to draw, or too much of it.
public struct FigureError: ExplainedError, Hashable {
  /// What is wrong.
  public let message: String
  /// What would help.
  public let hint: String?

  /// An error in words.
  public init(_ message: String, hint: String? = nil) { (self.message, self.hint) = (message, hint) }
}

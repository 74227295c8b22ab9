import Basics

/// Why there is nothing to draw, or too much of it.
public struct FigureError: ExplainedError, Hashable {
  /// What kind of thing is wrong.
  public var topic: Topic { .figure }
  /// What is wrong.
  public let message: String
  /// What would help.
  public let hint: String?
  /// The option that is wrong, as `TableFigureOptions` calls it, or the kind of the figure; nil for what is drawn.
  public let option: String?

  /// An error in words.
  public init(_ message: String, hint: String? = nil, of option: String? = nil) {
    (self.message, self.hint, self.option) = (message, hint, option)
  }
}

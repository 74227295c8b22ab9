/// What is wrong (or doubtful), where, and one thing to do: a value without words of any other stage in it.
///
/// Everything that a user reads about a program is a `Diagnostic`, and only `Renderer` draws one.
public struct Diagnostic: Error, Hashable, Sendable {
  /// How serious it is.
  public enum Severity: String, Hashable, Sendable {
    case error, warning, note
  }

  /// A stretch of source and what is to be said about it.
  public struct Label: Hashable, Sendable {
    /// What is underlined.
    public var span: Span
    /// The words beside the underline; may be empty.
    public var text: String

    /// The words `text` about `span`.
    public init(_ span: Span, _ text: String) {
      self.span = span
      self.text = text
    }
  }

  /// How serious it is.
  public var severity: Severity
  /// One line, in the user's own words, without a full stop.
  public var title: String
  /// The place that is wrong.
  public var primary: Label
  /// Further places, possibly in other sources.
  public var secondary: [Label]
  /// Lines below the source, such as `with  {lr: 0.031}`.
  public var details: [String]
  /// One thing to do, as a sentence.
  public var hint: String?
  /// Whether a further line of input could mend it; the prompt then asks for one.
  public var isUnfinished: Bool

  /// A diagnostic of its parts.
  public init(
    _ title: String, at span: Span, _ label: String = "", severity: Severity = .error, secondary: [Label] = [],
    details: [String] = [], hint: String? = nil, isUnfinished: Bool = false
  ) {
    self.severity = severity
    self.title = title
    primary = Label(span, label)
    self.secondary = secondary
    self.details = details
    self.hint = hint
    self.isUnfinished = isUnfinished
  }

  /// Where it is.
  public var span: Span { primary.span }
}

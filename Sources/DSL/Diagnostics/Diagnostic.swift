import Basics

/// What is wrong (or doubtful), where, and one thing to do: a value without words of any other stage in it.
///
/// Everything that a user reads about a program is a `Diagnostic`, and only `Renderer` draws one.
@dynamicMemberLookup
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

  /// The parts, behind one reference: a diagnostic travels as an error, and every call that may throw one keeps room for it
  /// on the stack, in the parser once for each level of nesting.
  private indirect enum Box: Hashable, Sendable {
    case parts(Parts)
  }

  /// What a diagnostic consists of.
  public struct Parts: Hashable, Sendable {
    /// How serious it is.
    public var severity: Severity
    /// What kind of thing is wrong; nil for notes, which say what is.
    public var topic: Topic?
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
  }

  private var box: Box

  /// A diagnostic of its parts.
  public init(
    _ topic: Topic, _ title: String, at span: Span, _ label: String = "", severity: Severity = .error,
    secondary: [Label] = [],
    details: [String] = [], hint: String? = nil, isUnfinished: Bool = false
  ) {
    box = .parts(
      Parts(
        severity: severity, topic: topic, title: title, primary: Label(span, label), secondary: secondary,
        details: details, hint: hint, isUnfinished: isUnfinished))
  }

  /// A note about no place, which says that nothing is wrong.
  public init(note title: String, hint: String? = nil) {
    box = .parts(
      Parts(
        severity: .note, topic: nil, title: title, primary: Label(.nowhere, ""), secondary: [], details: [], hint: hint,
        isUnfinished: false))
  }

  private var parts: Parts {
    get {
      switch box {
      case .parts(let parts): parts
      }
    }
    set { box = .parts(newValue) }
  }

  /// The parts by their names.
  public subscript<Part>(dynamicMember part: WritableKeyPath<Parts, Part>) -> Part {
    get { parts[keyPath: part] }
    set { parts[keyPath: part] = newValue }
  }

  /// Where it is.
  public var span: Span { self.primary.span }
}

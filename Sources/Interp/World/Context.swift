import DSL
import Synchronization

/// What a running program reaches of the world around it: the one place for output, files, seeds and settings.
public final class Context: Sendable {
  /// Standard output: results.
  public let output: @Sendable (String) -> Void
  /// Standard error: progress, warnings and notes; each a line without its end.
  public let notes: @Sendable (String) -> Void
  /// Draws or clears (nil) the line that shows how a search is getting on.
  public let progress: @Sendable (String?) -> Void
  /// Settings of the session.
  public let settings: Settings
  /// All sources, for messages.
  public let sources: SourceMap

  let state = Mutex(State())

  /// What changes while programs run.
  struct State {
    /// Notes that are said once.
    var said: Set<String> = []
  }

  /// A context of its parts.
  public init(
    settings: Settings, sources: SourceMap,
    output: @escaping @Sendable (String) -> Void, notes: @escaping @Sendable (String) -> Void,
    progress: @escaping @Sendable (String?) -> Void
  ) {
    self.settings = settings
    self.sources = sources
    self.output = output
    self.notes = notes
    self.progress = progress
  }

  /// Says `note` unless it was said before.
  func noteOnce(_ note: String) {
    if state.withLock({ $0.said.insert(note).inserted }) { self.note(note) }
  }

  /// Says a sentence behind `note:`.
  func note(_ note: String) {
    notes(renderer(colour: settings.isErrorColoured, showsLocation: false).render(note: note))
  }

  /// What draws messages of this context.
  func renderer(colour: Bool, showsLocation: Bool) -> Renderer {
    Renderer(
      sources: sources, usesColor: colour, showsLocation: showsLocation,
      width: max(40, settings.errorColumns ?? settings.columns), wrapsText: settings.errorColumns != nil)
  }
}

/// What the command line decides for a session.
public struct Settings: Sendable {
  /// `--seed`: what strategies, networks and splits without a seed of their own use.
  public var seed: UInt64 = 0
  /// `--storage`: where named studies are kept; nil for the default file.
  public var storage: String?
  /// `--sandbox`: whether `run` and writing files are refused.
  public var isSandboxed = false
  /// The arguments after the script's name.
  public var arguments: [String] = []
  /// `--threads`: the most threads that one training shares its batches among.
  public var threads = Int.max
  /// The width of the terminal in columns, for tables.
  public var columns = 80
  /// Whether a person sees what is shown, so that tables are cut to the terminal.
  public var isTerminal = false
  /// Whether warnings and notes are coloured, as errors are.
  public var isErrorColoured = false
  /// The width of the terminal that messages go to, within which they are broken between words; nil for a file or pipe.
  public var errorColumns: Int?

  /// The defaults.
  public init() {}
}

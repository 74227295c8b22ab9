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
    if state.withLock({ $0.said.insert(note).inserted }) { notes(note) }
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
  /// The width of the terminal in columns, for tables; a window may change its width while a program runs.
  public var measuredColumns: @Sendable () -> Int = { 80 }

  /// What `measuredColumns` gives now.
  public var columns: Int { measuredColumns() }

  /// The defaults.
  public init() {}
}

import Basics
import DSL
import Synchronization

/// What a running program reaches of the world around it: the one place for output, files, seeds and settings.
public final class Context: Sendable {
  /// Standard output: results.
  public let output: @Sendable (String) -> Void
  /// Standard error: progress, warnings and notes; each a line without its end.
  public let notes: @Sendable (String) -> Void
  /// Shows lines that say how something is getting on until they are taken away (nil).
  public let progress: @Sendable (ProgressText?) -> Void
  /// Lets a person look before the program goes on.
  public let pause: Pause
  /// Shows pages to a person at a terminal, who leafs through them; nil where nobody does.
  public let leaf: PageLeafing?
  /// Settings of the session.
  public let settings: Settings
  /// All sources, for messages.
  public let sources: SourceMap

  let state = Mutex(State())

  /// What changes while programs run.
  struct State {
    /// Notes that are said once.
    var said: Set<String> = []
    /// What the program says of its own progress, before all else on the line.
    var stage: String?
    /// How far the program has come as a worker.
    var worker = WorkerProgress()
  }

  /// A context of its parts; without a `pause` nobody is waited for.
  public init(
    settings: Settings, sources: SourceMap,
    output: @escaping @Sendable (String) -> Void, notes: @escaping @Sendable (String) -> Void,
    progress: @escaping @Sendable (ProgressText?) -> Void, pause: @escaping Pause = { _, _ in true },
    leaf: PageLeafing? = nil
  ) {
    self.settings = settings
    self.sources = sources
    self.output = output
    self.notes = notes
    self.progress = progress
    self.pause = pause
    self.leaf = leaf
  }

  /// Says `note` unless it, or another about the same `subject`, was said before.
  func noteOnce(_ note: String, about subject: String? = nil) {
    if state.withLock({ $0.said.insert(subject ?? note).inserted }) { self.note(note) }
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

  /// Shows lines, the first of them behind what the program says of its own progress.
  func show(_ lines: @escaping ProgressText) {
    progress { [self] columns, rows in
      guard let stage = state.withLock({ $0.stage }).map({ "  \($0)" }) else { return lines(columns, rows) }
      // Lines that are asked for in less room may be others, so that all of them are.
      let shown = lines(max(columns - stage.displayWidth, 0), rows)
      return [stage + (shown.first ?? "")] + shown.dropFirst()
    }
  }

  /// Takes away what `show` has shown.
  func hide() {
    if state.withLock({ $0.stage }) == nil { progress(nil) } else { show { _, _ in [] } }
  }

  /// How far the program has come as a worker.
  public var workerProgress: WorkerProgress { state.withLock { $0.worker } }

  /// Says how far the program has come by its own account; nil for what is over.
  func setStage(_ stage: String?) {
    state.withLock { $0.stage = stage }
    hide()
  }
}

/// Lines that say how something is getting on, in so much room at most; asked for as time goes by, on any thread.
public typealias ProgressText = @Sendable (_ columns: Int, _ rows: Int) -> [String]

/// Waits until a person goes on, beside a text of one line; false where the program is to end instead.
public typealias Pause = @Sendable (_ text: String?, _ isInterrupted: () -> Bool) -> Bool

/// Shows so many pages, each of which is made when it is looked at; nil is a page that cannot be made, and ends it.
public typealias PageLeafing = @Sendable (_ count: Int, _ page: (Int) -> String?) -> Void

/// What the command line decides for a session.
public struct Settings: Sendable {
  /// `--seed`: what strategies, networks and splits without a seed of their own use.
  public var seed: UInt64 = 0
  /// `--storage`: where named studies are kept; nil for the default.
  public var storage: String?
  /// HPO_LEASE: for how many seconds whoever evaluates a trial is taken to live without a sign of life; nil for the default.
  public var lease: Double?
  /// `--adopt`: whether a stored study is joined though ranges of its parameters are others.
  public var adopts = false
  /// `--sandbox`: whether `run` and writing files are refused.
  public var isSandboxed = false
  /// The arguments after the script's name.
  public var arguments: [String] = []
  /// `hpo worker`: that the program is run as a worker; nil where it is not.
  public var workerRole: WorkerRole?
  /// How others run the program as workers; nil where they cannot, since it stands in no file and on no command line.
  public var workerLine: WorkerLine?
  /// `--threads`: the most threads that one training shares its batches among.
  public var threads = Int.max
  /// The width of the terminal in columns, for tables, as it is now.
  public var columns: Int {
    get { measureColumns() }
    set { measureColumns = { newValue } }
  }
  /// Measures the terminal.
  public var measureColumns: @Sendable () -> Int = { 80 }
  /// Measures how many rows the terminal has, where a person sees what is shown.
  public var measureRows: @Sendable () -> Int? = { nil }
  /// Whether a person sees what is shown, so that tables are cut to the terminal.
  public var isTerminal = false
  /// Whether figures are coloured.
  public var isOutputColoured = false
  /// Which characters figures and tables are drawn with.
  public var glyphs = Glyphs.unicode
  /// Whether warnings and notes are coloured, as errors are.
  public var isErrorColoured = false
  /// Whether messages go to a terminal, within whose width they are broken between words.
  public var isErrorTerminal = false
  /// The width within which messages are broken between words; nil for a file or pipe.
  var errorColumns: Int? { isErrorTerminal ? columns : nil }

  /// The defaults.
  public init() {}
}

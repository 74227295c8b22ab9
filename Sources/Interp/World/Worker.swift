/// That a program is run as a worker: it evaluates trials of one of its searches until the budget of that is spent, and
/// nothing of the program behind it.
public struct WorkerRole: Sendable {
  /// The study of the search; nil for the first search that has a name.
  public let study: String?

  /// A worker of a study.
  public init(study: String?) { self.study = study }

  /// Whether a search of this name is the one.
  func isMeant(by name: String?) -> Bool { name != nil && (study == nil || study == name) }
}

/// How far a worker has come.
public struct WorkerProgress: Sendable {
  /// The search that it has found nothing left to do in; nil while there is none.
  public var finishedStudy: String?
  /// The names of the studies that the program has searched.
  public var studies: [String] = []
  /// Whether it has recorded a trial, or has left one with something to go on from.
  public var hasAdvanced = false

  /// The exit code of a worker that was asked to end, and is to be run again since it has advanced: `EX_TEMPFAIL` of sysexits(3).
  public static let unfinishedCode: Int32 = 75
}

/// The command line by which another process runs the program of this one as a worker.
public struct WorkerLine: Sendable {
  private let executable: String
  private let options: [String]
  private let program: [String]

  /// A command line of its parts.
  ///
  /// - Parameters:
  ///   - executable: the path of hpo.
  ///   - options: those of hpo that matter to a worker.
  ///   - program: the program and its arguments.
  public init(executable: String, options: [String], program: [String]) {
    (self.executable, self.options, self.program) = (executable, options, program)
  }

  /// The words of a worker of a study.
  func words(study: String) -> [String] { [executable, "worker", "--study", study] + options + program }
}

import BayesOpt

/// Where studies are kept while they run and afterwards.
///
/// Any number of threads and processes work on one study at once. Each repeats: `claim` a trial, evaluate it, `report`
/// on the way, then `finish` it, or `release` or `pause` it where it has to stop.
///
/// **Isolation.** Every method is one step that happens whole or not at all, and all steps on a study have one order
/// that everybody sees. `changes` is one look at one moment. Between two steps anybody may act, which is why `start`
/// names the number that it expects: a proposal is made without a lock, and is made anew where somebody was faster.
///
/// **Visibility.** What a method has done is seen by every later call, of any instance and any process, as soon as it has
/// returned. Of a running trial everybody sees the configuration, the start and the reports; its notes and values
/// appear with its end.
///
/// **Ownership.** A running trial belongs to the instance that was given it by `start`, `adopt` or `resume`, in a process.
/// Only the owner reports, finishes, releases or pauses it; whoever lost it gets `trialLost` and changes nothing.
/// Ownership ends when the trial ends, is given back, its process has certainly ended, or it was not renewed for as long
/// as its lease is. A number is given out once, and a trial is finished once: what is finished never changes.
///
/// **Durability.** Of a storage with a file, what a method has done survives the end of the process at any moment. The
/// end of the machine may undo the last steps, but leaves the study as it was after some step. The end of a server undoes
/// no result, but may undo a beginning of its last second: its worker learns so when it next shows that it lives.
///
/// **Threads.** One instance may be used by several threads at once; they take turns. A cursor is a value.
public protocol Storage: Sendable {
  /// The names of the studies, in the order they were made.
  ///
  /// - Complexity: O(*s*) for *s* studies.
  func studyNames() throws(StorageError) -> [String]

  /// Makes the study, or joins the one of its name.
  ///
  /// - Parameters:
  ///   - description: the study. Its space, its directions and its number of objectives must be those stored, but for ranges that
  ///     have become wider.
  ///   - adopting: whether ranges may have become any others; the trials of before stay what they are.
  /// - Returns: the study in this storage.
  /// - Throws: `differentStudy` with what changed, or why the storage cannot be used.
  /// - Complexity: O(1) in the number of trials; a study of another program is searched for its parameters.
  func open(_ description: StudyDescription, adopting: Bool) throws(StorageError) -> StoredStudy

  /// What has happened since someone last looked: new trials, and those that had not ended and differ now.
  ///
  /// A process's own trials are among them. Deletion, which is no method of a storage but can happen to a database, is noticed
  /// where the last trial or one that had not ended is gone, or the study: then everything is told anew, or
  /// `noSuchStudy` is thrown.
  ///
  /// - Parameters:
  ///   - study: the study.
  ///   - cursor: what has been told so far.
  /// - Returns: the changes, and the cursor for the next time.
  /// - Throws: why the storage cannot be read.
  /// - Complexity: O(*k* + *r*) for *k* changes and *r* trials that had not ended; a constant number of queries.
  func changes(in study: StoredStudy, since cursor: StudyCursor) throws(StorageError) -> TrialChanges

  /// Takes over a running trial whose process has ended or has given it back; its reports are dropped, for it begins anew.
  ///
  /// - Parameters:
  ///   - study: the study.
  ///   - cursor: what was read of it: only trials that had not ended then are looked at.
  /// - Returns: the trial, with the configuration it was begun with, running; or one that has ended its process too often,
  ///   which is recorded as failed; `nil` where there is none.
  /// - Throws: why the storage cannot be used.
  /// - Complexity: O(*r*) for *r* trials that had not ended.
  func adopt(in study: StoredStudy, among cursor: StudyCursor) throws(StorageError) -> Trial?

  /// Makes an attempt to claim a trial: one storage after the other, where many are at it, so that few come too late.
  ///
  /// Nothing else may be concluded from having the turn.
  ///
  /// - Parameters:
  ///   - study: the study.
  ///   - attempt: what is attempted.
  /// - Returns: what came of it.
  /// - Throws: what it throws.
  func takingTurns(in study: StoredStudy, _ attempt: () throws -> ClaimAttempt) throws -> ClaimAttempt

  /// Starts the next trial.
  ///
  /// - Parameters:
  ///   - configuration: what it evaluates.
  ///   - number: the number that is expected to be the next.
  ///   - study: the study.
  /// - Returns: the trial, `nil` where the number was given out meanwhile.
  /// - Throws: why the storage cannot be used.
  /// - Complexity: O(1) in the number of trials.
  func start(
    _ configuration: Configuration, number: Int, in study: StoredStudy
  ) throws(StorageError) -> Trial?

  /// Takes up a trial that another program has left to be run.
  ///
  /// - Parameters:
  ///   - number: the trial's.
  ///   - configuration: what it evaluates: what it was left with, completed.
  ///   - study: the study.
  ///   - cursor: what was read of it, the waiting trial included.
  /// - Returns: the trial, running and this process's; `nil` where it waits no more.
  /// - Throws: why the storage cannot be used.
  /// - Complexity: O(1) in the number of trials.
  func take(
    _ number: Int, _ configuration: Configuration, in study: StoredStudy, among cursor: StudyCursor
  ) throws(StorageError) -> Trial?

  /// Records how a running trial is doing, for everybody to see while it runs.
  ///
  /// - Parameters:
  ///   - reports: what is new; of a step that was reported already the value is replaced.
  ///   - trial: the trial.
  ///   - study: the study.
  /// - Throws: `trialLost` where it is no longer this process's, or why the storage cannot be used.
  /// - Complexity: O(*k*) for *k* reports; one transaction.
  func report(_ reports: [Report], of trial: Trial, in study: StoredStudy) throws(StorageError)

  /// How many seconds may pass between two calls of `renew`; nil where nothing has to be renewed.
  var renewalInterval: Double? { get }

  /// Shows that whoever evaluates a trial, or holds one that is paused, lives.
  ///
  /// - Parameters:
  ///   - trial: the trial.
  ///   - study: the study.
  /// - Throws: `trialLost` where it is no longer this process's, or why the storage cannot be used.
  /// - Complexity: O(1).
  func renew(_ trial: Trial, in study: StoredStudy) throws(StorageError)

  /// Records a trial that has ended. Whatever is recorded never changes again.
  ///
  /// Its reports are added to those that `report` has recorded. Where another process holds a lock, `locked` is thrown
  /// after a short while, and whoever has the result tries again.
  ///
  /// - Parameters:
  ///   - trial: the finished trial.
  ///   - study: the study.
  /// - Throws: `trialLost` where it is no longer this process's, or why the storage cannot be used.
  /// - Complexity: O(1) in the number of trials.
  func finish(_ trial: Trial, in study: StoredStudy) throws(StorageError)

  /// Gives back a trial that has not ended: the next `claim`, in any process, begins it anew.
  ///
  /// - Parameters:
  ///   - trial: the trial.
  ///   - study: the study.
  /// - Throws: `trialLost` where it is no longer this process's, or why the storage cannot be used.
  /// - Complexity: O(1) in the number of trials.
  func release(_ trial: Trial, in study: StoredStudy) throws(StorageError)

  /// Lays a running trial aside: it is nobody's, keeps its number and its reports, and is not begun anew by `claim`.
  ///
  /// - Parameters:
  ///   - trial: the trial.
  ///   - isKept: whether this process alone may resume it while it lives, since it holds what the trial needs to go on;
  ///     otherwise anybody may.
  ///   - study: the study.
  /// - Throws: `trialLost` where it is no longer this process's, or why the storage cannot be used.
  /// - Complexity: O(1) in the number of trials.
  func pause(_ trial: Trial, isKept: Bool, in study: StoredStudy) throws(StorageError)

  /// Goes on with a paused trial.
  ///
  /// - Parameters:
  ///   - number: the trial's.
  ///   - study: the study.
  ///   - cursor: what was read of it, the paused trial included.
  /// - Returns: the trial, running and this process's, with its reports so far; `nil` where it is paused no more or
  ///   is kept by another process.
  /// - Throws: why the storage cannot be used.
  /// - Complexity: O(1) in the number of trials.
  func resume(_ number: Int, in study: StoredStudy, among cursor: StudyCursor) throws(StorageError) -> Trial?
}

extension Storage {
  /// Makes an attempt at once.
  public func takingTurns(in study: StoredStudy, _ attempt: () throws -> ClaimAttempt) throws -> ClaimAttempt {
    try attempt()
  }

  /// Makes the study, or joins the one of its name, whose ranges may be narrower and not otherwise different.
  public func open(_ description: StudyDescription) throws(StorageError) -> StoredStudy {
    try open(description, adopting: false)
  }

  /// The trials of a study by number, finished and running, of all processes.
  ///
  /// - Parameter study: the study.
  /// - Returns: the trials.
  /// - Throws: why the storage cannot be read.
  /// - Complexity: O(*n*) for *n* trials.
  public func trials(of study: StoredStudy) throws(StorageError) -> [Trial] {
    try changes(in: study, since: StudyCursor()).trials
  }
}

import BayesOpt

/// Where studies are kept while they run and afterwards.
///
/// Any number of threads and processes work on one study at once. Each repeats: `claim` a trial, evaluate it, `finish`
/// it, or `release` it where it has to stop. The number of a trial is given out once, and every trial is finished once.
public protocol Storage: Sendable {
  /// The names of the studies, in the order they were made.
  func studyNames() throws(StorageError) -> [String]

  /// Makes the study, or joins the one of its name.
  ///
  /// - Parameter description: the study. Its space, its directions and its number of objectives must be those stored.
  /// - Returns: the study in this storage.
  /// - Throws: `differentStudy` with what changed, or why the storage cannot be used.
  func open(_ description: StudyDescription) throws(StorageError) -> StoredStudy

  /// The trials of a study by number, finished and running, of all processes.
  ///
  /// - Parameter study: the study.
  /// - Returns: the trials.
  /// - Throws: why the storage cannot be read.
  func trials(of study: StoredStudy) throws(StorageError) -> [Trial]

  /// Takes over a trial whose process has ended or has given it back.
  ///
  /// - Parameter study: the study.
  /// - Returns: the trial, with the configuration it was begun with; `nil` where there is none.
  /// - Throws: why the storage cannot be used.
  func adopt(in study: StoredStudy) throws(StorageError) -> Trial?

  /// Starts the next trial.
  ///
  /// - Parameters:
  ///   - configuration: what it evaluates.
  ///   - number: the number that is expected to be the next.
  ///   - study: the study.
  /// - Returns: the trial, `nil` where the number was given out meanwhile.
  /// - Throws: why the storage cannot be used.
  func start(
    _ configuration: Configuration, number: Int, in study: StoredStudy
  ) throws(StorageError) -> Trial?

  /// Records a trial that has ended. Whatever is recorded never changes again.
  ///
  /// - Parameters:
  ///   - trial: the finished trial.
  ///   - study: the study.
  /// - Throws: `trialLost` where it is no longer this process's, or why the storage cannot be used.
  func finish(_ trial: Trial, in study: StoredStudy) throws(StorageError)

  /// Gives back a trial that has not ended: the next `claim`, in any process, begins it anew.
  ///
  /// - Parameters:
  ///   - trial: the trial.
  ///   - study: the study.
  /// - Throws: why the storage cannot be used.
  func release(_ trial: Trial, in study: StoredStudy) throws(StorageError)
}

/// A study in a storage.
public struct StoredStudy: Hashable, Sendable {
  /// Its place among the studies that the storage has open.
  let place: Int
  /// The study as it was opened here; the configurations of its trials are aligned with these parameters.
  public let description: StudyDescription
  /// The study as it was first stored, with the seed and the strategy of that time.
  public let original: StudyDescription
}

extension Storage {
  /// Claims a trial: an orphaned one if there is one, else a new one.
  ///
  /// The new configuration is made for a number and the history that belongs to it: if another process starts a trial
  /// meanwhile, it is proposed anew, so that no proposal is blind to the ones before it. One process always advances.
  ///
  /// - Parameters:
  ///   - study: the study.
  ///   - propose: makes the configuration of a trial from its number and all trials before it; `nil` ends the search,
  ///     because the budget is used up or the space exhausted.
  /// - Returns: a running trial that is this process's to finish or release; `nil` where there is nothing left to do.
  /// - Throws: a `StorageError`, or what `propose` throws.
  public func claim(
    in study: StoredStudy, propose: (_ number: Int, _ history: [Trial]) throws -> Configuration?
  ) throws -> Trial? {
    while true {
      if let orphan = try adopt(in: study) { return orphan }
      let history = try trials(of: study)
      guard let configuration = try propose(history.count, history) else { return nil }
      if let trial = try start(configuration, number: history.count, in: study) { return trial }
    }
  }
}

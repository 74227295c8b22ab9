import BayesOpt

extension Storage {
  /// Claims a trial: an orphaned one if there is one, else one that waits, else a new one.
  ///
  /// The new configuration is made for a number and the history that belongs to it: if another process starts a trial
  /// meanwhile, it is proposed anew, so that no proposal is blind to the ones before it. One process always advances.
  /// Where many are at it they take turns.
  ///
  /// - Parameters:
  ///   - study: the study.
  ///   - cursor: what has been told of the study so far; it moves past the changes that `propose` is told.
  ///   - complete: makes the configuration of a trial that waits from what it is to have and what has changed since the
  ///     cursor; `nil` leaves it waiting.
  ///   - propose: makes the configuration of a trial from its number and what has changed since the cursor; `nil` ends the
  ///     search, because the budget is used up or the space exhausted.
  /// - Returns: a running trial that is this process's to finish or release; `nil` where there is nothing left to do.
  /// - Throws: a `StorageError`, or what `propose` throws.
  /// - Complexity: that of `changes`, `propose` apart.
  public func claim(
    in study: StoredStudy, since cursor: inout StudyCursor,
    complete: (_ waiting: Trial, _ changes: TrialChanges) throws -> Configuration? = { _, _ in nil },
    propose: (_ number: Int, _ changes: TrialChanges) throws -> Configuration?
  ) throws -> Trial? {
    while true {
      let outcome = try takingTurns(in: study) {
        try attempt(in: study, since: &cursor, complete: complete, propose: propose)
      }
      switch outcome {
      case .claimed(let trial): return trial
      case .nothingToDo: return nil
      case .tooLate: continue
      }
    }
  }

  private func attempt(
    in study: StoredStudy, since cursor: inout StudyCursor,
    complete: (_ waiting: Trial, _ changes: TrialChanges) throws -> Configuration?,
    propose: (_ number: Int, _ changes: TrialChanges) throws -> Configuration?
  ) throws -> ClaimAttempt {
    let changes = try changes(in: study, since: cursor)
    if let orphan = try adopt(in: study, among: changes.cursor) {
      // One that was given up is news.
      return orphan.isFinished ? .tooLate : .claimed(orphan)
    }
    cursor = changes.cursor
    if let waiting = cursor.firstWaiting, let configuration = try complete(waiting, changes) {
      return try take(waiting.number, configuration, in: study, among: cursor).map { .claimed($0) } ?? .tooLate
    }
    guard let configuration = try propose(cursor.count, changes) else { return .nothingToDo }
    return try start(configuration, number: cursor.count, in: study).map { .claimed($0) } ?? .tooLate
  }
}

/// What came of an attempt to claim a trial.
public enum ClaimAttempt: Sendable {
  /// A running trial that is this process's.
  case claimed(Trial)
  /// Nothing is left to do.
  case nothingToDo
  /// Something has happened in the study since it was read: to be tried anew.
  case tooLate
}

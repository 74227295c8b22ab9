import Glibc
import Studies

/// What a search reads and records, and when it waits for its storage.
extension SearchLoop {
  /// So many microseconds pass before a server that is gone is asked again.
  private static let pause: UInt32 = 200_000

  /// Reads what has happened in the study since it was last read.
  func readChanges(_ state: inout State) throws(Exit) {
    state.read(try stored { () throws(StorageError) in try storage.changes(in: study, since: state.cursor) })
  }

  /// Records how a running trial is doing.
  func record(_ reports: [Report], of trial: Trial) throws(Exit) {
    do throws(StorageError) { try storage.report(reports, of: trial, in: study) } catch {
      // What cannot be written now is written when the trial ends, or it turns out then that somebody else has the trial.
      if !error.isLoss, !error.isTemporary { throw plan.exit(for: error) }
    }
  }

  /// Gives back a trial that has not ended.
  func giveBack(_ trial: Trial) throws(Exit) {
    do throws(StorageError) { try storage.release(trial, in: study) } catch {
      // What cannot be given back is free when this process has ended.
      if !error.isLoss, !error.isTemporary { throw plan.exit(for: error) }
    }
  }

  /// Records a trial that has ended, as soon as that is possible; says why where it is not this process's any more.
  ///
  /// A lock, or a server that is gone, is waited for as long as it takes, unless the wait is interrupted.
  func finish(_ trial: Trial) throws(Exit) -> StorageError? {
    do {
      try waiting("to record \(resultText(of: trial))", while: \.isTemporary) { try storage.finish(trial, in: study) }
      return nil
    } catch let error as StorageError where error.isLoss {
      return error
    } catch {
      context.note("note: not recorded: \(resultText(of: trial))")
      throw exit(for: error)
    }
  }

  private func resultText(of trial: Trial) -> String {
    let parameters = (try? plan.parameters.record(of: trial.configuration)).map { " with \($0)" } ?? ""
    let value = trial.values.first.map { ", value \(realText($0))" } ?? ", \(trial.message ?? trial.state.rawValue)"
    return "trial \(trial.number)\(value)\(parameters)"
  }

  /// Does something with a storage that was there when the search began: where its server is gone, waits until it is back.
  func stored<T>(_ body: () throws(StorageError) -> T) throws(Exit) -> T {
    do { return try whenReachable(body) } catch { throw exit(for: error) }
  }

  /// The same, with what else may be thrown.
  func whenReachable<T>(_ body: () throws -> T) throws -> T {
    try waiting("until it can be", while: { if case .unreachable = $0 { true } else { false } }, body)
  }

  /// Does something as soon as that is possible, unless the wait is interrupted.
  ///
  /// - Parameters:
  ///   - purpose: what is waited for, said once.
  ///   - isWorthWaiting: whether it may be possible later, after an error.
  ///   - body: what is done.
  /// - Returns: what it gives.
  /// - Throws: what it throws.
  private func waiting<T>(
    _ purpose: @autoclosure () -> String, while isWorthWaiting: (StorageError) -> Bool, _ body: () throws -> T
  ) throws -> T {
    var isSaid = false
    while true {
      do { return try body() } catch let error as StorageError {
        guard isWorthWaiting(error), !isInterrupted else { throw error }
        if !isSaid { context.note("note: \(error.message); waiting \(purpose())") }
        isSaid = true
        // Whoever holds a lock was waited for already.
        if case .unreachable = error { usleep(Self.pause) }
      }
    }
  }

  /// How a search ends by an error of its storage: a wait that was interrupted is no error.
  func exit(for error: any Error) -> Exit {
    if let error = error as? StorageError, error.isTemporary, isInterrupted { return .interrupted }
    return plan.exit(for: error)
  }
}

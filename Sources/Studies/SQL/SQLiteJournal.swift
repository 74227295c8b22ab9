import Glibc

extension SQLiteDatabase {
  /// Sets how the file is written: fast, and safe against the end of the process at any moment.
  func setJournal() throws(StorageError) {
    try turnOnWriteAheadLog()
    try run("PRAGMA synchronous = NORMAL")
  }

  /// Turns the write-ahead log on, so that readers and one writer do not wait for each other.
  ///
  /// The change itself does not wait for a lock, so waiting is done here. Where the file system has no shared memory
  /// SQLite keeps its old journal, which is slower and no less safe.
  private func turnOnWriteAheadLog() throws(StorageError) {
    var attempts = 0
    while true {
      do throws(StorageError) {
        try run("PRAGMA journal_mode = WAL")
        return
      } catch {
        attempts += 1
        guard case .locked = error, attempts < 100 else { throw error }
        usleep(20_000)
      }
    }
  }
}

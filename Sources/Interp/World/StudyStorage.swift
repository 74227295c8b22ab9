import Foundation
import Studies

extension Context {
  /// The storage of named studies: what `--storage` names, or `hpo.db` in the current directory.
  ///
  /// - Parameter interruption: what ends a wait for other processes.
  /// - Returns: the storage.
  /// - Throws: why it cannot be used.
  func storage(_ interruption: Interruption) throws(StorageError) -> any Storage {
    try SQLiteStorage(
      path: try storagePath, program: "hpo \(Version.text)", isInterrupted: { interruption.isRequested })
  }

  /// The storage of named studies, if it is there; looking makes none.
  public func existingStorage() throws(StorageError) -> SQLiteStorage {
    try SQLiteStorage(existing: try storagePath)
  }

  private var storagePath: String {
    get throws(StorageError) {
      if settings.storage == "" { throw .cannotOpen(path: "", reason: "the name is empty") }
      return settings.storage ?? Self.defaultStorage
    }
  }

  /// The file that keeps named studies unless another is named.
  public static let defaultStorage = "hpo.db"
}

import Basics
import Foundation
import Studies

extension Settings {
  /// What is wrong with what `--storage` names, without looking at the file; nil if nothing is.
  public var storageError: (any ExplainedError)? {
    guard let storage else { return nil }
    do throws(StorageError) { _ = try StorageLocation(storage) } catch { return error }
    return nil
  }
}

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
    get throws(StorageError) { try StorageLocation(settings.storage ?? Self.defaultStorage).path }
  }

  /// The file that keeps named studies unless another is named.
  public static let defaultStorage = "hpo.db"
}

import Foundation
import Studies

extension Context {
  /// The storage of named studies: what `--storage` names, or `hpo.db` in the current directory.
  func storage() throws(StorageError) -> any Storage {
    if settings.storage == "" { throw .cannotOpen(path: "", reason: "the name is empty") }
    return try SQLiteStorage(path: settings.storage ?? Self.defaultStorage, program: "hpo \(Version.text)")
  }

  /// The file that keeps named studies unless another is named.
  public static let defaultStorage = "hpo.db"
}

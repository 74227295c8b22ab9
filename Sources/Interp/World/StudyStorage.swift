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
  func storage() throws(StorageError) -> any Storage {
    let location = try StorageLocation(settings.storage ?? Self.defaultStorage)
    return try SQLiteStorage(path: location.path, program: "hpo \(Version.text)")
  }

  /// The file that keeps named studies unless another is named.
  public static let defaultStorage = "hpo.db"
}

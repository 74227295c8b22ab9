import Foundation

/// Where studies are kept, as people write it: a path, or the URL by which Optuna and SQLAlchemy name a file.
public struct StorageLocation: Hashable, Sendable {
  /// The SQLite file.
  public let path: String

  /// What a text names: `hpo.db`, `sqlite:///hpo.db`, `sqlite:////home/ann/hpo.db`.
  ///
  /// - Parameter text: a path or a URL.
  /// - Throws: `StorageError` where it names another kind of storage, or no file.
  public init(_ text: String) throws(StorageError) {
    guard !text.isEmpty else { throw .cannotOpen(path: "", reason: "the name is empty") }
    guard let colon = text.range(of: "://"),
      text[..<colon.lowerBound].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "+" })
    else {
      path = text
      return
    }
    // What is behind a plus is the driver of another program: `sqlite+pysqlite`.
    let scheme = text[..<colon.lowerBound].prefix { $0 != "+" }.lowercased()
    guard scheme == "sqlite" else { throw .foreignStorage(scheme: scheme) }
    // A third slash ends the empty name of a host; what follows a question mark is for other programs.
    let rest = text[colon.upperBound...]
    let file = rest.dropFirst().prefix { $0 != "?" }
    guard rest.hasPrefix("/"), !file.isEmpty, file != ":memory:" else { throw .noFile(url: text) }
    path = String(file)
  }
}

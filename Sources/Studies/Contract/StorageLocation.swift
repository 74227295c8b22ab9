import Foundation

/// Where studies are kept, as people write it: a path, or the URL by which Optuna and SQLAlchemy name a database.
public enum StorageLocation: Hashable, Sendable {
  /// A SQLite file.
  case file(String)
  /// A database of a PostgreSQL server, by its URL as libpq reads it, which may hold a password.
  case postgreSQL(url: String)

  /// What a text names: `hpo.db`, `sqlite:////home/ann/hpo.db`, `postgresql://ann@host/studies`.
  ///
  /// - Parameter text: a path or a URL.
  /// - Throws: `StorageError` where it is blank, or names another kind of storage, no file, or no database.
  public init(_ text: String) throws(StorageError) {
    guard !text.allSatisfy(\.isWhitespace) else { throw .noName }
    guard let colon = text.range(of: "://"),
      text[..<colon.lowerBound].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "+" })
    else {
      guard !Self.isMeantForServer(text) else { throw .unreadableURL(storage: Self.scheme + "...") }
      self = .file(text)
      return
    }
    // What is behind a plus is the driver of another program: `sqlite+pysqlite`.
    let scheme = text[..<colon.lowerBound].prefix { $0 != "+" }.lowercased()
    let rest = text[colon.upperBound...]
    switch scheme {
    case "sqlite":
      // A third slash ends the empty name of a host; what follows a question mark is for other programs.
      let file = rest.dropFirst().prefix { $0 != "?" }
      guard rest.hasPrefix("/"), !file.isEmpty, file != ":memory:" else { throw .noFile(url: text) }
      self = .file(String(file))
    case "postgresql", "postgres": self = .postgreSQL(url: Self.scheme + rest)
    default: throw .foreignStorage(scheme: scheme)
    }
  }

  /// How the storage is named to people: its file, or its URL without what may be a password.
  public var name: String {
    switch self {
    case .file(let path): path
    case .postgreSQL(let url): Self.withoutPassword(url)
    }
  }

  /// Whether two names are of one storage: files by what they are, however they are spelt; databases by their addresses.
  ///
  /// - Parameter other: the other storage.
  /// - Returns: whether they are one; false where a file is not there.
  public func isSame(as other: StorageLocation) -> Bool {
    guard case .file(let path) = self, case .file(let otherPath) = other else { return name == other.name }
    var (status, otherStatus) = (stat(), stat())
    guard stat(path, &status) == 0, stat(otherPath, &otherStatus) == 0 else { return false }
    return status.st_dev == otherStatus.st_dev && status.st_ino == otherStatus.st_ino
  }

  /// The path that what belongs to trials is kept beside: the file, or one of the database's address in the working directory.
  public var path: String {
    switch self {
    case .file(let path): return path
    case .postgreSQL:
      return String(
        name.dropFirst(Self.scheme.count).map { $0.isLetter || $0.isNumber || ".-@".contains($0) ? $0 : "_" })
    }
  }

  private static let scheme = "postgresql://"

  /// Whether a text that is no URL is one of PostgreSQL's with a slash too few, or what libpq reads beside URLs:
  /// `host=db dbname=lab`.
  private static func isMeantForServer(_ text: String) -> Bool {
    let words = text.split(whereSeparator: \.isWhitespace)
    let isList = words.allSatisfy { $0.dropFirst().contains("=") }
    return text.hasPrefix("postgresql:") || text.hasPrefix("postgres:")
      || isList && words.contains { word in ["host=", "dbname=", "password="].contains { word.hasPrefix($0) } }
  }

  /// The URL's user, host, port and database; nothing of one in which they cannot be told from a password.
  private static func withoutPassword(_ url: String) -> String {
    let rest = url.dropFirst(scheme.count)
    guard let at = rest.lastIndex(of: "@") else { return scheme + rest.prefix { $0 != "?" && $0 != "#" } }
    // What should have been written %40, %2F, %3F or %23 in a password is taken for what it separates elsewhere.
    guard !rest[..<at].contains(where: { "/?#@".contains($0) }) else { return scheme + "..." }
    let address = rest[at...].prefix { $0 != "?" && $0 != "#" }
    return scheme + rest[..<at].prefix { $0 != ":" } + address
  }
}

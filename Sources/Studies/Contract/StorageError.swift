import Basics

/// Why a storage could not do what it was asked: the facts; `message` and `hint` are the words.
public enum StorageError: ExplainedError, Hashable {
  /// The file is not there and cannot be made, or may not be read.
  case cannotOpen(path: String, reason: String)
  /// The URL is that of a kind of storage that cannot be used.
  case foreignStorage(scheme: String)
  /// The URL of SQLite names no file.
  case noFile(url: String)
  /// The file, or its directory, may not be written.
  case readOnly(path: String)
  /// There is no such file, and it was only to be read.
  case missing(path: String)
  /// The file was removed or replaced while it was open.
  case fileGone(path: String)
  /// The file is something else than a database.
  case notADatabase(path: String)
  /// The file was a database and is damaged.
  case corrupt(path: String)
  /// The database belongs to another program, or to a version of the schema that is not understood.
  case foreignSchema(path: String, found: String)
  /// Another process held the lock for longer than a storage waits.
  case locked(path: String)
  /// There is no room left on the device.
  case diskFull(path: String)
  /// Any other complaint of the database, in its words.
  case failure(path: String, reason: String)
  /// A row that cannot be understood: what it is and what is wrong with it.
  case unreadable(what: String)
  /// A name that the schema has no room for.
  case nameTooLong(name: String, limit: Int)
  /// The study exists, and differs from the search that wants to join it.
  case differentStudy(name: String, changes: [StudyChange])
  /// The trial is no longer this process's to finish.
  case trialLost(number: Int)
  /// The trial was deleted while it ran.
  case trialDeleted(number: Int)
  /// The study is not in this storage any more.
  case noSuchStudy
  /// Trials of the study are running, in processes that live.
  case studyInUse(name: String, running: Int)

  /// What happened, in one sentence without a full stop.
  public var message: String {
    switch self {
    case .cannotOpen(let path, let reason): "cannot open the storage `\(path)`: \(reason)"
    case .foreignStorage(let scheme):
      Self.databases[scheme].map { "storages in \($0) are not there yet: `\(scheme)://...`" }
        ?? "`\(scheme)://...` is not a storage"
    case .noFile(let url): "`\(url)` names no file to keep studies in"
    case .readOnly(let path): "the storage `\(path)` cannot be written"
    case .missing(let path): "there is no storage `\(path)`"
    case .fileGone(let path): "the storage `\(path)` was removed or replaced while it was in use"
    case .notADatabase(let path): "`\(path)` is not a storage: it is not a SQLite database"
    case .corrupt(let path): "the storage `\(path)` is damaged"
    case .foreignSchema(let path, let found): "the database `\(path)` is not a storage of studies: \(found)"
    case .locked(let path): "the storage `\(path)` is locked by another process"
    case .diskFull(let path): "there is no room left to write the storage `\(path)`"
    case .failure(let path, let reason): "the storage `\(path)` failed: \(reason)"
    case .unreadable(let what): "the storage holds something unreadable: \(what)"
    case .nameTooLong(let name, let limit):
      "the name `\(name.prefix(20))…` has \(name.unicodeScalars.count) characters; at most \(limit) can be stored"
    case .differentStudy(let name, let changes):
      "the study `\(name)` is stored already, with another search: "
        + changes.map(\.description).joined(separator: "; ")
    case .trialLost(let number): "trial \(number) was taken over by another process"
    case .trialDeleted(let number): "trial \(number) was deleted from the storage while it ran"
    case .noSuchStudy: "the study was deleted from the storage while it was in use"
    case .studyInUse(let name, let running):
      "\(running) \(running == 1 ? "trial" : "trials") of the study `\(name)` \(running == 1 ? "is" : "are") running"
    }
  }

  /// What to do about it, where there is something to do.
  public var hint: String? {
    switch self {
    case .cannotOpen: "does its directory exist, and may you write there?"
    case .foreignStorage: "studies are kept in a SQLite file: `--storage hpo.db`, or `--storage sqlite:///hpo.db`"
    case .noFile: "write `sqlite:///hpo.db`, or `sqlite:////folder/hpo.db` for a path from the root"
    case .readOnly: "both the file and its directory must be writable"
    case .notADatabase, .foreignSchema(_, _): schemaHint
    case .corrupt: "`sqlite3 FILE .recover` can save what is left; or name a new file with `--storage`"
    case .locked: "another program keeps a transaction open; close it and run the line again"
    case .diskFull: "make room and run the line again: finished trials are kept"
    case .failure, .unreadable: nil
    case .missing: "a search with `as \"name\"` makes one; `--storage FILE` names another"
    case .fileGone: "what was recorded in it is gone with it; run the line again to begin a new one"
    case .noSuchStudy, .trialDeleted: "run the line again to go on with what the storage has"
    case .studyInUse: "end the searches that run them first"
    case .nameTooLong: "choose a shorter name"
    case .differentStudy(let name, let changes):
      (changes.contains(where: \.isOfRange) ? "under its name a range may become wider, and nothing else; " : "")
        + "to go on from what it found, give this one a name of its own and add `from study(\"\(name)\")`; or restore the old search"
    case .trialLost: "its result is recorded there"
    }
  }

  /// Databases that Optuna keeps studies in, by the scheme of their URLs.
  private static let databases = [
    "postgresql": "PostgreSQL", "postgres": "PostgreSQL", "mysql": "MySQL", "mariadb": "MariaDB", "redis": "Redis",
    "oracle": "Oracle", "mssql": "SQL Server",
  ]

  private var schemaHint: String {
    if case .foreignSchema(_, let found) = self, found.hasPrefix(Self.olderSchema) {
      return "`optuna storage upgrade` brings an older file up to date"
    }
    return "name another file with `--storage`"
  }

  /// How a foreign schema is described that Optuna itself can bring up to date.
  static let olderSchema = "schema version"
}

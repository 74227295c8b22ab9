import Basics

/// Why a storage could not do what it was asked: the facts; `message` and `hint` are the words.
public enum StorageError: ExplainedError, Hashable {
  /// The file is not there and cannot be made, or may not be read.
  case cannotOpen(storage: String, reason: String)
  /// The URL is that of a kind of storage that cannot be used.
  case foreignStorage(scheme: String)
  /// A name of nothing but blanks.
  case noName
  /// The name is that of a folder.
  case folder(path: String)
  /// The URL of SQLite names no file.
  case noFile(url: String)
  /// The file, or its directory, may not be written.
  case readOnly(storage: String)
  /// Looking at the file would write beside it, which may not be.
  case notReadableInPlace(storage: String)
  /// There is no such file, and it was only to be read.
  case missing(storage: String)
  /// The file was removed or replaced while it was open.
  case fileGone(storage: String)
  /// The file is something else than a database.
  case notADatabase(storage: String)
  /// The file was a database and is damaged.
  case corrupt(storage: String)
  /// The database belongs to another program, or to a version of the schema that is not understood.
  case foreignSchema(storage: String, found: String)
  /// The database is empty.
  case noTables(storage: String)
  /// Another process held the lock for longer than a storage waits.
  case locked(storage: String)
  /// The server that was connected answers no more.
  case unreachable(storage: String, reason: String)
  /// The library that speaks with PostgreSQL's servers is not installed.
  case noLibrary(storage: String)
  /// A URL that PostgreSQL's library does not understand.
  case unreadableURL(storage: String)
  /// A URL with an option that PostgreSQL's library does not know.
  case unknownOption(storage: String, option: String)
  /// There is no room left on the device.
  case diskFull(storage: String)
  /// Any other complaint of the database, in its words.
  case failure(storage: String, reason: String)
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
  /// A study of this name is there, where one was to be written.
  case studyExists(name: String, storage: String)
  /// Trials of the study are running, in processes that live.
  case studyInUse(name: String, running: Int)

  /// What kind of thing is wrong.
  public var topic: Topic {
    switch self {
    case .cannotOpen, .foreignStorage, .noName, .folder, .noFile, .readOnly, .notReadableInPlace, .missing,
      .notADatabase, .corrupt,
      .foreignSchema, .noTables, .noLibrary, .unreadableURL, .unknownOption:
      .storageOpen
    case .fileGone, .locked, .unreachable, .diskFull, .failure, .unreadable, .trialLost, .trialDeleted, .noSuchStudy:
      .storageLost
    case .nameTooLong: .clauseForm
    case .differentStudy: .differentStudy
    case .studyExists, .studyInUse: .studyInUse
    }
  }

  /// What happened, in one sentence without a full stop.
  public var message: String {
    switch self {
    case .cannotOpen(let storage, let reason): "cannot open the storage `\(storage)`: \(reason)"
    case .foreignStorage(let scheme):
      Self.databases[scheme].map { "studies cannot be kept in \($0) yet: `\(scheme)://...`" }
        ?? "`\(scheme)://...` is not a storage"
    case .noName: "the name of the storage is empty"
    case .folder(let path): "the storage `\(path)` is a folder"
    case .noFile(let url): "`\(url)` names no file to keep studies in"
    case .readOnly(let storage): "the storage `\(storage)` cannot be written"
    case .notReadableInPlace(let storage):
      "the storage `\(storage)` cannot be read where it is: a process that uses it has left files beside it, and its folder cannot be "
        + "written"
    case .missing(let storage): "there is no storage `\(storage)`"
    case .fileGone(let storage): "the storage `\(storage)` was removed or replaced while it was in use"
    case .notADatabase(let storage): "`\(storage)` is not a storage: it is not a SQLite database"
    case .corrupt(let storage): "the storage `\(storage)` is damaged"
    case .foreignSchema(let storage, let found): "the database `\(storage)` is not a storage of studies: \(found)"
    case .noTables(let storage): "the storage `\(storage)` is empty: it has no studies yet"
    case .locked(let storage): "the storage `\(storage)` is locked by another process"
    case .unreachable(let storage, let reason): "the storage `\(storage)` cannot be reached: \(reason)"
    case .noLibrary(let storage):
      "the storage `\(storage)` needs PostgreSQL's library, `libpq.so.5`, which is not installed"
    case .unreadableURL(let storage): "`\(storage)` is not a URL of PostgreSQL's"
    case .unknownOption(let storage, let option):
      "the URL of `\(storage)` has an option that PostgreSQL does not know: `\(option)`"
    case .diskFull(let storage): "there is no room left to write the storage `\(storage)`"
    case .failure(let storage, let reason): "the storage `\(storage)` failed: \(reason)"
    case .unreadable(let what): "the storage holds something unreadable: \(what)"
    case .nameTooLong(let name, let limit):
      "the name `\(name.prefix(20))…` has \(name.unicodeScalars.count) characters; at most \(limit) can be stored"
    case .differentStudy(let name, let changes):
      "the study `\(name)` is stored already, with another search: "
        + changes.map(\.description).joined(separator: "; ")
    case .trialLost(let number):
      "trial \(number) was taken over by another process, since it gave no sign of life for longer than its lease"
    case .trialDeleted(let number):
      "trial \(number) is gone from the storage (it was deleted, or the end of the server undid its beginning)"
    case .noSuchStudy: "the study was deleted from the storage while it was in use"
    case .studyExists(let name, let storage): "there is a study `\(name.onOneLine)` in `\(storage)` already"
    case .studyInUse(let name, let running):
      "\(running) \(running == 1 ? "trial" : "trials") of the study `\(name.onOneLine)` \(running == 1 ? "is" : "are") running"
    }
  }

  /// What to do about it, where there is something to do.
  public var hint: String? {
    switch self {
    case .cannotOpen(let storage, _):
      Self.isOfServer(storage)
        ? "`postgresql://user@host:port/database`: does the server run, is there such a database, and may the user use it? "
          + "A password is best kept in `~/.pgpass`, or in `PGPASSWORD`"
        : "does its directory exist, and may you write there?"
    case .unreachable: "what is recorded is kept; run the line again once the server is back"
    case .noLibrary: "on Debian and Ubuntu, `apt install libpq5` installs it"
    case .unreadableURL:
      "write `postgresql://user@host:port/database`; in names and passwords, `@` is written `%40`, and `/` is written `%2F`"
    case .foreignStorage:
      "studies are kept in a SQLite file, `--storage hpo.db`, or in PostgreSQL, `--storage postgresql://user@host/database`"
    case .noName: "name a file, as in `--storage hpo.db`; without `--storage` it is `hpo.db`"
    case .folder(let path): "name a file in it: `\(shellWord(path + (path.hasSuffix("/") ? "" : "/") + "hpo.db"))`"
    case .noFile: "write `sqlite:///hpo.db`, or `sqlite:////folder/hpo.db` for a path from the root"
    case .readOnly(let storage):
      Self.isOfServer(storage)
        ? "the user needs the right to make and change tables there"
        : "both the file and its directory must be writable"
    case .notReadableInPlace(let storage):
      "copy `\(storage)`, `\(storage)-wal` and `\(storage)-shm` elsewhere, and look there"
    case .notADatabase, .foreignSchema(_, _): schemaHint
    case .noTables: "a search with `as \"name\"`, `hpo import` or `hpo copy` makes the tables"
    case .unknownOption: "options stand behind `?`, as in `?sslmode=require`"
    case .corrupt: "`sqlite3 FILE .recover` can save what is left; or name a new file with `--storage`"
    case .locked:
      "another program keeps a transaction open, or was stopped in the middle of one (Ctrl-Z): close it and run the line again"
    case .diskFull: "make room and run the line again"
    case .failure, .unreadable: nil
    case .missing: "a search with `as \"name\"` makes one; `--storage FILE` names another"
    case .fileGone: "what was recorded in it is gone with it; run the line again to begin a new one"
    case .noSuchStudy, .trialDeleted: "run the line again to go on with what the storage has"
    case .studyExists: "`--as` gives it another name; `hpo delete` removes one"
    case .studyInUse: "end the searches that run them first"
    case .nameTooLong: "choose a shorter name"
    case .differentStudy(let name, let changes):
      (changes.allSatisfy(\.isOfRange)
        ? "`--adopt` goes on under its name with the other range; "
        : changes.contains(where: \.isOfDomain) ? "under its name a range may become wider, and nothing else; " : "")
        + "to go on from what it found, give this one a name of its own and add `from study(\"\(name)\")`; or restore the old search"
    case .trialLost: "its result is recorded there"
    }
  }

  /// Whether the storage may be of use again by itself: whoever has something to record waits.
  public var isTemporary: Bool {
    switch self {
    case .locked, .unreachable: true
    default: false
    }
  }

  /// Whether a trial is not the process's any more.
  public var isLoss: Bool {
    switch self {
    case .trialLost, .trialDeleted: true
    default: false
    }
  }

  private static func isOfServer(_ storage: String) -> Bool { storage.hasPrefix("postgresql://") }

  /// Databases that Optuna keeps studies in, by the scheme of their URLs.
  private static let databases = [
    "mysql": "MySQL", "mariadb": "MariaDB", "redis": "Redis",
    "oracle": "Oracle", "mssql": "SQL Server",
  ]

  private var schemaHint: String {
    isOfOlderSchema
      ? "`optuna storage upgrade` brings an older one up to date" : "another storage is named by `--storage`"
  }

  /// Whether Optuna can bring the storage up to date.
  public var isOfOlderSchema: Bool {
    if case .foreignSchema(_, let found) = self { found.hasPrefix(Self.olderSchema) } else { false }
  }

  /// How a foreign schema is described that Optuna itself can bring up to date.
  static let olderSchema = "schema version"
}

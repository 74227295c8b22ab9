import Glibc
import Studies
import Testing

/// Storages as people name them.
@Suite struct StorageLocationTests {
  @Test(
    arguments: [
      ("u.db", "u.db"), ("/abs/u.db", "/abs/u.db"), ("sqlite:///u.db", "u.db"), ("sqlite:////abs/u.db", "/abs/u.db"),
      ("sqlite:///./a b/u.db", "./a b/u.db"), ("SQLite+pysqlite:///u.db?timeout=30", "u.db"), ("a:b.db", "a:b.db"),
    ] as [(String, String)])
  func files(text: String, path: String) throws { #expect(try StorageLocation(text) == .file(path)) }

  @Test(
    arguments: [
      ("postgresql://ann:secret@host:5432/studies", "postgresql://ann@host:5432/studies", "ann@host_5432_studies"),
      ("postgres://host/studies?password=secret", "postgresql://host/studies", "host_studies"),
      ("postgresql+psycopg://ann@host/a%20b#x", "postgresql://ann@host/a%20b", "ann@host_a_20b"),
      ("postgresql://ann:sec/ret@host/studies", "postgresql://...", "..."),
      ("postgresql://ann:sec?ret@host/studies", "postgresql://...", "..."),
      ("postgresql://host/studies?password=sec@ret", "postgresql://...", "..."),
    ] as [(String, String, String)])
  func servers(text: String, name: String, path: String) throws {
    let location = try StorageLocation(text)
    #expect(location.name == name)
    #expect(location.path == path)
  }

  @Test func spellingsOfOneStorage() throws {
    func isSame(_ one: String, _ other: String) throws -> Bool {
      try StorageLocation(one).isSame(as: StorageLocation(other))
    }
    #expect(try isSame("/etc/passwd", "sqlite:////etc/../etc/passwd"))
    #expect(try isSame("/proc/self/exe", "/proc/\(getpid())/exe"))
    #expect(try !isSame("/etc/passwd", "/etc/group"))
    #expect(try !isSame("no.db", "no.db"))
    #expect(try isSame("postgres://ann:secret@host/a", "postgresql://ann@host/a?sslmode=require"))
    #expect(try !isSame("postgresql://host/a", "postgresql://host/b"))
  }

  @Test(
    arguments: [
      ("", "the name of the storage is empty"), (" \t", "the name of the storage is empty"),
      ("sqlite://u.db", "`sqlite://u.db` names no file to keep studies in"),
      ("sqlite:///", "`sqlite:///` names no file to keep studies in"),
      ("sqlite:///:memory:", "`sqlite:///:memory:` names no file to keep studies in"),
      ("mysql://host/db", "studies cannot be kept in MySQL yet: `mysql://...`"),
      ("redis://host", "studies cannot be kept in Redis yet: `redis://...`"),
      ("http://host/x.db", "`http://...` is not a storage"),
      ("host=127.0.0.1 password=secret dbname=lab", "`postgresql://...` is not a URL of PostgreSQL's"),
      ("dbname=lab", "`postgresql://...` is not a URL of PostgreSQL's"),
      ("postgresql:/ann:secret@host/lab", "`postgresql://...` is not a URL of PostgreSQL's"),
      ("postgres:lab", "`postgresql://...` is not a URL of PostgreSQL's"),
    ] as [(String, String)])
  func others(text: String, message: String) {
    do throws(StorageError) {
      _ = try StorageLocation(text)
      Issue.record("`\(text)` was taken for a storage")
    } catch {
      #expect(error.message == message)
      #expect(error.hint != nil)
    }
  }
}

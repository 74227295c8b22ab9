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
      ("", "cannot open the storage ``: the name is empty"),
      ("sqlite://u.db", "`sqlite://u.db` names no file to keep studies in"),
      ("sqlite:///", "`sqlite:///` names no file to keep studies in"),
      ("sqlite:///:memory:", "`sqlite:///:memory:` names no file to keep studies in"),
      ("mysql://host/db", "storages in MySQL are not there yet: `mysql://...`"),
      ("redis://host", "storages in Redis are not there yet: `redis://...`"),
      ("http://host/x.db", "`http://...` is not a storage"),
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

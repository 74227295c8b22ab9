/// A clause's value that has no engine in this version: a pruner, or workers of a cluster.
final class UnavailableValue: Host {
  private let text: String
  private let name: String

  /// - Parameters:
  ///   - name: what messages call it, with its article.
  ///   - text: as it was written.
  init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }

  override var kind: String { name }
  override var description: String { text }
}

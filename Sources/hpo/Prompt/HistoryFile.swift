import Foundation

/// The file that keeps the history from one session to the next, readable by its owner alone.
///
/// An entry is appended as it is typed, so that two prompts at once lose nothing. What cannot be written is not kept,
/// and nobody is bothered.
struct HistoryFile {
  let path: String

  /// `$XDG_STATE_HOME/hpo/history`, in `~/.local/state` by default; nil without a home.
  static func standard(_ environment: [String: String]) -> HistoryFile? {
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      return HistoryFile(path: state + "/hpo/history")
    }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return HistoryFile(path: home + "/.local/state/hpo/history")
  }

  /// Reads the file, and writes it anew if it holds repetitions or too much.
  func load() -> InputHistory {
    guard let data = FileManager.default.contents(atPath: path) else { return InputHistory() }
    let text = String(decoding: data, as: UTF8.self)
    let history = InputHistory(text: text)
    if history.text.utf8.count < text.utf8.count { rewrite(history) }
    return history
  }

  /// Adds an entry at the end of the file; one that was there before is taken away there.
  func add(_ entry: String, isRepeated: Bool) {
    guard isRepeated, let data = FileManager.default.contents(atPath: path) else { return append(entry) }
    // Read again: another prompt may have added to it.
    var history = InputHistory(text: String(decoding: data, as: UTF8.self))
    _ = history.add(entry)
    rewrite(history)
  }

  /// Adds an entry at the end of the file.
  func append(_ entry: String) {
    let directory = URL(fileURLWithPath: path).deletingLastPathComponent().path
    try? FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    write(InputHistory.encode(entry) + "\n", to: path, O_APPEND)
  }

  /// Puts a new file in the place of the old one, in one step.
  private func rewrite(_ history: InputHistory) {
    let new = "\(path).\(getpid())"
    guard write(history.text, to: new, O_TRUNC), rename(new, path) == 0 else {
      unlink(new)
      return
    }
  }

  @discardableResult
  private func write(_ text: String, to path: String, _ flags: Int32) -> Bool {
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0o600)
    guard file >= 0 else { return false }
    defer { close(file) }
    fchmod(file, 0o600)
    return Array(text.utf8).withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) == $0.count }
  }
}

import Glibc

/// Files that the trials of a study save, one each, and of which those of the best trials are kept.
struct NumberedFiles: Hashable, Sendable {
  /// What stands for the number of the trial in the name.
  static let mark: Character = "*"

  private let prefix: String
  private let suffix: String

  /// The files of a name such as `net-*.net`; nil where not exactly one number belongs in it.
  init?(_ name: String) {
    let parts = name.split(separator: Self.mark, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    (prefix, suffix) = (String(parts[0]), String(parts[1]))
  }

  /// The name of a trial's file.
  func name(of trial: Int) -> String { "\(prefix)\(trial)\(suffix)" }

  /// Removes a trial's file, where there is one.
  func remove(_ trial: Int) { unlink(name(of: trial)) }
}
